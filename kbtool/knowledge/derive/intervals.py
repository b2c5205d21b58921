"""Stated values as intervals in the base unit of their kind.

A value stands for everything that is printed the same way, a confidence interval, a range or a bound for itself. Two
statements of one quantity disagree only where their intervals are disjoint.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct, field

APPROXIMATE_MARGIN = Decimal("0.1")
"""Part of its value by which an end of an approximate value is widened."""

Z_95 = Decimal("1.959964")
"""The 97.5th percentile of the standard normal distribution."""

IMPRECISE = Decimal("0.5")
"""The part of all that a proportion can be from which an interval is too wide to decide, mostly of 8 people or fewer."""


class UnitKind(Struct, frozen=True):
    """A kind of unit.

    Attributes:
        iri: its node.
        label: what it is called.
        minimum: the least that a value can be, in the base unit; None, if there is no least one.
        maximum: the most.
        pure: whether its base unit is the number itself, so that "half" is a half of it.
        no_change: the value, in the base unit, at which nothing changes or differs; None, if its values are of levels.
    """

    iri: str = ""
    label: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    pure: bool = False
    no_change: Decimal | None = None

    @property
    def is_proportion(self) -> bool:
        """Whether its values are parts of a whole."""
        return self.minimum == 0 and self.maximum == 1


class Unit(Struct, frozen=True):
    """A unit: base value = value x factor + offset.

    Attributes:
        factor: as it says.
        offset: as it says.
        kind: its kind.
        iri: its node.
        label: what it is called.
        reciprocal: the node of the unit of what it is one over: of once per week, a week.
    """

    factor: Decimal
    offset: Decimal = Decimal(0)
    kind: UnitKind = field(default_factory=UnitKind)
    iri: str = ""
    label: str = ""
    reciprocal: str | None = None

    def to_base(self, value: Decimal) -> Decimal:
        """The value in the base unit of the unit's kind."""
        return value * self.factor + self.offset

    def from_base(self, value: Decimal) -> Decimal:
        """The value in this unit of one in the base unit of its kind."""
        return (value - self.offset) / self.factor

    def base(self) -> Unit:
        """The base unit of its kind."""
        return Unit(Decimal(1), Decimal(0), self.kind)


class Interval(Struct, frozen=True):
    """A closed interval in a base unit; None is an open end."""

    lower: Decimal | None
    upper: Decimal | None

    def disjoint(self, other: Interval) -> bool:
        """Whether no value lies in both."""
        return _below(self.upper, other.lower) or _below(other.upper, self.lower)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        lowers, uppers = (self.lower, other.lower), (self.upper, other.upper)
        return Interval(
            None if None in lowers else min(end for end in lowers if end is not None),
            None if None in uppers else max(end for end in uppers if end is not None),
        )


class StatedValue(Struct, frozen=True):
    """A value as a claim or an item of evidence states it; numbers in `unit` (`high` in `high_unit`)."""

    unit: Unit
    high_unit: Unit
    as_printed: str | None = None
    approximate: bool = False
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    ci_low: Decimal | None = None
    ci_high: Decimal | None = None
    sample_size: int | None = None
    no_change: Decimal | None = None

    @property
    def ends(self) -> Sequence[Decimal]:
        """Its numbers in the base unit, without those of its confidence interval."""
        mine = (self.value, self.low, self.at_least, self.at_most)
        ends = [self.unit.to_base(one) for one in mine if one is not None]
        return ends if self.high is None else [*ends, self.high_unit.to_base(self.high)]


def interval(
    statement: StatedValue, printed: Interval | None, is_claim: bool = False
) -> Interval | None:
    """The interval that a stated value stands for, in the base unit; None, if there is no number or no precision.

    Args:
        statement: what is stated.
        printed: what its value stands for as it is printed, in the base unit; None, if that could not be read.
        is_claim: whether it is a claim's; a confidence interval beside it makes the figure that it gives no vaguer.
    """
    s = statement
    if is_claim and s.value is not None:
        return printed
    if s.ci_low is not None and s.ci_high is not None:
        return _ordered(s.unit.to_base(s.ci_low), s.unit.to_base(s.ci_high))
    if s.value is not None:
        return printed
    if s.low is not None and s.high is not None:
        low, high = s.low, s.high
        if s.approximate:
            low -= abs(low) * APPROXIMATE_MARGIN
            high += abs(high) * APPROXIMATE_MARGIN
        return _ordered(s.unit.to_base(low), s.high_unit.to_base(high))
    if s.at_least is None and s.at_most is None:
        return None
    least = None if s.at_least is None else s.unit.to_base(s.at_least)
    most = None if s.at_most is None else s.unit.to_base(s.at_most)
    ends = Interval(least, most)
    return Interval(most, least) if s.unit.factor < 0 else ends


