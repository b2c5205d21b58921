"""Typography is levelled, words are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.text.typography import level, level_text

TEXT = st.text(alphabet="ab1. ’“”–—\u00a0\u200b\u00adﬁ½\n'\"-", max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Parkinson’s", "Parkinson's"),
        ("“yes”", '"yes"'),
        ("2–3 weeks", "2-3 weeks"),
        ("a\u00a0b", "a b"),
        ("a \n b", "a b"),
        ("ﬁt", "fit"),
        ("soft\u00adware", "software"),
    ],
)
def test_typography_is_levelled(one: str, other: str) -> None:
    assert level(one).text == level(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [("HR 0.57", "HR 0.75"), ("is safe", "is not safe"), ("ADHD", "adhd"), ("5 mg", "5 µg")],
)
def test_words_and_numbers_are_not(one: str, other: str) -> None:
    assert level(one).text != level(other).text


@given(TEXT)
def test_levelling_twice_changes_nothing(text: str) -> None:
    once = level(text).text
    assert level(once).text == once


@given(TEXT, st.data())
def test_a_stretch_leads_back_to_an_original_that_levels_to_it(
    text: str, data: st.DataObject
) -> None:
    levelled = level(text)
    start = data.draw(st.integers(0, len(levelled.text)))
    end = data.draw(st.integers(start, len(levelled.text)))
    a, b = levelled.original(start, end)
    assert 0 <= a <= b <= len(text)
    assert levelled.text[start:end] in level(text[a:b]).text


@given(st.text(alphabet=st.sampled_from("aéﬁ  \n\t\u00a0\u200b\u00ad\u0301“”‘’–—-'\"1½")))
def test_the_text_alone_is_levelled_in_the_same_way(text: str) -> None:
    assert level_text(text) == level(text).text
