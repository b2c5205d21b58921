"""Each value is judged by itself: whatever else is in the data, and in whatever form it is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kbtool.errors import InputError
from kbtool.shacl import load_shapes, validate
from kbtool.shacl.executors.oxigraph import read_data
from shacl_graphs import PREFIXES, e


def violating(
    tmp_path: Path, data: str, constraint: str, told: list[str] | None = None
) -> list[str]:
    """The lexical forms of the values of e:p, or else the focus nodes, that violate a constraint."""
    file = tmp_path / "data.ttl"
    file.write_text(PREFIXES + data, encoding="utf-8")
    text = f"{PREFIXES} e:S sh:targetClass e:T ; sh:property [ sh:path e:p ; {constraint} ] ."
    shapes = load_shapes((q.triple for q in parse(text, format=RdfFormat.TURTLE)), strict=False)
    notes: list[str] = []
    results = validate(read_data(file, RdfFormat.TURTLE), shapes, note=notes.append)
    assert notes == []
    return sorted(getattr(r.value or r.focus, "value") for r in results)  # noqa: B009


THREE = '"2020-01-01"^^xsd:date, "NaN"^^xsd:double, true'


@pytest.mark.parametrize(
    "beside",
    ["", "e:b a e:T ; e:p 4.0 .", "e:b a e:T ; e:p 4.50, 01 .", 'e:b a e:T ; e:p "1"^^xsd:byte .'],
)
@pytest.mark.parametrize(
    "constraint",
    ["sh:maxInclusive 5", "sh:maxExclusive 5.00", "sh:minInclusive -7", "sh:lessThan e:m"],
)
def test_a_value_that_cannot_be_compared_violates_whatever_stands_beside_it(
    tmp_path: Path, constraint: str, beside: str
) -> None:
    data = f"e:a a e:T ; e:p {THREE} ; e:m 5 . {beside}"
    assert violating(tmp_path, data, constraint) == ["2020-01-01", "NaN", "true"]


@pytest.mark.parametrize(
    ("constraint", "values", "wrong"),
    [
        ("sh:maxInclusive 5", '4.0, 5.00, 5.01, 05, "5"^^xsd:byte, "6"^^xsd:byte', ["5.01", "6"]),
        ("sh:maxInclusive 5", '"300"^^xsd:byte, "5.0"^^xsd:integer, "5"', ["300", "5", "5.0"]),
        ("sh:minExclusive 5.00", '5, 5.0, 5.1, "5"^^xsd:float, "5.5"^^xsd:float', ["5", "5", "5.0"]),
        ("sh:maxInclusive 99999999999999999999", "99999999999999999998, 99999999999999999999.5",
         ["99999999999999999999.5"]),
        ("sh:maxInclusive 1", "0.99999999999999999999, 1.00000000000000000001", ["1.00000000000000000001"]),
        ("sh:maxInclusive 5", '"INF"^^xsd:double, "-INF"^^xsd:double, "+INF"^^xsd:double', ["+INF", "INF"]),
        ('sh:minInclusive "2017-01-01T00:00:00"^^xsd:dateTime',
         '"2016-12-31T24:00:00"^^xsd:dateTime, "2016-12-31T23:59:59.9"^^xsd:dateTime', ["2016-12-31T23:59:59.9"]),
        ('sh:maxInclusive "--03-01"^^xsd:gMonthDay', '"--02-29"^^xsd:gMonthDay, "--02-29Z"^^xsd:gMonthDay',
         ["--02-29Z"]),
        ('sh:maxInclusive "P1Y"^^xsd:duration', '"P12M"^^xsd:duration, "P13M"^^xsd:duration', ["P13M"]),
        ("sh:maxInclusive true", '"1"^^xsd:boolean, false, 1', ["1"]),
        ('sh:maxInclusive "b"', '"a", "c", "a"@en, e:a, "a"^^xsd:token', ["a", "a", "c", "http://e/a"]),
        ('sh:maxInclusive "x"^^xsd:integer', '"x"^^xsd:integer, 1', ["1", "x"]),
        ("sh:in ( 1 4.0 )", "1, 4.0, 01, 4", ["01", "4"]),
        ("sh:hasValue 01", "1", ["http://e/a"]),
        ("sh:hasValue 01", "01, 1", []),
        ("sh:maxCount 1", "1, 01", ["http://e/a"]),
        ("sh:minLength 3", '4.00, 4.0000, "ab"', ["ab"]),
        ("sh:pattern '^0'", "01, 1, 0.50, .5", [".5", "1"]),
        ("sh:nodeKind sh:IRI", "01, e:b", ["01"]),
        ("sh:datatype xsd:decimal", "4.0, 4.50, 4, 4e0", ["4", "4e0"]),
        ("sh:class e:T", "01", ["01"]),
        ("sh:node [ sh:datatype xsd:integer ]", "01, 0.50", ["0.50"]),
        ("sh:not [ sh:in ( 01 ) ]", "01, 1", ["01"]),
    ],
)  # fmt: skip
def test_a_value_counts_as_it_is_written_and_compares_as_what_it_means(
    tmp_path: Path, constraint: str, values: str, wrong: list[str]
) -> None:
    assert violating(tmp_path, f"e:a a e:T ; e:p {values} .", constraint) == wrong


@pytest.mark.parametrize(
    ("constraint", "others", "wrong"),
    [
        ("sh:equals e:m", "1, 4.0, 5", ["4", "4.0", "5"]),
        ("sh:disjoint e:m", "1, 4.0", ["1"]),
        ("sh:lessThanOrEquals e:m", "4.00", []),
        ("sh:lessThanOrEquals e:m", "3.90", ["4"]),
        ("sh:lessThan e:m", "4.00", ["4"]),
    ],
)
def test_properties_are_held_to_each_other_in_the_same_way(
    tmp_path: Path, constraint: str, others: str, wrong: list[str]
) -> None:
    assert violating(tmp_path, f"e:a a e:T ; e:p 1, 4 ; e:m {others} .", constraint) == wrong


def test_what_is_neither_less_nor_equal_by_any_order_is_not_less_than_or_equal_to_itself(
    tmp_path: Path,
) -> None:
    for value in (
        "e:b",
        '"a"@en',
        '"x"^^xsd:integer',
        '"NaN"^^xsd:double',
        '"x"^^e:type',
        '"en"^^xsd:language',
    ):
        data = f"e:a a e:T ; e:p {value} ; e:m {value} ."
        assert len(violating(tmp_path, data, "sh:lessThanOrEquals e:m")) == 1, value
    data = 'e:a a e:T ; e:p "b"@en ; e:m "c"@en .'
    assert violating(tmp_path, data, "sh:lessThan e:m") == ["b"]


def test_a_form_of_the_lexical_space_is_well_formed_and_no_other(tmp_path: Path) -> None:
    right = {
        "gMonthDay": "--02-29", "dateTime": "2016-12-31T24:00:00", "time": "24:00:00", "language": "en-US",
        "NCName": "a-b", "byte": "-128", "double": "+INF", "date": "0000-02-29", "hexBinary": "0aFF",
    }  # fmt: skip
    wrong = {
        "gMonthDay": "--02-30", "dateTime": "2016-12-31T24:00:01", "time": "24:00:01", "language": "en_US",
        "NCName": "a b", "byte": "300", "double": "inf", "date": "2019-02-29", "hexBinary": "0aF",
    }  # fmt: skip
    for name, text in right.items():
        bad = wrong[name]
        data = f'e:a a e:T ; e:p "{text}"^^xsd:{name} . e:b a e:T ; e:p "{bad}"^^xsd:{name} .'
        assert violating(tmp_path, data, f"sh:datatype xsd:{name}") == [bad]
        assert violating(tmp_path, data.partition("e:b")[0], f"sh:datatype xsd:{name}") == []


@pytest.mark.parametrize(
    ("pattern", "values", "wrong"),
    [
        ('"^a b? c$" ; sh:flags "ix"', '"ABC", "a b c"', ["a b c"]),
        (r'"^\\p{Lu}\\p{Ll}+$"', '"Köln", "köln"', ["köln"]),
        (r'"^\\i\\c*$"', '"a-b", "1a"', ["1a"]),
        ('"^[a-z-[aeiou]]+$"', '"bcd", "abc"', ["abc"]),
        ('"a.c" ; sh:flags "q"', '"a.c", "abc"', ["abc"]),
        (r'"^\\w$"', '"+", "_", e:a', ["_", "http://e/a"]),
        ('"^$" ; sh:flags "m"', r'"\n", "a\n"', ["a\n"]),
    ],
)
def test_a_pattern_is_one_of_xpath(
    tmp_path: Path, pattern: str, values: str, wrong: list[str]
) -> None:
    for beside in ("", "e:b a e:T ; e:p 'Aaa', 01 ."):
        data = f"e:a a e:T ; e:p {values} . {beside}"
        found = violating(tmp_path, data, f"sh:pattern {pattern}")
        assert [text for text in found if text not in ("Aaa", "01")] == wrong


@pytest.mark.parametrize(
    "pattern", [r"(?!a)", r"\\bA", r"(?i)a", r"[[:alpha:]]", r"a{,2}", r"\\x41"]
)
def test_an_invalid_pattern_is_an_error_of_the_shape_that_is_named(pattern: str) -> None:
    text = f'{PREFIXES} e:S sh:targetClass e:T ; sh:property [ sh:path e:p ; sh:pattern "{pattern}" ] .'
    with pytest.raises(
        InputError, match=r"^shape <http://e/S>: sh:pattern .* not a regular expression of XPath: "
    ):
        load_shapes((q.triple for q in parse(text, format=RdfFormat.TURTLE)), strict=False)


def test_patterns_of_a_sparql_constraint_are_xpaths_on_either_engine(tmp_path: Path) -> None:
    file = tmp_path / "data.ttl"
    query = r"SELECT $this ?value WHERE { $this e:p ?value FILTER (!REGEX(STR(?value), '^[\\\\i-[_]]')) }"
    text = (
        f'{PREFIXES} e:S sh:targetClass e:T ; sh:sparql [ sh:prefixes e: ; sh:select "{query}" ] .'
    )
    shapes = load_shapes(parse(text, format=RdfFormat.TURTLE))
    for beside in ("", ", 01"):
        file.write_text(f'{PREFIXES} e:a a e:T ; e:p "a", "_"{beside} .')
        results = validate(read_data(file, RdfFormat.TURTLE), shapes)
        assert {getattr(r.value, "value", "") for r in results} - {"01"} == {"_"}


@pytest.mark.parametrize("beside", ["", ", 01"])
def test_a_pattern_that_only_the_data_make_invalid_is_told(tmp_path: Path, beside: str) -> None:
    file = tmp_path / "data.ttl"
    query = "SELECT $this WHERE { $this e:p ?value FILTER (REGEX('a', STR(?value))) }"
    text = (
        f'{PREFIXES} e:S sh:targetClass e:T ; sh:sparql [ sh:prefixes e: ; sh:select "{query}" ] .'
    )
    shapes = load_shapes(parse(text, format=RdfFormat.TURTLE))
    file.write_text(f'{PREFIXES} e:a a e:T ; e:p "(?!a)"{beside} .')
    with pytest.raises(
        InputError, match="http://e/S>: '\\(\\?!a\\)' is not a regular expression of XPath"
    ):
        validate(read_data(file, RdfFormat.TURTLE), shapes)


def test_no_value_at_all_is_fewer_than_one_that_conforms(tmp_path: Path) -> None:
    constraint = "sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:class e:C ]"
    assert violating(tmp_path, "e:a a e:T .", constraint) == [e("a").value]
