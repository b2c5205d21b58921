"""An odds ratio speaks against a relative risk only where none that it can stand for would do."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kbtool.knowledge.derive.intervals import Interval
from kbtool.knowledge.derive.odds import as_relative_risk, in_words


@pytest.mark.parametrize(
    ("odds", "risks"),
    [
        (("3", "4"), ("1.5", "4")),
        (("0.25", "0.6"), ("0.25", "0.75")),
        (("0.25", "3"), ("0.25", "3")),
        ((None, "1"), (None, "1")),
    ],
)
def test_it_reaches_from_the_odds_to_what_they_are_where_half_have_the_outcome(
    odds: tuple[str | None, str], risks: tuple[str | None, str]
) -> None:
    lower, upper = (None if end is None else Decimal(end) for end in odds)
    least, most = (None if end is None else Decimal(end) for end in risks)
    assert as_relative_risk(Interval(lower, upper)) == Interval(least, most)


def test_the_range_in_words() -> None:
    risks = Interval(Decimal("1.5"), Decimal(4))
    assert in_words("as a relative risk {value}", risks) == "as a relative risk 1.50 to 4.00"
