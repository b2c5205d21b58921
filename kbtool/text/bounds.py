"""The words that make a printed figure a bound, or approximate: "up to", "at least", "about", "nearly"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum, Flag, auto
from typing import TypeVar

from msgspec import Struct

from kbtool.text.figure_tokens import Token

_Meaning = TypeVar("_Meaning")


class Bound(Enum):
    """The side on which a figure is bounded, as printed."""

    AT_LEAST = "a lower bound"
    AT_MOST = "an upper bound"


class Limit(Struct, frozen=True):
    """A bound as it is worded.

    Attributes:
        side: the side on which the figure is bounded.
        strict: whether the figure itself is left out: "more than half" is not half.
        reached: whether the words say that the figure is reached: "up to 70%" tells of 70%, "less than 70%" does not.
        words: the words.
    """

    side: Bound
    strict: bool = False
    reached: bool = False
    words: str = ""


class Nearness(Flag):
    """On which sides of a figure what is meant may lie."""

    EXACT = 0
    BELOW = auto()
    ABOVE = auto()
    ABOUT = BELOW | ABOVE


_AT_LEAST, _MORE = Limit(Bound.AT_LEAST), Limit(Bound.AT_LEAST, strict=True)
_DOWN_TO = Limit(Bound.AT_LEAST, reached=True)
_AT_MOST, _LESS = Limit(Bound.AT_MOST), Limit(Bound.AT_MOST, strict=True)
_UP_TO = Limit(Bound.AT_MOST, reached=True)
_OPPOSITE = {
    _MORE: _AT_MOST, _LESS: _AT_LEAST, _UP_TO: _LESS, _DOWN_TO: _MORE, _AT_LEAST: _LESS, _AT_MOST: _MORE,
}  # fmt: skip
"""What a bound means behind "not": "no more than 5" is at most 5, "not even 20%" less than that."""

_LENGTHS = ("over", "under")
"""Words that are no bound of a length of time: "over 40 minutes" is how long it takes."""


def _table(*rows: tuple[Limit, str]) -> Mapping[tuple[str, ...], Limit]:
    return {
        tuple(phrase.split()): limit for limit, phrases in rows for phrase in phrases.split(", ")
    }


_BEFORE = _table(
    (_AT_LEAST, "at least, at the least, at a minimum, minimum of, minimum, not under, not below, ≥, ≧, ⩾, > =, = >"),
    (_MORE, "more than, greater than, larger than, higher than, longer than, bigger than, older than, "
            "in excess of, upwards of, upward of, north of, exceeding, exceeds, exceed, exceeded, above, over, "
            "beyond, surpassing, tops, topping, >"),
    (_DOWN_TO, "as few as, as little as, as low as, as short as, down to"),
    (_AT_MOST, "at most, at the most, maximum of, maximum, within, not over, not above, not beyond, ≤, ≦, ⩽, < =, = <"),
    (_LESS, "not, less than, fewer than, lower than, shorter than, smaller than, younger than, below, under, not even, <"),
    (_UP_TO, "up to, as many as, as much as, as long as, as high as, as large as, as great as, upto"),
)  # fmt: skip
_BEHIND = _table(
    (_AT_LEAST, "or more, or longer, or over, or above, or higher, or greater, or better, and more, and over, and above, "
                "at least, at a minimum, at the least, minimum, +, plus"),
    (_AT_MOST, "or less, or fewer, or shorter, or below, or under, or lower, at most, at the most, maximum, max, tops"),
)  # fmt: skip
_NEAR: Mapping[tuple[str, ...], Nearness] = {
    tuple(phrase.split()): nearness
    for nearness, phrases in (
        (Nearness.ABOUT, "about, approximately, approx, around, roughly, circa, ca, ~, ≈, ∼, close to, or so, some, "
                         "or thereabouts, in the region of, in the order of, on the order of"),
        (Nearness.BELOW, "nearly, almost, virtually, not quite, just under, just below, just less than, just short of, "
                         "a little under, a little less than, slightly less than, slightly under, slightly below"),
        (Nearness.ABOVE, "just over, just above, just more than, a little over, a little more than, slightly more than, "
                         "slightly over, slightly above"),
    )
    for phrase in phrases.split(", ")
}  # fmt: skip
_PASSED = frozenset(
    (
        "a",
        "an",
        "the",
        "about",
        "approximately",
        "around",
        "roughly",
        "some",
        "~",
        "of",
        "as",
        "even",
    )
)
"""Words that may stand between a bound and its figure: "up to about 70%"."""
_NOT = frozenset(("no", "not", "never", "cannot"))
_LONGEST = 4

_PLUS = ("+",)
"""What may stand between a number and its unit: "50+ years"."""


def limit_of(tokens: Sequence[Token], start: int, end: int, lasts: bool = False) -> Limit | None:
    """The bound that the words around a number make of it; None, if they make none.

    Args:
        tokens: what the number stands in.
        start: where the number begins, a unit before it included.
        end: where it ends, its unit included.
        lasts: whether it is a length of time.
    """
    for at in _ends(tokens, start):
        words, found = _longest(tokens, at, _BEFORE)
        if found is None:
            continue
        if nearness_before(tokens, at) not in (Nearness.EXACT, Nearness.ABOUT):
            return None
        before = tokens[at - len(words) - 1].text if at > len(words) else ""
        if before in _NOT and words[0] not in _NOT:
            return _worded(_OPPOSITE[found], (before, *words))
        if lasts and words[-1] in _LENGTHS and len(words) == 1:
            return None
        return _worded(found, words)
    for size in range(_LONGEST, 0, -1):
        words = tuple(token.text for token in tokens[end : end + size])
        if len(words) == size and words in _BEHIND:
            return _worded(_BEHIND[words], words)
    for at in range(start + 1, min(end, len(tokens))):
        if tokens[at].text == _PLUS[0] and tokens[at - 1].number:
            return _worded(_BEHIND[_PLUS], _PLUS)
    return None


def nearness(tokens: Sequence[Token], start: int, end: int) -> Nearness:
    """Which sides the words around a number leave open, where they make it approximate.

    Args:
        tokens: what the number stands in.
        start: where the number begins, a unit before it included.
        end: where it ends, its unit included.
    """
    for at in _ends(tokens, start):
        found = nearness_before(tokens, at)
        if found is not Nearness.EXACT:
            return found
    for size in range(_LONGEST, 1, -1):
        words = tuple(token.text for token in tokens[end : end + size])
        if len(words) == size and words[0] == "or" and words in _NEAR:
            return _NEAR[words]
    return Nearness.EXACT


def nearness_before(tokens: Sequence[Token], place: int) -> Nearness:
    """Which sides the words that end at a place leave open."""
    return _longest(tokens, place, _NEAR)[1] or Nearness.EXACT


def _ends(tokens: Sequence[Token], start: int) -> list[int]:
    """Where the words that bear on a number may end: right before it, or before an article or "about"."""
    ends = [start]
    while ends[-1] > 0 and tokens[ends[-1] - 1].text in _PASSED and len(ends) < _LONGEST:
        ends.append(ends[-1] - 1)
    return ends


def _longest(
    tokens: Sequence[Token], place: int, phrases: Mapping[tuple[str, ...], _Meaning]
) -> tuple[tuple[str, ...], _Meaning | None]:
    for size in range(min(_LONGEST, place), 0, -1):
        words = tuple(token.text for token in tokens[place - size : place])
        if words in phrases:
            return words, phrases[words]
    return (), None


def _worded(limit: Limit, words: Sequence[str]) -> Limit:
    return Limit(limit.side, limit.strict, limit.reached, " ".join(words))
