"""In which scope evidence decides for a claim or against it, where it does so in part, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from kbtool.knowledge.derive.studied import scope_in_words
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.statements import Statement, read_statement
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, instances, named, objects, text


def scope_in_part_quads(store: ox.Store, labels: Labels) -> Iterator[ox.Quad]:
    """kb:supportedScope and kb:refutedScope of each claim that evidence decides in part: "in adults; in severe pain"."""
    qualifiers = instances(store, KB("Qualifier"))
    for decided, words in (("supportedIn", "supportedScope"), ("refutedIn", "refutedScope")):
        parts: dict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
        for quad in store.quads_for_pattern(None, KB(decided), None, DERIVED):
            for claim, part in (
                (c, p) for c in named([quad.subject]) for p in named([quad.object])
            ):
                parts[claim].add(part)
        for claim, found in parts.items():
            said = _in_words(claim, found, store, qualifiers, labels)
            yield ox.Quad(claim, KB(words), ox.Literal(said), DERIVED)


def _in_words(
    claim: ox.NamedNode,
    parts: set[ox.NamedNode],
    store: ox.Store,
    qualifiers: list[ox.NamedNode],
    labels: Labels,
) -> str:
    held = [
        statement
        for relation in ("asserts", "denies")
        for node in objects(store, claim, KB(relation))
        if (statement := read_statement(store, node, qualifiers)) is not None
    ]
    scopes = {
        _added(statement, part, store, qualifiers, labels)
        for statement in held
        for part in parts
        if parts.isdisjoint(objects(store, part, KB("narrowerScopeThan")))
    }
    return "; ".join(sorted(filter(None, scopes)))


def _added(
    held: Statement,
    node: ox.NamedNode,
    store: ox.Store,
    qualifiers: list[ox.NamedNode],
    labels: Labels,
) -> str:
    """What a narrower statement says more than the one that is held."""
    named_by = [*named(objects(store, node, KB("narrows"))), node]
    base = read_statement(store, named_by[0], qualifiers)
    if base is None:
        return ""
    own = {q: frozenset(v) for q in qualifiers if (v := objects(store, node, q))}
    scope = {**base.scope, **own}
    more = {q: values for q, values in scope.items() if values != held.scope.get(q)}
    words = [] if base.subject == held.subject else [f"of {labels.label(base.subject)}"]
    if base.object != held.object:
        words.append(_object(base.object, store, labels))
    return ", ".join([*words, *filter(None, [scope_in_words(more, labels)])])


def _object(term: Term | None, store: ox.Store, labels: Labels) -> str:
    """A narrower object, as its kind reads: "in PTSD"."""
    for kind in named(objects(store, term, KB("conceptKind"))):
        if text(store, kind, KB("phrase")) is not None and term is not None:
            return labels.qualified(kind, term)
    return f"as to {labels.label(term)}"
