"""A new statement for words that fit none on file: the subject, predicate and object that they name most clearly."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import pyoxigraph as ox

from kbtool.prose.lexicon import Lexicon, fits
from kbtool.prose.likeness import Likeness, Role
from kbtool.prose.spoken import Spoken, Zone, words_of
from kbtool.rdf.terms import Term

_TRIED = 12
"""So many nodes are tried in each role."""

_LEAST = 0.5
"""Of what is named less than this no statement is made."""

_SUBJECT_IN = {
    Zone.SUBJECT: 1.0,
    Zone.HEAD_SUBJECT: 0.9,
    Zone.ANTECEDENT: 0.85,
    Zone.LEAD: 0.45,
    Zone.HEADING: 0.45,
    Zone.PREVIOUS: 0.4,
    Zone.HEAD_REST: 0.3,
    Zone.TOPIC: 0.5,
}
"""How likely what is named in a zone is the subject."""

_OBJECT_IN = (Zone.REST, Zone.SUBJECT, Zone.HEAD_REST, Zone.HEADING, Zone.TOPIC)
"""Where the object is named."""

_EXPLAINED = 1.5
"""What it counts that a statement has the words."""


_NONE: tuple[None, float] = (None, 0.0)


@dataclass(frozen=True)
class Guess:
    """What some words seem to state, if nothing on file.

    Attributes:
        subject: what it is about.
        relation: the predicate; None, if no words point to one.
        object: what it relates this to; None of a predicate that needs none.
        score: how clearly the words name all of it; only its order means something.
    """

    subject: ox.NamedNode
    relation: ox.NamedNode | None
    object: ox.NamedNode | None
    score: float


class Guesses:
    """Makes statements of what words name.

    Args:
        lexicon: the names and triggers.
        likeness: how far words name a node.
    """

    def __init__(self, lexicon: Lexicon, likeness: Likeness) -> None:
        self._lexicon, self._likeness = lexicon, likeness

    def best(self, spoken: Spoken) -> Guess | None:
        """The statement that some words make most clearly; None, if they name no subject.

        Args:
            spoken: what the words speak of.
        """
        named = self._likeness.of(spoken)
        found = list(self._made(named, spoken))
        return max(found, key=lambda each: (each.score, repr(each)), default=None)

    def quantity(
        self, spoken: Spoken, measures: Collection[Term]
    ) -> tuple[ox.NamedNode, ox.NamedNode] | None:
        """The subject and the measure that some words name most clearly; None, if they name none.

        Args:
            spoken: what the words speak of.
            measures: the measures that may be meant.
        """
        named = self._likeness.of(spoken)[Role.RELATION]
        found = self._foremost(named, lambda node: node in measures and named[node] >= _LEAST)
        subjects = self._foremost(_subjects(spoken), self._is_concept)
        return (subjects[0][0], found[0][0]) if found and subjects else None

    def _made(self, named: Mapping[Role, Mapping[Term, float]], spoken: Spoken) -> Iterator[Guess]:
        words = words_of(spoken)
        subjects = self._foremost(_subjects(spoken), self._is_concept)
        near = {zone: spoken[zone] for zone in _OBJECT_IN if zone in spoken}
        objects = self._foremost(self._likeness.of(near)[Role.OBJECT], self._is_concept)
        relations = self._foremost(named[Role.RELATION], self._is_relation)
        for (subject, s), (relation, r), (object_, o) in product(
            subjects, (*relations, _NONE), (*objects, _NONE)
        ):
            if subject == object_ or not self._fit(subject, relation, object_):
                continue
            nodes = [each for each in (relation, object_) if each is not None]
            told = self._likeness.explained(words, [subject, *nodes])
            yield Guess(subject, relation, object_, s + r + o + _EXPLAINED * told)

    def _is_concept(self, node: Term) -> bool:
        return node in self._lexicon.names

    def _is_relation(self, node: Term) -> bool:
        return node in self._lexicon.kinds

    def _foremost(
        self, named: Mapping[Term, float], wanted: Callable[[Term], bool]
    ) -> Sequence[tuple[ox.NamedNode, float]]:
        found = [(amount, node) for node, amount in named.items() if amount >= 0.2 and wanted(node)]
        best = heapq.nlargest(_TRIED, found, key=lambda each: (each[0], str(each[1])))
        return [(node, amount) for amount, node in best if isinstance(node, ox.NamedNode)]

    def _fit(
        self,
        subject: ox.NamedNode,
        relation: ox.NamedNode | None,
        object_: ox.NamedNode | None,
    ) -> bool:
        if relation is None:
            return True
        if (relation in self._lexicon.yes_no) is not (object_ is None):
            return False
        kinds = self._lexicon.kinds[relation]
        return fits(self._kinds(subject), kinds.subject) and (
            object_ is None or fits(self._kinds(object_), kinds.object)
        )

    def _kinds(self, node: ox.NamedNode) -> frozenset[Term]:
        return self._lexicon.kind_of.get(node, frozenset())


def _subjects(spoken: Spoken) -> Mapping[Term, float]:
    """How likely each concept is the subject, by where it is named."""
    found: dict[Term, float] = {}
    for zone, counts in _SUBJECT_IN.items():
        for each, amount in spoken.get(zone, {}).items():
            if not isinstance(each, str):
                found[each] = max(found.get(each, 0), counts * amount)
    return found
