"""Where the concepts of a proposed statement are named: in its own sentence, in another one, or nowhere."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from kbtool.prose.proposing.likeness import Likeness
from kbtool.prose.proposing.spoken import Naming
from kbtool.prose.reading import Reading
from kbtool.rdf.terms import Term
from kbtool.text.stretch import Stretch

_ALL = 0.999
"""A concept of which one name has this share in a sentence is named there."""

_PART = 0.3
"""A concept of which no name has this share in a sentence is not even named in part."""


class Origin(NamedTuple):
    """From where a concept is that a sentence does not name in full.

    Attributes:
        node: the concept.
        sentence: the nearest sentence that names it; None, if this one has some words of its names and no other names it.
    """

    node: Term
    sentence: Stretch | None


class Origins:
    """Says from where the concepts of a statement are.

    Args:
        reading: the text as read.
        likeness: the names of the concepts by their words.
    """

    def __init__(self, reading: Reading, likeness: Likeness) -> None:
        self._likeness = likeness
        self._named: dict[Term, list[Stretch]] = defaultdict(list)
        for part in reading.parts:
            for node in {each.node for each in part.sentence.names}:
                self._named[node].append(part.sentence.stretch)

    def of(self, told: Naming, nodes: Iterable[Term]) -> tuple[Origin, ...] | None:
        """From where those concepts are that a sentence does not name itself; None, if the text names one of them nowhere.

        Args:
            told: the sentence.
            nodes: the concepts of what it seems to state.
        """
        shares = self._likeness.shares(told.words)
        found = []
        for node in dict.fromkeys(nodes):
            share = shares.get(node, 0)
            if node in told.words or share >= _ALL:
                continue
            sentence = self._nearest(node, told.sentence.stretch)
            if sentence is None and share < _PART:
                return None
            found.append(Origin(node, sentence))
        return tuple(found)

    def _nearest(self, node: Term, to: Stretch) -> Stretch | None:
        """The last sentence before another one that names a concept, or the first behind it."""
        named = self._named.get(node)
        if not named:
            return None
        at = bisect_left(named, to)
        return named[max(at - 1, 0)]
