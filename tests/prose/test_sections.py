"""What the title names is not what "it" stands for where a heading, or a sentence, has turned to something else."""

from __future__ import annotations

import pytest

from invented import store_with
from kbtool.prose.filing import Files
from kbtool.prose.lexicon_reading import read_lexicon
from kbtool.prose.reading import read_draft

STORE = store_with("""
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:talvin a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "talvin" .
ex:brisk a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "brisk syndrome" .
ex:fever a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "slow fever" .
ex:addictive a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAddictivePotential ; kb:object true .
""")
TITLE = "# Morvexa for brisk syndrome\n\n"


def says(text: str) -> set[str]:
    """What a text states of what is on file, with "not" before what it denies."""
    stated = Files(STORE).stated(read_draft(text, read_lexicon(STORE)))
    return {
        ("not " if each.denies else "") + each.question.value.rpartition("/")[2]
        for each in stated
        if each.on_file
    }


@pytest.mark.parametrize(
    "text",
    [
        "It is not addictive.",
        "We have offered it for years. It is not addictive.",
        "## Safety\n\nIt is not addictive.",
        "## Is it safe?\n\nNot addictive.",
        "## Benefits\n\n- not addictive\n",
        "## Brisk syndrome\n\nIt is not addictive.",
    ],
)
def test_the_title_says_what_is_spoken_of_below_it(text: str) -> None:
    assert says(TITLE + text) == {"not addictive"}


@pytest.mark.parametrize(
    "text",
    [
        "Primrose oil is sold in shops. It is not addictive.",
        "Primrose oil is sold in shops. It is not for drinking. It is not addictive.",
        "Exercise is free. It is not addictive.",
        "Many ask about weight loss. It is not addictive.",
    ],
)
def test_a_sentence_on_something_unknown_is_what_goes_on(text: str) -> None:
    assert says(TITLE + text) == set()


@pytest.mark.parametrize(
    "heading",
    [
        "Obesity",
        "Slow fever",
        "For weight loss",
        "Other treatments",
        "Talvin",
        "What the placebo group had",
        "Alternatives to morvexa",
        "Instead of morvexa",
        "If you stop morvexa",
    ],
)
def test_a_heading_on_something_else_or_away_from_it_leaves_nothing(heading: str) -> None:
    assert says(f"{TITLE}## {heading}\n\nIt is not addictive.") == set()
    assert says(f"{TITLE}## {heading}\n\n- not addictive\n") == set()


def test_a_heading_is_not_said_of_the_list_of_the_section_before() -> None:
    assert says("We offer:\n\n- Morvexa\n\n## Not addictive\n\n- Talvin\n") == set()


def test_a_foreign_sentence_between_is_not_passed_over() -> None:
    assert says("Morvexa is a pill. My dog barks. It is addictive.") == set()
