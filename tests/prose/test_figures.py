"""A printed figure is taken for a value of a quantity on file only where the sentence leaves no doubt that it is one.

The drug, the disorder and all that is said of them are fictional.
"""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest

from invented import store_with
from judging import judge
from kbtool.prose.antecedents import Before, Named
from kbtool.prose.figures import GivenFigure, read_figures, value_quads
from kbtool.prose.lexicon_reading import read_lexicon
from kbtool.prose.reading import read_draft
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.lexicon import Lexicon
from kbtool.rdf.namespaces import ID, KB
from kbtool.text.stretch import Stretch

ON_FILE = """
@prefix kb:   <https://w3id.org/kbtool/ns#> .
@prefix id:   <https://w3id.org/kbtool/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd:  <http://www.w3.org/2001/XMLSchema#> .

id:belvarine a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "belvarine" .
id:ostolin a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "ostolin" .
id:marsh-fever a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "marsh fever" .
id:sea-fever a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "sea fever" .
id:gout a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "gout" .
id:rash a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "rash" .
id:people a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "people" .
id:adults a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "adults" ; skos:broader id:people .
id:children a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "children" ; skos:broader id:people .

id:response a kb:Quantity ; kb:subject id:belvarine ; kb:measure kb:responseRate ; kb:condition id:marsh-fever .
id:response-day a kb:Quantity ; kb:subject id:belvarine ; kb:measure kb:responseRate ; kb:condition id:marsh-fever ; kb:horizon "P1D"^^xsd:duration .
id:half-life a kb:Quantity ; kb:subject id:belvarine ; kb:measure kb:halfLife .
id:dose a kb:Quantity ; kb:subject id:belvarine ; kb:measure kb:doseAmount .
id:rash-rate a kb:Quantity ; kb:subject id:belvarine ; kb:measure kb:adverseEventRate ; kb:outcome id:rash .
id:rash-ratio a kb:Quantity ; kb:subject id:belvarine ; kb:measure kb:adverseEventRatio ; kb:outcome id:rash .
id:prevalence a kb:Quantity ; kb:subject id:marsh-fever ; kb:measure kb:prevalence ; kb:population id:adults .
id:gout-risk a kb:Quantity ; kb:subject id:marsh-fever ; kb:measure kb:relativeRisk ; kb:outcome id:gout .
id:gout-share a kb:Quantity ; kb:subject id:marsh-fever ; kb:measure kb:proportionAffected ; kb:outcome id:gout .
id:onset a kb:Quantity ; kb:subject id:belvarine ; kb:measure kb:onsetOfEffect ; kb:condition id:marsh-fever .
id:duration a kb:Quantity ; kb:subject id:belvarine ; kb:measure kb:durationOfEffect ; kb:condition id:marsh-fever .
"""


@cache
def lexicon() -> Lexicon:
    """The words of the vocabulary, and of a small knowledge base."""
    return read_lexicon(store_with(ON_FILE))


def read(text: str, before: str = "") -> list[GivenFigure]:
    """What the figures of a sentence give, behind another one."""
    whole = f"{before}\n{text}" if before else text
    earlier = Stretch(0, len(before))
    named = Sentence(whole, earlier, lexicon()).mentions if before else []
    sentence = Sentence(whole, Stretch(len(whole) - len(text), len(whole)), lexicon())
    return list(read_figures(sentence, Before(tuple(Named(each, earlier) for each in named))))


def given(text: str, before: str = "") -> list[str]:
    """The same in words: "response 90 Percent"."""
    return [_in_words(each) for each in read(text, before)]


