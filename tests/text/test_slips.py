"""Slips of the pen between two texts of one thing."""

from __future__ import annotations

import pytest

from kbtool.text.slips import slip


@pytest.mark.parametrize(
    ("text", "other", "found"),
    [
        ("fuse midn and body", "fuse mind and body", ("midn", "mind")),
        ("smith et al 5019", "smith 2019", ("5019", "2019")),
        ("exampl eclinic", "org example clinic", ("exampl eclinic", "example clinic")),
        ("adults", "adult", None),
        ("organisation of care", "organization of care", None),
        ("litres a day", "liters a day", None),
        ("a new one", "a old one", None),
        ("fever in adults", "pain in adults", None),
        ("", "pain", None),
    ],
)
def test_a_slip_is_found_and_another_word_is_none(
    text: str, other: str, found: tuple[str, str] | None
) -> None:
    assert slip(text.split(), other.split()) == found
