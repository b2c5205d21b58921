"""Dates of publication in the forms that registries have."""

from __future__ import annotations

import pytest

from kbtool.references.registries.dates import Dated, in_iso, in_parts, in_words, published


@pytest.mark.parametrize(
    ("said", "issued", "years"),
    [
        ("1998 Dec-1999 Jan", "1998", (1998, 1999)),
        ("Fall-Winter 1975", "1975", (1975,)),
        ("Winter 2016", "2016", (2016,)),
        ("2000 Spring", "2000", (2000,)),
        ("2019 Nov-Dec", "2019", (2019,)),
        ("2000 Dec 20-27", "2000", (2000,)),
        ("July 2016", "2016-07", (2016,)),
        ("2016 Sep.", "2016-09", (2016,)),
        ("5 July 2016", "2016-07-05", (2016,)),
        ("5th July 2016", "2016-07-05", (2016,)),
        ("Jul 5, 2016", "2016-07-05", (2016,)),
        ("2016 Jul 5", "2016-07-05", (2016,)),
        ("5-Jul-2016", "2016-07-05", (2016,)),
        ("2016/07/05", "2016-07-05", (2016,)),
        ("2016.07.05", "2016-07-05", (2016,)),
        ("20160705", "2016-07-05", (2016,)),
        ("2016 Feb 30", "2016", (2016,)),
        ("2016 Wint 5", "2016", (2016,)),
        ("2016-07-05", "2016-07-05", (2016,)),
        ("1998-1999", "1998", (1998, 1999)),
        ("1998-99", "1998", (1998, 1999)),
        ("1999/00", "1999", (1999, 2000)),
    ],
)
def test_dates_in_words(said: str, issued: str, years: tuple[int, ...]) -> None:
    assert in_words(said) == Dated(issued, years)


@pytest.mark.parametrize("said", ["Wint", "sometime", "20x9", "99", "12345678"])
def test_what_cannot_be_read_is_kept_to_be_said(said: str) -> None:
    assert in_words(said) == Dated(unread=said)


@pytest.mark.parametrize(
    ("parts", "dated"),
    [
        ((2019, 11, 11), Dated("2019-11-11", (2019,))),
        (("2019", "Nov", "3"), Dated("2019-11-03", (2019,))),
        (("2019", "Winter"), Dated("2019", (2019,))),
        ((2019, None), Dated("2019", (2019,))),
        ((None,), Dated()),
        ((2019, 13), Dated("2019", (2019,), "2019 13")),
        ((2019, 2, 30), Dated("2019-02", (2019,), "2019 2 30")),
        (("2016-2017",), Dated("2016", (2016, 2017))),
        (("20x9", "Nov"), Dated(unread="20x9 Nov")),
    ],
)
def test_dates_in_parts(parts: tuple[object, ...], dated: Dated) -> None:
    assert in_parts(*parts) == dated


def test_a_month_in_iso_is_no_year() -> None:
    assert in_iso("2010-11") == Dated("2010-11", (2010,))
    assert in_iso("2010-11-02T00:00:00Z") == Dated("2010-11-02", (2010,))


def test_the_first_date_that_can_be_read_counts() -> None:
    found = published([Dated(unread="soon"), Dated("2020", (2020,)), Dated("2019-12", (2019,))])
    assert (found.issued, found.years, found.unread) == ("2020", (2019, 2020), ("the date “soon”",))
