"""kb/registry.ttl is brought up to date record by record: what is not asked again stays as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from kbtool.rdf.namespaces import GRAPH, ID, Names
from kbtool.rdf.store import TurtleFile
from kbtool.references.identifiers import Identifier
from kbtool.references.record import Record
from kbtool.references.registry_file import StoredRecord, stored_records
from kbtool.references.registry_writing import registry_turtle, updated

DAY, LATER = date(2025, 1, 1), date(2026, 1, 1)


def record(name: str, day: date = DAY, title: str = "A title") -> StoredRecord:
    doi = Identifier("doi", f"10.1000/{name}")
    return StoredRecord(ID(name), Record("Crossref", doi, day, title=title, names=("B", "A")))


def as_read(turtle: str) -> TurtleFile:
    return TurtleFile(Path("registry.ttl"), "registry.ttl", GRAPH("registry"), turtle)


def read(turtle: str) -> list[StoredRecord]:
    store = ox.Store()
    store.load(turtle, format=ox.RdfFormat.TURTLE)
    return stored_records(store, Names())


def brought_up_to_date(turtle: str, new: list[StoredRecord], known: str) -> str:
    return updated(as_read(turtle), read(turtle), new, {ID(name) for name in known}, Names())


def test_nothing_new_changes_nothing() -> None:
    turtle = registry_turtle([record("a"), record("c")], Names())
    assert brought_up_to_date(turtle, [], "ac") == turtle


def test_the_same_answer_changes_nothing() -> None:
    turtle = registry_turtle([record("a"), record("c")], Names())
    assert brought_up_to_date(turtle, [record("c")], "ac") == turtle


@pytest.mark.parametrize("name", ["a", "b", "c", "d"])
def test_a_record_is_written_where_it_belongs(name: str) -> None:
    before = registry_turtle([record("a"), record("c")], Names())
    after = sorted([record(n) for n in {"a", "c", name}], key=lambda stored: stored.key)
    assert brought_up_to_date(before, [record(name)], "abcd") == registry_turtle(after, Names())


def test_a_later_answer_takes_the_place_of_the_earlier_and_its_name() -> None:
    turtle = registry_turtle([record("a"), record("c")], Names()).replace(
        "record-a-crossref-doi", "mine"
    )
    found = brought_up_to_date(turtle, [record("a", LATER)], "ac")
    assert found == turtle.replace(DAY.isoformat(), LATER.isoformat(), 1)


@pytest.mark.parametrize("gone", ["a", "b", "c"])
def test_what_was_said_of_a_reference_that_is_gone_is_taken_out(gone: str) -> None:
    turtle = registry_turtle([record(name) for name in "abc"], Names())
    kept = "abc".replace(gone, "")
    assert brought_up_to_date(turtle, [], kept) == registry_turtle(
        [record(n) for n in kept], Names()
    )


def test_comments_stay_where_they_are() -> None:
    first, second = registry_turtle([record("a"), record("c")], Names()).split("\nid:record-c")
    turtle = f"{first}\n# On c.\nid:record-c{second}\n# At the end.\n"
    found = brought_up_to_date(turtle, [record("b"), record("a", LATER)], "abc")
    assert "\n# On c.\nid:record-c" + second in found
    assert found.endswith("\n# At the end.\n")
    assert [str(stored.reference) for stored in read(found)] == [str(ID(n)) for n in "abc"]


def test_a_file_in_another_style_is_written_anew() -> None:
    turtle = registry_turtle([record("a"), record("c")], Names())
    other = turtle.replace("\nid:record-c", " id:record-c")
    found = brought_up_to_date(other, [record("c", LATER)], "ac")
    assert [(stored.reference, stored.record.day) for stored in read(found)] == [
        (ID("a"), DAY),
        (ID("c"), LATER),
    ]
    assert "\nid:record-c" in found


def test_the_first_records_are_a_whole_file() -> None:
    assert updated(None, [], [record("a")], {ID("a")}, Names()) == registry_turtle(
        [record("a")], Names()
    )
