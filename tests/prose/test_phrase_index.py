"""Phrases found in the words of a sentence: the same ones, in the same order, however many begin alike."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbtool.prose.words import phrase_index
from kbtool.prose.words.phrase_index import Forms, PhraseIndex
from kbtool.text.tokens import forms_of_words, tokens_of

WORDS = ("people", "with", "gout", "simply", "treated", "treat", "mild")
PHRASES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join))


def found(
    phrases: Sequence[str], text: str, *, loosely: bool
) -> list[list[tuple[int, Forms, int]]]:
    """What is found at each word, by number of the phrase."""
    numbered = ((forms_of_words(each), number) for number, each in enumerate(phrases))
    index = PhraseIndex(numbered)
    tokens = tokens_of(text)
    return [list(index.at(tokens, at, loosely=loosely)) for at in range(len(tokens))]


@settings(deadline=None)
@given(PHRASES, st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), st.booleans())
def test_however_many_begin_alike_the_same_are_found(
    phrases: list[str],
    text: str,
    loosely: bool,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phrase_index, "_MANY", 0)
        looked_up = found(phrases, text, loosely=loosely)
        patch.setattr(phrase_index, "_MANY", 1_000)
        assert looked_up == found(phrases, text, loosely=loosely)


def test_of_many_that_begin_alike_the_one_that_stands_there_is_found() -> None:
    phrases = ["people", *(f"people with gout{n}" for n in range(20)), "people with gout7 of old"]
    (at_people, *_) = found(phrases, "people with gout7", loosely=False)
    assert [number for _, _, number in at_people] == [0, 8]
