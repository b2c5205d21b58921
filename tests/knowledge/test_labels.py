"""Nodes read as people would say them."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from cases import Case, lay_out
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import ID, KB

TURTLE = """
id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:improves ; kb:object id:pain ;
    kb:population id:adults ; kb:horizon "P1DT12H"^^xsd:duration .
id:drugs a kb:Concept ; skos:prefLabel "the drugs" ; kb:plural true .
id:plural a kb:Proposition ; kb:subject id:drugs ; kb:predicate kb:causes ; kb:object id:pain .
id:bare a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:hasAddictivePotential ; kb:object true .
id:in-itself a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:improves ; kb:object id:pain ; kb:condition id:in-itself .
id:some a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:improves ; kb:object id:pain ; kb:condition id:fever ; kb:quantifier kb:Some .
id:some-people a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:safeFor ; kb:object id:adults ; kb:quantifier kb:Some .
id:mainly a kb:Proposition ; kb:subject id:drugs ; kb:predicate kb:actsOn ; kb:object id:pain ; kb:degree kb:Mainly .
id:must a kb:Proposition ; kb:subject id:drugs ; kb:predicate kb:dosingSchedule ; kb:object id:pain ; kb:obligation kb:Must .
id:partly a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:sharesSymptomsWith ; kb:object id:pain ; kb:degree kb:Partly .
id:usually a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:sharesSymptomsWith ; kb:object id:pain ; kb:frequency kb:Often .
id:apart a kb:Proposition ; kb:subject id:pain ; kb:predicate kb:distinctiveOf ; kb:object id:drugs .
id:balance a kb:Proposition ; kb:subject id:drugs ; kb:predicate kb:outweighsBenefit ; kb:object true .
id:needed a kb:Proposition ; kb:subject id:drugs ; kb:predicate kb:requires ; kb:object id:pain .
id:often-most a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:improves ; kb:object id:pain ; kb:frequency kb:Often ; kb:quantifier kb:Most .
id:q a kb:Quantity ; kb:subject id:fever ; kb:measure kb:relativeRisk ; kb:outcome id:pain .
id:c a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "two" ; kb:gives id:q ; kb:value 2 ; kb:unit kb:Fold ;
    kb:asPrinted "two" ; kb:certainty kb:Categorical .
"""


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> Labels:
    root = lay_out(
        Case("S01", TURTLE, (), article="two"), tmp_path_factory.mktemp("kb") / "project"
    )
    kb: KnowledgeBase = open_knowledge_base(root)
    return kb.labels


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        ("p", "ibuprofen improves pain after 1 day 12 hours in adults"),
        ("plural", "the drugs cause pain"),
        ("bare", "ibuprofen is addictive"),
        ("in-itself", "ibuprofen improves pain in id:in-itself"),
        ("q", "relative risk of pain with fever"),
        ("some", "ibuprofen improves pain in fever in some people"),
        ("some-people", "ibuprofen is safe for some adults"),
        ("mainly", "the drugs mainly act on pain"),
        ("apart", "the drugs set pain apart from other disorders"),
        ("balance", "the harms of the drugs outweigh their benefits"),
        ("must", "the drugs are necessarily taken as pain"),
        ("often-most", "ibuprofen often improves pain in most people"),
    ],
)
def test_phrases(labels: Labels, name: str, phrase: str) -> None:
    assert labels.phrase(ID(name)) == phrase


def test_denials(labels: Labels) -> None:
    assert labels.phrase(ID("bare"), negated=True) == "ibuprofen is not addictive"
    assert labels.phrase(ID("plural"), negated=True) == "the drugs do not cause pain"


def test_a_denial_denies_how_much_is_said(labels: Labels) -> None:
    said = {
        "partly": "ibuprofen shares no symptoms with pain in any part",
        "usually": "ibuprofen does not often share symptoms with pain",
        "some": "ibuprofen does not improve pain in fever in any people",
        "mainly": "the drugs do not mainly act on pain",
        "must": "the drugs are not necessarily taken as pain",
        "often-most": "ibuprofen often improves pain in half of people at most",
    }
    assert {name: labels.phrase(ID(name), negated=True) for name in said} == said


def test_what_is_meant_always_is_not_denied_as_never(labels: Labels) -> None:
    assert labels.denied_as_meant(ID("needed")) == "the drugs do not always require pain"
    assert labels.denied_as_meant(ID("bare")) == "ibuprofen is not addictive"


def test_a_figure_says_its_value(labels: Labels) -> None:
    said = [quad for quad in labels.quads() if quad.predicate == KB("says")]
    assert [(quad.subject, quad.object) for quad in said] == [
        (ID("c"), ox.Literal("relative risk of pain with fever: two"))
    ]


def test_labels_then_curies(labels: Labels) -> None:
    assert labels.label(ID("ibuprofen")) == "ibuprofen"
    assert labels.label(KB("Refuted")) == "refuted"
    assert labels.label(ID("nobody-declares-this")) == "id:nobody-declares-this"


def test_messages_name_nodes_by_label(labels: Labels) -> None:
    message = f"Compare <{ID('ibuprofen').value}> with {ID('fever').value}."
    assert labels.replace_iris(message) == "Compare ibuprofen with fever."


def test_only_concepts_have_no_phrase(labels: Labels) -> None:
    assert labels.phrase(ID("ibuprofen")) is None
