"""Quotes are found exactly, or up to typography; a likeness locates a changed passage and never accepts it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.anchoring import Anchor, Quote, Status, anchor
from kbtool.documents import Document

ARTICLE = (
    "Reading time: 6 minutes\n\n"
    "The drug’s risk is low – 2.6% in one study. The hazard ratio was HR 0.75 after 2 years.\n"
    "Patients are monitored for at least two hours. It is safe. It is safe.\n"
)


def find(exact: str, text: str = ARTICLE, **more: str | int) -> Anchor:
    document = Document(ox.NamedNode("https://example.org/a"), Path("a.txt"), text, "")
    return anchor(document, Quote(exact, **more))  # type: ignore[arg-type]


def test_a_quote_that_stands_once_is_found_exactly() -> None:
    found = find("2.6% in one study")
    assert found.status is Status.EXACT
    assert ARTICLE[found.start : found.end] == "2.6% in one study"


def test_a_quote_that_stands_twice_is_ambiguous() -> None:
    assert find("It is safe.") == Anchor(Status.AMBIGUOUS, 160, 171, 2)


def test_prefix_and_suffix_tell_places_apart() -> None:
    first = find("It is safe.", suffix=" It")
    second = find("It is safe.", prefix="safe. ")
    assert (first.status, second.status) == (Status.EXACT, Status.EXACT)
    assert (first.start, second.start) == (160, 172)


def test_typography_alone_is_not_a_change() -> None:
    found = find("The drug's risk is low - 2.6%")
    assert found.status is Status.TYPOGRAPHIC
    assert found.document_says == "The drug’s risk is low – 2.6%"
    assert ARTICLE[found.start : found.end] == found.document_says


@pytest.mark.parametrize(
    ("exact", "difference"),
    [
        (
            "The hazard ratio was HR 0.57 after 2 years.",
            "“0.57” in the quote, “0.75” in the document",
        ),
        ("monitored for up to two hours", "“up to” in the quote, “at least” in the document"),
        (
            "Patients are not monitored for at least two hours.",
            "“not” in the quote, nothing in the document",
        ),
    ],
)
def test_a_likeness_is_a_change(exact: str, difference: str) -> None:
    found = find(exact)
    assert found.status is Status.CHANGED
    assert found.difference == difference


def test_a_quote_with_the_wrong_context_is_a_change() -> None:
    found = find("2.6% in one study", prefix="high – ")
    assert found.status is Status.CHANGED
    assert found.document_says == "2.6% in one study."


def test_words_that_are_nowhere_are_missing() -> None:
    assert find("bananas cure everything under the moon").status is Status.MISSING
    assert find(" ").status is Status.MISSING


def test_a_recorded_offset_only_says_that_a_quote_moved() -> None:
    assert not find("2.6% in one study", start=ARTICLE.index("2.6%")).moved
    assert find("2.6% in one study", start=0).moved


@given(st.text(alphabet="ab ’.", min_size=1, max_size=60), st.data())
def test_the_span_of_an_exact_quote_slices_back_to_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    exact = text[start:end]
    if exact.strip():
        found = find(exact, text)
        assert found.status in (Status.EXACT, Status.AMBIGUOUS)
        assert text[found.start : found.end] == exact
        assert (found.status is Status.EXACT) == (found.occurrences == 1)
