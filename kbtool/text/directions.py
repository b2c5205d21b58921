"""Which way a figure goes by the words around it: "40% lower", "cut by half", "a twofold increase"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cached_property

from msgspec import Struct, field

from kbtool.text.figure_tokens import Token

_REACH_BEHIND, _REACH_BEFORE = 4, 12
"""How many words behind a figure, and before the "by" or "of" in front of it, are read."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PASSED = _words(
    "a an the about approximately around roughly nearly almost some up to at least as much many more than over only just "
    "even another further"
)
"""Words that may stand between "by" and its figure: "by up to 40%"."""

_STOPS = _words(
    "of in on at with for from among between after before had has have having was were is are be been being and or but "
    "while whereas although though than who which that when where if because compared versus vs to by into they he "
    "she it we took"
)
"""Words behind which a figure is no longer spoken of: "40% of those on lower doses"."""

_BREAKS = frozenset(".;!?")


class Direction(Enum):
    """Which way something changes or differs."""

    DOWN = "a decrease"
    UP = "an increase"


class DirectionWords(Struct, frozen=True, dict=True):
    """The words that tell a direction, in lower case.

    Attributes:
        comparing: words that compare wherever they stand: "lower", "reduction".
        changing: words that may also be what people did: "reduced", "increased".
        turns: turns of phrase in which they tell none: "lower back".
    """

    comparing: Mapping[str, Direction] = field(default_factory=dict)
    changing: Mapping[str, Direction] = field(default_factory=dict)
    turns: frozenset[str] = frozenset()

    def of(self, word: str) -> Direction | None:
        """The direction that a word tells."""
        return self.comparing.get(word) or self.changing.get(word)

    def all_in(self, phrase: str) -> set[Direction]:
        """The directions that the words of a phrase tell."""
        found = (self.of(word) for word in re.findall(r"[^\W\d_]+", phrase.casefold()))
        return {direction for direction in found if direction is not None}

    def without_turns(self, text: str) -> str:
        """A text of the same length without such turns of phrase."""
        return self._turns.sub(lambda turn: " " * len(turn[0]), text) if self.turns else text

    @cached_property
    def _turns(self) -> re.Pattern[str]:
        longest_first = sorted(self.turns, key=lambda turn: (-len(turn), turn))
        return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


class Heading(Struct, frozen=True):
    """Which way a figure goes.

    Attributes:
        direction: the way.
        word: the word that tells it.
        change: whether the figure is how much something changes or differs, not what it comes to.
        plain: whether nothing else can be meant: the figure of a level can be what people "reduced" something by.
    """

    direction: Direction
    word: str
    change: bool = False
    plain: bool = False


def heading(tokens: Sequence[Token], start: int, end: int, words: DirectionWords) -> Heading | None:
    """Which way the figure goes that stands at a place; None, if no word tells it, or words tell both.

    Args:
        tokens: the text around the figure, without turns of phrase.
        start: where the figure begins.
        end: where it ends.
        words: what tells a direction.
    """
    sign = tokens[start].text if start < len(tokens) else ""
    if sign in ("+", "-") and start + 1 < len(tokens) and tokens[start + 1].number:
        return Heading(Direction.UP if sign == "+" else Direction.DOWN, sign)
    return (
        _behind(tokens, end, words)
        or _within(tokens, start, end, words)
        or _before(tokens, start, words)
        or _around(tokens, start, end, words)
    )


def _behind(tokens: Sequence[Token], end: int, words: DirectionWords) -> Heading | None:
    """Of "40% lower", "2-fold increased risk"."""
    for token in tokens[end : end + _REACH_BEHIND]:
        direction = words.of(token.text)
        if direction is not None:
            return Heading(direction, token.text, True, token.text in words.comparing)
        if token.text in _STOPS or token.number or not (token.text.isalpha() or token.text == "-"):
            return None
    return None


def _within(tokens: Sequence[Token], start: int, end: int, words: DirectionWords) -> Heading | None:
    """Of a printed form with its word in it: "40% lower", "a decrease of 40%"."""
    numbers = [at for at in range(start, end) if tokens[at].number]
    if not numbers:
        return None
    return _behind(tokens[:end], numbers[-1] + 1, words) or _before(tokens, numbers[0], words)


def _before(tokens: Sequence[Token], start: int, words: DirectionWords) -> Heading | None:
    """Of "cut the risk by 40%", "a reduction of 40%", "fell 40%"."""
    beside = tokens[start - 1].text if start else ""
    if words.of(beside) is not None:
        return _told(words, beside, True)
    at = start - 1
    while at >= 0 and tokens[at].text in _PASSED and tokens[at].text != "to":
        at -= 1
    link = tokens[at].text if at >= 0 else ""
    if link not in ("by", "of"):
        return None
    first = max(0, at - _REACH_BEFORE)
    for place in range(at - 1, first - 1, -1):
        token = tokens[place]
        direction = words.of(token.text)
        if direction is not None:
            return _told(words, token.text, link == "by" or place == at - 1)
        if token.number or token.text in _BREAKS:
            return None
    return None


def _told(words: DirectionWords, word: str, change: bool) -> Heading | None:
    direction = words.of(word)
    return Heading(direction, word, change, change) if direction else None


def _around(tokens: Sequence[Token], start: int, end: int, words: DirectionWords) -> Heading | None:
    """Of words elsewhere in the sentence, up to the next number, where all of them tell the same."""
    found: dict[Direction, str] = {}
    for step, place in ((-1, start - 1), (1, end)):
        at = place
        while 0 <= at < len(tokens) and tokens[at].text not in _BREAKS and not tokens[at].number:
            word, behind = tokens[at].text, tokens[at + 1].text if at + 1 < len(tokens) else ""
            direction = words.of(word)
            if direction is not None and behind != "than":
                found.setdefault(direction, word)
            at += step
    if len(found) != 1:
        return None
    ((direction, word),) = found.items()
    return Heading(direction, word)
