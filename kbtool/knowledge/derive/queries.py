"""Runs the CONSTRUCT queries of kb/derivations/ in order; what they say goes to the derived graph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.rdf.namespaces import KB, RDF, curie
from kbtool.rdf.store import DERIVED, TurtleFile
from kbtool.rdf.terms import value


def refuse_typed_in(store: ox.Store, files: Iterable[TurtleFile]) -> None:
    """Refuse files that state what is only ever derived: a verdict, a line of evidence, a level.

    The vocabulary says what that is: kb:derived of a property or class, kb:derivedOn of a property
    with the class on whose instances it is.

    Args:
        store: the files' triples, before anything is derived.
        files: the files, for messages.

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
            found += [
                quad
                for quad in store.quads_for_pattern(None, mark.subject, None, None)
                if any(store.quads_for_pattern(quad.subject, RDF("type"), mark.object, None))
            ]
    for quad in sorted(found, key=str):
        file = next(file for file in files if file.graph == quad.graph_name)
        subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
        what = quad.object if quad.predicate == RDF("type") else quad.predicate
        raise InputError(
            f"{curie(subject) or 'a node without a name'} states {curie(value(what))}, which is only ever derived",
            path=file.shown,
            line=file.line_of(subject),
            help="take it out; verdicts, levels and lines of evidence are computed, a decision is a kb:Resolution",
        )


def derive(store: ox.Store, queries: Iterable[tuple[Path, str]]) -> None:
    """Add what each query constructs to the derived graph; each sees what those before it added.

    Args:
        store: the store, changed in place.
        queries: the CONSTRUCT queries in order, each with its file for messages.

    Raises:
        InputError: a query is not a valid SPARQL CONSTRUCT query.
    """
    for path, text in queries:
        try:
            triples = store.query(text, use_default_graph_as_union=True)
        except (SyntaxError, ValueError) as error:
            reason = " ".join(str(error).split())
            line = re.match(r"error at (\d+):", reason)
            raise InputError(
                f"is not a valid SPARQL query: {reason}",
                path=path,
                line=int(line[1]) if line else None,
                help="correct the derivation at or just before this line",
            ) from error
        if not isinstance(triples, ox.QueryTriples):
            raise InputError(
                "is not a CONSTRUCT query", path=path, help="a derivation constructs triples"
            )
        store.extend(ox.Quad(t.subject, t.predicate, t.object, DERIVED) for t in list(triples))
