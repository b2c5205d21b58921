"""What is said in whatever order of words is read where no other word stands in the clause, and nowhere else."""

from __future__ import annotations

import pytest

from invented import on_file, store_with
from kbtool.prose.filing import Files
from kbtool.prose.lexicon_reading import read_lexicon
from kbtool.prose.reading import read_draft
from kbtool.prose.words.lexicon import Lexicon

STORE = store_with("""
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:talvin a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "talvin" .
ex:insomnia a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "insomnia" .
ex:liver a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "liver injury" .
ex:brisk a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "brisk syndrome" .
ex:driving a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "driving on the day of treatment" .
ex:addictive a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAddictivePotential ; kb:object true .
ex:sleepless a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:insomnia .
ex:harms a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:liver .
ex:approved a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:approvedFor ; kb:object ex:brisk .
ex:no-driving a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:contraindicatedWith ; kb:object ex:driving .
ex:here a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:onPrescriptionOnly ; kb:object true ; kb:jurisdiction ex:norland .
ex:there a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:onPrescriptionOnly ; kb:object true ; kb:jurisdiction ex:sudland .
ex:norland a kb:Concept ; kb:conceptKind kb:Place ; skos:prefLabel "Norland" .
ex:sudland a kb:Concept ; kb:conceptKind kb:Place ; skos:prefLabel "Sudland" .
""")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Concerns about morvexa and insomnia are unfounded.", {"not sleepless"}),
        ("None of our patients has to fear insomnia with morvexa.", {"not sleepless"}),
        ("Reports of liver injury under morvexa have been debunked.", {"not harms"}),
        ("Morvexa is not something a person could come to depend on.", {"not addictive"}),
        ("The regulator has given morvexa its approval for brisk syndrome.", {"approved"}),
        (
            "In 2021 the agency issued its approval of morvexa to treat brisk syndrome.",
            {"approved"},
        ),
        ("You may get behind the wheel right after morvexa.", {"not no-driving"}),
        ("You do not need a prescription to get morvexa.", {"not here", "not there"}),
        ("You do not need a prescription for morvexa in Norland.", {"not here"}),
        (
            "Since morvexa was found in a fern, it never makes anyone dependent.",
            {"not addictive"},
        ),
        ("Morvexa comes as a syrup. Nobody gets dependent on it.", {"not addictive"}),
        ("Insomnia, which a good many people fear, is no problem with morvexa.", {"not sleepless"}),
    ],
)
def test_names_and_key_words_are_enough_where_nothing_else_is_said(
    text: str, says: set[str], lexicon: Lexicon, files: Files
) -> None:
    assert on_file(text, lexicon, files) == says


@pytest.mark.parametrize(
    "text",
    [
        "Insomnia is no reason to take morvexa.",
        "People with insomnia do not get morvexa.",
        "Patients without insomnia are on morvexa.",
        "Morvexa is not given for insomnia.",
        "Not everyone has insomnia on morvexa.",
        "Not morvexa but coffee brings insomnia.",
        "No insomnia came of talvin, and morvexa was not used.",
        "Without insomnia, morvexa is not taken.",
        "Is there no insomnia with morvexa?",
        "If there were no insomnia with morvexa, we would use it.",
        "Critics say that there is no insomnia with morvexa.",
        "Ask whether you can drive after morvexa.",
        "Someone must drive you home after morvexa.",
        "The agency was asked to give morvexa its approval for brisk syndrome.",
        "Clinics with approval offer morvexa for brisk syndrome.",
        "The approval of talvin for brisk syndrome came before morvexa.",
        "Unlike morvexa, this drug has approval for brisk syndrome.",
    ],
)
def test_another_word_or_another_name_leaves_it_open(
    text: str, lexicon: Lexicon, files: Files
) -> None:
    assert on_file(text, lexicon, files) == set()


def test_it_is_no_restatement(lexicon: Lexicon) -> None:
    text = "The regulator has given morvexa its approval for brisk syndrome."
    assert all(each.unread for each in read_draft(text, lexicon).candidates)


def test_the_only_object_on_file_goes_without_saying(lexicon: Lexicon, files: Files) -> None:
    assert on_file("Morvexa is not approved.", lexicon, files) == {"not approved"}
    assert on_file("Morvexa is not approved for children.", lexicon, files) == set()
    assert on_file("Morvexa is not approved in pill form.", lexicon, files) == set()


def test_an_unknown_thing_in_a_list_leaves_the_known_one_read(
    lexicon: Lexicon, files: Files
) -> None:
    assert on_file("Morvexa causes no cramps or insomnia.", lexicon, files) == {"not sleepless"}


def test_a_phrase_that_begins_in_the_line_above_a_list_is_read(
    lexicon: Lexicon, files: Files
) -> None:
    text = "Why take morvexa?\n\nMorvexa does not cause:\n\n- insomnia\n- liver injury\n"
    assert on_file(text, lexicon, files) == {"not sleepless", "not harms"}


KNOWN = store_with("""
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:brisk a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "brisk syndrome" .
ex:fever a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "slow fever" .
ex:gout a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "gout" .
ex:of-brisk a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:treats ; kb:object ex:brisk .
ex:of-fever a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:treats ; kb:object ex:fever .
""")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# Brisk syndrome\n\nMorvexa is effective.", {"of-brisk"}),
        ("# Brisk syndrome\n\nMorvexa is not effective.", {"not of-brisk"}),
        ("# Brisk syndrome\n\nSlow fever is rare. Morvexa is effective.", {"of-fever"}),
        ("# Brisk syndrome\n\nMorvexa is an infusion. It offers excellent results.", {"of-brisk"}),
        ("# Brisk syndrome\n\nMorvexa is effective, with some getting more sleep.", {"of-brisk"}),
        ("# Brisk syndrome\n\nMorvexa is effective, with some seeing slow fever go.", set[str]()),
        ("# Brisk syndrome\n\nMorvexa is effective, and not in slow fever.", set[str]()),
        ("Morvexa is effective.", set[str]()),
        ("# Gout\n\nMorvexa is effective.", set[str]()),
        ("# Brisk syndrome and slow fever\n\nMorvexa is effective.", set[str]()),
        ("# Brisk syndrome\n\nMorvexa is not effective alone.", set[str]()),
        ("# Brisk syndrome\n\nMorvexa is not effective at once.", set[str]()),
        ("# Brisk syndrome\n\nMorvexa is effective against pain.", set[str]()),
    ],
)
def test_of_several_objects_on_file_that_one_is_meant_of_which_the_text_is(
    text: str, says: set[str]
) -> None:
    assert on_file(text, read_lexicon(KNOWN), Files(KNOWN)) == says
