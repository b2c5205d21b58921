"""Single values under single constraints: where the two engines differ, `departures.toml` says why."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kbtool.errors import InputError
from kbtool.shacl import load_shapes, validate
from kbtool.shacl.executors.oxigraph import DataGraph, read_data
from shacl_graphs import PREFIXES


@dataclass(frozen=True)
class Departure:
    """One line of the list."""

    name: str
    constraint: re.Pattern[str]
    value: re.Pattern[str]
    pyshacl: frozenset[str]

    def allows(self, constraint: str, value: str, does: str) -> bool:
        return bool(
            does in self.pyshacl
            and self.constraint.match(constraint)
            and self.value.fullmatch(value)
        )


LIST = tomllib.loads(Path(__file__).with_name("departures.toml").read_text(encoding="utf-8"))
DEPARTURES = [
    Departure(
        d["name"], re.compile(d["constraint"]), re.compile(d["value"]), frozenset(d["pyshacl"])
    )
    for d in LIST["departure"]
]
VALUES = [
    r"1",
    r"01",
    r"4.0",
    r"2.5",
    r"1e1",
    r'"+INF"^^xsd:double',
    r'"inf"^^xsd:double',
    r'"NaN"^^xsd:double',
    r"5",
    r"5.00",
    r'"5"^^xsd:float',
    r'"5"^^xsd:byte',
    r'"300"^^xsd:byte',
    r'"-1"^^xsd:positiveInteger',
    r'"x"^^xsd:integer',
    r'"1.0"^^xsd:integer',
    r"12345678901234567890123",
    r"true",
    r'"1"^^xsd:boolean',
    r'"a"',
    r'"b"',
    r'""',
    r'"a\n"',
    r'"a_b"',
    r'"\u0001"',
    r'"Köln"',
    r'"ABC"',
    r'"a"@en',
    r'"b"@en',
    r'"a"@de',
    r'"2020-01-01"^^xsd:date',
    r'"2021-06-30"^^xsd:date',
    r'"2020-01-01Z"^^xsd:date',
    r'"2020-02-30"^^xsd:date',
    r'"2016-12-31T24:00:00"^^xsd:dateTime',
    r'"2017-01-01T00:00:00"^^xsd:dateTime',
    r'"2017-01-01T00:00:00Z"^^xsd:dateTime',
    r'"24:00:00"^^xsd:time',
    r'"--02-29"^^xsd:gMonthDay',
    r'"--02-30"^^xsd:gMonthDay',
    r'"2020"^^xsd:gYear',
    r'"P12M"^^xsd:duration',
    r'"P1YT"^^xsd:duration',
    r'"en_US"^^xsd:language',
    r'"en"^^xsd:language',
    r'"a:b"^^xsd:NCName',
    r'"0"^^xsd:hexBinary',
    r'"YR=="^^xsd:base64Binary',
    r'"x"^^e:type',
    r'"<b>"^^rdf:XMLLiteral',
    r"e:a",
    r"e:b",
    r"_:x",
]
DATATYPES = """integer decimal double float boolean string date dateTime time gMonthDay gYear duration language
    NCName byte positiveInteger hexBinary base64Binary"""
CONSTRAINTS = [
    "sh:maxInclusive 5",
    "sh:minExclusive 2.50",
    'sh:maxExclusive "b"',
    'sh:minInclusive "2020-01-01"^^xsd:date',
    'sh:maxInclusive "2017-01-01T00:00:00"^^xsd:dateTime',
    "sh:minInclusive true",
    'sh:minInclusive "--02-28"^^xsd:gMonthDay',
    'sh:maxInclusive "P1Y"^^xsd:duration',
    "sh:lessThan e:m",
    "sh:lessThanOrEquals e:m",
    "sh:minLength 0",
    "sh:minLength 2",
    "sh:maxLength 2",
    r"sh:pattern '^\\w+$'",
    r"sh:pattern '^\\p{Lu}'",
    "sh:pattern '^a$'",
    "sh:pattern '^a b c$' ; sh:flags 'xi'",
    'sh:in ( 1 4.0 "a" e:a )',
    "sh:hasValue 01",
    'sh:languageIn ( "en" )',
    "sh:nodeKind sh:Literal",
    "sh:equals e:m",
    "sh:disjoint e:m",
    *(f"sh:datatype xsd:{name}" for name in DATATYPES.split()),
    "sh:datatype rdf:langString",
    "sh:datatype rdf:XMLLiteral",
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataGraph:
    """A node for each value, which is the value of e:p."""
    file = tmp_path_factory.mktemp("values") / "data.ttl"
    lines = (
        f'[] a e:T ; e:p {value} ; e:m 5.00, "a", e:a, "2020-01-01"^^xsd:date .\n'
        for value in VALUES
    )
    file.write_text(PREFIXES + "".join(lines), encoding="utf-8")
    return read_data(file, RdfFormat.TURTLE)


def violating(data: DataGraph, constraint: str, engine: str) -> set[tuple[str, str]] | None:
    """The focus nodes and value nodes of the results; None if the engine cannot evaluate the constraint."""
    text = f"{PREFIXES} e:R sh:targetClass e:T ; sh:property [ sh:path e:p ; {constraint} ] ."
    shapes = load_shapes((q.triple for q in parse(text, format=RdfFormat.TURTLE)), strict=False)
    try:
        results = validate(data, shapes, engine=engine)  # type: ignore[arg-type]
    except InputError:
        return None
    return {(str(r.focus), _short(str(r.value or ""))) for r in results}


def _short(term: str) -> str:
    return re.sub(r"<http://www.w3.org/2001/XMLSchema#(\w+)>", r"xsd:\1", term)


def differences(data: DataGraph, constraint: str) -> Iterator[tuple[str, str]]:
    """The values that the engines judge differently, and what pySHACL does with them."""
    fast, reference = (violating(data, constraint, engine) for engine in ("fast", "pyshacl"))
    assert fast is not None
    if reference is None:
        yield "", "fails"
        return
    yield from ((value, "passes") for _, value in fast - reference)
    yield from ((value, "reports") for _, value in reference - fast)


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_the_engines_differ_on_a_value_only_where_the_list_says_so(
    data: DataGraph, constraint: str
) -> None:
    undeclared = [
        (value, does)
        for value, does in differences(data, constraint)
        if not any(d.allows(constraint, value, does) for d in DEPARTURES)
    ]
    assert undeclared == []


def test_each_entry_of_the_list_says_what_and_where_that_is_said() -> None:
    for entry in (*LIST["departure"], *LIST["left-out"]):
        assert entry["name"] and entry["specification"]
        assert (
            all(link.startswith("https://") for link in entry["reference"]) and entry["reference"]
        )
