"""Which risks of a treatment are told where a page names none: each once, the most serious first."""

from __future__ import annotations

import pyoxigraph as ox

from cases import PREFIXES, ROOT
from kbtool.knowledge.derive.risks import risk_quads
from kbtool.knowledge.labels import Labels
from kbtool.rdf.namespaces import GRAPH, ID, KB, Names
from kbtool.rdf.store import build_store, read_turtle
from kbtool.rdf.terms import value

CONCEPTS = """
id:harm a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "harm" .
id:death a kb:Concept ; kb:seriousHarm true ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "death" ; skos:broader id:harm .
id:cough a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "cough" ; skos:broader id:harm .
id:night-cough a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "cough at night" ; skos:broader id:cough .
id:habit a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "a habit" ; skos:broader id:harm .
id:rash a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "rash" ; skos:broader id:harm .
"""


def risk(name: str, more: str = "", seen: str = "SeenAtSource") -> str:
    """Evidence that ibuprofen can cause something."""
    return (
        f"id:p-{name} a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:hasAdverseEffect ; kb:object id:{name} .\n"
        f'id:e-{name} a kb:Evidence ; kb:supports id:p-{name} ; kb:verification kb:{seen} ; kb:finding "F."{more} .\n'
    )


def derived(*evidence: str) -> tuple[str, set[str]]:
    """What is told of the risks of ibuprofen, and the items of evidence that are shown."""
    files = ("kb/vocabulary.ttl", "tests/rules/base.ttl")
    store = build_store(read_turtle(ROOT / name, name, GRAPH(name)) for name in files)
    turtle = PREFIXES + CONCEPTS + "".join(evidence)
    for triple in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
        store.add(ox.Quad(triple.subject, triple.predicate, triple.object, GRAPH("case")))
    quads = [q for q in risk_quads(store, Labels(store, Names())) if q.subject == ID("ibuprofen")]
    (words,) = (value(q.object) for q in quads if q.predicate == KB("risksInWords"))
    shown = {value(q.object) for q in quads if q.predicate == KB("foremostRisk")}
    return words, {each.rpartition("/")[2] for each in shown}


def test_what_can_kill_comes_first_then_what_a_label_has_among_its_serious_risks_then_what_it_warns_of() -> (
    None
):
    words, _ = derived(
        risk("cough"),
        risk("rash", " ; kb:section kb:WarningsSection"),
        risk("habit", " ; kb:section kb:AbuseSection"),
        risk("death"),
    )
    assert words == "death; a habit; rash; cough"


def test_a_risk_and_a_form_of_it_are_told_once() -> None:
    words, shown = derived(risk("cough"), risk("night-cough", " ; kb:section kb:WarningsSection"))
    assert words == "cough at night"
    assert shown == {"e-night-cough"}


def test_what_several_risks_are_forms_of_is_said_by_them() -> None:
    words, _ = derived(risk("harm"), risk("rash"), risk("cough"))
    assert words == "cough; rash"


def test_what_nobody_has_looked_up_is_not_told() -> None:
    words, shown = derived(risk("cough"), risk("death", seen="NotYetVerified"))
    assert (words, shown) == ("cough", {"e-cough"})


def test_six_are_named_and_the_others_counted() -> None:
    names = [f"harm-{letter}" for letter in "abcdefgh"]
    concepts = "".join(
        f'id:{name} a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "{name}" .\n'
        for name in names
    )
    words, shown = derived(concepts, *(risk(name) for name in names))
    assert words == "harm-a; harm-b; harm-c; harm-d; harm-e; harm-f; and 2 more"
    assert len(shown) == 6
