"""Stated values are intervals; two disagree only where the intervals are disjoint."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.knowledge.derive.intervals import (
    Interval,
    StatedValue,
    Unit,
    UnitKind,
    digits,
    interval,
    sampling_interval,
    wilson,
)
from kbtool.knowledge.derive.plausibility import is_lopsided

PERCENT = Unit(Decimal("0.01"))
FOLD = Unit(Decimal(1))
INCREASE = Unit(Decimal("0.01"), Decimal(1))
HOUR, DAY = Unit(Decimal(3600)), Unit(Decimal(86400))
D = Decimal
numbers = st.decimals(min_value=0, max_value=1000, places=3)
ends = st.none() | numbers
intervals = st.builds(
    lambda a, b: Interval(a, b) if a is None or b is None or a <= b else Interval(b, a), ends, ends
)


PRINTED = Interval(D("0.00955"), D("0.00965"))
PROPORTION = Unit(D("0.01"), kind=UnitKind(minimum=D(0), maximum=D(1)))


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (StatedValue(PERCENT, PERCENT, "0.96%", value=D("0.96")), ("0.00955", "0.00965")),
        (
            StatedValue(FOLD, FOLD, "2.07", value=D("2.07"), ci_low=D("1.70"), ci_high=D("2.50")),
            ("1.70", "2.50"),
        ),
        (StatedValue(INCREASE, INCREASE, "5 to 10%", low=D(5), high=D(10)), ("1.05", "1.10")),
        (StatedValue(HOUR, DAY, low=D(1), high=D(7)), ("3600", "604800")),
        (StatedValue(HOUR, DAY, approximate=True, low=D(10), high=D(1)), ("32400", "95040")),
        (StatedValue(HOUR, HOUR, at_least=D(2)), ("7200", None)),
        (StatedValue(HOUR, HOUR, at_most=D(2)), (None, "7200")),
    ],
)
def test_intervals_in_the_base_unit(
    statement: StatedValue, expected: tuple[str | None, str | None]
) -> None:
    lower, upper = (D(end) if end is not None else None for end in expected)
    assert interval(statement, PRINTED) == Interval(lower, upper)


def test_a_value_whose_precision_is_not_known_has_no_interval() -> None:
    assert interval(StatedValue(PERCENT, PERCENT, value=D(50)), None) is None


def test_a_statement_without_a_number_has_no_interval() -> None:
    assert interval(StatedValue(FOLD, FOLD), None) is None
    assert digits(StatedValue(FOLD, FOLD)) is None


def test_digits_do_without_the_unit() -> None:
    assert digits(StatedValue(FOLD, FOLD, value=D("2.60"))) == "2.6"
    assert digits(StatedValue(FOLD, FOLD, low=D(5), high=D("10.0"))) == "5 10"


@given(intervals, intervals)
def test_disagreement_is_mutual_and_excludes_a_common_value(one: Interval, other: Interval) -> None:
    assert one.disjoint(other) == other.disjoint(one)
    if one.disjoint(other):
        for value in (one.lower, one.upper):
            below = value is None or (other.lower is not None and value < other.lower)
            above = value is None or (other.upper is not None and value > other.upper)
            assert below or above


@given(intervals)
def test_nothing_disagrees_with_itself(one: Interval) -> None:
    assert not one.disjoint(one)


@given(numbers, st.sampled_from(["0.1", "10", "3600"]), st.sampled_from(["0", "1"]))
def test_units_keep_the_order(value: Decimal, factor: str, offset: str) -> None:
    unit = Unit(D(factor), D(offset))
    assert unit.to_base(value) <= unit.to_base(value + 1)


@pytest.mark.parametrize(
    ("found", "size", "low", "high"),
    [
        ("0.15", 100, "0.0931", "0.2328"),
        ("0.5", 10, "0.2366", "0.7634"),
        ("0", 20, "0", "0.1611"),
        ("1", 20, "0.8389", "1"),
    ],
)
def test_wilson_s_interval(found: str, size: int, low: str, high: str) -> None:
    """By hand from the formula: Newcombe 1998, method 3."""
    of = wilson(D(found), size)
    assert of.lower is not None
    assert of.upper is not None
    assert (round(of.lower, 4), round(of.upper, 4)) == (D(low), D(high))


def test_only_a_proportion_has_an_interval_from_its_sample() -> None:
    printed = Interval(D("0.145"), D("0.155"))
    sampled = StatedValue(PROPORTION, PROPORTION, "15%", value=D(15), sample_size=100)
    assert sampling_interval(sampled, printed) != printed
    of_days = StatedValue(DAY, DAY, "15 days", value=D(15), sample_size=100)
    assert sampling_interval(of_days, printed) is None
    without = StatedValue(PROPORTION, PROPORTION, "15%", value=D(15))
    assert sampling_interval(without, printed) is None


@given(st.decimals(min_value=0, max_value=1, places=4), st.integers(1, 10**7))
def test_wilson_s_interval_holds_the_proportion_and_is_one(found: Decimal, size: int) -> None:
    of = wilson(found, size)
    assert of.lower is not None
    assert of.upper is not None
    # The square root is rounded to 28 digits.
    assert 0 <= of.lower <= found + D("1e-20")
    assert found - D("1e-20") <= of.upper <= 1


@given(st.decimals(min_value=0, max_value=100, places=1), st.integers(1, 10**9))
def test_a_sample_never_makes_a_value_more_precise_than_printed(value: Decimal, size: int) -> None:
    printed = Interval((value - D("0.05")) / 100, (value + D("0.05")) / 100)
    stated = StatedValue(PROPORTION, PROPORTION, f"{value}%", value=value, sample_size=size)
    assert sampling_interval(stated, printed) == printed.hull(wilson(value / 100, size))


@given(intervals, intervals)
def test_the_hull_holds_both(one: Interval, other: Interval) -> None:
    hull = one.hull(other)
    assert hull.hull(one) == hull.hull(other) == hull


@pytest.mark.parametrize(
    ("unit", "low", "value", "high", "lopsided"),
    [
        (FOLD, "1.70", "2.07", "2.50", False),
        (FOLD, "3.45", "28.94", "242.57", False),
        (FOLD, "1.70", "2.07", "25.0", True),
        (FOLD, "0.17", "2.07", "2.50", True),
        (DAY, "-8.54", "-3.16", "2.22", False),
        (DAY, "-85.4", "-3.16", "2.22", True),
        (PROPORTION, "12.9", "27.4", "49.2", False),
        (PROPORTION, "4", "5", "50", True),
        (PROPORTION, "98.2", "99.8", "100", False),
    ],
)
def test_an_interval_is_about_even_around_its_value_on_some_scale(
    unit: Unit, low: str, value: str, high: str, lopsided: bool
) -> None:
    stated = StatedValue(unit, unit, value=D(value), ci_low=D(low), ci_high=D(high))
    assert is_lopsided(stated) is lopsided
