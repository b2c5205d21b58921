"""What the shipped words say against what is on file, by saying something that excludes it: the converse, the opposite, more."""

from __future__ import annotations

import pytest

from invented import on_file, store_with
from kbtool.prose.filing import Files
from kbtool.prose.reading import read_draft
from kbtool.prose.words.lexicon import Lexicon

NAMES = """
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:tuvanol a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "tuvanol" .
ex:calmers a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "calmers" .
ex:brisk a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "brisk syndrome" .
ex:slow a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "slow fever" .
ex:glim a kb:Concept ; kb:conceptKind kb:BodyProcess ; skos:prefLabel "glim" .
ex:drowsiness a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "drowsiness" .
ex:controlled a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "controlled substance" .
ex:listed a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "Schedule III controlled substance" ; skos:broader ex:controlled .
ex:faster a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:fasterThan ; kb:object ex:tuvanol .
ex:studied a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:lessStudiedThan ; kb:object ex:tuvanol .
ex:acts a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:actsOn ; kb:object ex:tuva .
ex:tuva a kb:Concept ; kb:conceptKind kb:BodyProcess ; skos:prefLabel "tuva receptors" .
ex:driving a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "driving on the day of treatment" .
ex:noDriving a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:contraindicatedWith ; kb:object ex:driving .
ex:memory a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "memory impairment" .
ex:forgets a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:memory .
ex:watching a kb:Concept ; kb:conceptKind kb:CareStep ; skos:prefLabel "monitoring throughout the session" .
ex:watched a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:givenWith ; kb:object ex:watching .
ex:raises a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:increasesLevelOf ; kb:object ex:glim .
ex:treats a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:treats ; kb:object ex:slow .
ex:sick a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:drowsiness .
ex:differs a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:differsInMechanismFrom ; kb:object ex:calmers .
ex:scheduled a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:scheduledAs ; kb:object ex:listed .
ex:experimental a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:experimentalFor ; kb:object ex:brisk .
ex:established a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:establishedFor ; kb:object ex:slow .
ex:sold a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:onPrescriptionOnly ; kb:object true .
"""

STORE = store_with(NAMES)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Tuvanol works faster than morvexa.", {"not faster"}),
        ("Tuvanol is less studied than morvexa.", {"not studied"}),
        ("Morvexa lowers glim.", {"not raises"}),
        ("Morvexa worsens slow fever.", {"not treats"}),
        ("Morvexa prevents drowsiness.", {"not sick"}),
        ("Morvexa is a calmer.", {"not differs"}),
        ("Morvexa is an established brisk syndrome treatment.", {"not experimental"}),
        ("Morvexa is no longer an experimental brisk syndrome treatment.", {"not experimental"}),
        ("Morvexa has become an accepted slow fever therapy.", {"established"}),
        ("Tuva receptors are untouched by morvexa.", {"not acts"}),
        ("You can drive yourself home after morvexa.", {"not noDriving"}),
        ("You don't need a ride home after morvexa.", {"not noDriving"}),
        ("Morvexa has no downside for memory.", {"not forgets"}),
        ("Your memory stays sharp on morvexa.", {"not forgets"}),
        ("Morvexa is given without any monitoring.", {"not watched"}),
        ("Morvexa is given with monitoring.", {"watched"}),
        ("Morvexa, sold as tuvanol, is an established slow fever therapy.", {"established"}),
        ("Feel free to drive straight home after morvexa.", {"not noDriving"}),
        ("You can order morvexa online without a prescription.", {"not sold"}),
    ],
)
def test_what_excludes_it_denies_it(
    text: str, says: set[str], lexicon: Lexicon, files: Files
) -> None:
    assert on_file(text, lexicon, files) == says


@pytest.mark.parametrize(
    "text",
    [
        "Tuvanol does not work faster than morvexa.",
        "Tuvanol is no less studied than morvexa.",
        "Morvexa does not lower glim.",
        "Morvexa does not block tuva receptors.",
        "You cannot drive yourself home after an operation.",
        "Morvexa, sold as an established slow fever therapy, is expensive.",
        "After morvexa, a friend will be free to drive you home.",
        "Can you drive yourself home after morvexa?",
        "Your memory stays sharp on tuvanol.",
        "Some say that your memory stays sharp on morvexa.",
        "Morvexa does not worsen slow fever.",
        "Morvexa does not prevent drowsiness.",
        "Morvexa is no calmer.",
        "Morvexa is better than an established treatment for brisk syndrome.",
        "Morvexa is better than an established brisk syndrome treatment.",
        "Is morvexa an established brisk syndrome treatment?",
        "Can you order morvexa online without a prescription?",
    ],
)
def test_what_does_not_exclude_it_says_nothing(text: str, lexicon: Lexicon, files: Files) -> None:
    assert on_file(text, lexicon, files) == set()


def test_who_denies_the_broader_thing_counts_where_a_narrower_one_is_on_file(
    lexicon: Lexicon, files: Files
) -> None:
    for text, counts in (("Morvexa is unscheduled.", True), ("Tuvanol is unscheduled.", False)):
        assert bool(files.stated(read_draft(text, lexicon))) is counts
