"""What registries say is kept in terms of the vocabulary."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest

from commands import ROOT
from kbtool.rdf.namespaces import KB, RDFS, XSD
from kbtool.rdf.terms import instances, one
from kbtool.references.identifiers import Identifier
from kbtool.references.record import Record, ReferenceType, State, Stated
from kbtool.references.registries import ONLINE, DrugsAtFda, RetractionWatch
from kbtool.references.retractions import Notice, Standing


@pytest.fixture(scope="module")
def vocabulary() -> ox.Store:
    store = ox.Store()
    store.load(path=ROOT / "kb" / "vocabulary.ttl", format=ox.RdfFormat.TURTLE)
    return store


def test_what_registries_state_has_a_property_of_its_type(vocabulary: ox.Store) -> None:
    types = {str: XSD("string"), bool: XSD("boolean"), date: XSD("date")}
    for what in Stated:
        assert one(vocabulary, KB(what.term), RDFS("range")) == types[what.type], what


def test_types_standings_and_registries_are_terms(vocabulary: ox.Store) -> None:
    assert {KB(type_) for type_ in ReferenceType} <= set(
        instances(vocabulary, KB("ReferenceType"))
    ) | set(instances(vocabulary, KB("StudyDesign")))
    assert {KB(each.value) for each in Standing} == set(
        instances(vocabulary, KB("RetractionStatus"))
    )
    online = {KB(registry.term) for registry in ONLINE}
    files = {KB(DrugsAtFda.term), KB(RetractionWatch.term)}
    assert online | files == set(instances(vocabulary, KB("Registry")))


DOI = Identifier("doi", "10.1000/x")
DAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("record", "blank"),
    [
        (Record("RetractionWatch", DOI, DAY, about=True), True),
        (Record("RetractionWatch", DOI, DAY, notices=(Notice("Correction", None, ""),)), False),
        (Record("Crossref", DOI, DAY, exists=False), False),
        (Record("Crossref", DOI, DAY, title="Ibuprofen for pain"), False),
        (Record("OpenFDA", DOI, DAY, states=(State(Stated.APPROVED, value=True),)), False),
    ],
)
def test_a_record_is_blank_if_nothing_is_said_in_it(record: Record, blank: bool) -> None:
    assert record.is_blank == blank
