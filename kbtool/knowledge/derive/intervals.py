"""Stated values as intervals in the base unit of their kind.

A value stands for everything that is printed the same way, a confidence interval, a range or a bound for itself. Two
statements of one quantity disagree only where their intervals are disjoint.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

APPROXIMATE_MARGIN = Decimal("0.1")
"""Part of its value by which an end of an approximate value is widened."""

Z_95 = Decimal("1.959964")
"""The 97.5th percentile of the standard normal distribution."""

LOPSIDED = 4
"""How many times as far a confidence interval may reach to one side as to the other; rounding makes small ones uneven."""


@dataclass(frozen=True)
class UnitKind:
    """A kind of unit.

    Attributes:
        iri: its node.
        label: what it is called.
        minimum: the least that a value can be, in the base unit; None, if there is no least one.
        maximum: the most.
        pure: whether its base unit is the number itself, so that "half" is a half of it.
    """

    iri: str = ""
    label: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    pure: bool = False

    @property
    def is_proportion(self) -> bool:
        """Whether its values are parts of a whole."""
        return self.minimum == 0 and self.maximum == 1


@dataclass(frozen=True)
class Unit:
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


@dataclass(frozen=True)
class Interval:
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


@dataclass(frozen=True)
class StatedValue:
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


def interval(statement: StatedValue, printed: Interval | None) -> Interval | None:
    """The interval that a stated value stands for, in the base unit; None, if there is no number or no precision.

    Args:
        statement: what is stated.
        printed: what its value stands for as it is printed, in the base unit; None, if that could not be read.
    """
    s = statement
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
    if s.at_least is not None:
        return Interval(s.unit.to_base(s.at_least), None)
    if s.at_most is not None:
        return Interval(None, s.unit.to_base(s.at_most))
    return None


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


def is_lopsided(statement: StatedValue) -> bool:
    """Whether a confidence interval reaches far more to one side of its value than to the other, on every usual scale.

    Intervals are even about their value on the scale on which they are computed: the value itself, its logarithm for a
    ratio, its log odds for a proportion (Bland and Altman 1996, Transformations, means, and confidence intervals, BMJ 312,
    1079). One that is even on none has a slip of the point in it, as a rule.
    """
    s = statement
    if s.value is None or s.ci_low is None or s.ci_high is None:
        return False
    ends = [s.unit.to_base(one) for one in (s.ci_low, s.value, s.ci_high)]
    low, value, high = sorted(ends)
    if value != s.unit.to_base(s.value) or low == high:
        return False
    scales = [(value - low, high - value)]
    if low > 0:
        scales.append(((value / low).ln(), (high / value).ln()))
    if s.unit.kind.is_proportion:
        if low <= 0 or high >= 1:
            return False
        log_odds = [(one / (1 - one)).ln() for one in (low, value, high)]
        scales.append((log_odds[1] - log_odds[0], log_odds[2] - log_odds[1]))
    return all(max(one, other) > LOPSIDED * min(one, other) for one, other in scales)


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
