"""Words of which two letters have changed places: used once, where the same word with the two put right is used as well; a
space that stands a letter too early or too late; and a word that stands twice in a row.

Only exchanges of neighbours within a word are looked for, and in long words letters that stand twice and should once, or the
other way round. Another letter left out, put in or replaced is too often another word, or the same one as it is written on
the other side of an ocean.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

import pyoxigraph as ox

from kbtool.knowledge.derive.beyond import Beyond, WordCounts
from kbtool.knowledge.derive.misuse import Kind, Misuse
from kbtool.rdf.namespaces import Names
from kbtool.rdf.terms import Term

_WORD = re.compile(r"[^\W\d_]+")
_TWICE = re.compile(r"(?<![\w’'-])([^\W\d_]{2,}) \1(?![\w’'-])", re.IGNORECASE)
_TWICE_RIGHT = frozenset({"that", "had", "so", "very", "der", "die", "das"})
"""Words that may stand twice: "so so", "die die"."""
_SHORTEST = 4
"""Letters of the shortest word that is looked at."""
_LONG = 5
"""Letters of a word that need be used but once to be known: shorter ones are too often two words (form and from)."""
_OFTEN = 4
"""So often a shorter one is used."""
_LONG_ENOUGH = 8
"""Letters of the shortest word in which a letter may stand twice by a slip, or once: shorter ones are other words."""
_EITHER_WAY = "ls"
"""Letters that stand twice or once by the spelling: enrolment and enrollment, focussed and focused."""
_ENDING = re.compile(r"(?:e[dr]s?|ings?|est|or|y|ies|able|ations?)")
_SPELLINGS = frozenset({"re", "er"})
"""Endings that are right either way round: litres and liters."""


class Wording(NamedTuple):
    """A text of a file.

    Attributes:
        node: the node that it is stated of.
        property: the property.
        text: the text.
        own: whether it is the knowledge base's own words, not copied from elsewhere.
    """

    node: Term
    property: ox.NamedNode
    text: ox.Literal
    own: bool


class Known:
    """The words of texts that are looked at once, for several knowledge bases that hold them.

    Args:
        wordings: the texts, no word of which is misspelt.
        right: words that are another one with two letters exchanged, and right.
    """

    def __init__(self, wordings: Collection[Wording], right: Collection[str]) -> None:
        self.counts = Counter(chain.from_iterable(words_of(each.text.value) for each in wordings))
        self._right = right
        self._once = {word for word, count in self.counts.items() if count == 1}
        self._would_part: set[str] = set()
        for wording in wordings:
            for one, two in pairwise(words_of(wording.text.value) if wording.own else ()):
                if one in self._once and two in self._once:
                    self._would_part.update(chain.from_iterable(_moved(one, two)))

    def is_touched_by(self, wordings: Iterable[Wording]) -> bool:
        """Whether, beside some other texts, a word of these could be misspelt."""
        words = set(chain.from_iterable(words_of(each.text.value) for each in wordings))
        return any(
            (word in self._would_part and word not in self.counts)
            or (
                word not in self._right
                and any(
                    put in self._once and put not in words and put not in self._right
                    for put in _put_right(word)
                )
            )
            for word in words
        )


class _Together:
    """How often words stand in some texts and in others; told of those of the first."""

    def __init__(self, own: Counter[str], others: Counter[str]) -> None:
        self._own, self._others = own, others

    def items(self) -> Iterator[tuple[str, int]]:
        others = self._others
        return ((word, count + others[word]) for word, count in self._own.items())

    def get(self, word: str, otherwise: int = 0) -> int:
        return self[word] or otherwise

    def __getitem__(self, word: str) -> int:
        return self._own[word] + self._others[word]


def misspelt_words(
    wordings: Collection[Wording],
    names: Names,
    right: Collection[str] = (),
    beyond: Beyond | None = None,
    looked_at: Callable[[str], bool] = lambda _: True,
    known: Known | None = None,
) -> Iterator[Misuse]:
    """Words that are probably misspelt.

    Args:
        wordings: the texts of the files; those that are copied only say which words there are.
        names: the namespaces of the knowledge base.
        right: words that are another one with two letters exchanged, and right: causal and casual, trial and trail.
        beyond: what stands beyond these files, if they are not all.
        looked_at: whether the texts of a property are looked at there.
        known: the words of other texts that have been looked at before.
    """
    own = Counter(chain.from_iterable(words_of(wording.text.value) for wording in wordings))
    counts: Counter[str] | WordCounts | _Together = own
    if known is not None:
        counts = _Together(own, known.counts)
    elif beyond is not None:
        counts = WordCounts(own, beyond, looked_at)
        counts.ask([put for word in own for put in _put_right(word)])
    yield from _words_twice(wordings, names)
    once = {word for word, count in counts.items() if count == 1}
    meant = {word: put for word in once if (put := _meant(word, counts, right)) is not None}
    for wording in wordings if once else ():
        if not wording.own:
            continue
        words = words_of(wording.text.value)
        if once.isdisjoint(words):
            continue
        found = {word: meant[word] for word in words if word in meant}
        for one, two in pairwise(words):
            apart = _apart(one, two, once, counts)
            if apart is not None:
                found[f"{one} {two}"] = apart
        for word, whole in found.items():
            yield Misuse(
                wording.node,
                Kind.MISSPELT,
                names.curie(wording.property.value),
                stated=word,
                value=wording.text,
                meant=whole,
            )


def _words_twice(wordings: Iterable[Wording], names: Names) -> Iterator[Misuse]:
    """Words that stand twice in a row, "or or", in the knowledge base's own words."""
    for wording in wordings:
        found = _TWICE.search(wording.text.value) if wording.own else None
        if found is not None and found[1].casefold() not in _TWICE_RIGHT:
            yield Misuse(
                wording.node,
                Kind.MISSPELT,
                names.curie(wording.property.value),
                stated=found[0],
                value=wording.text,
                meant=found[1],
            )


