"""A phrase is found wherever it stands, as a search through the text would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kbtool.text.words import WordIndex

texts = st.text(st.sampled_from("ab1 .-éé\u0301\u200b“”\n"), max_size=40)


def searched(text: str, phrase: str) -> list[int]:
    return [at for at in range(len(text) - len(phrase) + 1) if text.startswith(phrase, at)]


@given(texts, texts.filter(bool))
def test_any_phrase(text: str, phrase: str) -> None:
    assert WordIndex(text).find_all(phrase) == searched(text, phrase)


@given(texts.filter(bool), st.data())
def test_any_part_of_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert WordIndex(text).find_all(text[start:end]) == searched(text, text[start:end])


def test_phrases_that_overlap_are_all_found() -> None:
    assert WordIndex("a b a b a b a").find_all("a b a") == [0, 4, 8]
