"""A true finding on the wrong claim: what is told, what is not, and how many slips of this kind in the shipped files are told."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest

from commands import ROOT
from kbtool.knowledge.derive.misplaced import misplaced_quads
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import instances, value
from wrong_places import Change, beside, elsewhere, read_turtle

WORDS = """
@prefix kb: <https://w3id.org/kbtool/ns#> .
@prefix id: <https://w3id.org/kbtool/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix cito: <http://purl.org/spar/cito/> .
kb:finding kb:functionWord "the", "of", "a", "on", "in" ; kb:comparisonWord "than", "no" .
kb:population a kb:Qualifier .
id:ibuprofen kb:conceptKind kb:Treatment ; skos:prefLabel "ibuprofen" ; skos:broader id:painkillers .
id:naproxen kb:conceptKind kb:Treatment ; skos:prefLabel "naproxen" ; skos:broader id:painkillers .
id:painkillers kb:conceptKind kb:Treatment ; skos:prefLabel "painkillers" .
id:pain kb:conceptKind kb:HealthOutcome ; skos:prefLabel "pain" ; skos:hiddenLabel "ache" .
id:headache kb:conceptKind kb:HealthOutcome ; skos:prefLabel "headache" ; skos:broader id:pain .
id:fever kb:conceptKind kb:HealthOutcome ; skos:prefLabel "fever" .
id:asthma kb:conceptKind kb:Disorder ; skos:prefLabel "asthma" .
id:work kb:conceptKind kb:Place ; skos:prefLabel "work" .
id:adults kb:conceptKind kb:PersonGroup ; skos:prefLabel "adults" .
id:children kb:conceptKind kb:PersonGroup ; skos:prefLabel "children" .
id:p kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain ; kb:population id:adults .
id:r rdfs:label "A paper" ; dct:title "{title}" .
id:e kb:supports id:p ; cito:citesAsEvidence id:r ; kb:finding "{finding}" .
"""


def told(finding: str, title: str = "A trial") -> list[tuple[str, str, str]]:
    """The part, what is missing there and what is named, of each misplacement."""
    store = ox.Store()
    text = WORDS.replace("{finding}", finding).replace("{title}", title)
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    quads = list(misplaced_quads(store))
    of = {(quad.subject, quad.predicate): value(quad.object) for quad in quads}
    nodes = [quad.object for quad in quads if quad.predicate == KB("misplacement")]
    names = ("misplacedPart", "missingThing", "namedThing")
    return [tuple(_local(of[node, KB(name)]) for name in names) for node in nodes]  # type: ignore[misc, index]


def _local(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


@pytest.mark.parametrize(
    ("finding", "title", "expected"),
    [
        ("Fever fell on ibuprofen in adults.", "A trial", ("object", "pain", "fever")),
        ("Naproxen lowered pain in adults.", "A trial", ("subject", "ibuprofen", "naproxen")),
        ("Pain was lower.", "Naproxen in adults", ("subject", "ibuprofen", "naproxen")),
        ("Ibuprofen lowered pain in children.", "A trial", ("population", "adults", "children")),
        ("The painkiller naproxen lowered pain.", "A trial", ("subject", "ibuprofen", "naproxen")),
        ("Asthma was milder at work.", "A trial", ("subject", "ibuprofen", "asthma")),
    ],
)
def test_another_thing_of_the_kind_is_told(
    finding: str, title: str, expected: tuple[str, str, str]
) -> None:
    assert told(finding, title) == [expected]


@pytest.mark.parametrize(
    ("finding", "title"),
    [
        ("Half of them were better.", "A trial"),
        ("Pain was lower, and fever too.", "Ibuprofen and naproxen in adults"),
        ("Pain was lower than on naproxen.", "A trial in adults"),
        ("With no children among them, pain was lower.", "A trial"),
        ("The temperature fell.", "A trial"),
        ("Headache was lower, fever was not.", "A trial"),
        ("The painkiller lowered pain.", "A trial"),
        ("An ache was gone, and the fever.", "A trial"),
    ],
)
def test_what_names_its_own_or_nothing_is_not(finding: str, title: str) -> None:
    assert not told(finding, title)


@pytest.fixture(scope="module")
def shipped() -> ox.Store:
    """The files of the shipped knowledge base, with nothing derived."""
    return read_turtle(ROOT / "kb")


def test_few_of_the_shipped_items_are_told(shipped: ox.Store) -> None:
    items = instances(shipped, KB("Evidence"))

    assert len(flagged(shipped)) <= 0.05 * len(items)


@pytest.mark.parametrize(
    ("change", "share"), [(beside, 70), (elsewhere, 60)], ids=["beside", "elsewhere"]
)
def test_most_items_that_are_put_on_another_statement_are_told(
    shipped: ox.Store, change: Change, share: int
) -> None:
    store = ox.Store()
    store.bulk_extend(shipped)
    moved = change(store, shipped, random.Random(1), 100)

    assert len(moved) == 100
    assert len(moved & flagged(store)) >= share


def flagged(store: ox.Store) -> set[str]:
    """The items of evidence that are told."""
    quads = misplaced_quads(store)
    return {value(quad.subject) for quad in quads if quad.predicate == KB("misplacement")}
