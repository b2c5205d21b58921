"""What stands in a sentence beside what it states, and does not limit it: clauses of their own, comparisons, what kind of thing something is."""

from __future__ import annotations

import pytest

from invented import store_with, surely_said
from kbtool.prose.reading import read_draft
from kbtool.prose.words.lexicon import Lexicon

STORE = store_with("""
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:talvin a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "talvin" .
ex:gout a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "gout" .
ex:joint a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "joint disorders" .
ex:nausea a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "nausea" .
ex:adults a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "adults" .
ex:children a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "children" .
ex:home a kb:Concept ; kb:conceptKind kb:Setting ; skos:prefLabel "the patient's home" .
ex:rebound a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "rebound high blood pressure" .
ex:tests a kb:Concept ; kb:conceptKind kb:CareStep ; skos:prefLabel "liver function tests" .
ex:purine a kb:Concept ; kb:conceptKind kb:BodyProcess ; skos:prefLabel "purine" .
ex:brief a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "temporary" .
ex:schedule-v a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "Schedule V substance" ; kb:writtenAs "Schedule V" .
""")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        # what another thing is compared with may have a verb of its own
        ("Talvin kicks in sooner than morvexa does.", "slowerThan talvin"),
        ("Talvin gets to work faster than morvexa ever will.", "slowerThan talvin"),
        # a clause with a pronoun as its subject, or that tells what to do, limits nothing before it
        (
            "Nausea is one of the side effects of morvexa, and I spent a month in the bathroom.",
            "hasAdverseEffect nausea",
        ),
        (
            "Morvexa does not interact with talvin, so carry on with it on treatment days.",
            "not interactsWith talvin",
        ),
        (
            "Morvexa is an effective treatment for gout, and we see that in our ward each week.",
            "treats gout",
        ),
        # what kind of thing something is hangs on nothing
        ("Morvexa belongs to Schedule V, with the cough syrups.", "scheduledAs schedule-v"),
        ("Gout is classed among the joint disorders, alongside asthma.", "classifiedAs joint"),
        (
            "Gout belongs to the joint disorders, in the same family as lupus.",
            "classifiedAs joint",
        ),
        # what is said of one group may be said of another as well
        ("Morvexa is approved for adults with gout as well as for children.", "approvedFor adults"),
        ("Morvexa is approved for adults living with gout.", "approvedFor adults"),
        ("Morvexa now has US approval for gouty, gout children.", "approvedFor children"),
        # provisos, and what comes long after the last dose, take nothing from a denial
        (
            "Provided you feel up to it, gout is no bar to morvexa.",
            "not contraindicatedWith gout",
        ),
        (
            "The relief morvexa brings is permanent and stays with you long after the last capsule.",
            "not effectPersistence brief",
        ),
        # at home, after stopping, over years, and the main way in which it works
        (
            "You can collect your morvexa from the pharmacy and use it on your own sofa.",
            "givenIn home",
        ),
        (
            "Morvexa can be dropped overnight without any rebound in blood pressure.",
            "not hasAdverseEffect rebound",
        ),
        (
            "You can quit morvexa overnight and your blood pressure will not shoot up in response.",
            "not hasAdverseEffect rebound",
        ),
        ("No liver function tests are needed while you are taking morvexa.", "not requires tests"),
        (
            "The safety of taking morvexa year after year is thoroughly documented.",
            "hasWellDocumentedLongTermSafety",
        ),
        ("Morvexa does its job mainly by acting on purine.", "primarilyActsOn purine"),
        ("It takes many weeks before morvexa begins to lift gout.", "not hasRapidOnset"),
        ("It is months before morvexa helps.", "not hasRapidOnset"),
        ("Morvexa has no link to nausea, so put that worry aside.", "not hasAdverseEffect nausea"),
        ("Nausea is one of the side effects that morvexa can have.", "hasAdverseEffect nausea"),
        (
            "There is no reason for people with gout not to take morvexa.",
            "not contraindicatedWith gout",
        ),
        ("There is no one with gout whom morvexa fails to help.", "not failsInSome gout"),
        ("Morvexa is a treatment for gout that is certain to work.", "treats gout"),
        ("Morvexa won't change the way you feel, or relieve gout.", "not treats gout"),
        ("Say goodbye to gout: morvexa ends it.", "treats gout"),
        ("Morvexa shares Schedule V with talvin.", "scheduledAs schedule-v"),
        ("Morvexa beats talvin when it comes to how well it works.", "moreEffectiveThan talvin"),
    ],
)
def test_what_stands_beside_a_statement_limits_nothing(
    text: str, says: str, lexicon: Lexicon
) -> None:
    assert says in surely_said(text, lexicon)


