"""kb/registry.ttl: what is written is read again, and the later record of a thing takes the place of the earlier."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict

from kbtool.errors import InputError
from kbtool.rdf.namespaces import ID, Names
from kbtool.rdf.turtle.style import in_house_style
from kbtool.references.excerpts import Excerpt, ExcerptStatus
from kbtool.references.identifiers import Identifier
from kbtool.references.record import Record, State, Stated, TextIs
from kbtool.references.registry_file import StoredRecord, stored_records
from kbtool.references.registry_writing import merged, registry_turtle
from kbtool.references.retractions import Notice
from tests.references.test_identifiers import IDENTIFIERS

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)  # fmt: skip
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
NOTICES = st.builds(
    Notice,
    st.sampled_from(["Retraction", "Correction", "Expression of concern"]),
    st.none() | DAYS,
    st.sampled_from(["", "10.1000/n"]),
    st.sampled_from(["", "7"]),
)
RECORDS = st.builds(
    Record,
    registry=st.sampled_from(["Crossref", "PubMed", "OpenFDA"]),
    identifier=IDENTIFIERS,
    day=DAYS,
    exists=st.booleans(),
    about=st.booleans(),
    title=st.none() | TEXTS,
    also_titled=st.lists(TEXTS, max_size=2, unique=True).map(lambda t: tuple(sorted(t))),
    authors=st.just(()) | st.tuples(TEXTS),
    years=st.lists(st.integers(1900, 2100), max_size=2, unique=True).map(lambda y: tuple(sorted(y))),
    reference_type=st.none() | st.just("JournalArticle"),
    names=st.lists(TEXTS, max_size=2, unique=True).map(lambda t: tuple(sorted(t))),
    notices=st.lists(NOTICES, max_size=2, unique=True).map(tuple),
    states=st.sampled_from([(), (State(Stated.APPROVED, True), State(Stated.APPROVED_ON, date(2020, 1, 2)))]),
    text_is=st.just(TextIs.WHOLE),
)  # fmt: skip


@given(st.lists(RECORDS, max_size=4))
def test_what_is_written_is_read_again(records: list[Record]) -> None:
    stored = merged([], [StoredRecord(ID("r"), r, (Excerpt("a “b”", ExcerptStatus.FOUND),)) for r in records], [ID("r")])  # fmt: skip
    turtle = registry_turtle(stored, Names())
    store = ox.Store()
    store.load(turtle, format=ox.RdfFormat.TURTLE)
    again = stored_records(store, Names())
    assert [_comparable(r) for r in again] == [_comparable(r) for r in stored]
    assert in_house_style(turtle, "kb/registry.ttl") == turtle


def _comparable(stored: StoredRecord) -> object:
    """All of a record, with what has no order sorted."""
    record = stored.record
    notices = sorted(record.notices, key=str)
    said = {**asdict(record), "notices": notices, "also_titled": sorted(record.also_titled), "names": sorted(record.names)}  # fmt: skip
    return stored.reference, said, stored.excerpts


def test_a_later_record_takes_the_place_of_the_earlier() -> None:
    doi = Identifier("doi", "10.1000/r")
    old, new = (StoredRecord(ID("r"), Record("Crossref", doi, day)) for day in (date(2025, 1, 1), date(2026, 1, 1)))  # fmt: skip
    other = StoredRecord(ID("r"), Record("PubMed", Identifier("pmid", "1"), date(2025, 1, 1)))
    gone = StoredRecord(ID("gone"), Record("Crossref", doi, date(2025, 1, 1)))
    assert merged([old, other, gone], [new], [ID("r")]) == [new, other]


@pytest.mark.parametrize(
    "damage",
    [
        ('"DOI 10.1000/r"', '"ketamine"'),
        ('"2026-01-01"^^xsd:date', '"soon"'),
        ("kb:recordOf id:r ; ", ""),
    ],
)
def test_a_damaged_record_is_not_passed_over(damage: tuple[str, str]) -> None:
    record = Record("Crossref", Identifier("doi", "10.1000/r"), date(2026, 1, 1))
    turtle = registry_turtle([StoredRecord(ID("r"), record)], Names())
    assert damage[0] in turtle
    store = ox.Store()
    store.load(turtle.replace(*damage), format=ox.RdfFormat.TURTLE)
    with pytest.raises(InputError, match="id:record-r-crossref-doi cannot be read"):
        stored_records(store, Names())
