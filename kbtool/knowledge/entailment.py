"""How propositions and quantities relate: entailment, incompatibility, narrower and indirect scope.

All of it follows from what the vocabulary declares of predicates and measures (kb:entailment, kb:opposite,
kb:singleValued, kb:exclusiveObjects, skos:broader) and what the concepts declare of each other (skos:broader,
kb:disjointWith, kb:indirectFor). Two statements are compared slot by slot: subject, object, and each qualifier of scope;
a qualifier that is not stated leaves the scope open, which is the broadest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Scope = Mapping[ox.NamedNode, frozenset[Term]]


@dataclass(frozen=True)
class Statement:
    """A proposition (with an object) or a quantity (without one).

    Attributes:
        iri: the node.
        subject: what it is about.
        relation: its predicate or measure.
        object: the proposition's object.
        scope: the values of each qualifier that is stated.
    """

    iri: ox.NamedNode
    subject: Term
    relation: Term
    object: Term | None
    scope: Scope


@dataclass(frozen=True)
class Terminology:
    """What the vocabulary and the concepts declare.

    Attributes:
        broader: each term's broader terms, itself among them.
        indirect_for: what evidence on a term is indirect for.
        disjoint: pairs of disjoint concepts, both ways round.
        opposite: pairs of opposite predicates, both ways round.
        single_valued: predicates with one object in one scope.
        exclusive: predicates of which disjoint objects cannot both hold.
        existential: predicates whose truth carries from narrower to broader.
        universal: predicates whose truth carries from broader to narrower.
        subject_widens: existential predicates that hold of a class if they hold of one member.
        object_indirect: predicates of which evidence on one object may be indirect for another.
    """

    broader: Mapping[Term, frozenset[Term]] = field(default_factory=dict)
    indirect_for: Mapping[Term, frozenset[Term]] = field(default_factory=dict)
    disjoint: frozenset[tuple[Term, Term]] = frozenset()
    opposite: frozenset[tuple[Term, Term]] = frozenset()
    single_valued: frozenset[Term] = frozenset()
    exclusive: frozenset[Term] = frozenset()
    existential: frozenset[Term] = frozenset()
    universal: frozenset[Term] = frozenset()
    subject_widens: frozenset[Term] = frozenset()
    object_indirect: frozenset[Term] = frozenset()

    def above(self, term: Term) -> frozenset[Term]:
        """The term and everything broader."""
        return self.broader.get(term) or frozenset([term])

    @cached_property
    def narrower(self) -> Mapping[Term, frozenset[Term]]:
        """Each term's narrower terms."""
        return grouped((above, term) for term, all_ in self.broader.items() for above in all_)

    def met_by(self, subject: Term) -> frozenset[Term]:
        """The subjects of which statements may follow from one on this subject, or bear on it: what is broader, what is
        narrower, and what evidence on it is indirect for.
        """
        above = self.above(subject)
        indirect = (self.indirect_for.get(term, frozenset()) for term in above)
        return above.union(self.narrower.get(subject, ()), *indirect)

    def within(self, narrow: Term | None, broad: Term | None) -> bool:
        """Whether the one is the other or narrower."""
        if narrow is None or broad is None:
            return narrow is broad
        return broad in self.above(narrow)

    def counts_for(self, studied: Term, asked: Term) -> bool:
        """Whether evidence on the one is indirect for the other, by itself or through something broader."""
        return any(asked in self.indirect_for.get(term, ()) for term in self.above(studied))

    def scope_within(self, narrow: Scope, broad: Scope) -> bool:
        """Whether every qualifier that the broad scope states is met by the narrow one."""
        return all(
            any(self.within(mine, value) for mine in narrow.get(qualifier, ()))
            for qualifier, values in broad.items()
            for value in values
        )

    def widens_indirectly(self, narrow: Scope, broad: Scope) -> bool:
        """Whether the narrow scope has a value that is only indirect for what the broad one leaves open (rodents)."""
        return any(
            self.indirect_for.get(term)
            for qualifier, values in narrow.items()
            if qualifier not in broad
            for value in values
            for term in self.above(value)
        )

    def are_disjoint(self, one: Term, other: Term) -> bool:
        """Whether nothing can be both, as declared of them or of what is broader."""
        return any((a, b) in self.disjoint for a in self.above(one) for b in self.above(other))


