"""Quantifier, frequency, obligation and degree: qualifiers whose values lie on scales, and what follows from what on them.

That most patients respond says more than that some do, and less than that all do. The values of a modal qualifier are
ordered by skos:broader, the stronger below the weaker, and say of themselves what else follows (kb:entailsUnqualified,
kb:entailsOccurrence, kb:entailedByUnqualified, kb:entailment): all of it is data in the vocabulary. Monotonicity of
quantifiers: Barwise and Cooper, Linguistics and Philosophy 1981;4:159-219. A statement without a modal qualifier is neither
"all" nor "most": from it follows only the weakest value of a scale, unless its predicate is meant with more (kb:meantAs).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term, named

Scope: TypeAlias = Mapping[ox.NamedNode, frozenset[Term]]

_OPEN: Scope = MappingProxyType({})


class Scales(Struct, frozen=True):
    """What the vocabulary declares of modal qualifiers and their values.

    Attributes:
        qualifiers: the modal qualifiers.
        entails_plain: values from which the statement without the qualifier follows: "all".
        entails_occurrence: values from which it follows that it is so somewhere: "often".
        follows_from_plain: values that follow from the statement without the qualifier: "some".
        existential: values whose truth carries from a narrower scope to a broader one.
        universal: values whose truth carries from a broader scope to a narrower one.
        majority: values of which two hold of one thing together: most have this, most have that.
        of_one_object: values that only one object can have: "mainly".
        exclude_others: values that leave nothing to another object: "only".
        ranges_over: by modal qualifier, the qualifiers of scope that its values speak of.
        leaves_open: by modal qualifier, further ones that its existential values leave open.
    """

    qualifiers: frozenset[ox.NamedNode] = frozenset()
    entails_plain: frozenset[Term] = frozenset()
    entails_occurrence: frozenset[Term] = frozenset()
    follows_from_plain: frozenset[Term] = frozenset()
    existential: frozenset[Term] = frozenset()
    universal: frozenset[Term] = frozenset()
    majority: frozenset[Term] = frozenset()
    of_one_object: frozenset[Term] = frozenset()
    exclude_others: frozenset[Term] = frozenset()
    ranges_over: Mapping[Term, frozenset[Term]] = field(default_factory=dict)
    leaves_open: Mapping[Term, frozenset[Term]] = field(default_factory=dict)

    def modality(self, scope: Scope) -> Scope:
        """The modal qualifiers of a scope."""
        if self.qualifiers.isdisjoint(scope):
            return _OPEN
        return {name: values for name, values in scope.items() if name in self.qualifiers}

    def without(self, scope: Scope) -> Scope:
        """A scope without its modal qualifiers."""
        if self.qualifiers.isdisjoint(scope):
            return scope
        return {name: values for name, values in scope.items() if name not in self.qualifiers}

    def widens(self, modality: Scope, qualifier: ox.NamedNode) -> bool:
        """Whether what holds with a modality in a narrower value of a qualifier holds in a broader one."""
        return all(
            values <= self.existential
            and qualifier
            in self.ranges_over.get(name, frozenset()) | self.leaves_open.get(name, frozenset())
            for name, values in modality.items()
        )

    def narrows(self, modality: Scope, qualifier: ox.NamedNode) -> bool:
        """Whether what holds with a modality in a broader value of a qualifier holds in a narrower one."""
        return all(
            values <= self.universal and qualifier in self.ranges_over.get(name, frozenset())
            for name, values in modality.items()
        )

    def together(self, one: Scope, other: Scope) -> bool:
        """Whether two statements of which nothing can be both exclude each other with these modalities.

        They do where both are meant of everything, or both of more than half; or one of everything and the other of any.
        """
        if all(values <= self.entails_plain for m in (one, other) for values in m.values()):
            return True
        if one.keys() != other.keys():
            return False
        return all(
            (one[name] <= self.majority and other[name] <= self.majority)
            or (one[name] <= self.universal and other[name] <= self.existential)
            or (one[name] <= self.existential and other[name] <= self.universal)
            for name in one
        )

    def most_against_some(self, one: Scope, other: Scope) -> bool:
        """Whether the one is said of more than half, and the other of some at least."""
        return (
            bool(one)
            and bool(other)
            and all(values <= self.majority for values in one.values())
            and all(values <= self.existential for values in other.values())
        )

    def rivals(self, one: Scope, other: Scope) -> bool:
        """Whether of two objects that are disjoint not both can be as stated: each the main one, or one the only one."""
        values, others = (frozenset[Term]().union(*each.values()) for each in (one, other))
        if values & self.of_one_object and others & self.of_one_object:
            return True
        plain = values <= self.entails_plain, others <= self.entails_plain
        return all(plain) and bool((values | others) & self.exclude_others)


def read_scales(store: ox.Store) -> Scales:
    """What a store's vocabulary declares of modal qualifiers."""
    qualifiers = frozenset(named(_flagged(store, "modal")))

    def by_qualifier(name: str) -> dict[Term, frozenset[Term]]:
        return {
            q: frozenset(quad.object for quad in store.quads_for_pattern(q, KB(name), None, None))
            for q in qualifiers
        }

    return Scales(
        qualifiers=qualifiers,
        entails_plain=_flagged(store, "entailsUnqualified"),
        entails_occurrence=_flagged(store, "entailsOccurrence"),
        follows_from_plain=_flagged(store, "entailedByUnqualified"),
        existential=_values(store, KB("FromNarrowerToBroader")),
        universal=_values(store, KB("FromBroaderToNarrower")),
        majority=_flagged(store, "ofMoreThanHalf"),
        of_one_object=_flagged(store, "ofOneObject"),
        exclude_others=_flagged(store, "excludesOthers"),
        ranges_over=by_qualifier("rangesOver"),
        leaves_open=by_qualifier("leavesOpen"),
    )


def _flagged(store: ox.Store, name: str) -> frozenset[Term]:
    return frozenset(_true(store.quads_for_pattern(None, KB(name), None, None)))


def _true(quads: Iterable[ox.Quad]) -> Iterable[Term]:
    for quad in quads:
        if isinstance(quad.object, ox.Literal) and quad.object.value in ("true", "1"):
            yield quad.subject


def _values(store: ox.Store, entailment: Term) -> frozenset[Term]:
    quads: Iterable[ox.Quad] = store.quads_for_pattern(None, KB("entailment"), entailment, None)
    return frozenset(quad.subject for quad in quads)
