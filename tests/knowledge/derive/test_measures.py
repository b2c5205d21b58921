"""Numbers are read from literals, and units from the vocabulary."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kbtool.knowledge.derive.units import number
from kbtool.rdf.terms import Term

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    "term",
    [
        ox.Literal("1,5"),
        ox.Literal("70"),
        ox.Literal("NaN", datatype=ox.NamedNode(XSD + "double")),
        ox.Literal("INF", datatype=ox.NamedNode(XSD + "double")),
        ox.Literal("x", datatype=ox.NamedNode(XSD + "decimal")),
        ox.NamedNode("http://example.org/5"),
        None,
    ],
)
def test_what_is_no_finite_number_is_none(term: Term | None) -> None:
    assert number(term) is None


def test_numbers_of_every_kind() -> None:
    for kind in ("integer", "decimal", "double"):
        assert number(ox.Literal("5", datatype=ox.NamedNode(XSD + kind))) == 5
