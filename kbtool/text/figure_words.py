"""What the words around a printed figure make of it: "up to 70%" where "70%" alone is written down, "40% lower"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from kbtool.text.bounds import Limit, Nearness, limit_of, nearness
from kbtool.text.directions import DirectionWords, Heading, heading
from kbtool.text.figure_tokens import Token, tokenise
from kbtool.text.stretch import Stretch

_SEEN = 120
"""Characters to each side of a printed figure that are read."""

_BESIDE = 60
"""Characters to each side of a printed figure in which a word still names what it is of."""

_SENTENCE = re.compile(r"[.;!?]\s")

_NEAR, _UNIT_AND_TO = 8, 3
"""Words before a figure in which a range may begin, and how far before it the other number may be: "10 % to"."""

_PARAGRAPH = re.compile(r"\n\s*\n")
_WORDS_OF_LIMITS = (
    "least most up than over under above below until maximum minimum max min limit limited cap capped exceed exceeds "
    "exceeded exceeding beyond more less fewer even tops plus < > ≤ ≥ + ≦ ≧ ⩽ ⩾ upwards upward excess between"
)
_WORDS_BESIDE_BOUNDS = "to within by from many much few little longer shorter higher lower not no on after before since"
_LIMITING = frozenset(_WORDS_OF_LIMITS.split())
"""Words of which one stands near a bound on a share or a ratio."""
_BOUNDING = _LIMITING | frozenset(_WORDS_BESIDE_BOUNDS.split())
"""Words of which one stands near a bound, however it is worded: "from 40 minutes on" is at most that long."""


class FigureWords(Struct, frozen=True):
    """What the words around a printed figure make of it.

    Attributes:
        limit: the bound that they make of it.
        nearness: on which sides what is meant may lie.
        heading: which way it goes.
        bounding: whether a word is near that stands with bounds, however they are worded.
        limiting: whether one is near that stands with bounds on a share or a ratio.
        range_with: the words that make it an end of a range: "between 10 and" before "20%"; empty, if none do.
        beside: the sentence right around it, in lower case.
    """

    limit: Limit | None = None
    nearness: Nearness = Nearness.EXACT
    heading: Heading | None = None
    bounding: bool = False
    limiting: bool = False
    range_with: str = ""
    beside: str = ""


def figure_words(
    text: str, places: Iterable[Stretch], words: DirectionWords, lasts: bool
) -> tuple[FigureWords, ...]:
    """What the words around a printed figure make of it, at each of its places in a text.

    Args:
        text: the text.
        places: where the figure stands in it.
        words: the words that tell a direction.
        lasts: whether it is a length of time.
    """
    return tuple(_at(text, place, words, lasts) for place in places)


def _at(text: str, place: Stretch, words: DirectionWords, lasts: bool) -> FigureWords:
    left = _PARAGRAPH.split(text[max(0, place.start - _SEEN) : place.start])[-1]
    right = _PARAGRAPH.split(text[place.end : place.end + _SEEN])[0]
    parts = left, place.of(text), right
    before, figure, behind = (tokenise(part) for part in parts)
    tokens: Sequence[Token] = [*before, *figure, *behind]
    start, end = len(before), len(before) + len(figure)
    near = {token.text for token in [*before[-6:], *figure, *behind[:5]]}
    return FigureWords(
        limit_of(tokens, start, end, lasts),
        nearness(tokens, start, end),
        _heading(parts, (before, figure, behind), words),
        bool(near & _BOUNDING),
        bool(near & _LIMITING),
        _range_with(tokens, start, end, words),
        f"{_SENTENCE.split(left[-_BESIDE:])[-1]} {_SENTENCE.split(right[:_BESIDE])[0]}".casefold(),
    )


def _range_with(tokens: Sequence[Token], start: int, end: int, words: DirectionWords) -> str:
    """What makes a figure an end of a range; from one level to another is a change, and no range."""
    before = max(0, start - _NEAR)
    texts = [token.text for token in tokens]
    numbers = [at for at in range(before, start) if tokens[at].number]
    joined = texts[start - 1 : start] + texts[end : end + 1]
    if "between" in texts[before:start] and "and" in joined:
        first = start - 1 - texts[before:start][::-1].index("between")
        return " ".join(texts[first:start]) if numbers else "between"
    if any(words.of(text) for text in texts[before:start]):
        return ""
    if numbers and texts[start - 1] in ("to", "-") and start - numbers[-1] <= _UNIT_AND_TO:
        return " ".join(texts[numbers[-1] : start])
    if texts[end : end + 1] == ["to"] and end + 1 < len(tokens) and tokens[end + 1].number:
        return f"to {texts[end + 1]}"
    return ""


def _heading(
    parts: Sequence[str], read: Sequence[Sequence[Token]], words: DirectionWords
) -> Heading | None:
    turned = [words.without_turns(part) for part in parts]
    before, figure, behind = (
        known if left == part else tokenise(left)
        for left, part, known in zip(turned, parts, read, strict=True)
    )
    tokens = [*before, *figure, *behind]
    return heading(tokens, len(before), len(before) + len(figure), words)