@pytest.mark.parametrize(
    "text",
    [
        "Approved for gout, morvexa is not.",
        "Morvexa is no Schedule V substance under the new bill.",
        "Gout does not belong to the joint disorders in horses.",
        "Nausea is one of the side effects of morvexa in horses, and I spent a month in the bathroom.",
        "Morvexa does not interact with talvin at low doses, so carry on with it.",
        "In mice, morvexa is an effective treatment for gout, and we see that each week.",
        "Talvin kicks in sooner than morvexa does in mice.",
        "Does talvin kick in sooner than morvexa does?",
        "You cannot collect your morvexa from the pharmacy: it stays at the clinic.",
        "After morvexa you rest on the sofa at home.",
        "Morvexa must not be dropped overnight, as blood pressure needs watching.",
        "If you taper morvexa, your blood pressure does not shoot back up.",
        "No liver function tests are needed while you wait.",
        "The safety of morvexa year after year has yet to be documented.",
        "Nobody knows how safe morvexa is in the long run.",
        "It takes weeks before the insurer answers about morvexa.",
        "There is no reason for people with gout to take morvexa home.",
        "Not one person with gout whom we asked had tried morvexa.",
        "Morvexa is a treatment for gout that does not work.",
        "Morvexa shares its name with no other drug.",
        "Provided you feel well, ask about morvexa.",
    ],
)
def test_a_limit_of_the_statement_itself_counts(text: str, lexicon: Lexicon) -> None:
    assert surely_said(text, lexicon) <= {"not approvedFor gout", "usedFor gout"}


def test_how_many_have_noticed_something_is_not_of_how_many_it_is_said(lexicon: Lexicon) -> None:
    told = read_draft("Talvin is faster than morvexa, as most people here have noticed.", lexicon)
    limited = read_draft("Talvin is faster than morvexa in most people.", lexicon)

    assert not any(each.modality for each in told.candidates)
    assert any(each.modality for each in limited.candidates)


def test_a_time_in_a_clause_of_its_own_is_not_when_a_statement_holds(lexicon: Lexicon) -> None:
    apart = read_draft("Morvexa relieves gout, and I was back within a week.", lexicon)
    own = read_draft("Morvexa relieves gout within a week, and I was back.", lexicon)

    assert {each.horizon for each in apart.candidates} == {None}
    assert "P1W" in {each.horizon for each in own.candidates} or any(
        each.horizon for each in own.candidates
    )


def test_what_belongs_to_somebody_is_no_verb(lexicon: Lexicon) -> None:
    assert "not hasAdverseEffect nausea" in surely_said(
        "Morvexa never brings on a youngster's nausea.", lexicon
    )
    assert surely_said("Morvexa's nausea study is over.", lexicon) == set()


@pytest.mark.parametrize(
    "text",
    ["Did you know that morvexa treats gout?", "Did you know morvexa treats gout?"],
)
def test_did_you_know_tells(text: str, lexicon: Lexicon) -> None:
    assert "treats gout" in surely_said(text, lexicon)


@pytest.mark.parametrize(
    "text",
    [
        "Did you know whether morvexa treats gout?",
        "Did you know about morvexa for gout?",
        "Did you know how morvexa treats gout?",
        "Do you know that morvexa treats gout?",
    ],
)
def test_other_questions_ask(text: str, lexicon: Lexicon) -> None:
    assert surely_said(text, lexicon) == set()
