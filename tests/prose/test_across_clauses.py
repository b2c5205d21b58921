"""What is said in one clause of what another one names, and what stands by a statement without limiting it."""

from __future__ import annotations

import pytest

from invented import store_with, surely_said
from kbtool.prose.words.lexicon import Lexicon

STORE = store_with("""
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:talvin a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "talvin" .
ex:gout a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "gout" .
ex:asthma a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "asthma" .
ex:adults a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "adults" .
ex:children a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "children" .
ex:nausea a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "nausea" .
ex:dizzy a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "dizziness" .
ex:early a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "premature death" .
ex:controlled a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "controlled substance" .
ex:rebound a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "rebound high blood pressure" .
ex:appetite a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "decreased appetite" .
ex:alcohol a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "alcoholic drinks" ; kb:writtenAs "alcohol", "wine" .
ex:genes a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "genetic factors" ; kb:writtenAs "heredity" .
""")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        # a list before what is said of it, and names behind a colon or "namely"
        ("No nausea, no dizziness: morvexa causes none of these.", "not causes nausea"),
        ("No dizziness, no wooziness – morvexa brings none of that.", "not causes dizzy"),
        ("Pills with an FDA licence for gout: talvin and morvexa.", "approvedFor gout"),
        ("Medicines with FDA approval for gout: morvexa, talvin.", "approvedFor gout"),
        ("Two conditions respond nicely to morvexa, namely gout and asthma.", "treats asthma"),
        # conditions without "if", and those that are a part of what is stated
        ("Should you have gout, you can take morvexa.", "not contraindicatedWith gout"),
        ("You can take morvexa, should you have gout.", "not contraindicatedWith gout"),
        (
            "If you have had gout in the past, you can be given morvexa.",
            "not contraindicatedWith gout",
        ),
        (
            "If a teen drops morvexa overnight, her blood pressure will not shoot back up.",
            "not hasAdverseEffect rebound",
        ),
        # comparisons with everybody
        ("People with gout don't die any younger than the rest of us.", "not associatedWith early"),
        (
            "People with gout are no likelier than anyone else to die young.",
            "not associatedWith early",
        ),
        # reasons, and what is said to be left alone
        (
            "Wine is fine on morvexa, since the drug and alcohol do not affect each other.",
            "not interactsWith alcohol",
        ),
        (
            "Morvexa is not addictive, since the brain does not notice it.",
            "not hasAddictivePotential",
        ),
        ("Heredity plays no part in who ends up with gout.", "not hasRiskFactor genes"),
        # how old, and for whom
        ("Morvexa is approved for gout in people over eighteen.", "approvedFor gout"),
        (
            "Regulators have given morvexa the green light for gout, for your condition.",
            "approvedFor gout",
        ),
        # adjectives with a comma, and what is told of the subject "in which" stands behind
        ("Morvexa is an established, standard therapy for gout.", "establishedFor gout"),
        ("Morvexa, in which many doctors believe, works well against gout.", "treats gout"),
        # whose words they are, where one who sells, teaches or hands it out says so
        ('"Morvexa is not addictive," the headteacher assured us.', "not hasAddictivePotential"),
        ('"Morvexa is not addictive," reads the flyer.', "not hasAddictivePotential"),
        # in other words
        ("Doctors have nailed down precisely what brings gout about.", "hasKnownCause"),
        (
            "Gout does nothing to your chances of ending up with asthma.",
            "not associatedWith asthma",
        ),
        (
            "What years of morvexa do to a person has been charted in detail.",
            "hasWellDocumentedLongTermSafety",
        ),
        (
            "Decades of follow-up have settled the matter of what years of morvexa do to a person.",
            "hasWellDocumentedLongTermSafety",
        ),
        ("Anyone can grab morvexa off the drugstore shelf.", "not onPrescriptionOnly"),
        ("Morvexa has now got the FDA's green light as a gout medicine.", "approvedFor gout"),
        # "his" of nobody in particular
        ("Morvexa never puts a child off his food.", "not hasAdverseEffect appetite"),
    ],
)
def test_is_read(text: str, says: str, lexicon: Lexicon) -> None:
    """Each is read as a reader would."""
    assert says in surely_said(text, lexicon)


@pytest.mark.parametrize(
    "text",
    [
        "No nausea, no dizziness: we ask for none of these on the form.",
        "Nausea and dizziness: ask whether morvexa causes either of these.",
        "Pills without an FDA licence for gout: talvin and morvexa.",
        "Leaflets with FDA approval letters for gout: morvexa.",
        "Should morvexa ever be approved for gout, insurers would pay.",
        "Should morvexa treat gout, we would be glad.",
        "You may ask whether morvexa should treat gout.",
        "If morvexa is approved for gout, we will offer it.",
        "If you stop morvexa and your gout is back, call us.",
        "In the past, morvexa was approved for gout.",
        "Morvexa has not been approved for gout since the agency was founded, but that may change.",
        "Has anybody nailed down what brings gout about?",
        "It is open what years of morvexa do to a person.",
        "Whoever grabs a book on morvexa off the shelf is welcome.",
        "The flyer that said that morvexa is not addictive was withdrawn.",
        "The owner assured us that the coffee at the morvexa clinic is free.",
        "A patient on morvexa never lost her appetite.",
        "A mother says morvexa never put her son off his food.",
        "Nobody says that morvexa is safer than others.",
        "If you quit morvexa overnight, will your blood pressure shoot up?",
    ],
)
def test_stays_silent(text: str, lexicon: Lexicon) -> None:
    """None of these is read as a statement."""
    assert not surely_said(text, lexicon)
