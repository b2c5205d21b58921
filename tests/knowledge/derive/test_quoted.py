"""A printed figure stands in the words that it is from as a whole, or it is another figure."""

from __future__ import annotations

import pytest

from kbtool.knowledge.derive.quoted import is_cut_out, is_quoted


@pytest.mark.parametrize(
    ("printed", "quote", "quoted"),
    [
        ("70%", "70% of people", True),
        ("0%", "70% of people", False),
        ("5%", "25% of people", False),
        ("70%", "1.70% of people", False),
        ("500 in 10,000", "1,500 in 10,000 people", False),
        ("40%", "a change of -40%", False),
        ("5 to 10%", "5 to 10% percent more", True),
        ("half", "about half of them", True),
        ("half", "on behalf of them", False),
        ("0.5 mg/kg", "at 0.5 mg/kg over 40 minutes", True),
        ("5%", "25% then, and 5% now", True),
    ],
)
def test_a_figure_in_a_quote(printed: str, quote: str, quoted: bool) -> None:
    assert is_quoted(printed, [quote]) is quoted


@pytest.mark.parametrize(
    ("printed", "found", "cut_out"),
    [
        ("76%", "6.76% of adults", True),
        ("6.76%", "6.76% of adults", False),
        ("0.53", "g .53 at 12 weeks", False),
        ("40 min", "given over 40 minutes", False),
        ("1.30", "dopamine rises", False),
        ("5%", "15% and 5% of them", False),
    ],
)
def test_a_figure_in_what_was_found(printed: str, found: str, cut_out: bool) -> None:
    assert is_cut_out(printed, found) is cut_out
