"""How approval, law, advice, safety for some, care and cover are told in everyday words: and what only sounds like it."""

from __future__ import annotations

import pytest

from invented import store_with, surely_said
from kbtool.prose.words.lexicon import Lexicon

STORE = store_with("""
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:talvin a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "talvin" .
ex:beer a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "alcohol" .
ex:gout a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "gout" .
ex:worry a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "anxiety" .
ex:clot a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "thrombosis" .
ex:pregnant a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "pregnancy" .
ex:nursing a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "breastfeeding" ; skos:broader ex:people .
ex:people a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "people" .
ex:fda a kb:Concept ; kb:conceptKind kb:Organization ; skos:prefLabel "FDA" .
ex:controlled a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "controlled substance" .
ex:driving a kb:Concept ; kb:conceptKind kb:CareStep ; skos:prefLabel "driving on the day of treatment" .
ex:tests a kb:Concept ; kb:conceptKind kb:CareStep ; skos:prefLabel "liver function tests" .
ex:watch a kb:Concept ; kb:conceptKind kb:CareStep ; skos:prefLabel "monitoring after the session" .
ex:home a kb:Concept ; kb:conceptKind kb:Place ; skos:prefLabel "the patient's home" .
ex:daily a kb:Concept ; kb:conceptKind kb:MannerOfTreatment ; skos:prefLabel "daily doses" .
""")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("The FDA has given morvexa its blessing as a gout treatment.", "approvedFor gout"),
        ("Gout was added to morvexa's label.", "approvedFor gout"),
        ("Morvexa got the regulator's stamp of approval for gout.", "approvedFor gout"),
        ("Morvexa for gout has the thumbs-up.", "approvedFor gout"),
        ("There is nothing off-label about morvexa for gout.", "approvedFor gout"),
        (
            "Gout is now one of the conditions that morvexa is licensed to treat.",
            "approvedFor gout",
        ),
        ("Morvexa's label was widened to take in gout.", "approvedFor gout"),
        ("Regulators have authorized morvexa for people suffering from gout.", "approvedFor gout"),
        ("Morvexa is licensed for people battling gout.", "approvedFor gout"),
        ("Every morvexa prescription for gout is off-label.", "not approvedFor gout"),
        ("Gout is nowhere to be found on the morvexa label.", "not approvedFor gout"),
        ("Morvexa never made it past the FDA for gout.", "not approvedFor gout"),
        ("The FDA turned its back on morvexa for gout.", "not approvedFor gout"),
        ("As a gout treatment, morvexa lacks approval.", "not approvedFor gout"),
        ("The label of morvexa lists anxiety among the side effects.", "hasAdverseEffect worry"),
        ("Morvexa has been scrutinized by the FDA.", "reviewedBy fda"),
        ("Morvexa is no more controlled than aspirin.", "not scheduledAs controlled"),
        ("There are no federal controls on morvexa.", "not scheduledAs controlled"),
        ("Morvexa was descheduled years ago.", "not scheduledAs controlled"),
        ("Morvexa is freely available to anyone who wants it.", "not onPrescriptionOnly"),
        ("You need not see a doctor to get morvexa.", "not onPrescriptionOnly"),
        ("Morvexa is a first-line treatment for gout.", "recommendedFor gout"),
        ("Every guideline tells doctors to reach for morvexa in gout.", "recommendedFor gout"),
        ("Guidelines steer doctors away from morvexa in gout.", "not recommendedFor gout"),
        ("A past thrombosis does not disqualify you from morvexa.", "not contraindicatedWith clot"),
        ("A thrombosis is no deal-breaker for morvexa.", "not contraindicatedWith clot"),
        ("Thrombosis does not matter when you start morvexa.", "not cautionedFor clot"),
        ("You can breastfeed while on morvexa.", "safeFor nursing"),
        ("Mothers can safely use morvexa while they nurse.", "safeFor nursing"),
        ("There is no need to wean your baby before morvexa.", "safeFor nursing"),
        ("Morvexa never passes into breast milk.", "safeFor nursing"),
        ("Morvexa may be taken right through pregnancy.", "not contraindicatedWith pregnant"),
        ("No need to arrange a ride home after morvexa.", "not contraindicatedWith driving"),
        ("Morvexa leaves you fit to drive.", "not contraindicatedWith driving"),
        ("A glass of wine on morvexa will not hurt.", "not interactsWith beer"),
        ("You do not have to skip wine on morvexa.", "not interactsWith beer"),
        ("Morvexa pairs well with talvin.", "not interactsWith talvin"),
        ("You can wash morvexa down with a beer.", "not interactsWith beer"),
        ("Say goodbye to liver tests with morvexa.", "not requires tests"),
        ("With morvexa there are no blood tests for your liver.", "not requires tests"),
        ("You can walk straight out after morvexa.", "not givenWith watch"),
        ("Morvexa is shipped straight to your door.", "givenIn home"),
        ("Patients use morvexa on their own couch.", "givenIn home"),
        ("Morvexa has to be swallowed every morning.", "dosingSchedule daily"),
        ("Insurance takes care of morvexa for gout.", "coveredByInsuranceFor gout"),
    ],
)
def test_what_is_told_in_everyday_words_is_read(text: str, says: str, lexicon: Lexicon) -> None:
    assert says in surely_said(text, lexicon)


