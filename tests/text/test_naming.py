"""Which things a text names, whatever the endings of its words."""

from __future__ import annotations

from kbtool.text.naming import Names, Words

WORDS = Words({"the", "of", "and", "is"})
NAMES = Names({"drug": ["ACE inhibitors", "pril"], "death": ["mortality"]}, WORDS)


def test_words_that_name_nothing_are_left_out() -> None:
    assert WORDS.of("The end of pain, and is it?") == ("end", "pain", "it")


def test_a_thing_is_named_by_any_of_its_names_with_other_endings() -> None:
    assert NAMES.named_in(WORDS.of("An ACE-inhibitor")) == {"drug"}
    assert NAMES.named_in(WORDS.of("the mortalities")) == {"death"}


def test_half_of_a_name_names_nothing() -> None:
    assert NAMES.named_in(WORDS.of("ACE and the others inhibit")) == set()
