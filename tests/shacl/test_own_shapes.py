"""kbtool's own rules, all of them at once, on a synthetic graph with a case of each: both engines find the same."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from cases import ROOT
from kbtool.rdf.syntax import read_triples
from kbtool.shacl import ValidationResult, load_shapes, validate
from kbtool.shacl.executors.oxigraph import read_data
from rdflib_queries import parsed_once
from tests.bench.synthetic import cases_only, read_templates


def test_both_engines_find_the_same_in_a_case_of_each_rule(tmp_path: Path) -> None:
    triples = [t for file in sorted((ROOT / "shapes").glob("*.ttl")) for t in read_triples(file)[0]]
    shapes = load_shapes(triples)
    file = tmp_path / "cases.ttl"
    file.write_text("".join(cases_only(read_templates())), encoding="utf-8")
    data = read_data(file, ox.RdfFormat.TURTLE)
    told: list[str] = []

    fast = validate(data, shapes, note=told.append)
    with parsed_once():
        reference = validate(data, shapes, engine="pyshacl")

    assert told == []
    assert {key(result) for result in fast} == {key(result) for result in reference}
    assert {result.rule for result in fast} == set(shapes.rules)


def key(result: ValidationResult) -> tuple[object, ...]:
    return (
        result.rule,
        result.focus,
        result.path,
        result.value,
        result.component,
        result.messages,
        result.severity,
    )
