"""Printed figures are read as numbers with their units, in every form that articles use."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.text.bounds import Bound
from kbtool.text.figure import Figure
from kbtool.text.figure_reader import FigureReader
from kbtool.text.figures import read
from kbtool.text.printed_names import Names, Vague

D = Decimal
NAMES = Names(
    frozenset(
        [
            "%", "percent", "mg/kg", "mg per kg", "mg", "fold", "times", "x", "hour", "hours", "h", "minute", "minutes", "min", "day", "days",
            "d", "week", "weeks", "month", "years", "decade", "per day", "per week", "per month", "daily", "weekly", "$", "us$",
            "mmhg",
        ]
    ),
    {"hours": D(24), "days": D(7), "weeks": D(4)},
    {"few": Vague(D(2), D(4)), "several": Vague(D(3), D(7)), "single-digit": Vague(D(1), D("9.9"))},
    lasting=frozenset(["hour", "hours", "h", "minute", "minutes", "min", "day", "days", "d", "week", "weeks", "years"]),
    counting=frozenset(["%", "percent", "fold", "times", "x"]),
)  # fmt: skip


def one(text: str) -> tuple[str, str, str | None]:
    """The only number of a printed figure, how far it reaches to each side, and its unit."""
    figure = read(text, NAMES)
    assert figure is not None
    (number,) = figure.numbers
    return f"{number.low:.6g}", f"{number.half:.2g}", number.unit


@pytest.mark.parametrize(
    ("text", "value", "half", "unit"),
    [
        ("0.96%", "0.96", "0.005", "%"),
        ("70 per cent", "70", "0.5", "percent"),
        ("twenty-five percent", "25", "0.5", "percent"),
        ("0·5", "0.5", "0.05", None),
        ("1,5 mg", "1.5", "0.05", "mg"),
        ("$1,200", "1200", "0.5", "$"),
        ("US$ 1,200", "1200", "0.5", "us$"),
        ("5 per thousand", "0.005", "0.0005", None),
        ("three per hundred thousand", "3e-05", "3e-06", None),
        ("one-in-three", "0.333333", "0.033", None),
        ("two-out-of-three adults", "0.666667", "0.067", None),
        ("an hour and a half", "1.5", "0.25", "hour"),
        ("2 hours and a half", "2.5", "0.25", "hours"),
        ("one-and-a-half hours", "1.5", "0.25", "hours"),
        ("1.5 million", "1500000.0", "50000", None),
        ("a quarter of a million", "250000", "25000", None),
        ("hundredfold", "100", "0.5", "fold"),
        ("half a million", "500000", "50000", None),
        ("one hundred and fifty", "150", "0.5", None),
        ("10^6", "1e+6", "5e+5", None),
        ("1.5 × 10⁶", "1.5e+6", "5e+4", None),
        ("2.5e-3", "0.0025", "0.00005", None),
        ("−1.00", "-1", "0.005", None),
        ("g=1.33", "1.33", "0.005", None),
        ("0.96 / 0.43 = 2.23", "2.23", "0.005", None),
        ("40-minute", "40", "0.5", "minute"),
        ("d10", "10", "0.5", "d"),
        ("ten", "10", "0.5", None),
        ("Free", "0", "0", None),
        ("2.5 times", "2.5", "0.05", "times"),
        ("two-fold", "2", "0.5", "fold"),
        ("doubled", "2", "0.25", "fold"),
        ("tripled", "3", "0.3", "fold"),
        ("halved", "0.5", "0.05", "fold"),
        ("twice as likely", "2", "0.25", "times"),
        ("once a week", "1", "0.25", "per week"),
        ("3 times a week", "3", "0.5", "per week"),
        ("twice daily", "2", "0.25", "daily"),
        ("every other day", "2", "0", "day"),
        ("half", "0.5", "0.05", None),
        ("half an hour", "0.5", "0.05", "hour"),
        ("a third", "0.333333", "0.033", None),
        ("two thirds", "0.666667", "0.067", None),
        ("3/4", "0.75", "0.075", None),
        ("1½", "1.5", "0.25", None),
        ("one and a half hours", "1.5", "0.25", "hours"),
        ("one in three", "0.333333", "0.033", None),
        ("one grown-up in eight", "0.125", "0.012", None),
        ("week four", "4", "0.5", "week"),
        ("five mg of any drug per kg", "5", "0.5", "mg per kg"),
        ("2 out of 3", "0.666667", "0.067", None),
        ("nine out of ten", "0.9", "0.05", None),
        ("1 in 30,000", "0.0000333333", "0.0000033", None),
        ("5 per 100,000", "0.00005", "0.000005", None),
        ("45/62", "0.725806", "0.0081", None),
        ("the past decade", "1", "0.1", "decade"),
        ("40 mg/kg/h", "40", "0.5", "mg/kg/h"),
        ("€40", "40", "0.5", "€"),
    ],
)  # fmt: skip
def test_one_number(text: str, value: str, half: str, unit: str | None) -> None:
    found, reach, printed = one(text)
    assert (D(found), D(reach), printed) == (D(value), D(half), unit)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("0.5 to 1 mg/kg", [("0.5", "mg/kg"), ("1", "mg/kg")]),
        ("0.5–1 mg/kg", [("0.5", "mg/kg"), ("1", "mg/kg")]),
        ("50-70%", [("50", "%"), ("70", "%")]),
        ("between 5 and 10 days", [("5", "days"), ("10", "days")]),
        ("$5 to $10", [("5", "$"), ("10", "$")]),
        ("1 to 2 million", [("1000000", None), ("2000000", None)]),
        ("-8.54 to -2.22", [("-8.54", None), ("-2.22", None)]),
        ("2–3 sessions per week", [("2", "per week"), ("3", "per week")]),
        ("45±10%", [("35", "%"), ("55", "%"), ("45", "%")]),
        ("2007 to 2016", [("2007", None), ("2016", None), ("9", "years")]),
        ("$400-$800", [("400", "$"), ("800", "$")]),
        ("$5 – $10", [("5", "$"), ("10", "$")]),
    ],
)
def test_ranges(text: str, ends: list[tuple[str, str | None]]) -> None:
    figure = read(text, NAMES)
    assert figure is not None
    assert figure.ranges
    assert [(f"{n.low:f}", n.unit) for n in figure.numbers] == ends


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("a few hours", [("2", "4", "hours")]),
        ("several days", [("3", "7", "days")]),
        ("hours to days", [("1", "24", "hours"), ("1", "7", "days")]),
        ("hours or several days", [("1", "24", "hours"), ("3", "7", "days")]),
        ("dozens", [("12", "None", None)]),
        ("millions", [("1000000", "None", None)]),
    ],
)
def test_vague_numbers(text: str, ends: list[tuple[str, str, str | None]]) -> None:
    figure = read(text, NAMES)
    assert figure is not None
    assert all(number.vague for number in figure.numbers)
    assert [(str(n.low), str(n.high), n.unit) for n in figure.numbers] == ends


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("up to 48 hours", Bound.AT_MOST),
        ("<1%", Bound.AT_MOST),
        ("≤ 5", Bound.AT_MOST),
        ("no more than 5%", Bound.AT_MOST),
        ("as many as one in five", Bound.AT_MOST),
        ("≥ 50%", Bound.AT_LEAST),
        ("at least 2 hours", Bound.AT_LEAST),
        ("more than half", Bound.AT_LEAST),
        ("no less than 3", Bound.AT_LEAST),
        ("70 % or more", Bound.AT_LEAST),
        ("more than $1,200", Bound.AT_LEAST),
        ("65+", Bound.AT_LEAST),
        ("70%", None),
        ("over ten years", None),
    ],
)
def test_bounds(text: str, bound: Bound | None) -> None:
    figure = read(text, NAMES)
    assert figure is not None
    assert figure.bound is bound


@pytest.mark.parametrize(
    "text", ["about 12%", "~ 12%", "approximately 12%", "nearly 12%", "12% or so"]
)
def test_words_that_make_it_approximate(text: str) -> None:
    figure = read(text, NAMES)
    assert figure is not None
    assert figure.approximate


@pytest.mark.parametrize(
    "text", ["", "most", "almost all", "a substantial minority", "?", "x", "-"]
)
def test_what_holds_no_number(text: str) -> None:
    assert read(text, NAMES) is None


def test_a_blood_pressure_is_no_fraction() -> None:
    figure = read("120/80 mmHg", NAMES)
    assert figure is not None
    assert [str(number.low) for number in figure.numbers] == ["120", "80"]


@given(st.text(max_size=30))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert read(text, NAMES) is None or isinstance(read(text, NAMES), Figure)


@given(
    st.decimals(min_value=-9999, max_value=9999, places=2),
    st.sampled_from(["%", " mg/kg", "-fold", " hours", ""]),
)
def test_a_number_in_digits_is_read_as_it_stands(value: Decimal, unit: str) -> None:
    figure = read(f"{value:f}{unit}", NAMES)
    assert figure is not None
    assert [number.low for number in figure.numbers] == [value]


WORDS = [
    "a", "an", "the", "half", "other", "second", "third", "every", "each", "thirds", "tenfold", "threefold", "once",
    "twice", "thrice", "doubled", "quarter", "dozen", "dozens", "two", "twenty", "hundred", "million", "no", "none",
    "few", "several", "single", "digit", "hours", "week", "mg", "percent", "per", "in", "out", "of", "patients",
    "people", "and", "to", "up", "response", "placebo", "3", "30,000", "1/2", "-", "/", ":", "$", "%", "x", "10",
    "^", ".", ",",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=9), st.sampled_from([" ", ""]))
def test_words_that_begin_no_number_are_passed_over_and_nothing_else_is(
    words: list[str], between: str
) -> None:
    text = between.join(words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FigureReader, "_begins_nothing", lambda reader, place: False)
        each_word_tried = read(text, NAMES)
    assert read(text, NAMES) == each_word_tried
