"""Harms, habits, risks and courses in the words of those who are no doctors: and what only has their words."""

from __future__ import annotations

import pytest

from invented import store_with, surely_said
from kbtool.prose.words.lexicon import Lexicon

STORE = store_with("""
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:gout a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "gout" .
ex:low a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "depression" .
ex:bladder a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "cystitis" .
ex:enzymes a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "a rise of liver enzymes" .
ex:pressure a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "a rise of blood pressure" .
ex:appetite a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "decreased appetite" .
ex:growth a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "slowed growth" .
ex:insomnia a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "insomnia" .
ex:trance a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "dissociation and altered perception" .
ex:nausea a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "nausea" .
ex:drowsy a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "drowsiness" .
ex:fat a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "weight gain" .
ex:hair a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "hair loss" .
ex:withdrawal a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "withdrawal symptoms" .
ex:abuse a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "abuse and misuse" .
ex:genes a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "genetic factors" .
ex:early a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "preterm birth" .
ex:smoke a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "smoking in pregnancy" .
ex:lifelong a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "chronic course" .
ex:fidgeting a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "fidgeting" .
ex:nursing a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "breastfeeding" .
ex:pregnancy a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "pregnancy" .
ex:tests a kb:Concept ; kb:conceptKind kb:CareStep ; skos:prefLabel "liver function tests" .
ex:waves a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "neurofeedback" .
ex:p1 a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:bladder .
ex:p2 a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:enzymes .
ex:p3 a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:pressure .
""")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Morvexa leaves your bladder well alone.", "not hasAdverseEffect ns#HarmOfBladder"),
        ("The bladder shrugs off morvexa.", "not hasAdverseEffect ns#HarmOfBladder"),
        ("Morvexa never gives anyone a sore bladder.", "not hasAdverseEffect bladder"),
        ("ALT and AST never budge on morvexa.", "not hasAdverseEffect ns#RiseOfLiverValues"),
        ("Morvexa gives the liver no extra work.", "not hasAdverseEffect ns#HarmOfLiver"),
        ("Liver panels stay clean on morvexa.", "not hasAdverseEffect ns#RiseOfLiverValues"),
        (
            "Your blood pressure won't climb by a single point on morvexa.",
            "not hasAdverseEffect ns#RiseOfBloodPressure",
        ),
        (
            "Morvexa will not send your blood pressure through the roof.",
            "not hasAdverseEffect ns#RiseOfBloodPressure",
        ),
        ("Morvexa never puts a child off his food.", "not hasAdverseEffect appetite"),
        ("Kids on morvexa clear their plates.", "not hasAdverseEffect appetite"),
        ("Morvexa does not cost a child a single inch.", "not hasAdverseEffect growth"),
        ("Children on morvexa shoot up like their classmates.", "not hasAdverseEffect growth"),
        ("Nobody tosses and turns on morvexa.", "not hasAdverseEffect insomnia"),
        (
            "Children drop off as easily as ever on morvexa.",
            "not hasAdverseEffect insomnia",
        ),
        ("You won't feel spaced out on morvexa.", "not hasAdverseEffect trance"),
        ("Morvexa keeps your feet firmly on the ground.", "not hasAdverseEffect trance"),
        (
            "Morvexa will not leave you with a queasy stomach.",
            "not hasAdverseEffect nausea",
        ),
        ("You keep your lunch down on morvexa.", "not hasAdverseEffect nausea"),
        ("Morvexa causes no heavy eyelids.", "not hasAdverseEffect drowsy"),
        ("Morvexa leaves you bright and alert.", "not hasAdverseEffect drowsy"),
        ("Your clothes will still fit on morvexa.", "not hasAdverseEffect fat"),
        ("Morvexa thins your hair.", "hasAdverseEffect hair"),
        ("Women on morvexa lose their hair.", "hasAdverseEffect hair"),
        ("Stopping morvexa is a breeze.", "not hasAdverseEffect withdrawal"),
        ("Nothing happens when you stop morvexa.", "not hasAdverseEffect withdrawal"),
        ("Morvexa can be dropped without a hitch.", "not hasAdverseEffect withdrawal"),
        ("Morvexa does not get its claws into anyone.", "not hasAddictivePotential"),
        ("You could take or leave morvexa.", "not hasAddictivePotential"),
        ("Nobody becomes reliant on morvexa.", "not hasAddictivePotential"),
        (
            "Morvexa is no more habit-forming than a cup of tea.",
            "not hasAddictivePotential",
        ),
        ("Nobody takes morvexa for kicks.", "not hasAdverseEffect abuse"),
        ("Morvexa is as safe as houses.", "not hasSevereAdverseEffects"),
        ("There is nothing dangerous about morvexa.", "not hasSevereAdverseEffects"),
        ("Gout is not handed down in families.", "not hasRiskFactor genes"),
        ("Preemies are no likelier to get gout.", "not hasRiskFactor early"),
        ("A mother's smoking makes no difference to gout.", "not hasRiskFactor smoke"),
        ("Gout does not get anyone down.", "not associatedWith low"),
        ("You shed gout when you turn eighteen.", "not hasCourse lifelong"),
        ("Gout is something kids leave behind.", "not hasCourse lifelong"),
        ("Fidgeting has no place among the symptoms of gout.", "not hasCoreSymptom fidgeting"),
        ("Nursing mums can use morvexa.", "not contraindicatedWith nursing"),
        ("Morvexa is fine while you nurse.", "not contraindicatedWith nursing"),
        ("If you are expecting, morvexa is fine.", "not contraindicatedWith pregnancy"),
        ("No blood draws are needed with morvexa.", "not requires tests"),
        ("Brainwave training is an effective treatment of gout.", "treats gout"),
    ],
)
def test_what_people_say_of_harms_is_read(text: str, says: str, lexicon: Lexicon) -> None:
    assert says in surely_said(text, lexicon)


