"""Sentences that are not in plain order say what the plain ones say, and what governs a clause is not lost."""

from __future__ import annotations

import pytest

from invented import invented_lexicon
from kbtool.prose.candidate import CONFIDENT, Candidate
from kbtool.prose.reading import read_draft


def confident(text: str) -> list[Candidate]:
    return [e for e in read_draft(text, invented_lexicon()).candidates if e.confidence >= CONFIDENT]


@pytest.mark.parametrize(
    "text",
    [
        "It is morvexa that relieves fogginess.",
        "It is morvexa, not some pill, that relieves fogginess.",
        "What morvexa does, in our view, is relieve fogginess.",
        "Fogginess is what morvexa relieves.",
        "Because it relieves fogginess, morvexa is what people ask for.",
        "Morvexa, which everybody here knows, relieves fogginess.",
        "There is one that relieves fogginess, and that's morvexa.",
    ],
)
def test_another_order_of_words_says_the_same(text: str) -> None:
    stated = [each for each in confident(text) if each.relation.value.endswith("relieves")]
    assert stated
    assert not any(each.denies for each in stated)


@pytest.mark.parametrize(
    "text",
    [
        "Approved for fogginess, morvexa is what people ask for.",
        "Made in Norland and approved for fogginess, morvexa is what people ask for.",
        "Having been approved for fogginess, morvexa is what people ask for.",
        "Morvexa, approved for fogginess, is what people ask for.",
        "People ask for morvexa, a drug that is approved for fogginess.",
    ],
)
def test_an_opening_or_an_aside_is_said_of_its_name(text: str) -> None:
    stated = [each for each in confident(text) if each.relation.value.endswith("approvedFor")]
    assert [each.subject.value.rpartition("/")[2] for each in stated] == ["morvexa"]


@pytest.mark.parametrize(
    "text",
    [
        "It is not morvexa that relieves fogginess.",
        "If it were morvexa that relieves fogginess, people would ask for it.",
        "Is it morvexa that relieves fogginess?",
        "It is unclear whether it is morvexa that relieves fogginess.",
        "Critics say that it is morvexa that relieves fogginess.",
        "What morvexa does not do is relieve fogginess.",
        "Nobody claims that morvexa, a tablet, relieves fogginess.",
        "It is a myth that morvexa, which people ask for, relieves fogginess.",
    ],
)
def test_what_governs_a_clause_is_not_lost(text: str) -> None:
    assert not any(
        each.relation.value.endswith("relieves") and not each.denies for each in confident(text)
    )


def test_what_is_denied_of_the_thing_that_is_spoken_of_is_not_understood_as_its_object() -> None:
    assert all(
        each.denies for each in confident("Morvexa is approved in Norland, but not for fogginess.")
    )
