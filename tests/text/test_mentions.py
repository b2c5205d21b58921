"""Which things a text names: word for word, whatever the ending of a word, and a longer name before a shorter one."""

from __future__ import annotations

import pytest

from kbtool.text.mentions import Mentions, fits

NAMES = {
    "fever": ["fever", "raised temperature"],
    "rash": ["a rash of the skin"],
    "stimulant": ["stimulant"],
    "non-stimulant": ["non-stimulant"],
}
MENTIONS = Mentions(NAMES, {"a", "of", "the", "and"})


@pytest.mark.parametrize(
    ("word", "named"),
    [
        ("depressive", "depression"),
        ("doses", "dose"),
        ("rash", "rash"),
        ("inhibitors", "inhibitor"),
    ],
)
def test_a_word_fits_whatever_its_ending(word: str, named: str) -> None:
    assert fits(word, named)


@pytest.mark.parametrize(
    ("word", "named"),
    [
        ("rashly", "rash"),
        ("psychology", "psychosis"),
        ("communal", "communication"),
        ("fee", "fever"),
    ],
)
def test_another_word_does_not_fit(word: str, named: str) -> None:
    assert not fits(word, named)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Fevers were rare.", {"fever"}),
        ("The rash of the skin and the raised temperature", {"rash", "fever"}),
        ("Skin was red, with a rash", set()),
        ("Nothing of the kind", set()),
    ],
)
def test_a_thing_is_named_by_a_whole_name(text: str, named: set[str]) -> None:
    assert {mention.node for mention in MENTIONS.of(MENTIONS.words(text))} == named


def test_a_name_within_a_longer_one_is_told() -> None:
    found = {mention.node: mention for mention in MENTIONS.of(MENTIONS.words("a non-stimulant"))}

    assert found["stimulant"].is_part_of(found["non-stimulant"])
    assert not found["non-stimulant"].is_part_of(found["stimulant"])


def test_a_part_of_a_name_counts_by_how_few_names_have_its_words() -> None:
    assert MENTIONS.share("rash", {"skin", "rash"}) == 1
    assert MENTIONS.share("rash", {"skin"}) == 0.5
    assert MENTIONS.share("fever", {"fever"}) == 0, "one word is no part of a name of several"