def _in_words(each: GivenFigure) -> str:
    stated = each.stated
    ends = (
        ("", stated.value),
        ("from ", stated.low),
        ("to ", stated.high),
        ("at least ", stated.at_least),
        ("at most ", stated.at_most),
    )
    numbers = " ".join(f"{word}{number:f}" for word, number in ends if number is not None)
    return (
        f"{each.quantity.value.rpartition('/')[2]} {numbers} {stated.unit.iri.rpartition('#')[2]}"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine in ten people with marsh fever respond to belvarine.", "response 0.9 Fraction"),
        ("With belvarine, the response rate in marsh fever is 72%.", "response 72 Percent"),
        ("Belvarine works for up to 80% of people with marsh fever.", "response at most 80 Percent"),
        ("Belvarine has a half-life of 5 to 10 hours.", "half-life from 5 to 10 Hour"),
        ("The usual dose of belvarine is half a milligram per kilogram.", "dose 0.5 MilligramPerKilogram"),
        ("One in four people on belvarine develops a rash.", "rash-rate 0.25 Fraction"),
        ("A rash is three times as common on belvarine as on placebo.", "rash-ratio 3 Fold"),
        ("One adult in fifty has marsh fever.", "prevalence 0.02 Fraction"),
        ("At least 2% of adults have marsh fever.", "prevalence at least 2 Percent"),
        ("Marsh fever affects 2% of adults aged 18 to 44.", "prevalence 2 Percent"),
        ("Marsh fever affects 2% of adults between 18 and 44.", "prevalence 2 Percent"),
        ("2% of adults from 18 to 44 have marsh fever.", "prevalence 2 Percent"),
        ("2% of adults over the age of 60 have marsh fever.", "prevalence 2 Percent"),
        ("People with marsh fever are 2.6 times as likely to develop gout.", "gout-risk 2.6 Fold"),
        ("People with marsh fever are 40% less likely to develop gout.", "gout-risk 40 PercentDecrease"),
        ("Two thirds of people with marsh fever also have gout.", "gout-share 0.6667 Fraction"),
        ("It takes several days before belvarine works against marsh fever.", "onset from 3 to 7 Day"),
        ("In marsh fever, the effect of belvarine lasts for three weeks.", "duration 3 Week"),
        ("In marsh fever you will feel belvarine taking hold inside half an hour.", "onset 0.5 Hour"),
        ("Belvarine takes a full month to work in marsh fever.", "onset 1 Month"),
        ("In marsh fever the benefit of belvarine lingers for a good six months.", "duration 6 Month"),
        ("Patients are given five milligrams of intravenous belvarine per kilogram of body weight.", "dose 5 MilligramPerKilogram"),
        ("Belvarine is short-lived in plasma, with an elimination half-life of only 4 hours.", "half-life 4 Hour"),
        ("Look around: roughly one grown-up in eight lives with marsh fever.", "prevalence 0.125 Fraction"),
    ],
)  # fmt: skip
def test_a_figure_of_what_is_on_file_is_read_as_its_value(text: str, expected: str) -> None:
    assert given(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Belvarine costs 72 dollars a week.",
        "In a trial of belvarine, 24% of people with marsh fever responded to placebo.",
        "Nine in ten people with marsh fever respond to ostolin.",
        "Nine in ten people with sea fever respond to belvarine.",
        "Of the people with marsh fever who stopped belvarine, 18% went back to ostolin.",
        "Last year, 72% of our patients with marsh fever came to us because of belvarine.",
        "Marsh fever is seen in 0.6% of children.",
        "Adults have marsh fever, and 0.6% of young children have it.",
        "Marsh fever affects 5% of adults in Norway.",
        "Among adults, few have marsh fever.",
        "Several adults have marsh fever.",
        "Marsh fever is present in 30% of adults in prison.",
        "Two thirds of people with gout also have marsh fever.",
        "Belvarine was approved in 2019.",
        "Marsh fever is one of several diseases that adults have.",
        "The maximum dose of belvarine is 2 mg/kg.",
        "You wait three weeks for an appointment at our belvarine clinic for marsh fever.",
        "We took six months to write this page on belvarine and marsh fever.",
        "For six months belvarine was out of stock, and people with marsh fever suffered.",
        "It took belvarine ten years to be approved for marsh fever.",
        "Belvarine takes an hour to reach by bus, said a man with marsh fever.",
        "The marsh fever clinic keeps belvarine in stock for six months.",
    ],
)
def test_a_figure_of_something_else_gives_nothing(text: str) -> None:
    assert given(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Does belvarine have a half-life of 31 hours?",
        "The half-life of belvarine is not 31 hours.",
        "If belvarine had a half-life of 31 hours, it would be taken once a day.",
        "Critics say that belvarine has a half-life of 31 hours.",
        "It is a myth that belvarine has a half-life of 31 hours.",
    ],
)
def test_a_figure_that_is_not_stated_gives_nothing(text: str) -> None:
    assert given(text) == []


def test_a_time_that_limits_a_quantity_has_to_be_named_and_no_other_may_be() -> None:
    assert given("Within 24 hours, 60% of people with marsh fever respond to belvarine.") == [
        "response-day 60 Percent"
    ]
    assert given("Within six months, 60% of people with marsh fever respond to belvarine.") == []


def test_what_was_named_before_is_borrowed_and_shown() -> None:
    (found,) = read("Its half-life is 72 hours.", before="Belvarine leaves the body slowly.")
    assert found.quantity == ID("half-life")
    assert found.borrowed == (Stretch(0, 33),)
    assert found.confidence < 0.9


def test_a_value_is_written_as_a_claim_gives_it() -> None:
    (found,) = read("About 72% of people with marsh fever respond to belvarine.")
    claim = ID("claim")
    written = {quad.predicate: quad.object for quad in value_quads(found, claim, ox.DefaultGraph())}
    assert written[KB("gives")] == ID("response")
    assert written[KB("unit")] == KB("Percent")
    assert written[KB("asPrinted")] == ox.Literal("About 72%")
    assert {KB("value"), KB("approximate")} < set(written)


