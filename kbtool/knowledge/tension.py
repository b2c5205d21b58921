"""When two statements pull against each other though both could be true, and when one is a fact and the other hedged.

What a reader takes from a statement goes beyond what follows from it: told as a fact that a drug treats a disorder, they
take it for established (kb:suggests; an implicature in the sense of Grice 1975, Syntax and Semantics 3, 41-58, which a
hedge cancels). Contrasts are declared of predicates, of objects and of measures (kb:contrastsWith, kb:contrastsOnAnyObject,
kb:contrastsElsewhere). None of it bears on a verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.knowledge.entailment import entails, incompatible
from kbtool.knowledge.scales import Scope
from kbtool.knowledge.statements import Statement, Terminology, grouped
from kbtool.rdf.namespaces import KB, XSD
from kbtool.rdf.terms import Term

_TRUE = ox.Literal("true", datatype=XSD("boolean"))
_Terms = Mapping[Term, frozenset[Term]]


class Contrasts(Struct, frozen=True, dict=True):
    """What the vocabulary and the concepts declare of how statements pull against each other.

    Attributes:
        suggests: of a predicate, those that a reader takes for granted of the same subject and object.
        suggests_of_object: of a predicate, those that a reader takes for granted of its object.
        against: of a predicate, a concept or a measure, those that it contrasts with.
        against_any: of a predicate, those that it contrasts with whatever the objects are.
        elsewhere: of a predicate, those that it contrasts with of another subject and the same object.
        symptoms_of: of an outcome, the disorders whose symptoms it is made of.
        of_parts: predicates that a reader takes to be said of each part of their object.
        limiting: predicates and concepts that limit a benefit: to hedge them promises more, not less.
    """

    suggests: _Terms = field(default_factory=dict)
    suggests_of_object: _Terms = field(default_factory=dict)
    against: _Terms = field(default_factory=dict)
    against_any: _Terms = field(default_factory=dict)
    elsewhere: _Terms = field(default_factory=dict)
    symptoms_of: _Terms = field(default_factory=dict)
    of_parts: frozenset[Term] = frozenset()
    limiting: frozenset[Term] = frozenset()

    def covering(self, narrow: Term, terms: Terminology) -> frozenset[Term]:
        """The objects of which what is said bears on one: itself, broader ones, the disorder of symptoms and the reverse."""
        above = terms.above(narrow)
        of_symptoms = (self.symptoms_of.get(each, frozenset()) for each in above)
        return above.union(self._symptoms.get(narrow, frozenset()), *of_symptoms)

    @cached_property
    def _symptoms(self) -> _Terms:
        return grouped((d, o) for o, disorders in self.symptoms_of.items() for d in disorders)


class Pull(Struct, frozen=True):
    """Two statements pull against each other.

    Attributes:
        first_as_fact: whether only if the first is stated as a fact.
        second_as_fact: whether only if the second is stated as a fact.
    """

    first_as_fact: bool = False
    second_as_fact: bool = False


class Reading(Struct, frozen=True):
    """What a reader takes from a statement: itself, what is broader, and what it suggests if it is stated as a fact."""

    subject: Term
    relation: Term
    object: Term | None
    as_fact: bool


def read_contrasts(store: ox.Store) -> Contrasts:
    """What the vocabulary and the concepts of a store declare."""

    def pairs(name: str) -> _Terms:
        quads = store.quads_for_pattern(None, KB(name), None, None)
        return grouped((q.subject, q.object) for q in quads)

    def marked(name: str) -> frozenset[Term]:
        return frozenset(q.subject for q in store.quads_for_pattern(None, KB(name), _TRUE, None))

    return Contrasts(
        suggests=pairs("suggests"),
        suggests_of_object=pairs("suggestsOfObject"),
        against=pairs("contrastsWith"),
        against_any=pairs("contrastsOnAnyObject"),
        elsewhere=pairs("contrastsElsewhere"),
        symptoms_of=pairs("symptomsOf"),
        of_parts=marked("saidOfParts"),
        limiting=marked("limitsBenefit"),
    )


def readings(p: Statement, terms: Terminology, contrasts: Contrasts) -> tuple[Reading, ...]:
    """All that a reader takes from a statement that is asserted."""
    found = [Reading(p.subject, p.relation, p.object, as_fact=False)]
    seen = {(p.subject, p.relation)}
    for each in found:
        following = [
            (each.subject, above, each.object, each.as_fact)
            for above in terms.broader.get(each.relation, ())
        ]
        following += [
            (each.subject, other, each.object, True)
            for other in contrasts.suggests.get(each.relation, ())
        ]
        if isinstance(each.object, ox.NamedNode):
            following += [
                (each.object, other, _TRUE, True)
                for other in contrasts.suggests_of_object.get(each.relation, ())
            ]
        for subject, relation, thing, as_fact in following:
            if (subject, relation) not in seen:
                seen.add((subject, relation))
                found.append(Reading(subject, relation, thing, as_fact))
    return tuple(found)


def pulls(
    p: Statement, q: Statement, q_asserted: bool, terms: Terminology, contrasts: Contrasts
) -> Pull | None:
    """Whether an asserted statement pulls against another one; none where the two contradict each other.

    Args:
        p: what promises; it is asserted.
        q: what limits.
        q_asserted: whether q is asserted, not denied.
        terms: what is broader than what.
        contrasts: what suggests what, and what contrasts with what.
    """
    if not q_asserted:
        return _pulls_against_denial(p, q, terms, contrasts)
    if incompatible(p, q, terms) or entails(p, q, terms) or entails(q, p, terms):
        return None
    if p.subject == q.subject and _objects_contrast(p, q, terms, contrasts):
        return Pull() if scopes_meet(p.scope, q.scope, terms) else None
    found = [
        Pull(mine.as_fact, theirs.as_fact)
        for mine in readings(p, terms, contrasts)
        for theirs in readings(q, terms, contrasts)
        if _contrast(mine, theirs, p, q, terms, contrasts)
    ]
    return min(found, key=lambda pull: pull.first_as_fact + pull.second_as_fact, default=None)


def held_firmly(p: Statement, q: Statement, terms: Terminology, contrasts: Contrasts) -> bool:
    """Whether a reader who is told p as a fact is told q as a fact: it is the same, follows, or is a part of p.

    Nothing that limits a benefit is: a hedge takes nothing back there. Nor is what is said of some, or of some cases: that
    is a hedge itself.
    """
    if {p.relation, p.object} & contrasts.limiting:
        return False
    if any(values & terms.scales.follows_from_plain for values in p.scope.values()):
        return False
    if entails(p, q, terms):
        return True
    if (
        p.object is None
        or q.object is None
        or p.subject != q.subject
        or p.relation in terms.existential
    ):
        return False
    if not terms.scope_within(q.scope, p.scope) or terms.widens_indirectly(q.scope, p.scope):
        return False
    if p.relation == q.relation:
        parts = p.relation in contrasts.of_parts and terms.within(q.object, p.object)
        return p.object == q.object or parts
    taken = (each for each in readings(p, terms, contrasts) if each.relation == q.relation)
    disorders = contrasts.symptoms_of.get(q.object, frozenset())
    return any(each.object in {q.object, *disorders} for each in taken)


def _contrast(
    mine: Reading,
    theirs: Reading,
    p: Statement,
    q: Statement,
    terms: Terminology,
    contrasts: Contrasts,
) -> bool:
    if theirs.relation in contrasts.against.get(mine.relation, ()):
        if q.relation in terms.existential:
            return (
                mine.object == theirs.object
                and mine.subject == theirs.subject
                and p.scope == q.scope
            )
        return (
            terms.within(mine.subject, theirs.subject)
            and _covers(theirs.object, mine.object, terms, contrasts)
            and terms.scope_within(p.scope, q.scope)
        )
    if theirs.relation in contrasts.against_any.get(mine.relation, ()):
        return mine.subject == theirs.subject and scopes_meet(p.scope, q.scope, terms)
    if theirs.relation in contrasts.elsewhere.get(mine.relation, ()):
        apart = not terms.within(mine.subject, theirs.subject) and not terms.within(
            theirs.subject, mine.subject
        )
        return apart and mine.object == theirs.object and scopes_meet(p.scope, q.scope, terms)
    return False


def _pulls_against_denial(
    p: Statement, q: Statement, terms: Terminology, contrasts: Contrasts
) -> Pull | None:
    """What is denied of something holds of none of its parts, if p is a fact; what entails q contradicts the denial."""
    if entails(p, q, terms) or not terms.scope_within(p.scope, q.scope):
        return None
    denied = any(
        each.relation == q.relation
        and terms.within(each.subject, q.subject)
        and _covers(q.object, each.object, terms, contrasts)
        for each in readings(p, terms, contrasts)
    )
    return Pull(first_as_fact=True) if denied else None


def _covers(
    broad: Term | None, narrow: Term | None, terms: Terminology, contrasts: Contrasts
) -> bool:
    if broad is None or narrow is None:
        return broad is narrow
    return broad in contrasts.covering(narrow, terms)


def _objects_contrast(p: Statement, q: Statement, terms: Terminology, contrasts: Contrasts) -> bool:
    if p.object is None:
        return False
    limits = q.relation if q.object is None else q.object
    wide = terms.above(limits)
    return any(wide & contrasts.against.get(each, frozenset()) for each in terms.above(p.object))


def scopes_meet(mine: Scope, theirs: Scope, terms: Terminology) -> bool:
    """Whether no qualifier that both state keeps the two apart."""
    return all(
        any(_nested(a, b, terms) for a in values for b in theirs[qualifier])
        for qualifier, values in mine.items()
        if qualifier in theirs
    )


def _nested(one: Term, other: Term, terms: Terminology) -> bool:
    return terms.within(one, other) or terms.within(other, one)
