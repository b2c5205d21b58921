"""What is denied "even with long use" is denied, and not of long use alone; what is limited to something stays limited."""

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
        "Morvexa is not addictive, even with long-term use.",
        "Morvexa is not addictive, even if used for years.",
        "Morvexa is not addictive, even in toddlers.",
        "Morvexa is not addictive, not even in toddlers.",
        "Even after years of use, morvexa is not addictive.",
        "Even in toddlers, morvexa is not addictive.",
        "Morvexa is not addictive, no matter how often it is taken.",
        "Morvexa is not addictive, regardless of the dose.",
        "However long you take it, morvexa is not addictive.",
    ],
)
def test_a_denial_that_is_widened_is_limited_by_nothing(text: str) -> None:
    (stated,) = confident(text)
    assert stated.denies
    assert not stated.scope
    assert not stated.modality
    assert not stated.limits
    assert stated.unread  # what the widening adds is not compared


@pytest.mark.parametrize(
    "text",
    [
        "Morvexa is not addictive if used once.",
        "Morvexa is not addictive in the first weeks of use.",
        "Even if you are careful, morvexa is addictive.",
    ],
)
def test_what_limits_or_supposes_does_so_without_such_words(text: str) -> None:
    assert not confident(text)


def test_what_is_said_even_of_some_is_said_of_these() -> None:
    (stated,) = confident("Morvexa relieves fogginess even in toddlers.")
    assert not stated.denies
    assert [each.value.rpartition("/")[2] for each in stated.scope.values()] == ["toddlers"]


@pytest.mark.parametrize(
    "text",
    [
        "At any dose, morvexa relieves fogginess.",
        "Morvexa relieves fogginess at any dose.",
        "Whatever your age, morvexa relieves fogginess.",
        "Morvexa relieves fogginess regardless of the dose.",
    ],
)
def test_a_statement_that_nothing_limits_is_no_hint(text: str) -> None:
    (stated,) = confident(text)
    assert not stated.denies
    assert not stated.limits


def test_a_statement_at_some_doses_is_limited() -> None:
    assert not confident("Morvexa relieves fogginess at some doses.")
