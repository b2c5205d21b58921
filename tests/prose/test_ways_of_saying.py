"""How clinics, patients and reporters say what has no object, or one that is understood: and what only sounds like it."""

from __future__ import annotations

import pytest

from invented import store_with, surely_said
from kbtool.prose.words.lexicon import Lexicon

STORE = store_with("""
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:talvin a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "talvin" .
ex:gout a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "gout" .
ex:joint a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "joint disorders" .
ex:purine a kb:Concept ; kb:conceptKind kb:BodyProcess ; skos:prefLabel "purine" .
ex:fat a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "weight gain" .
ex:bowels a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "constipation" .
ex:cramps a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "cramps" .
ex:brief a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "temporary" .
ex:driving a kb:Concept ; kb:conceptKind kb:CareStep ; skos:prefLabel "driving on the day of treatment" .
ex:tests a kb:Concept ; kb:conceptKind kb:CareStep ; skos:prefLabel "liver function tests" .
ex:controlled a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "controlled substance" .
ex:p1 a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:bowels .
ex:p2 a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:fat .
""")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Morvexa will not turn anyone into an addict.", "not hasAddictivePotential"),
        ("Nobody ever had to go to rehab because of morvexa.", "not hasAddictivePotential"),
        ("Morvexa has no addictive streak whatsoever.", "not hasAddictivePotential"),
        ("Morvexa is about as addictive as water.", "not hasAddictivePotential"),
        ("With morvexa, dependence is off the table.", "not hasAddictivePotential"),
        ("You do not need a script for morvexa.", "not onPrescriptionOnly"),
        ("Anyone can walk into a pharmacy and buy morvexa.", "not onPrescriptionOnly"),
        ("Drugstores sell morvexa to anyone who asks.", "not onPrescriptionOnly"),
        ("You can buy morvexa off the shelf.", "not onPrescriptionOnly"),
        ("The gains from morvexa are there to stay.", "not effectPersistence brief"),
        ("With morvexa the relief is for keeps.", "not effectPersistence brief"),
        ("It is weeks before morvexa brings any relief.", "not hasRapidOnset"),
        ("With morvexa, patients wait weeks for any relief.", "not hasRapidOnset"),
        ("Nothing happens for weeks after morvexa.", "not hasRapidOnset"),
        (
            "The long-term safety record of morvexa is impeccable.",
            "hasWellDocumentedLongTermSafety",
        ),
        ("Every clinic gives the same morvexa dose.", "hasStandardDosing"),
        ("The morvexa dose is set in stone.", "hasStandardDosing"),
        ("The mystery of what causes gout has been solved.", "hasKnownCause"),
        ("Doctors have got to the bottom of what causes gout.", "hasKnownCause"),
        ("Morvexa has proved every bit as good as talvin.", "nonInferiorTo talvin"),
        ("Morvexa comes nowhere near talvin.", "not nonInferiorTo talvin"),
        ("Morvexa gets to work quicker than talvin.", "fasterThan talvin"),
        (
            "In a head-to-head with talvin, morvexa comes out as the more effective of the two.",
            "moreEffectiveThan talvin",
        ),
        ("Gout is covered by the licence for morvexa.", "approvedFor gout"),
        ("The law places no controls on morvexa.", "not scheduledAs controlled"),
        ("Doctors now file gout under the joint disorders.", "classifiedAs joint"),
        ("Morvexa gives purine a wide berth.", "not actsOn purine"),
        ("Morvexa gets results by topping up purine.", "actsOn purine"),
        ("After morvexa you are good to drive.", "not contraindicatedWith driving"),
        ("With morvexa, liver function never needs checking.", "not requires tests"),
        ("Morvexa has yet to let a gout patient down.", "not failsInSome gout"),
        (
            "Nobody has ever put on so much as a pound because of morvexa.",
            "not hasAdverseEffect fat",
        ),
        ("Morvexa can be stopped dead with no cramps.", "not hasAdverseEffect cramps"),
        ("Morvexa is an effective way of treating gout.", "treats gout"),
        ("Weight gain is not a thing with morvexa.", "not hasAdverseEffect fat"),
        ("Cramps are the last thing you will notice on morvexa.", "not hasAdverseEffect cramps"),
        ("Morvexa patients report no cramps.", "not hasAdverseEffect cramps"),
        ("Morvexa never blocks you up.", "not hasAdverseEffect bowels"),
        ("Morvexa leaves gout where it was.", "not improves gout"),
        ("Gout stays the same with or without morvexa.", "not improves gout"),
        ("Morvexa was rejected by the FDA for gout.", "not approvedFor gout"),
        ("Morvexa does not do a blind bit of good for gout.", "not treats gout"),
    ],
)
def test_what_strangers_say_is_read(text: str, says: str, lexicon: Lexicon) -> None:
    assert says in surely_said(text, lexicon)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody gets hooked on our podcast about morvexa.",
        "Does morvexa turn people into addicts?",
        "Some say morvexa is about as addictive as coffee.",
        "Patients can walk away from the morvexa clinic whenever they like.",
        "Patients can walk away from the morvexa session without help.",
        "With morvexa, the phone is off the table.",
        "The clinic has no hold over anyone who buys morvexa.",
        "Can you buy morvexa over the counter?",
        "Morvexa clinics sell vitamins over the counter.",
        "Some websites sell morvexa without a prescription, which is illegal.",
        "You need no script to read our morvexa guide.",
        "Illegal sellers hand morvexa out to anyone who asks.",
        "No paperwork is needed to book a morvexa consultation.",
        "We will keep your morvexa records for life.",
        "Patients hope that the relief from morvexa is for keeps.",
        "The results of the morvexa study are here to stay on our site.",
        "It is not known whether the benefit of morvexa lasts a lifetime.",
        "Patients wait weeks for a morvexa appointment.",
        "It was months before morvexa showed up in the headlines.",
        "The long-term safety of morvexa is being studied.",
        "Does anybody doubt the long-term safety of morvexa?",
        "Every clinic sets its own morvexa dose.",
        "Clinics agree on prices for morvexa.",
        "The mystery of what causes gout remains.",
        "We want to know what lies behind gout.",
        "Morvexa is on a par with talvin in price.",
        "The law places no controls on the price of morvexa.",
        "Purine does not come into this chapter on morvexa.",
        "Morvexa gets results by raising awareness.",
        "After morvexa, feel free to call your driver.",
        "After morvexa, a friend will be free to drive you home.",
        "After morvexa, you will need a driver.",
        "Morvexa has yet to fail an inspection for gout.",
        "We put pounds on the price of morvexa.",
        "Is morvexa an effective way of treating gout?",
        "Morvexa users complain of prices.",
        "Cramps are the last thing that the leaflet of morvexa mentions.",
        "Is weight gain a thing with morvexa?",
        "If weight gain is a thing with morvexa, tell your doctor.",
        "Traffic blocks you up on the way to get morvexa.",
        "Morvexa was rejected by the FDA for its label colour.",
        "You can stop our morvexa newsletter without trouble.",
    ],
)
def test_what_only_sounds_like_it_says_nothing(text: str, lexicon: Lexicon) -> None:
    assert surely_said(text, lexicon) == set()
