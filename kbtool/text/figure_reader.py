"""The numbers of a printed figure, each with its unit: what is read before it is known what the figure is."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from kbtool.text.figure import FOLD, TIMES, Printed
from kbtool.text.figure_tokens import Token
from kbtool.text.numerals import MARGIN, MULTIPLE, Kind, Numeral, half_more, numeral, share_of
from kbtool.text.printed_names import Names

_PER = ("per", "a", "an", "each", "every", "/")
_PARTED = 6
"""Tokens in which "per" follows what a part of a unit is of."""

_SCALES = {
    "dozens": 12,
    "hundreds": 100,
    "thousands": 1000,
    "millions": 10**6,
    "billions": 10**9,
    "scores": 20,
}


class FigureReader(Struct, frozen=True):
    """Reads the numbers of a printed figure.

    Attributes:
        tokens: its numbers, words and marks.
        names: what units and vague numbers are called.
        units: the names of units, by their first words.
    """

    tokens: Sequence[Token]
    names: Names
    units: Mapping[str, list[tuple[str, ...]]]

    def numbers(self) -> tuple[list[Printed], list[tuple[int, int]]]:
        """The numbers, each with where it begins and ends, its unit included."""
        found: list[Printed] = []
        spans: list[tuple[int, int]] = []
        place = 0
        while place < len(self.tokens):
            if self.tokens[place].text == "-" and spans and spans[-1][1] == place:
                place += 1
                continue
            if self._begins_nothing(place):
                place += 1
                continue
            read = self._number(place) or self._bare_unit(place, begun=bool(found))
            if read is None:
                place += 1
                continue
            number, start, end = read
            found.append(number)
            spans.append((start, end))
            place = end
        return found, spans

    def _begins_nothing(self, place: int) -> bool:
        """Whether a word stands at a place that begins no number and no unit, as most do, whatever is beside it."""
        word = self.tokens[place].text
        if not word.isalpha() or word in self.units or word in _SCALES:
            return False
        return not self.names.begins(word)

    def unit_ending(self, place: int) -> int | None:
        """The place behind the unit that begins at a place, "per" and a unit among them; None, if none does."""
        found = self._per(place) or self._unit_at(place)
        if found is None:
            return None
        if found[0] == TIMES and (per := self._per(found[1])) is not None:
            return per[1]
        return (self._parted(*found) or self._compound(*found))[1]

    def vague_ending(self, place: int) -> int | None:
        """The place behind a word such as "several" that stands at a place; None, if none does."""
        token = self.tokens[place]
        if token.text in self.names.vague or token.text in _SCALES:
            return place + 1
        joined = "".join(one.text for one in self.tokens[place : place + 3])
        return place + 3 if joined in self.names.vague else None

    def _number(self, place: int) -> tuple[Printed, int, int] | None:
        """The number that begins at a place, with where it begins and ends, a unit before it included."""
        vague = self._vague(place)
        if vague is not None:
            return vague
        found = numeral(self.tokens, place)
        if found is None:
            return None
        number, end = found
        unit, end = self._unit_behind(end, number)
        if unit is None:
            unit, place = self._unit_before(place)
        if number.kind is Kind.EVERY and unit is None:
            number = share_of(number.value)
        if unit is not None and (behind := half_more(self.tokens, end)) is not None:
            number, end = Numeral(number.value + Decimal("0.5"), MULTIPLE), behind
        return _printed(number, unit), place, end

    def _vague(self, place: int) -> tuple[Printed, int, int] | None:
        word, size = self.tokens[place].text, 1
        if (
            joined := "".join(one.text for one in self.tokens[place : place + 3])
        ) in self.names.vague:
            word, size = joined, 3
        if word in _SCALES:
            value = Decimal(_SCALES[word])
            unit, end = self._unit_behind(place + 1, None)
            return (
                Printed(value, None, Decimal(0), Kind.EXACT, unit, vague=True, scale=value),
                place,
                end,
            )
        meant = self.names.vague.get(word)
        if meant is None:
            return None
        unit, end = self._unit_behind(place + size, None)
        return (
            Printed(meant.least, meant.most, Decimal(0), Kind.EXACT, unit, vague=True),
            place,
            end,
        )

    def _bare_unit(self, place: int, begun: bool) -> tuple[Printed, int, int] | None:
        """A unit without a number: "hours", "the past decade"."""
        found = self._unit_at(place)
        if found is None:
            return None
        name, end = found
        if name in self.names.lasting and not begun and numeral(self.tokens, end) is not None:
            return None  # "week 4"
        if name in self.names.plurals:
            most = self.names.plurals[name]
            return Printed(Decimal(1), most, Decimal(0), Kind.EXACT, name, vague=True), place, end
        counted = name in self.names.counting
        alone = name.isalpha() and len(name) > 2 and (not begun or self._after_range(place))
        if counted:
            return None
        if alone and (behind := half_more(self.tokens, end)) is not None:
            return _printed(Numeral(Decimal("1.5"), MULTIPLE), name), place, behind
        return (_printed(Numeral(Decimal(1), MARGIN), name), place, end) if alone else None

    def _after_range(self, place: int) -> bool:
        before = [token.text for token in self.tokens[max(0, place - 2) : place]]
        return any(word in before for word in ("to", "or", "-"))

    def _unit_behind(self, place: int, number: Numeral | None) -> tuple[str | None, int]:
        """The unit of the number that ends at a place, nouns in between, and where it ends."""
        occasions = number is not None and number.kind is Kind.OCCASIONS
        at, attached = place, True
        while at < len(self.tokens):
            token = self.tokens[at]
            per = self._per(at)
            if per is not None and not self._is_half(at):
                return per
            if self.is_sign_before_number(at):
                break
            found = self._unit_at(at, short=attached)
            if found is not None:
                name, end = found
                if name == TIMES and (per := self._per(end)) is not None:
                    return per
                return self._parted(name, end) or self._compound(name, end)
            if unicodedata.category(token.text[0]) == "Sc":
                return token.text, at + 1
            if token.number or not (
                token.text.isalpha() or (at == place and token.text in ("-", "+"))
            ):
                break
            if token.text in ("to", "or", "and", "versus", "vs", "over", "from") or numeral(
                self.tokens, at
            ):
                break
            if token.text in self.names.vague or token.text in _SCALES:
                break
            attached = token.text in ("a", "an", "of", "the", "-", "+")
            at += 1
        return (TIMES if occasions else None), place

    def is_sign_before_number(self, place: int) -> bool:
        """Whether a token is the sign of a currency right before a number, whose unit it is: "$400-$800".

        Args:
            place: the number of the token.
        """
        if place == 0 or place + 1 >= len(self.tokens):
            return False
        sign = unicodedata.category(self.tokens[place].text[0]) == "Sc"
        return sign and self.tokens[place - 1].text == "-" and bool(self.tokens[place + 1].number)

    def _is_half(self, place: int) -> bool:
        """Whether an article belongs to the part of a whole before it: "half a day" is not so often in a day."""
        return self.tokens[place].text in ("a", "an") and self.tokens[place - 1].text == "half"

    def _per(self, place: int) -> tuple[str, int] | None:
        if place >= len(self.tokens) or self.tokens[place].text not in _PER:
            return None
        found = self._unit_at(place + 1)
        if found is None or f"per {found[0]}" not in self.names.units:
            return None
        return f"per {found[0]}", found[1]

    def _unit_at(self, place: int, short: bool = True) -> tuple[str, int] | None:
        """The unit whose name begins at a place; names of one letter only where they stand next to their number."""
        if place >= len(self.tokens):
            return None
        for words in self.units.get(self.tokens[place].text, ()):
            texts = tuple(token.text for token in self.tokens[place : place + len(words)])
            if texts == words and (short or len(words[0]) > 2 or len(words) > 1):
                return _joined(words), place + len(words)
        return None

    def _compound(self, name: str, end: int) -> tuple[str, int]:
        """A unit with all of its parts: "mg/kg/h" is not "mg/kg"."""
        texts = [token.text for token in self.tokens[end : end + 2]]
        if len(texts) == 2 and texts[0] == "/" and texts[1].isalpha():
            return f"{name}/{texts[1]}", end + 2
        return name, end

    def _parted(self, name: str, end: int) -> tuple[str, int] | None:
        """A unit that names part: "milligrams of ketamine per kilogram"; None, if the one that ends at a place is none."""
        if end >= len(self.tokens) or self.tokens[end].text != "of":
            return None
        for at in range(end + 1, min(end + _PARTED, len(self.tokens) - 1)):
            if self.tokens[at].text == "per":
                whole = f"{name} per {self.tokens[at + 1].text}"
                return (whole, at + 2) if whole in self.names.units else None
            if not self.tokens[at].text.isalpha():
                return None
        return None

    def _unit_before(self, place: int) -> tuple[str | None, int]:
        """The unit before a number, with where it begins: "$1,200", "d10", "week 4"."""
        for start in (place - 2, place - 1):
            found = self._unit_at(start) if start >= 0 else None
            if found is not None and found[1] == place:
                return found[0], start
        before = self.tokens[place - 1].text if place else ""
        currency = before and unicodedata.category(before[0]) == "Sc"
        return (before, place - 1) if currency else (None, place)


def _printed(number: Numeral, unit: str | None) -> Printed:
    if number.kind is Kind.MULTIPLE and unit is None:
        unit = FOLD
    return Printed(
        number.value,
        number.value,
        number.half,
        number.kind,
        unit,
        number.counts,
        scale=number.scale,
    )


def _joined(words: Sequence[str]) -> str:
    return "".join(
        word if n == 0 or not (word.isalnum() and words[n - 1].isalnum()) else f" {word}"
        for n, word in enumerate(words)
    )
