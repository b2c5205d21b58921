"""kb/registry.ttl: what is written is read again, and the later record of a thing takes the place of the earlier."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.errors import InputError
from kbtool.rdf.namespaces import ID
from kbtool.rdf.turtle.style import in_house_style
from kbtool.references.excerpts import FOUND, NORMALISED, NOT_FOUND, Excerpt, look_for
from kbtool.references.identifiers import Identifier
from kbtool.references.notices import (
    NOT_RETRACTED,
    RETRACTED,
    UNDER_CONCERN,
    Notice,
    marked,
    standing,
)
from kbtool.references.record import ABSTRACT, WHOLE, Record
from kbtool.references.registry_file import StoredRecord, merged, registry_turtle, stored_records
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
    states=st.sampled_from([(), (("approved", True), ("approvedOn", date(2020, 1, 2)))]),
    text_is=st.just(WHOLE),
)  # fmt: skip


@given(st.lists(RECORDS, max_size=4))
def test_what_is_written_is_read_again(records: list[Record]) -> None:
    stored = merged([], [StoredRecord(ID("r"), r, (Excerpt("a “b”", FOUND),)) for r in records], [ID("r")])  # fmt: skip
    turtle = registry_turtle(stored)
    store = ox.Store()
    store.load(turtle, format=ox.RdfFormat.TURTLE)
    again = stored_records(store)
    assert [_comparable(r) for r in again] == [_comparable(r) for r in stored]
    assert in_house_style(turtle, "kb/registry.ttl") == turtle


def _comparable(stored: StoredRecord) -> object:
    """All of a record, with what has no order sorted."""
    record = stored.record
    notices = sorted(record.notices, key=str)
    said = {**vars(record), "notices": notices, "also_titled": sorted(record.also_titled), "names": sorted(record.names)}  # fmt: skip
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
    turtle = registry_turtle([StoredRecord(ID("r"), record)])
    assert damage[0] in turtle
    store = ox.Store()
    store.load(turtle.replace(*damage), format=ox.RdfFormat.TURTLE)
    with pytest.raises(InputError, match="id:record-r-crossref-doi cannot be read"):
        stored_records(store)


# ---- excerpts

TEXT = "Physical dependence has been reported with “prolonged” use.\nHR 0.75 (95% CI 0.6–0.9) in café goers on 0·5 mg/kg."


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Physical dependence has been reported", FOUND),
        ('with "prolonged" use', NORMALISED),
        ("use. HR 0.75", NORMALISED),
        ("95% CI 0.6-0.9", NORMALISED),
        ("cafe\u0301 goers", NORMALISED),
        ("Physical dependence has not been reported", NOT_FOUND),
        ("HR 0.57", NOT_FOUND),
        ("HR 0.7", NOT_FOUND),
        ("sical dependence", NOT_FOUND),
        ("5 mg/kg", NOT_FOUND),
        ("0·5 mg/kg", FOUND),
        ("physical dependence", NOT_FOUND),
        ("Withdrawal seizures and delirium", NOT_FOUND),
    ],
)
def test_excerpts(words: str, status: str) -> None:
    (found,) = look_for([words], TEXT)
    assert found.status == status


def test_the_nearest_words_are_shown_with_how_near_they_are() -> None:
    (found,) = look_for(["Physical dependence has not been reported"], TEXT)
    assert found.nearest is not None
    assert found.nearest.startswith("Physical dependence has been reported")
    assert found.score is not None
    assert 80 < found.score < 100


def test_an_abstract_is_no_whole_text() -> None:
    assert (ABSTRACT, WHOLE) == ("abstract", "whole text")


# ---- standing


def notice(nature: str, day: int | None = None) -> Notice:
    return Notice(nature, date(2020, 1, day) if day else None, "")


@pytest.mark.parametrize(
    ("notices", "status"),
    [
        ([], NOT_RETRACTED),
        ([notice("Correction", 1)], NOT_RETRACTED),
        ([notice("Expression of concern", 1)], UNDER_CONCERN),
        ([notice("Expression of concern", 1), notice("Retraction", 2)], RETRACTED),
        ([notice("Retraction", 1), notice("Correction", 2)], RETRACTED),
        ([notice("Retraction"), notice("Expression of concern", 1)], RETRACTED),
        ([notice("Retraction", 1), notice("Reinstatement", 2)], NOT_RETRACTED),
        ([notice("Reinstatement", 1), notice("Retraction", 2)], RETRACTED),
        ([notice("Reinstatement", 1), notice("Retraction", 1)], RETRACTED),
        ([notice("Reinstatement", 2), notice("Retraction")], RETRACTED),  # whose day nobody knows
        ([notice("Partial retraction", 1)], UNDER_CONCERN),
    ],
)
def test_what_notices_make_of_a_paper(notices: list[Notice], status: str) -> None:
    assert standing(notices) == standing(reversed(notices)) == status


def test_a_reinstatement_ends_the_same_retraction_without_a_day() -> None:
    dated = Notice("Retraction", date(2020, 1, 1), "10.1000/n")
    same = Notice("Retraction", None, "10.1000/N", "7")
    other = Notice("Retraction", None, "10.1000/other")
    back = Notice("Reinstatement", date(2020, 1, 2), "")
    assert standing([dated, same, back]) == NOT_RETRACTED
    assert standing([dated, same, other, back]) == RETRACTED


@pytest.mark.parametrize(
    ("title", "nature", "plain"),
    [
        ("RETRACTED: Ibuprofen for pain", "Retraction", "Ibuprofen for pain"),
        ("[Retracted] Ibuprofen for pain", "Retraction", "Ibuprofen for pain"),
        ("(Retracted) Ibuprofen for pain", "Retraction", "Ibuprofen for pain"),
        ("RETRACTED – Ibuprofen for pain", "Retraction", "Ibuprofen for pain"),
        ("Retracted Article: Ibuprofen for pain", "Retraction", "Ibuprofen for pain"),
        ("RETRACTED CHAPTER: Ibuprofen for pain", "Retraction", "Ibuprofen for pain"),
        ("Ibuprofen for pain (Retracted)", "Retraction", "Ibuprofen for pain"),
        ("Ibuprofen for pain [Retracted article. See vol. 3]", "Retraction", "Ibuprofen for pain"),
        ("WITHDRAWN: Ibuprofen for pain", "Retraction", "Ibuprofen for pain"),
        ("TEMPORARY REMOVAL: Ibuprofen for pain", "Retraction", "Ibuprofen for pain"),
        ("Expression of Concern: Ibuprofen for pain", "Expression of concern", "Ibuprofen for pain"),
        ("Retracted papers in pain research: a review", None, "Retracted papers in pain research: a review"),
        ("Removed teeth and pain", None, "Removed teeth and pain"),
        ("Withdrawal symptoms: a review", None, "Withdrawal symptoms: a review"),
        ("Withdrawal: what to expect", None, "Withdrawal: what to expect"),
        ("Removal: a trial", None, "Removal: a trial"),
        ("Retraction notice: Ibuprofen for pain", "Retraction", "Ibuprofen for pain"),
    ],
)  # fmt: skip
def test_marks_in_titles(title: str, nature: str | None, plain: str) -> None:
    assert marked(title) == (nature, plain)
