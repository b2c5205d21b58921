"""Advice with its reason, who is treated and what one cause is: what is no denial and no word for a treatment, and what is."""

from __future__ import annotations

import pytest

from invented import store_with, surely_said
from kbtool.prose.words.lexicon import Lexicon

STORE = store_with("""
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:gout a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "gout" .
ex:rebound a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "rebound high blood pressure" .
ex:genes a kb:Concept ; kb:conceptKind kb:Characteristic ; skos:prefLabel "genetic factors" .
ex:pregnancy a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "pregnancy" .
""")
REBOUND = "hasAdverseEffect rebound"


@pytest.mark.parametrize(
    "text",
    [
        "Never stop morvexa suddenly, because blood pressure may shoot up.",
        "Do not stop morvexa suddenly, as your blood pressure can rise sharply.",
        "Do not stop morvexa suddenly, since blood pressure can shoot up.",
    ],
)
def test_a_denial_does_not_reach_into_the_reason_of_an_advice(text: str, lexicon: Lexicon) -> None:
    said = surely_said(text, lexicon)
    assert REBOUND in said
    assert not [each for each in said if each.startswith("not")]


@pytest.mark.parametrize(
    "text",
    [
        "Stopping morvexa suddenly never makes blood pressure shoot up.",
        "You can stop morvexa suddenly, because blood pressure will not shoot up.",
        "You can stop morvexa suddenly, as blood pressure never shoots up.",
    ],
)
def test_a_denial_in_the_reason_itself_is_one(text: str, lexicon: Lexicon) -> None:
    assert f"not {REBOUND}" in surely_said(text, lexicon)


@pytest.mark.parametrize(
    "text",
    [
        "# Morvexa at the Harbor\n\nSome of our patients have gout.",
        "# Morvexa at the Harbor\n\nMany of our patients have gout.",
        "# Morvexa at the Harbor\n\nMost people start with gout.",
        "Taking morvexa with gout is a decision to make with a doctor.",
        "Using morvexa during pregnancy is a question for your doctor.",
        "Gout is caused by bad parenting.",
    ],
)
def test_who_is_treated_and_one_cause_state_nothing_else(text: str, lexicon: Lexicon) -> None:
    assert surely_said(text, lexicon) == set()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Patients can take morvexa with gout.", "safeFor gout"),
        ("Patients may have morvexa even during pregnancy.", "not contraindicatedWith pregnancy"),
        ("You take morvexa while pregnant.", "not contraindicatedWith pregnancy"),
        ("Take morvexa during pregnancy.", "not contraindicatedWith pregnancy"),
        ("Taking morvexa during pregnancy is safe.", "not contraindicatedWith pregnancy"),
        ("Taking morvexa with gout is nothing to worry about.", "safeFor gout"),
        ("Using morvexa with gout poses no risk.", "safeFor gout"),
        ("Gout is caused solely by bad parenting.", "not hasRiskFactor genes"),
        ("Gout is entirely caused by parenting.", "not hasRiskFactor genes"),
        ("Gout is learned at home.", "not hasRiskFactor genes"),
    ],
)
def test_what_is_said_of_a_treatment_or_of_all_causes_is_read(
    text: str, says: str, lexicon: Lexicon
) -> None:
    assert says in surely_said(text, lexicon)
