"""How bloggers, patients, sceptics and marketers say what a drug does, how well, how soon and by what: and what only sounds like it."""

from __future__ import annotations

import pytest

from invented import store_with, surely_said
from kbtool.prose.lexicon_reading import read_lexicon
from kbtool.prose.words.lexicon import Lexicon

STORE = store_with("""
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:talvin a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "talvin" .
ex:uricostats a kb:Concept ; kb:plural true ; kb:conceptKind kb:Treatment ; skos:prefLabel "uricostats" .
ex:gout a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "gout" .
ex:joint a kb:Concept ; kb:plural true ; kb:conceptKind kb:Disorder ; skos:prefLabel "joint disorders" .
ex:purine a kb:Concept ; kb:conceptKind kb:BodyProcess ; skos:prefLabel "purine" .
ex:mood a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "mood" .
ex:swelling a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "swelling" .
ex:stones a kb:Concept ; kb:plural true ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "kidney stones" .
ex:brief a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "temporary" .
ex:lasting a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "lasting" ; skos:hiddenLabel "lasting effect" .
ex:p1 a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:treats ; kb:object ex:gout .
""")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon(STORE)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Morvexa has been a godsend for people with gout.", "treats morvexa gout"),
        ("Gout melts away on morvexa.", "treats morvexa gout"),
        ("Gout does not stand a chance against morvexa.", "treats morvexa gout"),
        ("Morvexa is not worth taking for gout.", "not treats morvexa gout"),
        ("Morvexa misses the mark in gout.", "not treats morvexa gout"),
        ("In gout, morvexa comes up empty.", "not treats morvexa gout"),
        ("Morvexa keeps swelling down.", "improves morvexa swelling"),
        ("Moods brighten on morvexa.", "improves morvexa mood"),
        ("Morvexa will not do a thing for your mood.", "not improves morvexa mood"),
        ("Do not count on morvexa to bring the swelling down.", "not improves morvexa swelling"),
        ("Morvexa has a hundred percent success rate in gout.", "not failsInSome morvexa gout"),
        ("Morvexa is foolproof for gout.", "not failsInSome morvexa gout"),
        ("Not all gout patients do well on morvexa.", "failsInSome morvexa gout"),
        ("There are people with gout for whom morvexa does nothing.", "failsInSome morvexa gout"),
        ("You can beat gout for good.", "curable gout"),
        ("You are stuck with gout for life.", "not curable gout"),
        ("Once you have gout, you have it for life.", "not curable gout"),
        ("Morvexa stamps out gout.", "cures morvexa gout"),
        ("Morvexa fixes things for good.", "not effectPersistence morvexa brief"),
        ("One dose of morvexa and you are set for life.", "not effectPersistence morvexa brief"),
        ("The effect of morvexa is gone within weeks.", "effectPersistence morvexa brief"),
        ("Morvexa works like a shot.", "hasRapidOnset morvexa"),
        ("Relief from morvexa comes fast.", "hasRapidOnset morvexa"),
        ("Morvexa is a slow burner.", "not hasRapidOnset morvexa"),
        ("Do not hold your breath waiting for morvexa to work.", "not hasRapidOnset morvexa"),
        ("Morvexa leaves talvin in the dust.", "moreEffectiveThan morvexa talvin"),
        ("Morvexa puts talvin to shame.", "moreEffectiveThan morvexa talvin"),
        ("Morvexa plays second fiddle to talvin.", "not nonInferiorTo morvexa talvin"),
        ("Morvexa is not a patch on talvin.", "not nonInferiorTo morvexa talvin"),
        ("Morvexa has no edge over talvin.", "not moreEffectiveThan morvexa talvin"),
        ("Morvexa is a match for talvin.", "nonInferiorTo morvexa talvin"),
        ("There is nothing to choose between morvexa and talvin.", "nonInferiorTo morvexa talvin"),
        ("You wait longer for relief with talvin than with morvexa.", "fasterThan morvexa talvin"),
        ("Morvexa beats talvin to it.", "fasterThan morvexa talvin"),
        ("Morvexa is slower off the mark than talvin.", "not fasterThan morvexa talvin"),
        ("Morvexa is just as slow as talvin.", "not fasterThan morvexa talvin"),
        ("Talvin beats morvexa for speed.", "slowerThan morvexa talvin"),
        ("Morvexa is a safer pair of hands than talvin.", "saferThan morvexa talvin"),
        ("Morvexa beats talvin on safety.", "saferThan morvexa talvin"),
        ("On safety, morvexa has no edge over talvin.", "not saferThan morvexa talvin"),
        ("Morvexa is no kinder to the body than talvin.", "not saferThan morvexa talvin"),
        ("Morvexa has more trials behind it than talvin.", "not lessStudiedThan morvexa talvin"),
        ("More is known about morvexa than about talvin.", "not lessStudiedThan morvexa talvin"),
        ("Morvexa has fewer trials to its name than talvin.", "lessStudiedThan morvexa talvin"),
        ("Far less is known about morvexa than about talvin.", "lessStudiedThan morvexa talvin"),
        ("It has been proven that morvexa is safer than talvin.", "shownSaferThan morvexa talvin"),
        (
            "Studies leave no doubt that morvexa is safer than talvin.",
            "shownSaferThan morvexa talvin",
        ),
        (
            "The evidence is clear that morvexa beats talvin.",
            "shownMoreEffectiveThan morvexa talvin",
        ),
        ("Morvexa has been proven to beat talvin.", "shownMoreEffectiveThan morvexa talvin"),
        (
            "It is an established fact that morvexa works faster than talvin.",
            "shownFasterThan morvexa talvin",
        ),
        ("Morvexa has been shown to act sooner than talvin.", "shownFasterThan morvexa talvin"),
        (
            "Long-term studies have given morvexa a clean bill of health.",
            "hasWellDocumentedLongTermSafety morvexa",
        ),
        (
            "There is no mystery about the long-term safety of morvexa.",
            "hasWellDocumentedLongTermSafety morvexa",
        ),
        (
            "We are in the dark about the long-term safety of morvexa.",
            "not hasWellDocumentedLongTermSafety morvexa",
        ),
        (
            "The long-term safety of morvexa is a blank page.",
            "not hasWellDocumentedLongTermSafety morvexa",
        ),
        ("Gout has been traced to a single cause.", "hasKnownCause gout"),
        ("The cause of gout is an open book.", "hasKnownCause gout"),
        ("The cause of gout remains a riddle.", "not hasKnownCause gout"),
        ("Nobody knows why people get gout.", "not hasKnownCause gout"),
        ("Morvexa does its work on purine.", "actsOn morvexa purine"),
        ("Morvexa owes its effect to purine.", "actsOn morvexa purine"),
        ("Above all else morvexa hits purine.", "primarilyActsOn morvexa purine"),
        ("First and foremost, morvexa goes after purine.", "primarilyActsOn morvexa purine"),
        ("Morvexa takes a detour around purine.", "not actsOn morvexa purine"),
        ("Morvexa does not go near purine.", "not actsOn morvexa purine"),
        ("Purine is only a sideshow for morvexa.", "not primarilyActsOn morvexa purine"),
        ("Morvexa puts a stop to purine.", "antagonist morvexa purine"),
        ("Morvexa throws a spanner in the works of purine.", "antagonist morvexa purine"),
        ("Purine shoots up on morvexa.", "increasesLevelOf morvexa purine"),
        ("Morvexa tops up your purine.", "increasesLevelOf morvexa purine"),
        ("Purine stays put on morvexa.", "not increasesLevelOf morvexa purine"),
        ("Purine levels do not budge on morvexa.", "not increasesLevelOf morvexa purine"),
        ("Under the hood, morvexa and talvin are the same.", "sharesMechanismWith morvexa talvin"),
        ("Morvexa is talvin by another name.", "sharesMechanismWith morvexa talvin"),
        ("Morvexa takes another tack than talvin.", "differsInMechanismFrom morvexa talvin"),
        ("Morvexa goes about it differently from talvin.", "differsInMechanismFrom morvexa talvin"),
        ("The uricostats include morvexa.", "memberOfClass morvexa uricostats"),
        (
            "There are three uricostats, namely morvexa, talvin and plovane.",
            "memberOfClass morvexa uricostats",
        ),
        ("Morvexa is not a uricostat at all.", "not memberOfClass morvexa uricostats"),
        ("Morvexa is anything but a uricostat.", "not memberOfClass morvexa uricostats"),
        ("Gout goes down as one of the joint disorders.", "classifiedAs gout joint"),
        ("Gout has its place among the joint disorders.", "classifiedAs gout joint"),
        ("Gout does not belong among the joint disorders.", "not classifiedAs gout joint"),
        ("It is a mistake to count gout among the joint disorders.", "not classifiedAs gout joint"),
        ("Kidney stones never get a chance on morvexa.", "prevents morvexa stones"),
        ("Take morvexa and kidney stones will not come.", "prevents morvexa stones"),
        ("Morvexa does nothing to prevent kidney stones.", "not prevents morvexa stones"),
        ("Kidney stones come anyway, morvexa or no morvexa.", "not prevents morvexa stones"),
        ("Morvexa drives gout back.", "treats morvexa gout"),
        ("Gout gives up the fight on morvexa.", "treats morvexa gout"),
        ("Morvexa is the real deal for gout.", "treats morvexa gout"),
        ("Morvexa takes on gout and wins.", "treats morvexa gout"),
        ("Morvexa does not cut it in gout.", "not treats morvexa gout"),
        ("For gout, morvexa is a waste of breath.", "not treats morvexa gout"),
        ("Gout sails right through morvexa.", "not treats morvexa gout"),
        ("Morvexa is all smoke and mirrors for gout.", "not treats morvexa gout"),
        ("Morvexa fails people with gout.", "not treats morvexa gout"),
        ("Morvexa never did a thing for anyone's mood.", "not improves morvexa mood"),
        ("Nobody with gout comes away disappointed from morvexa.", "not failsInSome morvexa gout"),
        ("There is nobody with gout for whom morvexa falls short.", "not failsInSome morvexa gout"),
        ("Every single sufferer of gout is helped by morvexa.", "not failsInSome morvexa gout"),
        ("Gout is history thanks to morvexa.", "cures morvexa gout"),
        ("With morvexa, gout becomes a distant memory.", "cures morvexa gout"),
        ("Morvexa is a silver bullet for gout.", "cures morvexa gout"),
        ("Morvexa is the only medicine you will ever need for gout.", "cures morvexa gout"),
        ("Doctors have put their finger on the cause of gout.", "hasKnownCause gout"),
        ("We know for certain where gout comes from.", "hasKnownCause gout"),
        ("The cause of gout is no longer up for debate.", "hasKnownCause gout"),
        (
            "The long-term safety of morvexa is as solid as a rock.",
            "hasWellDocumentedLongTermSafety morvexa",
        ),
        (
            "Doctors have the full picture of the long-term safety of morvexa.",
            "hasWellDocumentedLongTermSafety morvexa",
        ),
        (
            "The relief you get from morvexa is yours to keep.",
            "not effectPersistence morvexa brief",
        ),
        ("Once you stop morvexa, the relief carries on.", "not effectPersistence morvexa brief"),
        ("Morvexa is stronger medicine than talvin by a mile.", "moreEffectiveThan morvexa talvin"),
        ("Put morvexa next to talvin and there is no contest.", "moreEffectiveThan morvexa talvin"),
        ("Morvexa is a tortoise next to talvin.", "not fasterThan morvexa talvin"),
        ("It takes morvexa longer than talvin to work.", "not fasterThan morvexa talvin"),
        (
            "The pile of studies on morvexa towers over that on talvin.",
            "not lessStudiedThan morvexa talvin",
        ),
        ("Morvexa gets its effect from purine.", "actsOn morvexa purine"),
        ("It is purine that morvexa is after.", "actsOn morvexa purine"),
        ("Purine does not notice morvexa.", "not actsOn morvexa purine"),
        ("Morvexa leaves purine to its own devices.", "not actsOn morvexa purine"),
        ("Purine is the main thing that morvexa goes for.", "primarilyActsOn morvexa purine"),
        ("On morvexa, purine stays exactly where it was.", "not increasesLevelOf morvexa purine"),
        ("Uricostats like morvexa are taken daily.", "memberOfClass morvexa uricostats"),
        ("Morvexa is your classic uricostat.", "memberOfClass morvexa uricostats"),
        (
            "Three uricostats lead the market, namely talvin, plovane and morvexa.",
            "memberOfClass talvin uricostats",
        ),
        ("Morvexa makes sure that kidney stones never come.", "prevents morvexa stones"),
        ("Nobody on morvexa ever gets kidney stones.", "prevents morvexa stones"),
    ],
)
def test_what_is_said_of_an_effect_is_read(text: str, says: str, lexicon: Lexicon) -> None:
    assert says in surely_said(text, lexicon, with_subject=True)