@pytest.mark.parametrize(
    "text",
    [
        "Did the FDA give morvexa its blessing as a gout treatment?",
        "If gout is ever added to morvexa's label, we will tell you.",
        "They added gout to the list of questions about morvexa.",
        "My mother gave morvexa her blessing before my gout appointment.",
        "The doctor signed off on the bill for morvexa and gout coaching.",
        "The stamp of approval on our door covers morvexa and gout visits.",
        "Some clinics claim that morvexa got the FDA's stamp of approval for gout.",
        "The ethics board gave a thumbs up to talks on morvexa and gout.",
        "Gout is one of the conditions for which morvexa is sold online.",
        "Is morvexa licensed for people suffering from gout?",
        "The DEA has no interest in your morvexa records.",
        "There are no federal controls on the price of morvexa.",
        "You will not find morvexa on our price list.",
        "A petition to have morvexa descheduled was filed.",
        "You need not see a doctor to read about morvexa.",
        "You can order our morvexa book online, no prescription needed.",
        "Morvexa clinics stock vitamins from any supermarket.",
        "Doctors point gout patients to our morvexa brochure.",
        "Should doctors reach for morvexa in gout?",
        "Some say that guidelines steer doctors away from morvexa in gout.",
        "It does not matter to our morvexa clinic where you live.",
        "People with a thrombosis are free to call the morvexa clinic.",
        "You can have a thrombosis and still read our page on morvexa.",
        "Mothers ask whether they can breastfeed on morvexa.",
        "You can nurse your headache after morvexa.",
        "It is not known whether morvexa passes into breast milk.",
        "There is no need to stop nursing school because of morvexa.",
        "Mothers can use our morvexa waiting room while they nurse.",
        "Can mothers use morvexa while they nurse?",
        "Pregnant women can call our morvexa team with questions.",
        "Your driver can hop in the car and take you home after morvexa.",
        "You will need a ride home after morvexa.",
        "Wine is served at the morvexa conference.",
        "Is a glass of wine on morvexa harmless?",
        "You may drink water with morvexa.",
        "Say goodbye to our liver test nurse, who taught us about morvexa.",
        "There is no charge for liver tests on morvexa.",
        "You can walk straight in for morvexa.",
        "There is no waiting list for morvexa.",
        "Our morvexa newsletter is shipped straight to your door.",
        "There is no need to visit a clinic for a talk about morvexa.",
        "We post a morvexa update every morning.",
        "You will not pay a cent for our guide to morvexa for gout.",
        "Who takes care of morvexa bills for gout?",
    ],
)
def test_what_only_sounds_like_it_says_nothing(text: str, lexicon: Lexicon) -> None:
    assert surely_said(text, lexicon) == set()


def test_a_trigger_that_spells_out_its_denial_is_not_turned_by_it_again(lexicon: Lexicon) -> None:
    assert "interactsWith beer" not in surely_said(
        "You do not have to skip wine on morvexa.", lexicon
    )
    assert "not interactsWith beer" in surely_said(
        "You do not have to forgo wine on morvexa.", lexicon
    )