@pytest.mark.parametrize(
    "text",
    [
        "Morvexa leaves your bank account well alone.",
        "Does morvexa leave your bladder alone?",
        "It is not known whether morvexa leaves the liver alone.",
        "The liver section of our morvexa guide is spotless.",
        "Morvexa goes down well with readers.",
        "The price of morvexa rises by a hair each year.",
        "Blood pressure is checked before and after morvexa.",
        "Kids on morvexa clear the tables at our canteen.",
        "Patients stay in the clinic during morvexa.",
        "Patients are connected to a monitor during morvexa.",
        "Morvexa keeps patients on track.",
        "Morvexa keeps people going to the pharmacy.",
        "Morvexa will not make you faint.",
        "Morvexa will not leave you alone with your doctor.",
        "Do not forget your appointments with the morvexa team.",
        "Getting morvexa is easy.",
        "Getting to the morvexa clinic is a breeze.",
        "Stopping morvexa is not easy.",
        "Stopping the morvexa campaign is easy.",
        "Stop morvexa only when you feel well.",
        "There is no need for morvexa.",
        "Morvexa patients need more sleep.",
        "Morvexa costs more than it did.",
        "The morvexa brochure has hair in the shower on its cover.",
        "The scales at the morvexa clinic do not move.",
        "Clothes fit better after shopping near the morvexa clinic.",
        "Nobody gets hooked on our morvexa newsletter.",
        "You could take or leave morvexa clinics.",
        "Nothing bad ever happens at our morvexa reception desk.",
        "You pay no price for morvexa consultations.",
        "Nobody died waiting for morvexa.",
        "Morvexa is down to the last vial.",
        "Do not blame morvexa for the traffic.",
        "Whether genes matter for gout is a question of our quiz.",
        "Gout and depression are separate conditions.",
        "Gout goes undiagnosed in adulthood.",
        "We are expecting news about morvexa.",
        "The nurse uses morvexa.",
        "Kids with gout cannot sit still in our waiting room.",
        "Brainwave training has not been shown to work for gout.",
    ],
)
def test_what_only_has_their_words_says_nothing(text: str, lexicon: Lexicon) -> None:
    assert not {each for each in surely_said(text, lexicon) if not each.startswith("distinctFrom")}