@lru_cache(maxsize=16384)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text; those of the vocabulary are looked at once for many small knowledge bases."""
    return tuple(_WORD.findall(text.casefold()))


def _apart(
    one: str, two: str, once: Collection[str], counts: Counter[str] | WordCounts | _Together
) -> str | None:
    """Two words, used only here, that are two known ones with the space in its place."""
    if one not in once or two not in once or len(one) + len(two) < _LONG:
        return None
    for left, right in _moved(one, two):
        if counts[left] and counts[right]:
            return f"{left} {right}"
    return None


def _moved(one: str, two: str) -> Iterator[tuple[str, str]]:
    """Two words with the space between them a letter earlier, and a letter later."""
    for left, right in ((one[:-1], one[-1] + two), (one + two[0], two[1:])):
        if len(left) > 1 and len(right) > 1:
            yield left, right


def _meant(
    word: str, counts: Counter[str] | WordCounts | _Together, right: Collection[str]
) -> str | None:
    if len(word) < _SHORTEST or word in right:
        return None
    enough = 1 if len(word) >= _LONG else _OFTEN
    for put_right in _put_right(word):
        if counts.get(put_right, 0) >= enough and put_right not in right and put_right != word:
            return put_right
    return None


def _put_right(word: str) -> Iterator[str]:
    """A word with each two neighbours exchanged."""
    for at in range(len(word) - 1 if len(word) >= _SHORTEST else 0):
        pair = word[at : at + 2]
        if pair not in _SPELLINGS:
            yield word[:at] + pair[::-1] + word[at + 2 :]
    if len(word) >= _LONG_ENOUGH:
        yield from _doubled(word)


def _doubled(word: str) -> Iterator[str]:
    """A word with each letter that stands twice in it once, or the other way round; before many endings either is right."""
    for at in range(2, len(word) - 1):
        letter = word[at]
        if letter in _EITHER_WAY or word[at + 1] == letter or _ENDING.fullmatch(word, at + 1):
            continue
        if word[at - 1] == letter:
            yield word[:at] + word[at + 1 :]
        else:
            yield word[:at] + letter + word[at:]
