"""Phrases whose words all stand in a sentence, in whatever order."""

import pyoxigraph as ox

from kbtool.prose.words.rarest import ByRarestWord
from kbtool.prose.words.trigger import Slot, Trigger
from kbtool.text.tokens import tokens_of, words_of_phrase

RELATION = ox.NamedNode("https://example.org/relation")


def _trigger(phrase: str) -> Trigger:
    return Trigger(RELATION, (Slot.SUBJECT, words_of_phrase(phrase), Slot.OBJECT))


TREAT, GOOD_FOR, BAD_FOR = (_trigger(words) for words in ("treat", "be good for", "be bad for"))
WORDLESS = Trigger(RELATION, (Slot.SUBJECT, Slot.OBJECT))


def _within(sentence: str) -> list[Trigger]:
    forms = frozenset(form for token in tokens_of(sentence) for form in token.forms)
    return list(ByRarestWord([GOOD_FOR, TREAT, BAD_FOR]).within(forms))


def test_all_words_have_to_be_there() -> None:
    assert _within("It was good for me.") == [GOOD_FOR]
    assert _within("It was good.") == []


def test_they_come_in_their_order_and_once() -> None:
    assert _within("Bad for sleep, it treats pain: being good for that.") == [
        GOOD_FOR,
        TREAT,
        BAD_FOR,
    ]


def test_one_without_words_may_stand_anywhere() -> None:
    assert list(ByRarestWord([WORDLESS]).within(frozenset())) == [WORDLESS]


def test_of_none_there_is_none() -> None:
    assert list(ByRarestWord([]).within(frozenset({"treat"}))) == []
