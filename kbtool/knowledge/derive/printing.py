"""Values held to their printed form: "40 minutes" is no 40 hours, "one in three" no 30 percent, "up to 2" no 2."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from kbtool.knowledge.derive.intervals import APPROXIMATE_MARGIN, Interval, StatedValue, Unit
from kbtool.knowledge.derive.plausibility import is_reversed
from kbtool.knowledge.derive.worded import UNWORDED, Difference, Wording, otherwise_worded
from kbtool.text.bounds import Bound, Limit, Nearness
from kbtool.text.directions import Direction, DirectionWords, Heading
from kbtool.text.figure import FOLD, TIMES, Figure, Printed
from kbtool.text.figures import read
from kbtool.text.numerals import Kind
from kbtool.text.printed_names import Names

_ROUNDING = Decimal("0.05")
"""Part of its value by which a number that does not come out even may be rounded in the file: 0.33 for "one in three"."""

_PRECISION = Decimal("0.1")
"""The most that a value reaches to each side, as part of the range that its kind has: a bare "1" for a whole is no 0.5."""


_ITS_OWN = Decimal("0.999999")
"""The part of the way to its neighbour's half that is a printed number's own: 3 and 4 have no value in common."""


class Units(Struct, frozen=True):
    """The units of a knowledge base.

    Attributes:
        by_iri: the units by their node.
        by_name: the units by what they are called in print.
        names: what units and vague numbers are called in print.
        words: the words that tell a direction.
    """

    by_iri: Mapping[str, Unit] = field(default_factory=dict)
    by_name: Mapping[str, tuple[Unit, ...]] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    words: DirectionWords = field(default_factory=DirectionWords)

    def lasts(self, unit: Unit) -> bool:
        """Whether a unit is one of time."""
        return self.names.lasts(unit.label.casefold())


class Comparison(Struct, frozen=True):
    """How a stated value compares with its printed form.

    Attributes:
        differences: in what they differ, each with what the printed form has instead, or the number that it lacks.
        printed: what the value stands for as it is printed, in the base unit; None, if that could not be read.
        limit: the bound that its words make of it.
    """

    differences: tuple[tuple[Difference, str], ...] = ()
    printed: Interval | None = None
    limit: Limit | None = None

    @property
    def contradictory(self) -> bool:
        """Whether value and print cannot both be right, so that the value should decide nothing."""
        apart = (Difference.CONVENTION, Difference.UNREAD)
        return any(difference not in apart for difference, _ in self.differences)


class _Meant(Struct, frozen=True):
    """A number that a printed one may be meant as, in a unit."""

    unit: Unit
    low: Decimal
    high: Decimal | None
    half: Decimal
    vague: bool

    def is_(self, number: Decimal, unit: Unit, end: str) -> bool:
        """Whether a number of a file is this one, rounded where it does not come out even; its sign may be in the words."""
        mine = self.high if self.vague and end in ("high", "at most") else self.low
        if mine is None:
            return False
        signed = [mine] if mine < 0 else [mine, -mine]
        return any(self._equals(number, unit, one) for one in signed)

    def _equals(self, number: Decimal, unit: Unit, one: Decimal) -> bool:
        converted = one if unit is self.unit else unit.from_base(self.unit.to_base(one))
        if number == converted:
            return True
        off = abs(number - converted)
        exponent = number.normalize().as_tuple().exponent
        place = Decimal(5).scaleb(int(exponent) - 1) if isinstance(exponent, int) else Decimal(0)
        in_unit = abs(self.half * self.unit.factor / unit.factor)
        return off <= min(place, in_unit, _ROUNDING * abs(converted))


def compare(stated: StatedValue, units: Units, words: Wording = UNWORDED) -> Comparison:
    """Hold a stated value to its printed form, and to the words around that.

    Args:
        stated: the value; one that does not say how it is printed differs in nothing, and its precision is not known.
        units: what units are called.
        words: what the words around it make of it.
    """
    if stated.as_printed is None:
        return Comparison()
    figure = read(stated.as_printed, units.names)
    if figure is None:
        return Comparison(((Difference.UNREAD, ""),))
    if figure.joined and stated.low is None and stated.high is None:
        figure = _summed(figure, units)
    if is_reversed(stated) and not compare(_turned(stated), units, words).differences:
        return Comparison()
    differences: list[tuple[Difference, str]] = []
    matched: _Meant | None = None
    for end, number, unit in _ends(stated):
        meant, difference = _match(figure, end, number, unit, units, words.heading)
        matched = meant if end == "value" else matched
        if difference is not None:
            differences.append(difference)
    form = _form(figure, stated)
    if form is not None and not differences:
        differences.append((Difference.FORM, form))
    if not differences:
        differences += otherwise_worded(stated, figure, words)
    interval = None
    if matched is not None:
        interval = _interval(matched, stated, figure.nearness or words.nearness)
    if interval is not None and stated.value is not None:
        value = stated.unit.to_base(stated.value)
        if interval.disjoint(Interval(value, value)):
            interval = None
    return Comparison(tuple(differences), interval, figure.limit or words.limit)


def _summed(figure: Figure, units: Units) -> Figure:
    """A figure of several units as one of the last: "1 hour 30 minutes", of which no part stands for the whole."""
    total = Decimal(0)
    larger: Unit | None = None
    for printed in figure.numbers:
        named = units.by_name.get(printed.unit or "", ())
        unit = next((one for one in named if larger is None or one.kind == larger.kind), None)
        if unit is None or printed.vague or printed.kind is not Kind.EXACT or unit.factor <= 0:
            return figure
        if larger is not None and not (
            unit.factor < larger.factor and 0 <= printed.low * unit.factor < larger.factor
        ):
            return figure
        total += printed.low * unit.factor
        larger, last = unit, printed
    if larger is None:
        return figure
    value = total / larger.factor
    return replace(figure, numbers=(replace(last, low=value, high=value),), ranges=False)


def _turned(stated: StatedValue) -> StatedValue:
    """A range with its ends exchanged."""
    return replace(
        stated,
        low=stated.high,
        high=stated.low,
        unit=stated.high_unit,
        high_unit=stated.unit,
    )


def _ends(stated: StatedValue) -> Iterator[tuple[str, Decimal, Unit]]:
    for end, number, unit in (
        ("value", stated.value, stated.unit),
        ("low", stated.low, stated.unit),
        ("high", stated.high, stated.high_unit),
        ("at least", stated.at_least, stated.unit),
        ("at most", stated.at_most, stated.unit),
    ):
        if number is not None:
            yield end, number, unit


def _match(
    figure: Figure,
    end: str,
    number: Decimal,
    unit: Unit,
    units: Units,
    heading: Heading | None,
) -> tuple[_Meant | None, tuple[Difference, str] | None]:
    """The printed number that a number of a file is, or in what it differs from all of them."""
    candidates = _candidates(figure, end)
    meant = [one for printed in candidates for one in _meanings(printed, unit, units, heading)]
    for one in meant:
        if one.is_(number, unit, end):
            return one, None
    for one in meant:
        if one.vague and end == "at least" and one.high is None:
            least = unit.from_base(one.unit.to_base(one.low))
            if least <= number <= 2 * least:
                return one, None
    vague = next((one for one in meant if one.vague), None)
    if vague is not None:
        usual = f"{vague.low:f}" if vague.high is None else f"{vague.low:f} to {vague.high:f}"
        return vague, (Difference.CONVENTION, f"{usual} {vague.unit.label}".strip())
    named = [one.unit for one in candidates if one.unit is not None]
    others = [name for name in named if unit not in units.by_name.get(name, ())]
    if others and (not meant or any(abs(number) == abs(one.low) for one in candidates)):
        return None, (Difference.UNIT, others[0])
    return None, (Difference.NUMBER, f"{number:f}")


def _candidates(figure: Figure, end: str) -> tuple[Printed, ...]:
    """The printed numbers that one end of a value may be."""
    if figure.ranges and end in ("low", "high"):
        return figure.numbers[:1] if end == "low" else figure.numbers[1:2]
    return figure.numbers


def _meanings(
    printed: Printed, unit: Unit, units: Units, heading: Heading | None
) -> Iterator[_Meant]:
    """What a printed number may mean for a value in a unit; nothing, if it is printed in a unit of another kind."""
    if heading is not None and heading.change and unit.kind.no_change == 1:
        if printed.unit is None and printed.kind is Kind.SHARE:
            sign = -1 if heading.direction is Direction.DOWN else 1
            low = 1 + sign * printed.low
            yield _Meant(unit.base(), low, low, printed.half, False)
            return
        multiple = printed.kind is Kind.MULTIPLE or printed.unit in (FOLD, TIMES)
        if heading.direction is Direction.DOWN and multiple and printed.low > 0:
            part = 1 / printed.low
            yield _Meant(unit.base(), part, part, printed.half * part * part, False)
    for known in _units(printed, unit, units):
        yield _Meant(known, printed.low, printed.high, printed.half, printed.vague)
    if printed.unit is None and unit.kind.maximum is None and unit.factor == 1:
        for count in printed.also:
            yield _Meant(unit, count, count, Decimal("0.5"), False)
    named = units.by_name.get(printed.unit or "", ())
    if printed.low > 0 and not printed.vague:
        for one in named:
            for other in units.by_iri.values():
                linked = one.reciprocal == other.iri or other.reciprocal == one.iri
                if linked and one.iri and other.iri and other.kind == unit.kind:
                    value = 1 / printed.low
                    yield _Meant(other, value, value, printed.half * value * value, False)


def _units(printed: Printed, unit: Unit, units: Units) -> tuple[Unit, ...]:
    if printed.unit is None:
        if printed.kind is Kind.SHARE and unit.kind.pure:
            return (unit.base(),)
        if printed.scale != 1 and unit.kind.pure:
            return (unit.base(), unit)
        return (unit,)
    named = units.by_name.get(printed.unit, ())
    if unit in named:
        return (unit,)
    return tuple(one for one in named if one.kind == unit.kind)


def _form(figure: Figure, stated: StatedValue) -> str | None:
    """What the printed form is, if it is given as something else: a bound, a range."""
    for bound, end in ((Bound.AT_LEAST, stated.at_least), (Bound.AT_MOST, stated.at_most)):
        if figure.bound is bound and end is None:
            return bound.value
    one_end = stated.value if stated.value is not None else stated.at_least or stated.at_most
    if figure.ranges and stated.low is None and stated.high is None and one_end is not None:
        others = [abs(number.low) for number in figure.numbers[2:]]
        return None if abs(one_end) in others else "a range"
    return None


def _interval(meant: _Meant, stated: StatedValue, nearness: Nearness) -> Interval:
    low, high = meant.low, meant.low if meant.high is None else meant.high
    if stated.approximate:
        nearness = nearness or Nearness.ABOUT
    half = meant.half * _ITS_OWN
    about = max(half, APPROXIMATE_MARGIN * abs(low))
    below = about if Nearness.BELOW in nearness else half
    above = about if Nearness.ABOVE in nearness else half
    if stated.value is not None and stated.value < 0 < low:
        low, high, below, above = -high, -low, above, below
    kind = meant.unit.kind
    if kind.minimum is not None and kind.maximum is not None and meant.unit.factor:
        most = _PRECISION * (kind.maximum - kind.minimum) / abs(meant.unit.factor)
        below, above = min(below, most), min(above, most)
    ends = [meant.unit.to_base(low - below), meant.unit.to_base(high + above)]
    lower, upper = min(ends), max(ends)
    if kind.minimum is not None and lower < kind.minimum <= upper:
        lower = kind.minimum
    if kind.maximum is not None and lower <= kind.maximum < upper:
        upper = kind.maximum
    return Interval(lower, upper)
