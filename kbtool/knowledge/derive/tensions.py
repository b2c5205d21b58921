"""What pulls against what: a fact here that is hedged there, and statements that a reader cannot take together.

The first claim of a document stands for all of it that state the same, and where documents pull against each other, one
document for all. So what is found grows with what is stated, and neither with how often nor with how many pairs there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.derive.holdings import Held, held_statements
from kbtool.knowledge.entailment import entails
from kbtool.knowledge.statements import Statement, Terminology, read_statements, read_terminology
from kbtool.knowledge.tension import Contrasts, Pull, held_firmly, pulls, read_contrasts, readings
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term

SHOWN = 20
"""So many claims stand on the other side of one at most."""


class Position(Struct, frozen=True):
    """A statement that is asserted, or denied, and how each document that does so holds it."""

    statement: Statement
    asserted: bool
    held: Mapping[Term, Held]


class _Other(Struct, frozen=True):
    """What stands on the other side, and which of its claims and of those on this side count."""

    position: Position
    pull: Pull
    hedged: bool = False

    def claim(self, document: Term) -> ox.NamedNode | None:
        held = self.position.held.get(document)
        if held is None or self.hedged:
            return None if held is None else held.hedged
        return held.fact if self.pull.second_as_fact else held.fact or held.first

    def first_two(self) -> list[tuple[Term, ox.NamedNode]]:
        """The claims of the first two documents: one of them is not the document on this side."""
        claims = ((d, self.claim(d)) for d in sorted(self.position.held, key=str))
        return list(islice(((d, claim) for d, claim in claims if claim is not None), 2))


def tension_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """kb:hedgedAlso, kb:hedgedElsewhere, kb:pullsAgainst and kb:pullsAgainstElsewhere of the claims of a store."""
    held = held_statements(store)
    positions = [
        Position(statement, asserted, held[statement.iri, asserted])
        for statement in read_statements(store)
        for asserted in (True, False)
        if (statement.iri, asserted) in held
    ]
    terms, contrasts = read_terminology(store), read_contrasts(store)
    yield from _hedged(positions, terms, contrasts)
    yield from _pulling(positions, terms, contrasts)


def _hedged(
    positions: Iterable[Position], terms: Terminology, contrasts: Contrasts
) -> Iterator[ox.Quad]:
    """From what is told as a fact to what hedges it."""
    positions = [position for position in positions if position.statement.object is not None]
    hedging: dict[tuple[Term, Term, Term | None], list[Position]] = defaultdict(list)
    for position in positions:
        if any(held.hedged for held in position.held.values()):
            q = position.statement
            if position.asserted:
                hedging[q.subject, q.relation, q.object].append(position)
    for fact in positions:
        p = fact.statement
        if p.object is None or not any(held.fact for held in fact.held.values()):
            continue
        if fact.asserted:
            relations = {each.relation for each in readings(p, terms, contrasts)}
            things = terms.met_by(p.object) | contrasts.covering(p.object, terms)
            keys = ((p.subject, r, thing) for r, thing in product(relations, things))
            near = [q for key in keys for q in hedging.get(key, ())]
            found = [q for q in near if held_firmly(p, q.statement, terms, contrasts)]
        else:
            found = [fact]
        others = [_Other(q, Pull(first_as_fact=True), hedged=True) for q in found]
        yield from _within("hedgedAlso", fact, others)
        follows = [q for q in others if entails(p, q.position.statement, terms)]
        yield from _elsewhere("hedgedElsewhere", fact, follows if fact.asserted else others)


def _pulling(
    positions: Iterable[Position], terms: Terminology, contrasts: Contrasts
) -> Iterator[ox.Quad]:
    """From what promises to what limits it."""
    near = _Near(positions, terms, contrasts)
    for promise in positions:
        if not promise.asserted or promise.statement.object is None:
            continue
        others = []
        for other in near.to(promise.statement):
            pull = pulls(promise.statement, other.statement, other.asserted, terms, contrasts)
            if pull is not None:
                others.append(_Other(other, pull))
        yield from _within("pullsAgainst", promise, others)
        yield from _elsewhere("pullsAgainstElsewhere", promise, others)


class _Near:
    """Finds what a statement may pull against, by what it is of, so that not each is compared with each."""

    def __init__(
        self, positions: Iterable[Position], terms: Terminology, contrasts: Contrasts
    ) -> None:
        self._terms, self._contrasts = terms, contrasts
        self._asserted: dict[tuple[Term, Term, Term | None], list[Position]] = defaultdict(list)
        self._denied: dict[tuple[Term, Term, Term | None], list[Position]] = defaultdict(list)
        self._of_subject: dict[tuple[Term, Term], list[Position]] = defaultdict(list)
        self._limiting: dict[tuple[Term, Term], list[Position]] = defaultdict(list)
        self._of_object: dict[tuple[Term, Term | None], list[Position]] = defaultdict(list)
        limits = frozenset().union(*contrasts.against.values())
        for position in positions:
            q = position.statement
            if not position.asserted:
                self._denied[q.subject, q.relation, q.object].append(position)
                continue
            self._of_object[q.relation, q.object].append(position)
            for each in readings(q, terms, contrasts):
                self._asserted[each.subject, each.relation, each.object].append(position)
                self._of_subject[each.subject, each.relation].append(position)
            for term in limits & terms.above(q.relation if q.object is None else q.object):
                self._limiting[q.subject, term].append(position)

    def to(self, p: Statement) -> list[Position]:
        """The positions that p may pull against, each once."""
        contrasts = self._contrasts
        found: list[Position] = []
        for each in readings(p, self._terms, contrasts):
            facing = contrasts.against.get(each.relation, frozenset())
            covering = () if each.object is None else contrasts.covering(each.object, self._terms)
            for subject, thing in product(self._terms.above(each.subject), covering):
                found += self._denied.get((subject, each.relation, thing), ())
                for relation in facing:
                    found += self._asserted.get((subject, relation, thing), ())
            for relation in contrasts.against_any.get(each.relation, ()):
                found += self._of_subject.get((each.subject, relation), ())
            for relation in contrasts.elsewhere.get(each.relation, ()):
                found += self._of_object.get((relation, each.object), ())
        for term in self._terms.above(p.object) if p.object is not None else ():
            for limit in contrasts.against.get(term, ()):
                found += self._limiting.get((p.subject, limit), ())
        return list({(other.statement.iri, other.asserted): other for other in found}.values())


def _within(name: str, position: Position, others: list[_Other]) -> Iterator[ox.Quad]:
    """From the claim of each document to those of its own on the other side."""
    here: dict[Term, list[tuple[_Other, ox.NamedNode | None]]] = defaultdict(list)
    for other in others:
        fewer, more = sorted((position.held, other.position.held), key=len)
        for document in fewer:
            if document in more:
                here[document].append((other, other.claim(document)))
    for document, facing in here.items():
        yield from _quads(name, position.held[document], facing)


def _elsewhere(name: str, position: Position, others: list[_Other]) -> Iterator[ox.Quad]:
    """From the claim of the first document that has one to those of others; not to what it says itself as well."""
    documents = sorted(position.held, key=str) if others else []
    firsts = [(other, other.first_two()) for other in others]
    for document in documents:
        there = [
            (other, next((claim for d, claim in two if d != document), None))
            for other, two in firsts
            if other.claim(document) is None
        ]
        found = list(_quads(name, position.held[document], there))
        yield from found
        if found:
            return


def _quads(
    name: str, mine: Held, others: Iterable[tuple[_Other, ox.NamedNode | None]]
) -> Iterator[ox.Quad]:
    facing = (
        (mine.fact if other.pull.first_as_fact else mine.fact or mine.first, claim)
        for other, claim in others
    )
    found = (
        ox.Quad(one, KB(name), claim, DERIVED)
        for one, claim in facing
        if one is not None and claim is not None
    )
    yield from islice(found, SHOWN)
