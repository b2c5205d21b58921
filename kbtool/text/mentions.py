"""Which things a text names, word for word: "depressive" fits "depression"; a name may be part of a longer one."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

Node = TypeVar("Node", bound=Hashable)

_WORD = re.compile(r"[^\W_]+")
_SHORT = 4
"""Letters of a word that is not inflected but by an s: "dose", "doses"."""
_ENDING = 2
"""Letters of a longer word that may be others: "depressi-on", "depressi-ve"."""
_LONGER = 3
"""By how many letters more or fewer an inflected word may have."""

Words = tuple[str, ...]


class Mention(NamedTuple, Generic[Node]):
    """A name that stands in a text.

    Attributes:
        node: what it names.
        start: its first word, by number from 0.
        end: the number behind its last word.
    """

    node: Node
    start: int
    end: int

    def is_part_of(self, other: Mention[Node]) -> bool:
        """Whether it stands within a longer name."""
        return (
            other.start <= self.start
            and self.end <= other.end
            and other.end - other.start > self.end - self.start
        )


def fits(word: str, named: str) -> bool:
    """Whether a word of a text is one of a name, whatever its ending.

    Args:
        word: the word, in lower case.
        named: that of the name.
    """
    if len(named) <= _SHORT:
        return word in (named, named + "s")
    stem = named[: max(_SHORT, len(named) - _ENDING)]
    return word.startswith(stem) and abs(len(word) - len(named)) <= _LONGER


class Mentions(Generic[Node]):
    """Finds names in texts, each in order and side by side; words that name nothing may stand between.

    Args:
        names: the names of each thing.
        function_words: the words that name nothing: "the", "and".
    """

    def __init__(
        self, names: Mapping[Node, Iterable[str]], function_words: Collection[str]
    ) -> None:
        self._function_words = frozenset(word.casefold() for word in function_words)
        self._names = {
            node: [words for name in each if (words := self.words(name))]
            for node, each in names.items()
        }
        self._fitting: dict[str, frozenset[str]] = {}
        self._candidates: dict[str, Sequence[tuple[Words, int, Node]]] = {}

    @cached_property
    def _frequency(self) -> Counter[str]:
        """How many things have a word in their names."""
        return Counter(
            key
            for each in self._names.values()
            for key in {_key(word) for words in each for word in words}
        )

    @cached_property
    def _by_key(self) -> Mapping[str, frozenset[str]]:
        """The words of names, by how they begin."""
        found: dict[str, set[str]] = defaultdict(set)
        for word in {w for each in self._names.values() for words in each for w in words}:
            found[_key(word)].add(word)
        return {key: frozenset(words) for key, words in found.items()}

    @cached_property
    def _by_rarest(self) -> Mapping[str, list[tuple[Words, int, Node]]]:
        """The names, by the word that the fewest things have, with its place in the name."""
        found: dict[str, list[tuple[Words, int, Node]]] = defaultdict(list)
        for node, each in self._names.items():
            for words in each:
                rarest = min(range(len(words)), key=lambda at: self._frequency[_key(words[at])])
                found[words[rarest]].append((words, rarest, node))
        return found

    @cached_property
    def _weights(self) -> Mapping[Node, list[Mapping[str, float]]]:
        """How much each word of the names of several words counts: less, the more things have it."""
        return {
            node: [
                {word: 1 / (1 + math.log(self._frequency[_key(word)])) for word in words}
                for words in each
                if len(words) > 1
            ]
            for node, each in self._names.items()
        }

    def words(self, text: str) -> Words:
        """The words of a text that name something, in order and in lower case."""
        words = _WORD.findall(text.casefold())
        return tuple(word for word in words if word not in self._function_words)

    def fitting(self, word: str) -> frozenset[str]:
        """The words of names that a word of a text fits."""
        if word not in self._fitting:
            there = self._by_key.get(_key(word), ())
            self._fitting[word] = frozenset(named for named in there if fits(word, named))
        return self._fitting[word]

    def of(self, words: Words) -> list[Mention[Node]]:
        """The names in some words."""
        found = []
        candidates = self._candidates
        for place, word in enumerate(words):
            begun = candidates[word] if word in candidates else self._begun(word)
            for name, offset, node in begun:
                start, end = place - offset, place - offset + len(name)
                if len(name) == 1 or (
                    start >= 0 and end <= len(words) and self._stands(name, words, start)
                ):
                    found.append(Mention(node, start, end))
        return found

    def _stands(self, name: Words, words: Words, start: int) -> bool:
        """Whether each word of a name stands in a text, from some place on."""
        for at, named in enumerate(name, start):  # noqa: SIM110 - a generator takes twice the time
            if named not in self.fitting(words[at]):
                return False
        return True

    def _begun(self, word: str) -> Sequence[tuple[Words, int, Node]]:
        """The names whose rarest word a word of a text fits, kept for that word."""
        self._candidates[word] = [
            name for named in self.fitting(word) for name in self._by_rarest.get(named, ())
        ]
        return self._candidates[word]

    def share(self, node: Node, words: Collection[str]) -> float:
        """How much of a name of several words stands somewhere in a text: 1 for all, 0 for nothing.

        Args:
            node: what has the name.
            words: the words of the text.
        """
        named = frozenset[str]().union(*map(self.fitting, words))
        shares = [
            sum(weight for word, weight in name.items() if word in named) / sum(name.values())
            for name in self._weights.get(node, ())
        ]
        return max(shares, default=0)


def _key(word: str) -> str:
    return word[:_SHORT].rstrip("s")
