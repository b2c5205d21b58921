"""Sentences are told apart, and those that nothing covers are found; abbreviations end no sentence."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.text.sentences import sentences, uncovered
from kbtool.text.stretch import Stretch


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
        ("Is it safe? No. It is not.", ["Is it safe?", "No.", "It is not."]),
        ("Is it safe? No. Walking is not.", ["Is it safe?", "No.", "Walking is not."]),
        ("It works for me. Walking does not.", ["It works for me.", "Walking does not."]),
        ("It began in May. Walking helped.", ["It began in May.", "Walking helped."]),
        ("Rest for 5 min. Walking is next.", ["Rest for 5 min.", "Walking is next."]),
        ("Take vitamin D. Walking helps.", ["Take vitamin D.", "Walking helps."]),
        ("Wait… Walking helps.", ["Wait…", "Walking helps."]),
        ("“He said no.” Walking helps.", ["“He said no.”", "Walking helps."]),
        ("Open Nov. 5 min. a day.", ["Open Nov. 5 min. a day."]),
        ("See No. 5 for it. Yes.", ["See No. 5 for it.", "Yes."]),
        ("Take vitamin D. It helps.", ["Take vitamin D.", "It helps."]),
        ("Seen by J. Smith. Good.", ["Seen by J. Smith.", "Good."]),
        ("Pain, nausea, etc. The rest is fine.", ["Pain, nausea, etc.", "The rest is fine."]),
        ("Lee et al. 2019 found it.", ["Lee et al. 2019 found it."]),
        (
            "It is in J. Clin. Psychiatry. It is good.",
            ["It is in J. Clin. Psychiatry.", "It is good."],
        ),
        ("One.\r\nTwo 😀 here. Three.", ["One.", "Two 😀 here.", "Three."]),
        ("---\n\n2019\n", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_sentence_that_a_quote_overlaps_is_covered() -> None:
    text = "One is here. Two is there. Three."
    assert [text[a:b] for a, b in uncovered(text, [Stretch(4, 6)])] == ["Two is there.", "Three."]


def test_a_quote_over_two_sentences_covers_both() -> None:
    assert uncovered("One is. Two is.", [Stretch(4, 10)]) == []


@given(
    st.text(alphabet="ab. \n", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted), max_size=8),
)
def test_the_uncovered_sentences_are_those_without_a_covered_character(
    text: str, pairs: list[list[int]]
) -> None:
    covered = [Stretch(start, end) for start, end in pairs]
    characters = {i for start, end in covered for i in range(start, end)}
    expected = [s for s in sentences(text) if characters.isdisjoint(range(*s))]
    assert uncovered(text, covered) == expected


@given(st.text(alphabet="ab. \n’!", max_size=60))
def test_sentences_are_in_order_and_do_not_overlap(text: str) -> None:
    found = sentences(text)
    assert all(a < b for a, b in found)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(found))
    letters = {i for i, character in enumerate(text) if character.isalpha()}
    assert letters == {i for a, b in found for i in range(a, b) if text[i].isalpha()}
