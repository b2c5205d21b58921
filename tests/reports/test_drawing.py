"""Rows of an answer: a table where it fits, a list of entries where it does not."""

from __future__ import annotations

import pytest

from kbtool.reports.drawing import drawn

RISKS = [
    ("a drug can cause bleeding", "no document", "Bleeding in 3 of 40 who were given the drug for a year.", "cohort", "2019"),
    ("a drug can cause bleeding", "no document", "A label lists it.", "drug label", ""),
    ("a drug can cause nausea", "article.txt", "Nausea in 10%.", "trial", "2021"),
]  # fmt: skip
COLUMNS_ = ("risk", "namedIn", "finding", "design", "year")


@pytest.fixture(autouse=True)
def width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")


def test_rows_that_fit_are_a_table() -> None:
    assert drawn(("a", "b"), [("one", "two")]).split() == [
        "a",
        "b",
        "─" * 9,
        "one",
        "two",
        "1",
        "row",
    ]


def test_rows_that_would_break_words_are_a_list_that_says_once_what_rows_share() -> None:
    assert drawn(COLUMNS_, RISKS).splitlines() == [
        "",
        "a drug can cause bleeding",
        "  - named in: no document",
        "    finding: Bleeding in 3 of 40 who were given",
        "      the drug for a year.",
        "    design: cohort · year: 2019",
        "  - finding: A label lists it.",
        "    design: drug label",
        "",
        "a drug can cause nausea",
        "  - named in: article.txt",
        "    finding: Nausea in 10%. · design: trial",
        "    year: 2021",
        "",
        "3 rows",
    ]


def test_what_is_to_stay_whole_is_a_table_however_wide() -> None:
    text = drawn(COLUMNS_, RISKS, whole=True)
    assert len(text.splitlines()) == 3 + len(RISKS) + 2
    assert "Bleeding in 3 of 40 who were given the drug for a year." in text


def test_a_row_without_a_first_value_says_so() -> None:
    rows = [("", "x" * 30, "y" * 30)]
    assert drawn(("reference", "b", "c"), rows).splitlines()[1] == "(no reference)"
