"""SPARQL constraints on literals as they are written: no value's answer hangs on how another one is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kbtool.shacl import load_shapes, validate
from kbtool.shacl.executors.oxigraph import read_data
from shacl_graphs import PREFIXES

NEIGHBOURS = ("", "e:z e:p 4.0 .", "e:z a e:T ; e:p 4.0 .", 'e:a e:p 4.50, "24:00:00"^^xsd:time .')
OF_NEIGHBOURS = {"4.0", "4.50", "24:00:00"}


def selected(
    tmp_path: Path, data: str, query: str, told: list[str] | None = None, more: str = ""
) -> set[tuple[str, str]]:
    """The focus nodes and values of the violations of a query; what it must not leave to pySHACL unless ``told``."""
    file = tmp_path / "data.ttl"
    file.write_text(PREFIXES + data, encoding="utf-8")
    text = f"{PREFIXES} e:S sh:targetClass e:T ; sh:sparql [ sh:prefixes e: ; sh:select '''{query}''' ] . {more}"
    notes: list[str] = []
    shapes = load_shapes(parse(text, format=RdfFormat.TURTLE), strict=False)
    results = validate(read_data(file, RdfFormat.TURTLE), shapes, note=notes.append)
    assert told is not None or notes == []
    if told is not None:
        told += notes
    return {(str(r.focus)[10:-1], getattr(r.value, "value", "")) for r in results}


def where(condition: str) -> str:
    return f"SELECT $this ?value WHERE {{ $this e:p ?value FILTER ({condition}) }}"


DATA = 'e:a a e:T ; e:p 6, 5, "2020-01-01"^^xsd:date, true, "x", "y"@en, "x"^^xsd:integer, e:b .'


@pytest.mark.parametrize(
    ("condition", "wrong"),
    [
        ("?value > 5", {"6"}),
        ("!(?value > 5)", {"5"}),
        ("?value != 5", {"6", "2020-01-01", "true", "x", "y", "http://e/b"}),
        ("?value NOT IN (5, 6)", {"2020-01-01", "true", "x", "y", "http://e/b"}),
        ("?value IN (5, true, 'x')", {"5", "true", "x"}),
        ("?value >= '2019-01-01'^^<http://www.w3.org/2001/XMLSchema#date>", {"2020-01-01"}),
        ("COALESCE(?value > 5, true)", {"6", "2020-01-01", "true", "x", "y", "http://e/b"}),
        ("isNumeric(?value) && ?value + 1 >= 7", {"6"}),
        ("REGEX(STR(?value), '^[56]$')", {"5", "6"}),
        ("IF(isNumeric(?value), ?value = 6, lang(?value) = 'en')", {"6", "y"}),
        ("EXISTS { $this e:p ?o FILTER (?o = ?value && ?value > 5) }", {"6"}),
    ],
)
def test_an_answer_is_the_same_beside_any_neighbour(
    tmp_path: Path, condition: str, wrong: set[str]
) -> None:
    for neighbour in NEIGHBOURS:
        found = selected(tmp_path, f"{DATA} {neighbour}", where(condition))
        assert {value for node, value in found if node == "a"} - OF_NEIGHBOURS == wrong, neighbour


@pytest.mark.parametrize(
    ("values", "condition", "wrong"),
    [
        ("4.0, 4, 5.50", "?value = 4", {"4.0", "4"}),
        ("4.0, 4, 5.50", "?value > 5", {"5.50"}),
        ("4.0, 4, 04", "STR(?value) = '4.0'", {"4.0"}),
        ("4.0, 4, 04", "sameTerm(?value, 04)", {"04"}),
        ("4.0, 4, 04", "STRLEN(STR(?value)) > 1", {"4.0", "04"}),
        ('"1"^^xsd:byte, 1', "DATATYPE(?value) = <http://www.w3.org/2001/XMLSchema#byte>", {"1"}),
        ('"300"^^xsd:byte, 6', "?value > 5", {"6"}),
        ('"300"^^xsd:byte, 06', "isNumeric(?value)", {"06"}),
        ('"1"^^xsd:boolean, "0"^^xsd:boolean', "?value", {"1"}),
        ("12345678901234567890123, 0.5", "?value > 12345678901234567890122", {"12345678901234567890123"}),
        ("12345678901234567890123, 0.5", "?value != 'x'", {"12345678901234567890123", "0.5"}),
        ('"2016-12-31T24:00:00"^^xsd:dateTime', "?value = '2017-01-01T00:00:00'^^<http://www.w3.org/2001/XMLSchema#dateTime>", {"2016-12-31T24:00:00"}),
        ('"--02-29"^^xsd:gMonthDay', "?value < '--03-01'^^<http://www.w3.org/2001/XMLSchema#gMonthDay>", {"--02-29"}),
        ("01, 1", "EXISTS { $this e:p 01 } && sameTerm(?value, 1)", {"1"}),
        ("1", "EXISTS { $this e:p 01 }", set()),
        ("4.0, 4.00", "COALESCE(?missing, ?value) = 4.000", {"4.0", "4.00"}),
    ],
)  # fmt: skip
def test_terms_count_as_they_are_written_and_values_by_what_they_mean(
    tmp_path: Path, values: str, condition: str, wrong: set[str]
) -> None:
    found = selected(tmp_path, f"e:a a e:T ; e:p {values} .", where(condition))
    assert {value for _, value in found} == wrong


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("SELECT DISTINCT $this ?value WHERE { $this e:p ?v BIND (?v AS ?value) }", {"4.0", "4.00"}),
        ("SELECT $this (COUNT(DISTINCT ?v) AS ?value) WHERE { $this e:p ?v } GROUP BY $this", {"2"}),
        ("SELECT $this ?value WHERE { $this e:p ?value } GROUP BY $this ?value HAVING (SUM(?value) > 3)", {"4.0", "4.00"}),
        ("SELECT $this (SUM(?v) AS ?value) WHERE { $this e:p ?v } GROUP BY $this HAVING (MAX(?v) = 4)", {"8"}),
        ("SELECT $this ?value WHERE { $this e:p ?value . ?other e:q ?value }", {"4.00"}),
        ("SELECT $this (IF(true, ?v, 1) AS ?value) WHERE { { SELECT $this ?v WHERE { $this e:p ?v } } }", {"4.0", "4.00"}),
        ("SELECT $this ?value WHERE { $this e:p ?value } ORDER BY DESC(?value)", {"4.0", "4.00"}),
    ],
)  # fmt: skip
def test_what_is_selected_is_the_term_as_it_is_written(
    tmp_path: Path, query: str, wrong: set[str]
) -> None:
    found = selected(tmp_path, "e:a a e:T ; e:p 4.0, 4.00 . e:b e:q 4.00 .", query)
    assert {value for _, value in found} == wrong


def test_where_a_value_has_too_many_digits_to_compute_with_the_nodes_that_have_it_go_to_pyshacl(
    tmp_path: Path,
) -> None:
    data = "e:a a e:T ; e:p 3 . e:b a e:T ; e:p 12345678901234567890123 . e:c a e:T ; e:p 1, 04 ."
    told: list[str] = []
    found = selected(tmp_path, data, where("?value * 2 > 5"), told)
    assert found == {("a", "3"), ("b", "12345678901234567890123"), ("c", "04")}
    assert len(told) == 1 and "more digits than Oxigraph computes with" in told[0]


def test_a_query_of_which_only_the_value_would_be_known_is_pyshacls_beside_any_neighbour(
    tmp_path: Path,
) -> None:
    query = "SELECT $this (MAX(?v) AS ?value) WHERE { $this e:p ?v } GROUP BY $this"
    for neighbour in ("", "e:z e:p 4.0 ."):
        told: list[str] = []
        assert selected(tmp_path, f"e:a a e:T ; e:p 3 . {neighbour}", query, told) == {("a", "3")}
        assert len(told) == 1 and "of which only the value is known" in told[0]


@pytest.mark.parametrize("beside", ["", "e:z e:p 01 ."])
def test_a_parameter_of_a_component_counts_as_it_is_written_too(
    tmp_path: Path, beside: str
) -> None:
    component = """e:C a sh:ConstraintComponent ; sh:parameter [ sh:path e:most ] ;
        sh:validator [ a sh:SPARQLAskValidator ; sh:prefixes e: ; sh:ask "ASK { FILTER ($value <= $most) }" ] .
        e:R sh:targetClass e:T ; sh:property [ sh:path e:p ; e:most 5.0 ] ."""
    query = "SELECT $this WHERE { $this e:q 1 }"
    data = f'e:a a e:T ; e:p 5, 5.00, 6, "2020-01-01"^^xsd:date . {beside}'
    found = selected(tmp_path, data, query, more=component)
    assert found == {("a", "6"), ("a", "2020-01-01")}
