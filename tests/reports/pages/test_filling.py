"""Words that pages share with the terminal, as a page has them."""

from __future__ import annotations

import pytest

from kbtool.reports.pages.filling import templates


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("paste a text", "Paste a text"),
        ("“{” is never closed", "“{” is never closed"),
        ("kb/references.ttl has them", "kb/references.ttl has them"),
        ("kb:treats is not declared", "kb:treats is not declared"),
        ("kbtool explain NAME lists them", "kbtool explain NAME lists them"),
        ("not, as it says", "Not, as it says"),
    ],
)
def test_what_begins_with_a_name_gets_no_capital(words: str, shown: str) -> None:
    assert templates().filters["capital"](words) == shown
