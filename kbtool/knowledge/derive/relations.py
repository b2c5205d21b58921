"""How propositions and quantities relate: what entails, excludes, narrows or transposes what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from kbtool.knowledge.derive.studied import studied_statements
from kbtool.knowledge.entailment import (
    entails,
    incompatible,
    indirect,
    leaves_little_room,
    narrower,
    part_of,
    transposed,
    variant,
)
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.statements import Statement, read_statements, read_terminology
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term


def relation_quads(store: ox.Store, labels: Labels) -> Iterator[ox.Quad]:
    """The derived relations of every proposition and quantity in a store, those in the scope of evidence among them, and
    what each item of evidence speaks for, against or of.
    """
    terms = read_terminology(store)
    kinds = _unit_kinds(store)
    by_both: dict[tuple[Term, Term], dict[Term | None, list[Statement]]] = {}
    quantities: dict[Term, list[Statement]] = defaultdict(list)
    statements = list(read_statements(store))
    studied, described = studied_statements(store, statements, terms, labels)
    yield from described
    statements.extend(each.statement for each in studied)
    for statement in statements:
        alike = by_both.setdefault((statement.subject, statement.relation), {})
        alike.setdefault(statement.object, []).append(statement)
        if statement.object is None:
            quantities[statement.subject].append(statement)
    opposites: dict[Term, list[Term]] = defaultdict(list)
    for one, other in terms.opposite:
        opposites[one].append(other)
    for p in statements:
        for relation in (p.relation, *opposites[p.relation]):
            for of_one_object in by_both.get((p.subject, relation), {}).values():
                for q in of_one_object:
                    if incompatible(p, q, terms):
                        yield _quad(p, "incompatibleWith", q)
                    elif terms.scales.qualifiers and leaves_little_room(p, q, terms):
                        yield _quad(p, "leavesLittleRoomFor", q)
        met = {None} if p.object is None else terms.met_by(p.object)
        for q in (
            q
            for relation in terms.above(p.relation)
            for subject in terms.met_by(p.subject)
            if (among := by_both.get((subject, relation)))
            for object_ in among.keys() & met
            for q in among[object_]
        ):
            if part_of(p, q, terms):
                yield _quad(p, "isPartOf", q)
            another = terms.scales.qualifiers and variant(p, q, terms)
            if another:
                yield _quad(p, "variesModalityOf", q)
            if entails(p, q, terms):
                yield _quad(p, "entails", q)
            elif narrower(p, q, terms):
                yield _quad(p, "narrowerScopeThan", q)
                if p.subject != q.subject and (p.object, p.scope) == (q.object, q.scope):
                    yield _quad(p, "ofMemberOf", q)
            elif (
                another
                or indirect(p, q, terms)
                or (p.relation == q.relation and narrower(q, p, terms))
            ):
                yield _quad(p, "indirectCounterpartOf", q)
        for subject in p.scope.get(KB("outcome"), ()):
            for q in quantities[subject]:
                if kinds.get(p.relation) == kinds.get(q.relation) and transposed(
                    p, q, KB("outcome")
                ):
                    yield _quad(p, "transposes", q)


def _quad(p: Statement, name: str, q: Statement) -> ox.Quad:
    return ox.Quad(p.iri, KB(name), q.iri, DERIVED)


def _unit_kinds(store: ox.Store) -> dict[Term, Term]:
    return {q.subject: q.object for q in store.quads_for_pattern(None, KB("unitKind"), None, None)}
