"""The CONSTRUCT queries of kb/derivations/: what they say goes to the derived graph, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.rdf.namespaces import KB, RDF, Names
from kbtool.rdf.sparql_tokens import Token, prefixes_declared, tokenise
from kbtool.rdf.store import DERIVED, TurtleFile
from kbtool.rdf.terms import named, value


def refuse_typed_in(store: ox.Store, files: Iterable[TurtleFile], names: Names) -> None:
    """Refuse files that state what is only ever derived: a verdict, a line of evidence, a level.

    The vocabulary says what that is: kb:derived of a property or class, kb:derivedOn of a property
    with the class on whose instances it is.

    Args:
        store: the files' triples, before anything is derived.
        files: the files, for messages.
        names: the namespaces of the knowledge base, for messages.

    Raises:
        InputError: a file states such a thing, with the line of what it states it of.
    """
    always = {
        quad.subject
        for quad in store.quads_for_pattern(None, KB("derived"), None, None)
        if isinstance(quad.subject, ox.NamedNode)
    }
    found = [q for term in always for q in store.quads_for_pattern(None, term, None, None)]
    found += [q for term in always for q in store.quads_for_pattern(None, RDF("type"), term, None)]
    for mark in store.quads_for_pattern(None, KB("derivedOn"), None, None):
        if isinstance(mark.subject, ox.NamedNode):
            instances = {
                quad.subject
                for quad in store.quads_for_pattern(None, RDF("type"), mark.object, None)
            }
            if instances:
                stated = store.quads_for_pattern(None, mark.subject, None, None)
                found += [quad for quad in stated if quad.subject in instances]
    for quad in sorted(found, key=str):
        file = next(file for file in files if file.graph == quad.graph_name)
        subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
        what = quad.object if quad.predicate == RDF("type") else quad.predicate
        named_so = names.curie(subject) or "a node without a name"
        raise InputError(
            f"{named_so} states {names.curie(value(what))}, which is only ever derived",
            path=file.shown,
            line=file.line_of(subject),
            help="take it out; verdicts, levels and lines of evidence are computed, a decision is a kb:Resolution",
        )


def marked_derived(store: ox.Store) -> frozenset[str]:
    """The terms that the vocabulary of a store marks as derived, everywhere or on instances of a class, by local name."""
    quads = [
        quad
        for mark in (KB("derived"), KB("derivedOn"))
        for quad in store.quads_for_pattern(None, mark, None, None)
    ]
    return frozenset(
        node.value.removeprefix(KB.base) for node in named(quad.subject for quad in quads)
    )


@lru_cache(maxsize=256)
def terms_of(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The terms of the vocabulary that a CONSTRUCT query reads, and those that it constructs, by local name.

    What it constructs stands in its template, or is bound to a variable of it: `BIND(kb:holdsTrue AS ?holds)`.
    """
    tokens = tokenise(text)
    bases = prefixes_declared(tokens)
    reads: set[str] = set()
    constructs: set[str] = set()
    variables: set[str] = set()
    depth, template = 0, False
    for place, token in enumerate(tokens):
        last = tokens[place - 1] if place else None
        if token.is_mark("{"):
            template = template or (depth == 0 and last is not None and last.is_word("CONSTRUCT"))
            depth += 1
        elif token.is_mark("}"):
            depth -= 1
            template = template and depth > 0
        elif template and token.kind == "variable":
            variables.add(token.text)
        elif depth and token.kind == "name":
            prefix, _, local = token.text.partition(":")
            if bases.get(prefix) == KB.base:
                bound = _bound_to(tokens, place)
                (constructs if template or bound in variables else reads).add(local)
    return frozenset(reads), frozenset(constructs)


def _bound_to(tokens: Sequence[Token], place: int) -> str | None:
    """The variable to which a term is bound as it stands, if it is."""
    around = tokens[max(0, place - 2) : place + 3]
    if len(around) < 5 or not around[0].is_word("BIND") or not around[3].is_word("AS"):
        return None
    return around[4].text if around[4].kind == "variable" else None


def constructed(store: ox.Store, path: Path, text: str, names: Names) -> list[ox.Quad]:
    """What a CONSTRUCT query says, as quads of the derived graph; a relative IRI in it is one below `id:`.

    Args:
        store: the store, of which the query sees all graphs.
        path: the query's file, for messages.
        text: the query.
        names: the namespaces of the knowledge base.

    Raises:
        InputError: it is not a valid SPARQL CONSTRUCT query.
    """
    try:
        triples = store.query(text, base_iri=names.base, use_default_graph_as_union=True)
    except (SyntaxError, ValueError) as error:
        from kbtool.rdf.sparql_faults import find_fault

        fault = find_fault(text, str(error), {})
        raise InputError(
            fault.message,
            path=path,
            line=fault.line,
            help=f"correct the derivation at or just before this line: {fault.help}",
        ) from error
    if not isinstance(triples, ox.QueryTriples):
        raise InputError(
            "is not a CONSTRUCT query", path=path, help="a derivation constructs triples"
        )
    return [ox.Quad(t.subject, t.predicate, t.object, DERIVED) for t in triples]