def entails(p: Statement, q: Statement, terms: Terminology) -> bool:
    """Whether the truth of proposition p makes q true.

    The subject does not widen, unless the predicate says so: what holds of one drug is not said of its class.
    """
    if p.object is None or q.object is None or not terms.within(p.relation, q.relation):
        return False
    if p.subject == q.subject and p.object == q.object and p.scope == q.scope:
        return True
    if p.relation in terms.existential:
        widens = p.relation in terms.subject_widens and terms.within(p.subject, q.subject)
        return (
            (p.subject == q.subject or widens)
            and terms.within(p.object, q.object)
            and terms.scope_within(p.scope, q.scope)
            and not terms.widens_indirectly(p.scope, q.scope)
        )
    if p.relation in terms.universal and p.relation == q.relation:
        return (
            terms.within(q.subject, p.subject)
            and terms.within(q.object, p.object)
            and terms.scope_within(q.scope, p.scope)
        )
    return False


def incompatible(p: Statement, q: Statement, terms: Terminology) -> bool:
    """Whether two propositions of one subject in one scope cannot both be true."""
    if p.object is None or q.object is None or p.subject != q.subject or p.scope != q.scope:
        return False
    if (p.relation, q.relation) in terms.opposite:
        return p.object == q.object
    if p.relation != q.relation or p.object == q.object:
        return False
    if p.relation in terms.exclusive and terms.are_disjoint(p.object, q.object):
        return True
    nested = terms.within(p.object, q.object) or terms.within(q.object, p.object)
    return p.relation in terms.single_valued and not nested


def narrower(p: Statement, q: Statement, terms: Terminology) -> bool:
    """Whether p is the same kind of statement as q in a narrower scope, without entailing it."""
    subjects = terms.within(p.subject, q.subject) and not terms.widens_indirectly(p.scope, q.scope)
    return p.iri != q.iri and _covers(p, q, terms, subjects)


def indirect(p: Statement, q: Statement, terms: Terminology) -> bool:
    """Whether p is the same kind of statement as q about something whose evidence is indirect for it.

    Another subject (esketamine for ketamine), another object (one disorder for another), or a scope that is
    indirect for the open one (rodents for anybody).
    """
    if p.iri == q.iri or (p.object is None) != (q.object is None):
        return False
    same = [terms.within(p.subject, q.subject)]
    there = [same[0] or terms.counts_for(p.subject, q.subject)]
    if p.object is not None and q.object is not None:
        same.append(terms.within(p.object, q.object))
        carries = p.relation in terms.object_indirect
        there.append(same[1] or (carries and terms.counts_for(p.object, q.object)))
    elsewhere = not all(same) or terms.widens_indirectly(p.scope, q.scope)
    return (
        all(there)
        and elsewhere
        and terms.within(p.relation, q.relation)
        and terms.scope_within(p.scope, q.scope)
    )


def transposed(p: Statement, q: Statement, outcome: ox.NamedNode) -> bool:
    """Whether two quantities ask converse questions: A among those with B, B among those with A."""
    if p.object is not None or q.object is not None or p.subject == q.subject:
        return False
    return q.subject in p.scope.get(outcome, ()) and p.subject in q.scope.get(outcome, ())


def _covers(p: Statement, q: Statement, terms: Terminology, subjects: bool) -> bool:
    return (
        subjects
        and (p.object is None) == (q.object is None)
        and terms.within(p.relation, q.relation)
        and (p.object is None or terms.within(p.object, q.object))
        and terms.scope_within(p.scope, q.scope)
    )


def grouped(pairs: Iterable[tuple[Term, Term]]) -> dict[Term, frozenset[Term]]:
    """The values of each key."""
    groups: dict[Term, set[Term]] = defaultdict(set)
    for key, value in pairs:
        groups[key].add(value)
    return {key: frozenset(values) for key, values in groups.items()}
