"""Literals that the store would keep in another form: they are found, and held so that they come back as written."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kbtool.shacl import load_shapes
from kbtool.shacl.executors.oxigraph import read_data
from kbtool.shacl.lexical import (
    altered_predicates,
    as_kept,
    as_written,
    keeps_otherwise,
    may_be_altered,
)
from kbtool.shacl.validation import validate
from shacl_graphs import PREFIXES, e

XSD = "http://www.w3.org/2001/XMLSchema#"


def literal(text: str, name: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + name))


@pytest.mark.parametrize(
    ("text", "name", "otherwise"),
    [
        ("1", "integer", False),
        ("01", "integer", True),
        ("0.5", "decimal", False),
        ("0.50", "decimal", True),
        ("true", "boolean", False),
        ("1", "boolean", True),
        ("1", "byte", True),
        ("many", "integer", False),
        ("12345678901234567890123", "integer", True),
        ("2026-11-23", "date", False),
        ("P1Y", "duration", False),
        ("P12M", "duration", True),
        ("01", "string", False),
        ("24:00:00", "time", True),
        ("--02-29", "gMonthDay", True),
        ("--02-28", "gMonthDay", False),
        ("2020-01-01T00:00:00.1234567890123456789", "dateTime", True),
    ],
)
def test_which_literals_the_store_keeps_otherwise(text: str, name: str, otherwise: bool) -> None:
    assert keeps_otherwise(literal(text, name)) == otherwise


@pytest.mark.parametrize(
    "term",
    [
        literal("01", "integer"),
        literal("1", "integer"),
        Literal("01", datatype=as_kept(literal("01", "integer")).datatype),  # type: ignore[union-attr]
        Literal("a", language="en"),
        NamedNode("http://e/a"),
    ],
)
def test_a_store_gives_back_each_term_as_it_is_written(term: Literal | NamedNode) -> None:
    store = Store()
    store.add(Quad(e("s"), e("p"), as_kept(term)))
    assert [as_written(quad.object) for quad in store] == [term]


numbers = st.sampled_from(("1", "01", "+1", "1.0", "1.50", "1e0", "1.5E0", "-0", "0.5", ".5", "5."))
typed = st.builds(
    "{0}{1}{0}^^{2}{3}".format,
    st.sampled_from(('"', "'", '"""')),
    st.sampled_from(("1", "01", "true", "a", "1.0", r"\\u0031")),
    st.sampled_from(("xsd:", "x:", "e:")),
    st.sampled_from(("integer", "boolean", "string", "byte", "decimal", "eger")),
)
objects = st.one_of(
    numbers,
    typed,
    st.sampled_from(
        ("e:a", '"01"', "'0.50 and 01'@en", "true", "'don\\\\'t'", '"# "', "<e:#>", "e:a\\\\#")
    ),
)
HEAD = PREFIXES + f"@prefix x: <{XSD}> .\n"


@given(
    st.lists(objects, min_size=1, max_size=4),
    st.sampled_from(("e:s e:p ", "e:s e:p(", "[]e:p ", "# it's \"\ne:s e:p ")),
)
def test_a_text_that_raises_no_suspicion_holds_no_such_literal(
    values: list[str], start: str
) -> None:
    end = " )" if start.endswith("(") else ""
    text = HEAD + start + (" " if end else ",").join(values) + end + " ."
    try:
        triples = [quad.triple for quad in parse(text, format=RdfFormat.TURTLE)]
    except SyntaxError:
        return
    with NamedTemporaryFile(suffix=".ttl") as file:
        file.write(text.encode())
        file.flush()
        suspicious = may_be_altered(Path(file.name))
    assert suspicious or not altered_predicates(triples)


@pytest.mark.parametrize(
    "text",
    [
        'e:s e:p 1, 0.5, true, "x"^^xsd:string, "2026-11-23"^^xsd:date .',
        "e:s e:p 'v1.0' .",
        "e:s e:p 'about 01, 1.50 (or 007)' . # and 08\ne:s e:p <http://e/01> .",
        "e:item-01 e:p e:v1.00 ; e:q 'a'@en-01 .",
    ],
)
def test_plain_text_raises_no_suspicion(text: str, tmp_path: Path) -> None:
    (tmp_path / "data.ttl").write_text(PREFIXES + text)
    assert not may_be_altered(tmp_path / "data.ttl")


SHAPES = """
e:R sh:targetClass e:C ; sh:property [ sh:path e:p ; sh:maxCount 1 ], [ sh:path e:q ; sh:maxCount 1 ] .
"""


def test_two_ways_to_write_one_number_are_two_values(tmp_path: Path) -> None:
    file = tmp_path / "data.ttl"
    file.write_text(PREFIXES + "e:a a e:C ; e:p 1, 01 ; e:q 1, 2 .")
    shapes = load_shapes(parse(PREFIXES + SHAPES, format=RdfFormat.TURTLE))
    told: list[str] = []
    results = validate(read_data(file, RdfFormat.TURTLE), shapes, note=told.append)
    assert {r.path and r.path.label for r in results} == {"http://e/p", "http://e/q"}
    assert told == []


def test_a_result_shows_the_value_as_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "data.ttl"
    file.write_text(PREFIXES + "e:a a e:C ; e:p 0.50 .")
    text = "e:R sh:targetClass e:C ; sh:property [ sh:path e:p ; sh:node [ sh:nodeKind sh:IRI ] ] ."
    shapes = load_shapes(parse(PREFIXES + text, format=RdfFormat.TURTLE))
    (result,) = validate(read_data(file, RdfFormat.TURTLE), shapes)
    assert (result.focus, result.value) == (e("a"), literal("0.50", "decimal"))


def test_a_focus_node_can_be_such_a_literal(tmp_path: Path) -> None:
    file = tmp_path / "data.ttl"
    file.write_text(PREFIXES + "e:a e:p 0.50 .")
    for target in ("sh:targetObjectsOf e:p", "sh:targetNode 0.50"):
        text = f"e:R {target} ; sh:nodeKind sh:IRI ."
        shapes = load_shapes(parse(PREFIXES + text, format=RdfFormat.TURTLE))
        (result,) = validate(read_data(file, RdfFormat.TURTLE), shapes)
        assert result.focus == literal("0.50", "decimal") == result.value
