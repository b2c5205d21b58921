"""What is said of something is said of what it is likened to, and a relative clause of the names right before it."""

from __future__ import annotations

import pytest

from invented import store_with
from kbtool.prose.reading import read_draft
from kbtool.prose.words.lexicon import Lexicon

STORE = store_with("""
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:talvin a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "talvin" .
ex:brisk a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "brisk syndrome" .
ex:slow a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "slow fever" .
ex:dull a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "dull fever" .
ex:fevers a kb:Concept ; kb:conceptKind kb:Disorder ; kb:plural true ; skos:prefLabel "fever disorders" ; skos:hiddenLabel "fever disorder" .
""")


def said_of(text: str, lexicon: Lexicon, relation: str) -> set[str]:
    """What a text states a relation of, with "not" before what it denies it of, and "often" before what is often so."""
    return {
        ("not " if each.denies else "")
        + ("often " if each.modality else "")
        + each.subject.value.rpartition("/")[2]
        for each in read_draft(text, lexicon).candidates
        if each.relation.value.endswith(f"#{relation}") and not each.limits
    }


@pytest.mark.parametrize(
    "text",
    [
        "Brisk syndrome is a fever disorder, like slow fever and dull fever.",
        "Brisk syndrome, like slow fever and dull fever, is a fever disorder.",
        "Like slow fever and dull fever, brisk syndrome is a fever disorder.",
        "Brisk syndrome, slow fever and dull fever are mainly fever disorders.",
    ],
)
def test_what_something_is_likened_to_is_of_that_kind_too(text: str, lexicon: Lexicon) -> None:
    assert said_of(text, lexicon, "classifiedAs") == {"brisk", "slow", "dull"}


def test_a_treatment_between_commas_does_what_is_said_of_the_other(lexicon: Lexicon) -> None:
    text = "Morvexa, like talvin, treats brisk syndrome."
    assert said_of(text, lexicon, "treats") == {"morvexa", "talvin"}


@pytest.mark.parametrize(
    "text",
    [
        "Morvexa treats brisk syndrome, like talvin.",  # may be likened to anything
        "Morvexa treats brisk syndrome like talvin does.",
        "Morvexa, like no talvin before, treats brisk syndrome.",
        "Like talvin users, we say that morvexa treats brisk syndrome.",
    ],
)
def test_what_may_be_likened_to_something_else_is_not_read(text: str, lexicon: Lexicon) -> None:
    assert said_of(text, lexicon, "treats") <= {"morvexa"}


def test_a_denial_is_not_said_of_what_something_is_likened_to(lexicon: Lexicon) -> None:
    text = "Morvexa, like talvin, is not addictive."
    assert said_of(text, lexicon, "hasAddictivePotential") == {"not morvexa"}


def test_a_relative_clause_is_said_of_the_names_before_it_even_where_they_are_a_contrast(
    lexicon: Lexicon,
) -> None:
    text = "Unlike slow fever and dull fever, which are mainly fever disorders, brisk syndrome ends soon."
    assert said_of(text, lexicon, "classifiedAs") == {"slow", "dull"}


def test_what_is_often_so_of_the_sentence_is_not_said_of_its_relative_clause(
    lexicon: Lexicon,
) -> None:
    text = "Slow fever, which is a fever disorder, often comes with brisk syndrome."
    assert said_of(text, lexicon, "classifiedAs") == {"slow"}
