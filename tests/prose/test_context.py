"""What the words around a statement make of it: denial, reservation, somebody else's words, conditions, limits, and what "it" is.

The sentences stand in context.toml; all names and all that is said of them are invented.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from invented import invented_lexicon, stated_line, store_with
from kbtool.prose.lexicon_reading import read_lexicon
from kbtool.prose.reading import read_draft
from kbtool.prose.words.lexicon import Lexicon

HERE = Path(__file__).parent

CASES: list[dict[str, Any]] = tomllib.loads((HERE / "context.toml").read_text())["sentence"]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return invented_lexicon()


@pytest.mark.parametrize("case", CASES, ids=[str(case["text"])[:70] for case in CASES])
def test_a_sentence_states_what_its_words_around_make_of_it(
    case: dict[str, Any], lexicon: Lexicon
) -> None:
    text = case["text"]
    stated = read_draft(text, lexicon).candidates
    assert sorted(stated_line(text, each) for each in stated) == sorted(case["says"])
    if "insists" in case:
        assert [each.insists and each.insists.of(text) for each in stated] == [case["insists"]]


def test_a_sentence_of_no_human_length_is_not_read(lexicon: Lexicon) -> None:
    text = "Morvexa relieves brisk syndrome and " * 200
    assert read_draft(text, lexicon).candidates == ()


def test_roles_are_those_of_the_sentence_where_names_of_receptors_block() -> None:
    receptor = """
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:tuva a kb:Concept ; kb:conceptKind kb:BodyProcess ; skos:prefLabel "tuva receptor" .
"""
    words = read_lexicon(store_with(receptor))
    assert read_draft("Tuva receptors block morvexa.", words).candidates == ()
    stated = read_draft("Morvexa blocks tuva receptors.", words).candidates
    assert {(each.subject.value, each.denies) for each in stated} == {
        ("https://example.org/morvexa", False)
    }


def test_words_that_a_name_goes_on_from_are_no_cue() -> None:
    named = """
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:fever a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "fever" .
ex:stubborn a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "treatment-resistant fever" .
"""
    words = read_lexicon(store_with(named))
    limits = {
        text: {bool(each.limits) for each in read_draft(text, words).candidates}
        for text in (
            "Morvexa suits people with treatment-resistant fever.",
            "Morvexa suits people with fever with treatment.",  # a cue of its own
        )
    }
    assert list(limits.values()) == [{False}, {True}]


@pytest.mark.parametrize(
    ("text", "scope", "limited"),
    [
        ("Morvexa is not addictive in people.", set(), False),
        ("Morvexa is not addictive in adults.", {"https://example.org/adults"}, False),
        ("Morvexa is not addictive in people with red hair.", set(), True),
    ],
)
def test_people_as_such_are_no_group_that_limits_what_is_said(
    text: str, scope: set[str], limited: bool
) -> None:
    named = """
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:people a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "people" .
ex:adults a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "adults" ; skos:broader ex:people .
"""
    (stated,) = read_draft(text, read_lexicon(store_with(named))).candidates
    assert {each.value for each in stated.scope.values()} == scope
    assert bool(stated.limits) is limited
