"""What notices make of a paper, and what publishers write into its title."""

from __future__ import annotations

from datetime import date

import pytest

from kbtool.references.retractions import Notice, Standing, marked, standing


def notice(nature: str, day: int | None = None) -> Notice:
    return Notice(nature, date(2020, 1, day) if day else None, "")


@pytest.mark.parametrize(
    ("notices", "expected"),
    [
        ([], Standing.NOT_RETRACTED),
        ([notice("Correction", 1)], Standing.NOT_RETRACTED),
        ([notice("Expression of concern", 1)], Standing.UNDER_CONCERN),
        ([notice("Expression of concern", 1), notice("Retraction", 2)], Standing.RETRACTED),
        ([notice("Retraction", 1), notice("Correction", 2)], Standing.RETRACTED),
        ([notice("Retraction"), notice("Expression of concern", 1)], Standing.RETRACTED),
        ([notice("Retraction", 1), notice("Reinstatement", 2)], Standing.NOT_RETRACTED),
        ([notice("Reinstatement", 1), notice("Retraction", 2)], Standing.RETRACTED),
        ([notice("Reinstatement", 1), notice("Retraction", 1)], Standing.RETRACTED),
        (
            [notice("Reinstatement", 2), notice("Retraction")],
            Standing.RETRACTED,
        ),  # whose day nobody knows
        ([notice("Partial retraction", 1)], Standing.UNDER_CONCERN),
    ],
)
def test_what_notices_make_of_a_paper(notices: list[Notice], expected: Standing) -> None:
    assert standing(notices) == standing(reversed(notices)) == expected


def test_the_gravest_is_the_greatest() -> None:
    assert max(Standing) is Standing.RETRACTED
    assert sorted(Standing) == list(Standing)
    assert [standing for standing in Standing if standing.is_grave] == [
        Standing.UNDER_CONCERN,
        Standing.RETRACTED,
    ]


def test_a_reinstatement_ends_the_same_retraction_without_a_day() -> None:
    dated = Notice("Retraction", date(2020, 1, 1), "10.1000/n")
    same = Notice("Retraction", None, "10.1000/N", "7")
    other = Notice("Retraction", None, "10.1000/other")
    back = Notice("Reinstatement", date(2020, 1, 2), "")
    assert standing([dated, same, back]) == Standing.NOT_RETRACTED
    assert standing([dated, same, other, back]) == Standing.RETRACTED


@pytest.mark.parametrize(
    ("title", "nature", "plain"),
    [
        ("RETRACTED: Ibuprofen for pain", "Retraction", "Ibuprofen for pain"),
        ("[Retracted] Ibuprofen for pain", "Retraction", "Ibuprofen for pain"),
        ("(Retracted) Ibuprofen for pain", "Retraction", "Ibuprofen for pain"),
        ("RETRACTED – Ibuprofen for pain", "Retraction", "Ibuprofen for pain"),
        ("Retracted Article: Ibuprofen for pain", "Retraction", "Ibuprofen for pain"),
        ("RETRACTED CHAPTER: Ibuprofen for pain", "Retraction", "Ibuprofen for pain"),
        ("Ibuprofen for pain (Retracted)", "Retraction", "Ibuprofen for pain"),
        ("Ibuprofen for pain [Retracted article. See vol. 3]", "Retraction", "Ibuprofen for pain"),
        ("WITHDRAWN: Ibuprofen for pain", "Retraction", "Ibuprofen for pain"),
        ("TEMPORARY REMOVAL: Ibuprofen for pain", "Retraction", "Ibuprofen for pain"),
        ("Expression of Concern: Ibuprofen for pain", "Expression of concern", "Ibuprofen for pain"),
        ("Retracted papers in pain research: a review", None, "Retracted papers in pain research: a review"),
        ("Removed teeth and pain", None, "Removed teeth and pain"),
        ("Withdrawal symptoms: a review", None, "Withdrawal symptoms: a review"),
        ("Withdrawal: what to expect", None, "Withdrawal: what to expect"),
        ("Removal: a trial", None, "Removal: a trial"),
        ("Retraction notice: Ibuprofen for pain", "Retraction", "Ibuprofen for pain"),
    ],
)  # fmt: skip
def test_marks_in_titles(title: str, nature: str | None, plain: str) -> None:
    assert marked(title) == (nature, plain)
