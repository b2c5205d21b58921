"""A stated value is held to its printed form: number, unit and form; what it stands for comes from the printed form."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kbtool.knowledge.derive.intervals import Interval, StatedValue
from kbtool.knowledge.derive.printing import Units, compare
from kbtool.knowledge.derive.units import read_units
from kbtool.knowledge.derive.worded import Difference
from kbtool.rdf.namespaces import KB

D = Decimal
VOCABULARY = Path(__file__).parents[3] / "kb" / "vocabulary.ttl"


@cache
def units() -> Units:
    store = ox.Store()
    store.load(path=VOCABULARY, format=ox.RdfFormat.TURTLE)
    return read_units(store)


def stated(
    printed: str | None, unit: str, high_unit: str = "", **numbers: str | bool
) -> StatedValue:
    known = units().by_iri
    approximate = bool(numbers.pop("approximate", False))
    found: dict[str, Any] = {name: D(str(number)) for name, number in numbers.items()}
    return StatedValue(
        known[KB(unit).value],
        known[KB(high_unit or unit).value],
        printed,
        approximate,
        **found,
    )


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        (stated("0.96%", "Percent", value="0.96"), "0.00955", "0.00965"),
        (stated("50%", "Fraction", value="0.5"), "0.495", "0.505"),
        (stated("half", "Fraction", value="0.5"), "0.45", "0.55"),
        (stated("half", "Percent", value="50"), "0.45", "0.55"),
        (stated("one in three", "Percent", value="33.3"), "0.3", "0.3666666667"),
        (stated("two thirds", "Fraction", value="0.667"), "0.6", "0.7333333333"),
        (stated("nine out of ten", "Percent", value="90"), "0.85", "0.95"),
        (stated("1 in 30,000", "Fraction", value="0.000033"), "0.00003", "0.0000366667"),
        (stated("5 per 100,000", "PerHundredThousand", value="5"), "0.000045", "0.000055"),
        (stated("1", "Fraction", value="1"), "0.9", "1"),
        (stated("0", "Fraction", value="0"), "0", "0.1"),
        (stated("99.8%", "Percent", value="99.8"), "0.9975", "0.9985"),
        (stated("100%", "Percent", value="100"), "0.995", "1"),
        (stated("2.6%", "PercentIncrease", value="2.6"), "1.0255", "1.0265"),
        (stated("2.6-fold", "Fold", value="2.6"), "2.55", "2.65"),
        (stated("two fold", "Fold", value="2"), "1.5", "2.5"),
        (stated("doubled", "Fold", value="2"), "1.75", "2.25"),
        (stated("doubled", "PercentIncrease", value="100"), "1.75", "2.25"),
        (stated("halved", "Fold", value="0.5"), "0.45", "0.55"),
        (stated("halved", "PercentDecrease", value="50"), "0.45", "0.55"),
        (stated("2.5 times", "Fold", value="2.5"), "2.45", "2.55"),
        (stated("1.5 million", "One", value="1500000"), "1450000", "1550000"),
        (stated("15.5 million", "Million", value="15.5"), "15450000", "15550000"),
        (stated("10^6", "One", value="1000000"), "500000", "1500000"),
        (stated("2 h", "Minute", value="120"), "5400", "9000"),
        (stated("40 minutes", "Hour", value="0.667"), "2370", "2430"),
        (stated("1 hour 30 minutes", "Hour", value="1.5"), "5370", "5430"),
        (stated("2 hours and 30 minutes", "Minute", value="150"), "8970", "9030"),
        (stated("5 per thousand", "Percent", value="0.5"), "0.0045", "0.0055"),
        (stated("$1,200", "USDollar", value="1200"), "1199.5", "1200.5"),
        (stated("once a week", "PerWeek", value="1"), "0.00000124007", "0.00000206679"),
        (stated("every 2 weeks", "PerWeek", value="0.5"), "0.00000062004", "0.00000103340"),
        (stated("about 12%", "Percent", value="12"), "0.108", "0.132"),
        (stated("10 d", "Day", value="10", approximate=True), "777600", "950400"),
        (stated("-3.16", "ScalePoint", value="-3.16"), "-3.165", "-3.155"),
        (stated("a fall by 3.16 points", "ScalePoint", value="-3.16"), "-3.165", "-3.155"),
    ],
)
def test_what_a_value_stands_for_comes_from_its_printed_form(
    value: StatedValue, low: str, high: str
) -> None:
    found = compare(value, units())
    assert found.differences == ()
    assert found.printed is not None
    assert found.printed.lower is not None
    assert found.printed.upper is not None
    ends = float(found.printed.lower), float(found.printed.upper)
    assert ends == pytest.approx((float(low), float(high)), rel=1e-4)


@given(
    st.integers(1, 10_000), st.integers(0, 2), st.sampled_from(["Percent", "One", "Fold", "Hour"])
)
def test_neighbours_in_the_last_printed_digit_have_no_value_in_common(
    digits: int, places: int, unit: str
) -> None:
    assume(unit != "Percent" or D(digits).scaleb(-places) != 100)  # nothing is above 100%
    one, other, finer = (
        compare(stated(f"{number:f}", unit, value=f"{number:f}"), units()).printed
        for number in (
            D(digits).scaleb(-places),
            D(digits + 1).scaleb(-places),
            (D(digits) + D("0.4")).scaleb(-places),
        )
    )
    assert one is not None
    assert other is not None
    assert finer is not None
    assert one.disjoint(other)
    assert not one.disjoint(finer)


@pytest.mark.parametrize(
    "value",
    [
        stated("0.5 to 1 mg/kg", "MilligramPerKilogram", low="0.5", high="1"),
        stated("0.5–1 mg/kg", "MilligramPerKilogram", low="0.5", high="1"),
        stated("500–1000 µg/kg", "MilligramPerKilogram", low="0.5", high="1"),
        stated("hours to days", "Hour", "Day", low="1", high="7"),
        stated("a few hours", "Hour", low="2", high="4"),
        stated("every few weeks or once per month", "Week", "Month", low="2", high="1"),
        stated("2–3 sessions per week", "PerWeek", low="2", high="3"),
        stated("45±10%", "Percent", low="35", high="55"),
        stated("45±10%", "Percent", value="45"),
        stated("2007 to 2016", "Year", value="9", approximate=True),
        stated("up to 48 hours", "Hour", at_most="48"),
        stated("up to two days", "Hour", at_most="48"),
        stated("≥ 50%", "Percent", at_least="50"),
        stated("more than half", "Percent", at_least="50"),
        stated("millions", "Million", at_least="1"),
        stated("dozens", "One", at_least="24"),
        stated("15.5 million", "Million", at_least="15.5"),
        stated("twice", "One", value="2"),
        stated("45 of 62 patients", "One", value="45"),
        stated("27.4% (95% CI 12.9 to 49.2)", "Percent", value="27.4"),
        stated(None, "Percent", value="27.4"),
    ],
)
def test_what_agrees_with_its_printed_form(value: StatedValue) -> None:
    assert compare(value, units()).differences == ()


@pytest.mark.parametrize(
    ("value", "difference", "instead"),
    [
        (stated("70%", "Percent", value="7"), Difference.NUMBER, "7"),
        (stated("70.8%", "Percent", value="70"), Difference.NUMBER, "70"),
        (stated("about 12%", "Percent", value="120"), Difference.NUMBER, "120"),
        (stated("half", "Fraction", value="5"), Difference.NUMBER, "5"),
        (stated("half", "Percent", value="0.5"), Difference.NUMBER, "0.5"),
        (stated("one in three", "Percent", value="30"), Difference.NUMBER, "30"),
        (stated("1 in 30,000", "Fraction", value="0.00033"), Difference.NUMBER, "0.00033"),
        (stated("45 of 62", "Percent", value="45"), Difference.NUMBER, "45"),
        (stated("doubled", "Fold", value="20"), Difference.NUMBER, "20"),
        (stated("-3.16", "ScalePoint", value="3.16"), Difference.NUMBER, "3.16"),
        (stated("ten", "One", value="100"), Difference.NUMBER, "100"),
        (stated("1.5 million", "One", value="150000"), Difference.NUMBER, "150000"),
        (stated("0.5 to 1 mg/kg", "MilligramPerKilogram", low="5", high="1"), Difference.NUMBER, "5"),
        (stated("40 minutes", "Hour", value="40"), Difference.UNIT, "minutes"),
        (stated("40 mg", "Hour", value="40"), Difference.UNIT, "mg"),
        (stated("40 mL", "Milligram", value="40"), Difference.UNIT, "ml"),
        (stated("€40", "USDollar", value="40"), Difference.UNIT, "€"),
        (stated("0.5 mg/kg/h", "MilligramPerKilogram", value="0.5"), Difference.UNIT, "mg/kg/h"),
        (stated("50%", "Fraction", value="50"), Difference.UNIT, "%"),
        (stated("2.6%", "Fold", value="2.6"), Difference.UNIT, "%"),
        (stated("2.6-fold", "PercentIncrease", value="2.6"), Difference.UNIT, "fold"),
        (stated("up to 48 hours", "Hour", value="48"), Difference.FORM, "an upper bound"),
        (stated("up to 48 hours", "Hour", at_least="48"), Difference.FORM, "an upper bound"),
        (stated("≥ 50%", "Percent", value="50"), Difference.FORM, "a lower bound"),
        (stated("50-70%", "Percent", value="50"), Difference.FORM, "a range"),
        (stated("several days", "Day", low="3", high="70"), Difference.CONVENTION, "3 to 7 day"),
        (stated("several days", "Day", value="5"), Difference.CONVENTION, "3 to 7 day"),
        (stated("hours to days", "Hour", "Day", low="10", high="7"), Difference.CONVENTION, "1 to 24 hour"),
        (stated("millions", "Million", at_least="10"), Difference.CONVENTION, "1000000"),
        (stated("most", "Percent", value="60"), Difference.UNREAD, ""),
    ],
)  # fmt: skip
def test_what_differs_from_its_printed_form(
    value: StatedValue, difference: Difference, instead: str
) -> None:
    assert compare(value, units()).differences == ((difference, instead),)


def test_a_vague_word_does_not_contradict_its_value() -> None:
    found = compare(stated("several days", "Day", low="2", high="5"), units())
    assert len(found.differences) == 2
    assert not found.contradictory


@pytest.mark.parametrize("unit", ["Percent", "Hour", "Fold", "MilligramPerKilogram"])
@given(st.decimals(min_value=0, max_value=100, places=2))
def test_what_a_value_stands_for_holds_the_value(unit: str, value: Decimal) -> None:
    name = {"Percent": "%", "Hour": " hours", "Fold": "-fold", "MilligramPerKilogram": " mg/kg"}[
        unit
    ]
    found = compare(stated(f"{value:f}{name}", unit, value=str(value)), units())
    assert found.differences == ()
    assert found.printed is not None
    base = units().by_iri[KB(unit).value].to_base(value)
    assert not found.printed.disjoint(Interval(base, base))


@given(st.decimals(min_value=1, max_value=100, places=1), st.integers(1, 3))
def test_a_shifted_point_is_always_told(value: Decimal, places: int) -> None:
    for shifted in (value.scaleb(places), value.scaleb(-places)):
        found = compare(stated(f"{value:f}%", "Percent", value=str(shifted)), units())
        assert [difference for difference, _ in found.differences] == [Difference.NUMBER]
