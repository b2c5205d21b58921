"""Printed values are intervals; two disagree only where the intervals are disjoint."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.knowledge.derive.measures import (
    Interval,
    StatedValue,
    Unit,
    digits,
    half_unit,
    interval,
    number,
)
from kbtool.rdf.terms import Term

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


@pytest.mark.parametrize(
    ("printed", "half"),
    [
        ("0.96%", "0.005"),
        ("70%", "0.5"),
        ("2.6-fold", "0.05"),
        ("two fold", "0.5"),
        ("5,282,877", "0.5"),
    ],
)
def test_half_of_the_last_printed_place(printed: str, half: str) -> None:
    assert half_unit(printed) == D(half)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (StatedValue(PERCENT, PERCENT, "0.96%", value=D("0.96")), ("0.00955", "0.00965")),
        (StatedValue(INCREASE, INCREASE, "2.6%", value=D("2.6")), ("1.0255", "1.0265")),
        (StatedValue(FOLD, FOLD, "2.6-fold", value=D("2.6")), ("2.55", "2.65")),
        (
            StatedValue(FOLD, FOLD, "2.07", value=D("2.07"), ci_low=D("1.70"), ci_high=D("2.50")),
            ("1.70", "2.50"),
        ),
        (StatedValue(INCREASE, INCREASE, "5 to 10%", low=D(5), high=D(10)), ("1.05", "1.10")),
        (StatedValue(HOUR, DAY, "", low=D(1), high=D(7)), ("3600", "604800")),
        (StatedValue(HOUR, HOUR, "", at_least=D(2)), ("7200", None)),
        (StatedValue(HOUR, HOUR, "", at_most=D(2)), (None, "7200")),
        (StatedValue(DAY, DAY, "about 10 d", value=D(10), approximate=True), ("777600", "950400")),
    ],
)
def test_intervals_in_the_base_unit(
    statement: StatedValue, expected: tuple[str | None, str | None]
) -> None:
    lower, upper = (D(end) if end is not None else None for end in expected)
    assert interval(statement) == Interval(lower, upper)


def test_a_statement_without_a_number_has_no_interval() -> None:
    assert interval(StatedValue(FOLD, FOLD)) is None
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


XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    "term",
    [
        ox.Literal("1,5"),
        ox.Literal("70"),
        ox.Literal("NaN", datatype=ox.NamedNode(XSD + "double")),
        ox.Literal("INF", datatype=ox.NamedNode(XSD + "double")),
        ox.Literal("x", datatype=ox.NamedNode(XSD + "decimal")),
        ox.NamedNode("http://example.org/5"),
        None,
    ],
)
def test_what_is_no_finite_number_is_none(term: Term | None) -> None:
    assert number(term) is None


def test_numbers_of_every_kind() -> None:
    for kind in ("integer", "decimal", "double"):
        assert number(ox.Literal("5", datatype=ox.NamedNode(XSD + kind))) == 5
