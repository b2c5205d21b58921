"""A name that leaves out a condition is read where the text is of that condition, and nowhere else."""

from __future__ import annotations

import pytest

from invented import store_with
from kbtool.prose.filing import Files
from kbtool.prose.lexicon_reading import read_lexicon
from kbtool.prose.reading import read_draft

STORE = store_with("""
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:usual a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "usual brisk syndrome treatments" .
ex:named a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "late brisk syndrome drugs" .
ex:other a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "late drugs" .
ex:brisk a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "brisk syndrome" .
ex:fever a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "slow fever" .
ex:signs a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "signs of brisk syndrome" ; kb:symptomsOf ex:brisk .
ex:faster a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:fasterThan ; kb:object ex:usual ; kb:condition ex:brisk .
ex:safer a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:saferThan ; kb:object ex:usual ; kb:condition ex:fever .
ex:treats a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:treats ; kb:object ex:brisk .
ex:also a kb:Proposition ; kb:subject ex:usual ; kb:predicate kb:treats ; kb:object ex:brisk .
""")


def on_file(text: str) -> set[str]:
    """The propositions on file that a text states."""
    stated = Files(STORE).stated(read_draft(text, read_lexicon(STORE)))
    return {each.question.value.rpartition("/")[2] for each in stated if each.on_file}


@pytest.mark.parametrize(
    "before",
    [
        "Brisk syndrome is common. ",
        "# Brisk syndrome\n\n",
        "# Help\n\nBrisk syndrome comes early. Brisk syndrome is mild. It may be brisk syndrome.\n\nNothing is said here.\n\n",
    ],
    ids=["sentence", "heading", "page"],
)
def test_usual_treatments_are_those_of_the_condition_that_is_spoken_of(before: str) -> None:
    assert on_file(before + "Morvexa works faster than usual treatments.") == {"faster"}


@pytest.mark.parametrize(
    "text",
    [
        "Morvexa works faster than usual treatments.",
        "# Brisk syndrome\n\nIn slow fever, morvexa works faster than usual treatments.",
        "# Brisk syndrome\n\nSlow fever is rare. Morvexa works faster than usual treatments.",
        "# Brisk syndrome and slow fever\n\nMorvexa works faster than usual treatments.",
        "# Brisk syndrome\n\nMorvexa works faster than treatments.",
        "# Brisk syndrome\n\nMorvexa works faster than late drugs.",
    ],
)
def test_elsewhere_they_are_of_nobody_knows_what(text: str) -> None:
    assert on_file(text) == set()


def test_a_text_is_of_the_condition_that_it_names_twice_as_often_as_any_other() -> None:
    named = "We see brisk syndrome. " * 4 + "We see slow fever. We see slow fever."
    assert on_file(f"{named}\n\nWe are open.\n\nMorvexa works faster than usual treatments.") == {
        "faster"
    }
    as_often = named + " We see slow fever." * 2
    assert not on_file(f"{as_often}\n\nWe are open.\n\nMorvexa works faster than usual treatments.")


def test_the_reading_says_from_which_sentence_the_condition_was_taken() -> None:
    text = "# Brisk syndrome\n\nMorvexa works faster than usual treatments."
    read = read_draft(text, read_lexicon(STORE)).candidates[0]
    assert [each.of(text) for each in read.borrowed] == ["# Brisk syndrome"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Morvexa works faster than usual brisk syndrome treatments.", {"faster"}),
        ("Morvexa is safer than usual brisk syndrome treatments.", set[str]()),
    ],
)
def test_a_condition_in_the_name_of_the_object_goes_without_saying(
    text: str, says: set[str]
) -> None:
    assert on_file(text) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Morvexa relieves the signs of brisk syndrome.", {"treats"}),
        ("Morvexa causes signs of brisk syndrome.", set[str]()),
    ],
)
def test_who_treats_the_symptoms_of_a_disorder_treats_it(text: str, says: set[str]) -> None:
    assert on_file(text) == says


def test_an_abbreviation_in_brackets_ends_no_list() -> None:
    says = on_file("Morvexa (MVX) and usual brisk syndrome treatments treat brisk syndrome.")
    assert says == {"treats", "also"}