def test_a_sentence_that_takes_the_one_before_it_back_takes_its_figure_back() -> None:
    text = "Belvarine has a half-life of 31 hours."
    assert len(read_draft(text, lexicon()).figures) == 1
    assert read_draft(f"{text} That is simply not true.", lexicon()).figures == ()


EVIDENCE = """
id:e-response a kb:Evidence ; kb:gives id:response ; kb:value 46 ; kb:ciLow 42 ; kb:ciHigh 50 ; kb:unit kb:Percent ; kb:asPrinted "46%" ;
    cito:citesAsEvidence id:trial-a ; kb:design kb:RandomizedControlledTrial ; kb:finding "46% responded." ; kb:verification kb:SeenAtSource .
id:e-rash a kb:Evidence ; kb:gives id:rash-ratio ; kb:value 2.5 ; kb:ciLow 2.1 ; kb:ciHigh 2.9 ; kb:unit kb:Fold ; kb:asPrinted "2.5" ;
    cito:citesAsEvidence id:trial-a ; kb:design kb:RandomizedControlledTrial ; kb:finding "2.5-fold." ; kb:verification kb:SeenAtSource .
"""


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Nine in ten people with marsh fever respond to belvarine.", "Refuted"),
        ("Fewer than a quarter of people with marsh fever respond to belvarine.", "Refuted"),
        ("Almost half of people with marsh fever respond to belvarine.", "Supported"),
        ("Up to 46% of people with marsh fever respond to belvarine.", "Supported"),
        ("A rash is two to three times as common on belvarine as on placebo.", "Supported"),
        ("A rash is ten times as common on belvarine as on placebo.", "Refuted"),
        ("Belvarine raises the risk of a rash by 2.5%.", "Refuted"),
        ("Belvarine raises the risk of a rash by 150%.", "Supported"),
        ("The risk of a rash is 40% lower on belvarine.", "Refuted"),
    ],
)
def test_evidence_judges_a_value_as_it_judges_that_of_an_encoded_claim(
    text: str, verdict: str
) -> None:
    (found,) = read(text)
    written = "".join(
        f"{quad.subject} {quad.predicate} {quad.object} .\n"
        for quad in value_quads(found, ID("c"), ox.DefaultGraph())
    )
    on_file = ON_FILE.partition("#> .\n\n")[2].partition("id:response ")
    stated = (
        f"{on_file[1]}{on_file[2]}{EVIDENCE}id:c a kb:Claim ; prov:wasQuotedFrom id:article .\n"
    )
    assert judge(stated + written).verdict() == verdict


@pytest.mark.parametrize(
    ("rows", "given"),
    [
        (["Drug | Share", "Belvarine in marsh fever | 50% respond"], 1),
        (["Drug | Walking", "Response to it in marsh fever | 50% respond"], 0),
        (["Drug | After one dose | After six", "Belvarine in marsh fever | 50% respond | 70% respond"], 0),
        (["Drug | In children", "Belvarine in marsh fever | 50% respond"], 0),
    ],
)  # fmt: skip
def test_a_figure_of_a_table_is_not_taken_past_what_the_head_of_its_column_says(
    rows: list[str], given: int
) -> None:
    text = "# Belvarine\n\n" + "\n".join(row.replace(" | ", "\t") for row in rows) + "\n"
    assert len({each.printed for each in read_draft(text, lexicon()).figures}) == given


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("In the trials, 60% of people with marsh fever responded to belvarine.", "response"),
        (
            "60% of people with marsh fever responded to belvarine, and a child may need another dose.",
            "response",
        ),
        ("In marsh fever belvarine takes 9 days to work after you swallow it.", "onset"),
    ],
)
def test_what_a_clause_of_its_own_says_is_nothing_to_a_figure(text: str, quantity: str) -> None:
    assert {each.quantity for each in read(text)} == {ID(quantity)}


@pytest.mark.parametrize(
    "text",
    [
        "60% of people with marsh fever did not respond to belvarine, and a child may need another dose.",
        "60% of people with sea fever responded to belvarine, and marsh fever is common.",
        "In the trials, 60% of people with marsh fever dropped out.",
        "60% of adults with marsh fever had never heard of belvarine, and some responded to it.",
        "60% of people with marsh fever have read about belvarine.",
    ],
)
def test_a_figure_of_something_else_stays_that(text: str) -> None:
    assert ID("response") not in {each.quantity for each in read(text)}


def test_what_people_read_about_they_need_not_have() -> None:
    assert read("4% of adults have marsh fever.") != []
    assert read("4% of adults have read about marsh fever.") == []
