"""Reads propositions, quantities and terminology from a store, and derives how they relate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kbtool.knowledge.entailment import (
    Statement,
    Term,
    Terminology,
    entails,
    grouped,
    incompatible,
    indirect,
    narrower,
    transposed,
)
from kbtool.rdf.namespaces import KB, RDF, SKOS
from kbtool.rdf.store import DERIVED


def relation_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """The derived relations of every proposition and quantity in a store."""
    terms = read_terminology(store)
    kinds = _unit_kinds(store)
    by_both: dict[tuple[Term, Term], list[Statement]] = defaultdict(list)
    quantities: dict[Term, list[Statement]] = defaultdict(list)
    statements = list(read_statements(store))
    for statement in statements:
        by_both[statement.subject, statement.relation].append(statement)
        if statement.object is None:
            quantities[statement.subject].append(statement)
    opposites: dict[Term, list[Term]] = defaultdict(list)
    for one, other in terms.opposite:
        opposites[one].append(other)
    for p in statements:
        for relation in (p.relation, *opposites[p.relation]):
            for q in by_both.get((p.subject, relation), ()):
                if incompatible(p, q, terms):
                    yield _quad(p, "incompatibleWith", q)
        for q in (
            q
            for relation in terms.above(p.relation)
            for subject in terms.met_by(p.subject)
            for q in by_both.get((subject, relation), ())
        ):
            if entails(p, q, terms):
                yield _quad(p, "entails", q)
            elif narrower(p, q, terms):
                yield _quad(p, "narrowerScopeThan", q)
            elif indirect(p, q, terms):
                yield _quad(p, "indirectCounterpartOf", q)
        for subject in p.scope.get(KB("outcome"), ()):
            for q in quantities[subject]:
                if kinds.get(p.relation) == kinds.get(q.relation) and transposed(
                    p, q, KB("outcome")
                ):
                    yield _quad(p, "transposes", q)


def read_statements(store: ox.Store) -> Iterator[Statement]:
    """The propositions and quantities of a store; incomplete ones are left out, rules flag them."""
    qualifiers = _instances(store, KB("Qualifier"))
    for kind, relation in ((KB("Proposition"), KB("predicate")), (KB("Quantity"), KB("measure"))):
        for node in sorted(_instances(store, kind), key=lambda n: n.value):
            values: dict[ox.NamedNode, set[Term]] = defaultdict(set)
            for quad in store.quads_for_pattern(node, None, None, None):
                values[quad.predicate].add(quad.object)
            objects = values[KB("object")]
            if len(values[KB("subject")]) != 1 or len(values[relation]) != 1:
                continue
            if kind == KB("Proposition") and len(objects) != 1:
                continue
            yield Statement(
                iri=node,
                subject=next(iter(values[KB("subject")])),
                relation=next(iter(values[relation])),
                object=next(iter(objects)) if kind == KB("Proposition") else None,
                scope={q: frozenset(values[q]) for q in qualifiers if values.get(q)},
            )


def read_terminology(store: ox.Store) -> Terminology:
    """What a store's vocabulary and concepts declare."""
    return Terminology(
        broader=_closure(_pairs(store, SKOS("broader"))),
        indirect_for=grouped(_pairs(store, KB("indirectFor"))),
        disjoint=_both_ways(_pairs(store, KB("disjointWith"))),
        opposite=_both_ways(_pairs(store, KB("opposite"))),
        single_valued=_flagged(store, KB("singleValued")),
        exclusive=_flagged(store, KB("exclusiveObjects")),
        existential=_subjects(store, KB("entailment"), KB("FromNarrowerToBroader")),
        universal=_subjects(store, KB("entailment"), KB("FromBroaderToNarrower")),
        subject_widens=_flagged(store, KB("subjectWidens")),
        object_indirect=_flagged(store, KB("objectIndirect")),
    )


def _quad(p: Statement, name: str, q: Statement) -> ox.Quad:
    return ox.Quad(p.iri, KB(name), q.iri, DERIVED)


def _pairs(store: ox.Store, predicate: ox.NamedNode) -> list[tuple[Term, Term]]:
    return [(q.subject, q.object) for q in store.quads_for_pattern(None, predicate, None, None)]


def _closure(pairs: Iterable[tuple[Term, Term]]) -> dict[Term, frozenset[Term]]:
    """Each term's broader terms, itself among them; a cycle ends where it began."""
    direct = grouped(pairs)
    closed = {}
    for term in direct:
        seen, pending = {term}, [term]
        while pending:
            for above in direct.get(pending.pop(), ()):
                if above not in seen:
                    seen.add(above)
                    pending.append(above)
        closed[term] = frozenset(seen)
    return closed


def _both_ways(pairs: Iterable[tuple[Term, Term]]) -> frozenset[tuple[Term, Term]]:
    return frozenset(pair for a, b in pairs for pair in ((a, b), (b, a)))


def _flagged(store: ox.Store, predicate: ox.NamedNode) -> frozenset[Term]:
    return frozenset(
        q.subject
        for q in store.quads_for_pattern(None, predicate, None, None)
        if isinstance(q.object, ox.Literal) and q.object.value in ("true", "1")
    )


def _subjects(store: ox.Store, predicate: ox.NamedNode, value: Term) -> frozenset[Term]:
    return frozenset(q.subject for q in store.quads_for_pattern(None, predicate, value, None))


def _instances(store: ox.Store, kind: ox.NamedNode) -> set[ox.NamedNode]:
    quads = store.quads_for_pattern(None, RDF("type"), kind, None)
    return {q.subject for q in quads if isinstance(q.subject, ox.NamedNode)}


def _unit_kinds(store: ox.Store) -> dict[Term, Term]:
    return dict(_pairs(store, KB("unitKind")))
