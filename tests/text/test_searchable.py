"""Places in a text are told as lines and columns, which people count from 1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.text.searchable import SearchableText


@given(st.text(alphabet="ab\n’ ", min_size=1))
def test_positions_lead_back_to_the_offset(text: str) -> None:
    article = SearchableText(text)
    lines = text.split("\n")
    for offset in range(len(text) + 1):
        line, column = article.position(offset)
        assert sum(len(before) + 1 for before in lines[: line - 1]) + column - 1 == offset


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_ends_a_line(end: str) -> None:
    article = SearchableText(f"One.{end}Two.{end}{end}Four.")
    assert article.position(article.text.index("Two")) == (2, 1)
    assert article.position(article.text.index("our")) == (4, 2)
