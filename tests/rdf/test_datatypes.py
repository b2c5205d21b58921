"""Which literals are of a datatype."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kbtool.rdf.datatypes import days, is_datatype, is_of
from kbtool.rdf.namespaces import KB, RDF, RDFS, XSD

OF = [
    ("2024-02-29", "date", "date"),
    ("-0044-03-15", "date", "date"),
    ("2026-01-31T24:00:00Z", "dateTime", "dateTime"),
    ("P4W", "duration", "duration"),
    ("PT1.5S", "dayTimeDuration", "duration"),
    ("2026", "gYear", "gYear"),
    ("1", "boolean", "boolean"),
    ("5", "integer", "decimal"),
    ("1.5e0", "double", "decimal"),
    ("0", "integer", "nonNegativeInteger"),
    ("anything", "anyURI", "anyURI"),
    ("text", "string", "string"),
]
NOT_OF = [
    ("2026-02-29", "date", "date"),
    ("2026-13-01", "date", "date"),
    ("2026-01-31", "string", "date"),
    ("P", "duration", "duration"),
    ("P1DT", "duration", "duration"),
    ("4 weeks", "duration", "duration"),
    ("26", "gYear", "gYear"),
    ("2026", "integer", "gYear"),
    ("yes", "boolean", "boolean"),
    ("5", "string", "decimal"),
    ("abc", "decimal", "decimal"),
    ("NaN", "double", "decimal"),
    ("1.0", "decimal", "integer"),
    ("-1", "integer", "nonNegativeInteger"),
    ("5", "integer", "string"),
]


@pytest.mark.parametrize(("text", "stated", "wanted"), OF)
def test_a_literal_is_of_its_datatype(text: str, stated: str, wanted: str) -> None:
    assert is_of(ox.Literal(text, datatype=XSD(stated)), XSD(wanted))


@pytest.mark.parametrize(("text", "stated", "wanted"), NOT_OF)
def test_a_literal_of_another_or_out_of_its_range_is_not(
    text: str, stated: str, wanted: str
) -> None:
    assert not is_of(ox.Literal(text, datatype=XSD(stated)), XSD(wanted))


def test_a_text_in_a_language_is_no_string() -> None:
    text = ox.Literal("douleur", language="fr")
    assert is_of(text, RDF("langString"))
    assert not is_of(text, XSD("string"))
    assert not is_of(ox.Literal("pain"), RDF("langString"))


def test_any_literal_is_a_literal() -> None:
    assert is_of(ox.Literal("5", datatype=XSD("integer")), RDFS("Literal"))


def test_datatypes_are_told_from_classes() -> None:
    assert all(map(is_datatype, (XSD("date"), RDF("langString"), RDFS("Literal"))))
    assert not is_datatype(KB("Claim"))


@pytest.mark.parametrize(
    ("span", "length"), [("P7D", 7), ("P2W", 14), ("P1Y1M", 395), ("PT12H", 0.5), ("P1DT720M", 1.5)]
)
def test_a_span_of_time_has_so_many_days(span: str, length: float) -> None:
    assert days(ox.Literal(span, datatype=XSD("duration"))) == pytest.approx(length)


def test_what_is_no_span_of_time_has_no_days() -> None:
    assert days(ox.Literal("P7D")) == days(KB("NotKnown")) == 0
