"""Where figures stand in running text: "up to 48 hours" and "one in three" in a sentence of other words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from kbtool.text.bounds import limit_of, nearness
from kbtool.text.figure import Figure
from kbtool.text.figure_reader import FigureReader
from kbtool.text.figure_tokens import Token, tokenise
from kbtool.text.figures import read
from kbtool.text.numerals import numeral
from kbtool.text.printed_names import Names
from kbtool.text.stretch import Stretch

_PIECE = re.compile(
    r"\d(?:[\d.,·‧∙⋅'\u2019]*\d)?|[\u00bc-\u00be\u2150-\u215e]|\.\d+|per\s+cent\b|[^\W\d_]+|\S",
    re.IGNORECASE,
)
_RANGES = ("to", "-", "or", "through")
_TIMING = frozenset({
    "within", "in", "for", "after", "over", "until", "than", "of", "last", "lasts", "lasted", "about", "around",
    "inside", "take", "takes", "took", "need", "needs", "needed",
})  # fmt: skip
"""Words before a length of time."""

_WHOLE = frozenset({"full", "whole", "entire", "good", "solid"})
"""Words between an article and a length of time that say that it is no less: "a full day"."""

_DIGITS = 3
"""Digits of the number of a day or week: "day 28"."""

_LINKS = ("-", "+", "a", "an")
_INTO = 6
"""Tokens before a figure that its bound may take: "no more than about"."""


class PrintedFigure(Struct, frozen=True):
    """A figure in running text.

    Attributes:
        place: where it stands, its unit and the words of its bound included.
        core: where it stands without the words of its bound.
        figure: what it says.
    """

    place: Stretch
    core: Stretch
    figure: Figure


def printed_figures(text: str, stretch: Stretch, names: Names) -> list[PrintedFigure]:
    """The figures in a part of a text, in order; what belongs to one of them is in no other.

    Args:
        text: the text.
        stretch: the part of it.
        names: what units and vague numbers are called.
    """
    tokens, places = _tokens(text, stretch)
    reader = _Runs(tokens, FigureReader(tokens, names, names.by_first_word))
    found: list[PrintedFigure] = []
    at = behind = 0
    while at < len(tokens):
        end = reader.end_of(at)
        if end is None:
            at += 1
            continue
        at = reader.start_of(at, end)
        core = Stretch(places[at].start, places[end - 1].end)
        start, end = _with_bounds(tokens, max(behind, at - _INTO), at, end)
        place = Stretch(places[start].start, places[end - 1].end)
        figure = read(place.of(text), names)
        if figure is not None:
            found.append(PrintedFigure(place, core, figure))
        at = behind = end
    return found


def _tokens(text: str, stretch: Stretch) -> tuple[list[Token], list[Stretch]]:
    """The tokens of a part of a text as figures are read, each with the place of the piece that it is made of."""
    tokens: list[Token] = []
    places: list[Stretch] = []
    for piece in _PIECE.finditer(text, stretch.start, stretch.end):
        attached = piece.start() > stretch.start and not text[piece.start() - 1].isspace()
        for number, token in enumerate(tokenise(piece[0])):
            tokens.append(token._replace(attached=attached if number == 0 else True))
            places.append(Stretch(piece.start(), piece.end()))
    return tokens, places


class _Runs(Struct, frozen=True):
    tokens: Sequence[Token]
    reader: FigureReader

    def end_of(self, place: int) -> int | None:
        """The place behind the figure that begins at a token; None, if none does."""
        if self.tokens[place].attached and self._glued(place - 1):
            return None
        end = self._number(place)
        if end is None:
            end = self._time(place)
        if end is None or self._goes_on(end):
            return None
        while (joined := self._joined(place, end)) is not None:
            end = joined
        return end

    def start_of(self, place: int, end: int) -> int:
        """Where a figure begins whose number stands at a place: at the unit before it, "week four", if none is behind."""
        names = self.reader.names
        if place == 0 or self.tokens[place - 1].text not in names.lasting or end > place + 1:
            return place
        return (
            place
            if len(self.tokens[place].text) > _DIGITS and self.tokens[place].number
            else place - 1
        )

    def _time(self, place: int) -> int | None:
        """The place behind a length of time without a number: "within an hour", "for weeks", "a full day"."""
        before = self.tokens[place - 1].text if place else ""
        article = self.tokens[place].text in ("a", "an")
        whole = article and place + 1 < len(self.tokens) and self.tokens[place + 1].text in _WHOLE
        timed = whole or before in _TIMING or (before == "to" and place > 1)
        if not timed and not (before == "from" and self._is_followed(place, "to")):
            return None
        at = place + 1 + whole if article else place
        end = self.reader.unit_ending(at) if at < len(self.tokens) else None
        if end is None or end != at + 1:
            return None
        unit = self.tokens[at].text
        names = self.reader.names
        return end if unit in (names.lasting if article else names.plurals) else None

    def _is_followed(self, place: int, word: str) -> bool:
        """Whether a word stands right behind a token."""
        return place + 1 < len(self.tokens) and self.tokens[place + 1].text == word

    def _glued(self, place: int) -> bool:
        """Whether what stands right before a number makes it a part of a name: "TRX1", "DSM-5"."""
        if place < 0:
            return False
        before = self.tokens[place]
        if before.text == "-" and before.attached and place > 0:
            return self.tokens[place - 1].text.isalpha()
        return before.text.isalpha()

    def _goes_on(self, end: int) -> bool:
        """Whether a number is the first part of a longer word: "half-life"."""
        if end + 1 >= len(self.tokens) or self.tokens[end].text != "-":
            return False
        hyphen, behind = self.tokens[end : end + 2]
        return hyphen.attached and behind.attached and behind.text.isalpha() and behind.text != "to"

    def _number(self, place: int) -> int | None:
        """The place behind a number with its unit."""
        end = self._bare(place)
        if end is None:
            return None
        at = end
        while at < len(self.tokens) and self.tokens[at].text in _LINKS:
            at += 1
        for start in dict.fromkeys((at, end)):
            unit = self.reader.unit_ending(start)
            if unit is not None and not self.reader.is_sign_before_number(start):
                return unit
        return end

    def _bare(self, place: int) -> int | None:
        token = self.tokens[place]
        if (vague := self.reader.vague_ending(place)) is not None:
            return vague
        currency = self.reader.unit_ending(place) if not token.text.isalnum() else None
        found = numeral(self.tokens, place if currency is None else currency)
        if currency is not None and (found is None or not self.tokens[currency].number):
            return None
        if found is None or token.text in ("free", "none", "nobody", "-"):
            return None
        return found[1]

    def _joined(self, start: int, end: int) -> int | None:
        """The place behind the other end of a range."""
        if end >= len(self.tokens):
            return None
        word = self.tokens[end].text
        between = word == "and" and any(
            token.text == "between" for token in self.tokens[max(0, start - 2) : start]
        )
        if word not in _RANGES and not between:
            return None
        at = end + 1
        if at >= len(self.tokens):
            return None
        if self.tokens[at].text in self.reader.names.plurals:
            return at + 1
        if word == "or" and not self.tokens[at].number and numeral(self.tokens, at) is None:
            return None
        return self._number(at)


def _with_bounds(tokens: Sequence[Token], first: int, start: int, end: int) -> tuple[int, int]:
    """A figure with the words before and behind it that make it a bound, or approximate."""
    before, behind = tokens[first:start], tokens[end : end + 3]
    window = [*before, *tokens[start:end], *behind]
    left, size = len(before), end - start
    whole = limit_of(window, left, left + size), nearness(window, left, left + size)
    chosen = start, end
    for more in range(len(before) + len(behind) + 1):
        for back in range(min(more, len(before)), -1, -1):
            on = more - back
            if on > len(behind):
                continue
            part = window[left - back : left + size + on]
            if (limit_of(part, back, back + size), nearness(part, back, back + size)) == whole:
                return start - back, end + on
    return chosen
