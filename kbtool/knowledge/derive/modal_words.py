"""The words that say how many, how often, how strictly or in which degree, as the vocabulary has them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.derive.left_out import expression
from kbtool.knowledge.scales import read_scales
from kbtool.rdf.namespaces import KB, RDFS, SCHEMA
from kbtool.rdf.terms import Term, instances, named, objects, value

_PREPOSITIONS = "about|among|and|as|at|by|for|from|in|on|or|than|that|to|who|with"
_BETWEEN = rf"(?:\s+(?:of\s+)?(?:the|these|those|our|your|their)|\s+of)?(?:\s+(?!(?:{_PREPOSITIONS})\b)[\w'-]+){{0,2}}?\s+"
"""What may stand between a word and what it counts: "most of the younger adults"."""


_WORD = re.compile(r"[\w'-]+")

NEVER = re.compile(r"(?P<said>(?!))")
"""Matches nothing: of a value that no word says."""


class Value(Struct, frozen=True):
    """A value of a modal qualifier, and its words.

    Attributes:
        node: the value.
        qualifier: its qualifier.
        words: matches the words that say so.
        denials: matches the words that deny it.
        weakest: whether it says no more than that it is so somewhere.
        of_one_object: whether only one object can have it.
        ranges: whether it says of how many, how often or how strictly, so that "most do not" is not "not most".
        longest: the longest word of each of its words and denials, in lower case.
        certainty: the certainties of a claim that say so as well, unless its predicate holds wherever a part of it does.
    """

    node: ox.NamedNode
    qualifier: ox.NamedNode
    words: re.Pattern[str]
    denials: re.Pattern[str]
    weakest: bool
    of_one_object: bool
    ranges: bool
    longest: frozenset[str]
    certainty: frozenset[Term]


class ModalWords(Struct, frozen=True, dict=True):
    """The modal words, and where they may be stated.

    Attributes:
        values: the values of all modal qualifiers.
        of_kind: by class of node, the modal qualifiers that it may have.
        existential: predicates that hold wherever they hold in a part.
        exclusive: predicates of which disjoint objects cannot both hold.
        small: words without content of their own.
    """

    values: tuple[Value, ...]
    of_kind: Mapping[Term, frozenset[Term]]
    existential: frozenset[Term]
    exclusive: frozenset[Term]
    small: frozenset[str]

    @cached_property
    def longest(self) -> frozenset[str]:
        """The longest word of each that says or denies a value, in lower case."""
        return frozenset[str]().union(*(each.longest for each in self.values))

    @cached_property
    def qualifiers(self) -> frozenset[ox.NamedNode]:
        """The modal qualifiers."""
        return frozenset(each.qualifier for each in self.values)

    def may_occur(self, text: str) -> bool:
        """Whether a text has the longest word of one of them."""
        return not self.longest.isdisjoint(words_of(text))


def words_of(text: str) -> frozenset[str]:
    """The words of a text, in lower case."""
    return frozenset(_WORD.findall(text.casefold()))


def read_modal_words(store: ox.Store) -> ModalWords:
    """The words that a store's vocabulary has for the values of modal qualifiers."""
    values: list[Value] = []
    scales = read_scales(store)
    weakest = scales.entails_occurrence & scales.follows_from_plain
    of_kind: dict[Term, set[Term]] = defaultdict(set)
    for flag in store.quads_for_pattern(None, KB("modal"), None, None):
        qualifier = flag.subject
        if not isinstance(qualifier, ox.NamedNode) or value(flag.object) != "true":
            continue
        for kind in objects(store, qualifier, SCHEMA("domainIncludes")):
            of_kind[kind].add(qualifier)
        nouns = [value(n) for n in objects(store, qualifier, KB("countedNoun"))]
        values.extend(
            Value(
                node,
                qualifier,
                _pattern(store, node, "modalWord", "modalPhrase", nouns),
                _pattern(store, node, "denyingWord", "denyingPhrase", nouns),
                node in weakest,
                node in scales.of_one_object,
                bool(scales.ranges_over.get(qualifier)),
                _longest(store, node),
                frozenset(objects(store, node, KB("saidByCertainty"))),
            )
            for kind in named(objects(store, qualifier, RDFS("range")))
            for node in instances(store, kind)
        )
    small = store.quads_for_pattern(None, KB("functionWord"), None, None)
    existential = store.quads_for_pattern(None, KB("entailment"), KB("FromNarrowerToBroader"), None)
    exclusive = store.quads_for_pattern(None, KB("exclusiveObjects"), None, None)
    return ModalWords(
        tuple(values),
        {kind: frozenset(found) for kind, found in of_kind.items()},
        frozenset(q.subject for q in existential),
        frozenset(q.subject for q in exclusive if value(q.object) == "true"),
        frozenset(value(q.object) for q in small),
    )


_PROPERTIES = ("modalWord", "modalPhrase", "denyingWord", "denyingPhrase")


def _longest(store: ox.Store, node: Term) -> frozenset[str]:
    words = (value(w) for name in _PROPERTIES for w in objects(store, node, KB(name)))
    return frozenset(
        max(found, key=len) for word in words if (found := _WORD.findall(word.casefold()))
    )


def _pattern(
    store: ox.Store, node: Term, before: str, anywhere: str, nouns: list[str]
) -> re.Pattern[str]:
    counting, phrases = (
        [value(w) for w in objects(store, node, KB(name))] for name in (before, anywhere)
    )
    parts = [expression(phrases)] if phrases else []
    if counting and nouns:
        parts.append(expression(counting) + _BETWEEN + expression(nouns))
    return re.compile(rf"(?P<said>{'|'.join(parts)})", re.IGNORECASE) if parts else NEVER