@pytest.mark.parametrize(
    "text",
    [
        "Does morvexa work wonders for gout?",
        "Whether morvexa gets the better of gout is not known.",
        "If morvexa clears up gout, tell your doctor.",
        "Money for gout research went down the drain while morvexa sold well.",
        "Forget your keys, not morvexa, when gout flares.",
        "The share price of the maker of morvexa fell flat.",
        "The gout charity found morvexa's advert misleading.",
        "The packet of morvexa comes up short of gout advice.",
        "Nobody claims that morvexa is a miracle for gout.",
        "The gout society and the makers of morvexa keep pace with the news.",
        "We do not know whether a cure for gout will arrive.",
        "Morvexa keeps good company.",
        "Morvexa keeps working hours short.",
        "Stop morvexa and the benefit scheme ends.",
        "Morvexa is a slow seller.",
        "Do not expect overnight delivery of morvexa.",
        "Morvexa builds on years of chemistry.",
        "Morvexa leaves talvin behind on price.",
        "Morvexa is cheaper than talvin.",
        "More people take morvexa than talvin.",
        "Morvexa has the edge on talvin when it comes to price.",
        "Morvexa is a step up in price from talvin.",
        "It is not known which of morvexa and talvin works better.",
        "Morvexa arrives sooner in the post than talvin.",
        "The bottle of morvexa is easier on the hands than that of talvin.",
        "The adverts for morvexa do less damage than talvin's.",
        "More is spent on morvexa than on talvin.",
        "More jokes have been written about morvexa than about talvin.",
        "Trials are under way to show whether morvexa beats talvin.",
        "There is no data on the long-term safety of morvexa.",
        "More studies are needed before the long-term risks of morvexa are well understood.",
        "Does anyone know what causes gout?",
        "Doctors hope to find the culprit behind gout.",
        "Uric acid crystals are blamed for gout.",
        "The charity has its sights set on purine research.",
        "The purine chapter of the morvexa leaflet is out.",
        "Whether morvexa leaves purine alone is unknown.",
        "Morvexa is sold in the same shops as talvin.",
        "Morvexa and talvin are worlds apart in price.",
        "Is morvexa one of the uricostats?",
        "Morvexa is sold with the uricostats.",
        "Unlike the uricostats, morvexa is new.",
        "A history of suicide in the family should be told before morvexa.",
        "Kidney stones come in many sizes.",
        "Ask whether morvexa protects against kidney stones.",
        "A perfect record of gout attacks helps your doctor choose morvexa.",
        "Every gout patient gets better advice with morvexa.",
        "Whoever you are, ask about morvexa and gout.",
        "People with gout do better when morvexa is explained.",
        "The clinic drives gout patients home after morvexa.",
        "Is morvexa the real deal for gout?",
        "The morvexa advert does not cut it with gout campaigners.",
        "For gout patients, the queue for morvexa is a waste of time.",
        "Nobody comes away from the morvexa desk without a leaflet on gout.",
        "We would like to know where gout comes from.",
        "The cause of gout is still up for debate.",
        "There are gaps in what we know about the long-term safety of morvexa.",
        "The leaflet you get from morvexa's makers is yours to keep.",
        "Put morvexa next to talvin on the shelf.",
        "The pile of adverts on morvexa towers over that on talvin.",
        "Uricostats, like morvexa, come in a box.",
        "Three uricostats lead the market, and morvexa is not among the talks of the town.",
        "Ask whether morvexa makes sure that kidney stones never come.",
    ],
)
def test_what_only_sounds_like_it_says_nothing(text: str, lexicon: Lexicon) -> None:
    assert surely_said(text, lexicon, with_subject=True) == set()
