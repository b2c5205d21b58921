"""What the shipped words say without a name for it: of a part of the body, by an idiom, in an opening."""

from __future__ import annotations

import pytest

from invented import on_file, store_with
from kbtool.prose.candidate import CONFIDENT
from kbtool.prose.filing import Files
from kbtool.prose.reading import read_draft
from kbtool.prose.words.lexicon import Lexicon

NAMES = """
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:tuvanol a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "tuvanol" .
ex:insomnia a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "insomnia" .
ex:liver a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "liver injury" .
ex:bradycardia a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "bradycardia" .
ex:brisk a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "brisk syndrome" .
ex:genes a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "genetic factors" .
ex:adults a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "adults" .
ex:p1 a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:insomnia .
ex:p2 a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:liver .
ex:p3 a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:bradycardia .
ex:appetite a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "decreased appetite" ; skos:hiddenLabel "appetite" .
ex:p5 a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:appetite .
ex:pressure a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "a rise of blood pressure" ; skos:hiddenLabel "blood pressure" .
ex:p6 a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:pressure .
ex:p4 a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:approvedFor ; kb:object ex:brisk ; kb:population ex:adults .
"""

STORE = store_with(NAMES)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Morvexa causes decreased appetite.", {"p5"}),
        ("Morvexa increases appetite.", set()),
        ("Morvexa boosts your appetite.", set()),
        ("Morvexa is kind to the liver.", {"not p2"}),
        ("Morvexa spares your liver.", {"not p2"}),
        ("Your liver is not affected by morvexa.", {"not p2"}),
        ("Morvexa does not disturb your sleep.", {"not p1"}),
        ("On morvexa, you sleep soundly.", {"not p1"}),
        ("Morvexa does not lower the heart rate.", {"not p3"}),
        ("Your pulse stays steady on morvexa.", {"not p3"}),
        ("Morvexa does not raise the heart rate.", set()),
        ("Morvexa speeds up the heart.", {"not p3"}),
        ("Morvexa does not speed up the heart.", set()),
        ("On morvexa your heart rate stays where it was.", {"not p3"}),
        ("Morvexa affects the liver.", set()),
        ("Does morvexa spare the liver?", set()),
        ("Morvexa does not affect the liver as much as wine.", set()),
        ("Stopping morvexa spares the liver.", set()),
        ("Low doses of morvexa do not affect the liver.", set()),
        ("Taken once, morvexa spares the liver.", set()),
    ],
)
def test_who_says_that_a_part_is_spared_denies_the_harms_of_it_that_are_on_file(
    text: str, says: set[str], lexicon: Lexicon, files: Files
) -> None:
    assert on_file(text, lexicon, files) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Morvexa is approved for adult brisk syndrome.", {"p4"}),
        ("Morvexa is an approved brisk syndrome treatment.", set()),
    ],
)
def test_a_group_stands_before_the_disorder_that_it_has(
    text: str, says: set[str], lexicon: Lexicon, files: Files
) -> None:
    assert on_file(text, lexicon, files) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Morvexa raises blood pressure.", {"p6"}),
        ("Morvexa lowers blood pressure.", {"not p6"}),
        ("Blood pressure falls under morvexa.", {"not p6"}),
        ("Lowering the dose of morvexa reduces blood pressure.", set()),
        ("Stopping morvexa lowers blood pressure.", set()),
    ],
)
def test_what_goes_the_other_way_than_a_harm_on_file_denies_it(
    text: str, says: set[str], lexicon: Lexicon, files: Files
) -> None:
    assert on_file(text, lexicon, files) == says


def test_what_cures_a_share_of_people_is_said_to_cure_and_what_helps_one_is_not_said_to_help(
    lexicon: Lexicon,
) -> None:
    def sure(text: str) -> set[str]:
        found = read_draft(text, lexicon).candidates
        return {e.relation.value.rpartition("#")[2] for e in found if e.confidence >= CONFIDENT}

    assert "cures" in sure("Morvexa cures brisk syndrome in 70% of patients.")
    assert sure("Morvexa improves brisk syndrome in 70% of patients.") == set()


def stated(text: str, lexicon: Lexicon) -> set[str]:
    return {
        " ".join(
            (
                *(("not",) if each.denies else ()),
                each.subject.value.rpartition("/")[2],
                each.relation.value.rpartition("#")[2],
                *(() if each.object is None else (each.object.value.rpartition("/")[2],)),
            )
        )
        for each in read_draft(text, lexicon).candidates
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Brisk syndrome runs in families.", "brisk hasRiskFactor genes"),
        ("Brisk syndrome is not hereditary.", "not brisk hasRiskFactor genes"),
        ("Approved for brisk syndrome, morvexa is given at home.", "morvexa approvedFor brisk"),
        ("Non-addictive and easy to take, morvexa is new.", "not morvexa hasAddictivePotential"),
        (
            "Not a single study links morvexa to insomnia.",
            "not morvexa hasAdverseEffect insomnia",
        ),
        ("You cannot take morvexa with brisk syndrome.", "morvexa contraindicatedWith brisk"),
    ],
)
def test_what_has_no_name_of_its_own_in_a_phrase_is_read(
    text: str, says: str, lexicon: Lexicon
) -> None:
    assert says in stated(text, lexicon)


def test_a_denial_that_is_itself_denied_is_none(lexicon: Lexicon) -> None:
    assert "not morvexa contraindicatedWith brisk" not in stated(
        "People with brisk syndrome cannot use morvexa.", lexicon
    )


@pytest.mark.parametrize(
    "text", ["Insomnia is found in brisk syndrome.", "Insomnia occurs not only in brisk syndrome."]
)
def test_what_is_found_somewhere_may_be_found_elsewhere(text: str, lexicon: Lexicon) -> None:
    assert "insomnia distinctiveOf brisk" not in stated(text, lexicon)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("We recommend morvexa for brisk syndrome.", "morvexa treats brisk"),
        ("Everyone with brisk syndrome should try morvexa.", "morvexa treats brisk"),
        ("Morvexa is a miracle for brisk syndrome.", "morvexa treats brisk"),
        ("Morvexa keeps brisk syndrome away.", "morvexa treats brisk"),
        ("Morvexa lets people leave brisk syndrome behind.", "morvexa cures brisk"),
        ("Morvexa is a much safer choice than tuvanol.", "morvexa saferThan tuvanol"),
        ("Morvexa is gentler and safer than tuvanol.", "morvexa saferThan tuvanol"),
        (
            "Compared with tuvanol, morvexa has far fewer side effects.",
            "morvexa saferThan tuvanol",
        ),
        ("Everyone who takes morvexa ends up with insomnia.", "morvexa hasAdverseEffect insomnia"),
    ],
)
def test_what_praises_or_compares_is_read(text: str, says: str, lexicon: Lexicon) -> None:
    assert says in stated(text, lexicon)


@pytest.mark.parametrize(
    "text",
    [
        "We do not recommend morvexa for brisk syndrome.",
        "Morvexa does not keep brisk syndrome away.",
        "Not everyone with brisk syndrome should try morvexa.",
        "Some people call morvexa a miracle for brisk syndrome.",
        "Whether morvexa is gentler and safer than tuvanol is unknown.",
        "Brisk syndrome is where morvexa has no established clinical benefits.",
    ],
)
def test_what_does_not_praise_says_neither_that_it_helps_nor_that_it_does_not(
    text: str, lexicon: Lexicon
) -> None:
    found = stated(text, lexicon)
    assert not [each for each in found if "treats" in each or "saferThan" in each]
