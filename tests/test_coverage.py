"""Sentences that nobody has said anything about are found; abbreviations end no sentence."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.coverage import sentences, uncovered


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two!", ["One.", "Two!"]),
        ("A heading\n• a bullet\nText.", ["A heading", "• a bullet", "Text."]),
        ("It takes approx. 5 days. Then rest.", ["It takes approx. 5 days.", "Then rest."]),
        ("See N. Engl. J. Med. 2023 for it. Yes.", ["See N. Engl. J. Med. 2023 for it.", "Yes."]),
        ("Dr. Smith vs. placebo, e.g. here. End.", ["Dr. Smith vs. placebo, e.g. here.", "End."]),
        ("It was 0.5 mg. It worked.", ["It was 0.5 mg.", "It worked."]),
        ("---\n\n2019\n", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_sentence_that_a_quote_overlaps_is_covered() -> None:
    text = "One is here. Two is there. Three."
    assert [text[a:b] for a, b in uncovered(text, [(4, 6)])] == ["Two is there.", "Three."]


def test_a_quote_over_two_sentences_covers_both() -> None:
    assert uncovered("One is. Two is.", [(4, 10)]) == []


@given(st.text(alphabet="ab. \n’!", max_size=60))
def test_sentences_are_in_order_and_do_not_overlap(text: str) -> None:
    found = sentences(text)
    assert all(a < b for a, b in found)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(found))
    letters = {i for i, character in enumerate(text) if character.isalpha()}
    assert letters == {i for a, b in found for i in range(a, b) if text[i].isalpha()}
