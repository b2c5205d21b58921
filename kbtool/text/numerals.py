"""Numbers as articles print them, in digits and in English words, each with the precision that it is printed with.

A number in digits stands for everything that rounds to it: "0.96" for 0.955 to 0.965, "1.5 million" for 1.45 to 1.55
million (JCGM 200:2012, 2.41, and the usual reading of significant figures). Words are less exact, and say so below.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from kbtool.text.figure_tokens import Token, begins_with, text_at
from kbtool.text.number_words import (
    ARTICLES,
    CARDINALS,
    GROWN_UPS,
    MULTIPLES,
    NO_PERSONS,
    NOTHING,
    OCCASIONS,
    OUT_OF,
    PARTED,
    PARTS,
    PERSONS,
    SCALES,
    TENS,
)

MARGIN = Decimal("0.1")
"""Part of its value by which a share may be off ("half": 45 to 55 %), and a unit without a number ("an hour"): both are
round figures, and a tenth is as far as "about" goes. Yet a share is never off by more than half a part: "nine out of ten"
stands for 8.5 to 9.5 of ten."""

MULTIPLE = Decimal("0.25")
"""How far a multiple in a word ("doubled", "twice") may be off: the word is chosen from the whole and half multiples that
have words ("half as much again"), and halfway to the next is a quarter. From "tripled" on it is a tenth of the multiple, if
that is more, up to a half: what rounds to it."""

_HALF = Decimal("0.5")
_OUT_OF = [(words, (*(part for word in words for part in ("-", word)), "-")) for words in OUT_OF]
"""What stands between a number and that of which it is a share, with hyphens as well."""
_FIRST_OUT_OF = frozenset(words[0] for words in OUT_OF)


class Kind(Enum):
    """What kind of number it is."""

    EXACT = "in digits, or a number in words"
    SHARE = "a part of a whole"
    MULTIPLE = "how many times"
    OCCASIONS = "how often"
    EVERY = 'each of how many: 2 of "every other"'


class Numeral(Struct, frozen=True):
    """A number as printed.

    Attributes:
        value: the number.
        half: how far what it stands for reaches to each side.
        kind: what kind of number it is.
        counts: of a share, the counts of which it is made: 2 and 3 of "2 out of 3".
        scale: what a word such as "million" behind it multiplies it by.
    """

    value: Decimal
    half: Decimal
    kind: Kind = Kind.EXACT
    counts: tuple[Decimal, ...] = ()
    scale: Decimal = Decimal(1)


def numeral(tokens: Sequence[Token], place: int) -> tuple[Numeral, int] | None:
    """The number that begins at a token, with the place behind it; None, if none does."""
    found = _simple(tokens, place)
    if found is None:
        return None
    number, end = found
    if number.kind is Kind.EXACT:
        return _share(tokens, number, end) or found
    return found


def _simple(tokens: Sequence[Token], place: int) -> tuple[Numeral, int] | None:
    word = text_at(tokens, place)
    if word in MULTIPLES:
        return _multiple(MULTIPLES[word]), place + 1
    if word in NOTHING:
        return Numeral(Decimal(0), Decimal(0)), place + 1
    if text_at(tokens, place - 1) == "every" and (every := _every(word)) is not None:
        return Numeral(Decimal(every), Decimal(0), Kind.EVERY), place + 1
    if word in PARTED:
        return _part(Decimal(1), PARTED[word], Kind.MULTIPLE), place + 1
    if word in OCCASIONS:
        return Numeral(OCCASIONS[word], MULTIPLE, Kind.OCCASIONS), place + 1
    times = CARDINALS.get(word.removesuffix("fold")) or SCALES.get(word.removesuffix("fold"))
    if word.endswith("fold") and times is not None:
        return Numeral(times, _HALF, Kind.MULTIPLE), place + 1
    found = _digits(tokens, place) or _cardinal(tokens, place)
    fraction = _fraction(tokens, place, found)
    if fraction is not None:
        return fraction
    if found is None:
        return None
    return _scaled(tokens, *found)


def _every(word: str) -> int | None:
    """Each of how many: "every other", "every second", "every third"."""
    return 2 if word in ("other", "second") else PARTS.get(word) if word != "half" else None


def share_of(counts: Decimal) -> Numeral:
    """One of so many, as a share: every other person is one in two."""
    return _part(Decimal(1), int(counts), counts=(Decimal(1), counts))


def _digits(tokens: Sequence[Token], place: int) -> tuple[Numeral, int] | None:
    sign, at = 1, place
    if (
        text_at(tokens, place) in ("-", "+")
        and place + 1 < len(tokens)
        and tokens[place + 1].attached
    ):
        sign, at = (-1 if tokens[place].text == "-" else 1), place + 1
    if at >= len(tokens) or not tokens[at].number:
        return None
    token = tokens[at]
    value, half = Decimal(token.text), _HALF.scaleb(-token.places)
    if "e" in token.text:
        half = half.scaleb(int(token.text.partition("e")[2]))
    at += 1
    power = at
    if text_at(tokens, at) in ("x", "×", "*") and text_at(tokens, at + 1) == "10":
        power = at + 2
    elif value != 10:
        return Numeral(sign * value, half), at
    exponent = _exponent(tokens, power)
    if exponent is None:
        return Numeral(sign * value, half), at
    mantissa, half = (Decimal(1), _HALF) if power == at else (value, half)
    return Numeral(sign * mantissa.scaleb(exponent[0]), half.scaleb(exponent[0])), exponent[1]


def _exponent(tokens: Sequence[Token], place: int) -> tuple[int, int] | None:
    if text_at(tokens, place) != "^":
        return None
    sign = -1 if text_at(tokens, place + 1) == "-" else 1
    at = place + 2 if text_at(tokens, place + 1) in ("-", "+") else place + 1
    if (
        at < len(tokens)
        and tokens[at].number
        and tokens[at].text.isdecimal()
        and len(tokens[at].text) < 3
    ):
        return sign * int(tokens[at].text), at + 1
    return None


def _cardinal(tokens: Sequence[Token], place: int) -> tuple[Numeral, int] | None:
    word = text_at(tokens, place)
    if word not in CARDINALS:
        return None
    value, at = CARDINALS[word], place + 1
    if word in TENS:
        behind = at + 1 if text_at(tokens, at) == "-" else at
        unit = CARDINALS.get(text_at(tokens, behind))
        if unit is not None and 0 < unit < 10:
            value, at = value + unit, behind + 1
    return Numeral(value, _HALF), at


def _scaled(tokens: Sequence[Token], number: Numeral, place: int) -> tuple[Numeral, int]:
    """A number with the words "hundred", "million" behind it."""
    while (scale := SCALES.get(text_at(tokens, place))) is not None:
        number = replace(
            number, value=number.value * scale, half=number.half * scale, scale=number.scale * scale
        )
        place += 1
        rest = _cardinal(tokens, place + 1 if text_at(tokens, place) == "and" else place)
        if rest is not None and 0 < rest[0].value < scale:
            number, place = Numeral(number.value + rest[0].value, _HALF, number.kind), rest[1]
    return number, place


def _fraction(
    tokens: Sequence[Token], place: int, found: tuple[Numeral, int] | None
) -> tuple[Numeral, int] | None:
    """A fraction: "half", "a third", "two-thirds", "3/4", "1 1/2", "two and a half", "half a million"."""
    if found is None and text_at(tokens, place) in ARTICLES:
        if (scale := SCALES.get(text_at(tokens, place + 1))) is not None:
            return _scaled(tokens, Numeral(scale, scale * MARGIN, scale=scale), place + 2)
        if (part := _part_word(tokens, place + 1)) is not None:
            return _of_scale(tokens, _part(Decimal(1), part), place + 2)
    if found is None:
        if text_at(tokens, place) != "half":
            return None
        return _of_scale(tokens, _part(Decimal(1), 2), place + 1)
    number, at = found
    behind = at + 1 if text_at(tokens, at) == "-" else at
    if (part := _part_word(tokens, behind)) is not None and number.value > 0:
        return _of_scale(tokens, _part(number.value, part), behind + 1)
    slashed = _slashed(tokens, place)
    if slashed is not None:
        return slashed
    mixed = _slashed(tokens, at)
    if mixed is not None and number.value == number.value.to_integral_value():
        whole = Numeral(number.value + mixed[0].value, MULTIPLE)
        return _scaled(tokens, whole, mixed[1])
    if (end := half_more(tokens, at)) is not None:
        return _scaled(tokens, Numeral(number.value + _HALF, MULTIPLE), end)
    return None


def half_more(tokens: Sequence[Token], place: int) -> int | None:
    """The place behind "and a half" that stands at a place, with hyphens or without; None, if it does not."""
    for words in (("and", "a", "half"), ("-", "and", "-", "a", "-", "half")):
        if begins_with(tokens, place, words):
            return place + len(words)
    return None


def _slashed(tokens: Sequence[Token], place: int) -> tuple[Numeral, int] | None:
    """A fraction in digits, "3/4", no more than a whole: "120/80" is a blood pressure."""
    if text_at(tokens, place + 1) != "/" or place + 2 >= len(tokens):
        return None
    over, under = tokens[place], tokens[place + 2]
    if not (over.text.isdecimal() and under.text.isdecimal()) or not 0 < int(over.text) < int(
        under.text
    ):
        return None
    counts = Decimal(over.text), Decimal(under.text)
    return _part(counts[0], int(under.text), counts=counts), place + 3


def _of_scale(tokens: Sequence[Token], number: Numeral, place: int) -> tuple[Numeral, int]:
    """A part of a number, no longer of a whole: "half a million"."""
    at = place + 1 if text_at(tokens, place) == "of" else place
    at = at + 1 if text_at(tokens, at) in ARTICLES else at
    scale = SCALES.get(text_at(tokens, at))
    if scale is None:
        return number, place
    return Numeral(number.value * scale, number.half * scale, scale=scale), at + 1


def _share(tokens: Sequence[Token], number: Numeral, place: int) -> tuple[Numeral, int] | None:
    """A share of a number: "1 in 30,000", "two out of three", "one adult in five", "5 per 100,000"."""
    grown_ups = (len(each) for each in GROWN_UPS if begins_with(tokens, place, each))
    persons = int(text_at(tokens, place) in PERSONS) or next(grown_ups, 0)
    if text_at(tokens, place) != "-" and text_at(tokens, place + persons) not in _FIRST_OUT_OF:
        return None
    for words, joined in _OUT_OF:
        if begins_with(tokens, place, joined):
            return _out_of(tokens, number, place + len(joined))
        if begins_with(tokens, place + persons, words):
            found = _out_of(tokens, number, place + persons + len(words))
            others = persons and found is not None and text_at(tokens, found[1]) in NO_PERSONS
            return None if others else found
    return None


def _out_of(tokens: Sequence[Token], number: Numeral, place: int) -> tuple[Numeral, int] | None:
    """The share that a number is of the one at a place."""
    behind = _simple(tokens, place) or _scale_alone(tokens, place)
    if behind is None:
        return None
    whole, end = behind
    of = whole.value
    whole_number = whole.kind is Kind.EXACT and of == of.to_integral_value()
    if not whole_number or not 0 <= number.value <= of or of < 2:
        return None
    return _part(number.value, int(of), counts=(number.value, of)), end


def _scale_alone(tokens: Sequence[Token], place: int) -> tuple[Numeral, int] | None:
    """A word for a number of which so many are taken: "5 per thousand", "3 per hundred thousand"."""
    scale = SCALES.get(text_at(tokens, place))
    return None if scale is None else _scaled(tokens, Numeral(scale, _HALF), place + 1)


def _part(
    over: Decimal, under: int, kind: Kind = Kind.SHARE, counts: tuple[Decimal, ...] = ()
) -> Numeral:
    value = over / under
    return Numeral(
        value, min(MARGIN * value, _HALF / under) if value else _HALF / under, kind, counts
    )


def _multiple(value: Decimal) -> Numeral:
    return Numeral(value, min(max(MULTIPLE, MARGIN * value), _HALF), Kind.MULTIPLE)


def _part_word(tokens: Sequence[Token], place: int) -> int | None:
    word = text_at(tokens, place)
    return PARTS.get(word) or PARTS.get(word.removesuffix("s"))