def estimate_of(statement: StatedValue) -> Decimal | None:
    """The figure that stands for a value or a range: the value, or the middle, in the base unit."""
    s = statement
    if s.value is not None:
        return s.unit.to_base(s.value)
    if s.low is not None and s.high is not None:
        return (s.unit.to_base(s.low) + s.high_unit.to_base(s.high)) / 2
    return None


def sampled_range(statement: StatedValue, stands_for: Interval | None) -> Interval | None:
    """What a range or a bound could be: itself, and as much more as its sample size leaves open, in the base unit."""
    s = statement
    if stands_for is None or not s.sample_size or not s.unit.kind.is_proportion:
        return stands_for
    for end in s.ends:
        stands_for = stands_for.hull(wilson(end, s.sample_size))
    return stands_for


def is_imprecise(statement: StatedValue, sampled: Interval | None) -> bool:
    """Whether an estimate of a proportion could be more than half of all that a proportion can be.

    A response of 1 in 3 is an estimate of 33 %, and may be anything from 6 to 79 %: it decides nothing.

    Args:
        statement: what is stated.
        sampled: its 95 % interval, or its range, in the base unit.
    """
    kind = statement.unit.kind
    if sampled is None or sampled.lower is None or sampled.upper is None:
        return False
    if kind.minimum is None or kind.maximum is None:
        return False
    return sampled.upper - sampled.lower > IMPRECISE * (kind.maximum - kind.minimum)


def sampling_interval(statement: StatedValue, printed: Interval | None) -> Interval | None:
    """The 95 % interval of an estimate, in the base unit; None, if nothing says how precise it is.

    That is the stated confidence interval. A proportion without one has Wilson's score interval from its sample size, never
    narrower than what the value stands for as printed: Wilson, E. B. (1927), Probable inference, the law of succession, and
    statistical inference, Journal of the American Statistical Association 22, 209-212; recommended for single proportions by
    Newcombe, R. G. (1998), Statistics in Medicine 17, 857-872.

    Args:
        statement: what is stated.
        printed: what its value stands for as it is printed, in the base unit.
    """
    s = statement
    if s.ci_low is not None and s.ci_high is not None:
        return interval(s, printed)
    if s.value is None or printed is None or not s.sample_size or not s.unit.kind.is_proportion:
        return None
    return wilson(s.unit.to_base(s.value), s.sample_size).hull(printed)


def wilson(proportion: Decimal, size: int) -> Interval:
    """Wilson's 95 % score interval of a proportion.

    Args:
        proportion: the proportion found, 0 to 1.
        size: how many were looked at, 1 or more.
    """
    n, z2 = Decimal(size), Z_95 * Z_95
    p = min(max(proportion, Decimal(0)), Decimal(1))
    middle = p + z2 / (2 * n)
    half = Z_95 * (p * (1 - p) / n + z2 / (4 * n * n)).sqrt()
    whole = 1 + z2 / n
    return Interval(
        max((middle - half) / whole, Decimal(0)), min((middle + half) / whole, Decimal(1))
    )


def digits(statement: StatedValue) -> str | None:
    """The stated numbers alone, to tell a slip of unit: "2.6" for 2.6 % and for 2.6-fold, "5 10" for a range."""
    s = statement
    for numbers in ((s.value,), (s.low, s.high), (s.at_least,), (s.at_most,)):
        stated = [_plain(number) for number in numbers if number is not None]
        if stated:
            return " ".join(stated)
    return None


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _ordered(one: Decimal, other: Decimal) -> Interval:
    return Interval(min(one, other), max(one, other))


def _below(one: Decimal | None, other: Decimal | None) -> bool:
    return one is not None and other is not None and one < other
