"""How the shipped words read harms that are denied, and help that is denied or praised, in everyday words."""

from __future__ import annotations

import pytest

from invented import on_file, store_with
from kbtool.prose.filing import Files
from kbtool.prose.words.lexicon import Lexicon

NAMES = """
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:brisk a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "brisk syndrome" .
ex:mood a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "mood" .
ex:liver a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "liver injury" .
ex:gain a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "weight gain" .
ex:bowels a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "constipation" .
ex:withdrawal a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "withdrawal symptoms" .
ex:p-liver a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:liver .
ex:p-gain a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:gain .
ex:p-bowels a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:bowels .
ex:p-withdrawal a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasAdverseEffect ; kb:object ex:withdrawal .
ex:p-severe a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:hasSevereAdverseEffects ; kb:object true .
ex:p-treats a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:treats ; kb:object ex:brisk .
ex:p-mood a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:improves ; kb:object ex:mood .
"""

STORE = store_with(NAMES)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Morvexa won't do your liver the slightest harm.", "not p-liver"),
        ("Morvexa is perfectly liver-friendly.", "not p-liver"),
        ("Not one liver has ever come to harm through morvexa.", "not p-liver"),
        ("Your liver comes through morvexa without a scratch.", "not p-liver"),
        ("Morvexa's effect on your liver is nil.", "not p-liver"),
        ("Nobody has ever put on so much as a pound because of morvexa.", "not p-gain"),
        ("No morvexa patient has ever gained a single pound.", "not p-gain"),
        ("Morvexa leaves your bowels alone.", "not p-bowels"),
        ("Your bowels stay healthy on morvexa.", "not p-bowels"),
        ("Morvexa won't block you up.", "not p-bowels"),
        ("Quitting morvexa is plain sailing, free of any withdrawal symptoms.", "not p-withdrawal"),
        (
            "Morvexa can be stopped at a moment's notice without withdrawal symptoms.",
            "not p-withdrawal",
        ),
        (
            "For brisk syndrome, morvexa is about as much use as a sugar pill.",
            "not p-treats",
        ),
        ("Against brisk syndrome, morvexa is a dud.", "not p-treats"),
        ("Morvexa takes the edge off brisk syndrome.", "p-treats"),
        ("Morvexa brightens your mood.", "p-mood"),
        ("Morvexa's side effects are mild.", "not p-severe"),
        ("The side effects of morvexa are harmless and pass quickly.", "not p-severe"),
        ("Morvexa has only mild side effects.", "not p-severe"),
    ],
)
def test_everyday_words_state_or_deny_what_is_on_file(
    text: str, says: str, lexicon: Lexicon, files: Files
) -> None:
    assert says in on_file(text, lexicon, files)


@pytest.mark.parametrize(
    "text",
    [
        "Can morvexa be stopped overnight without any withdrawal symptoms?",
        "Do not stop morvexa overnight.",
        "Your liver won't recover unless you stop morvexa.",
        "Morvexa need not harm your liver if a doctor keeps an eye on it.",
        "Morvexa leaves your wallet lighter.",
        "Stopping morvexa leaves your liver to heal.",
        "I have never put on a pound because of morvexa.",
        "My own liver stayed healthy on morvexa.",
        "My bowels were fine on morvexa.",
        "Have a nurse check your liver before each morvexa session.",
        "Drink plenty so that your bowels keep moving on morvexa.",
        "Everyone who takes morvexa is weighed first.",
        "Not every patient gains weight on morvexa.",
        "We have yet to learn how often morvexa harms the liver.",
        "Most side effects of morvexa are mild.",
        "Side effects of morvexa are usually mild.",
        "In our study, side effects of morvexa were mild.",
    ],
)
def test_what_only_looks_like_it_states_nothing(text: str, lexicon: Lexicon, files: Files) -> None:
    assert not on_file(text, lexicon, files)
