"""Synthetic knowledge: a case of each rule, on which both engines find the same, and what the benchmark measures."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from cases import ROOT
from kbtool.rdf.syntax import read_triples
from kbtool.shacl import ValidationResult, load_shapes, validate
from kbtool.shacl.executors.oxigraph import read_data
from rdflib_queries import parsed_once
from tests.bench import measure, synthetic
from tests.bench.synthetic import Templates, cases_only, read_templates


@pytest.fixture(scope="module")
def templates() -> Templates:
    return read_templates()


def test_both_engines_find_the_same_in_a_case_of_each_rule(
    templates: Templates, tmp_path: Path
) -> None:
    files = sorted((ROOT / "shapes").rglob("*.ttl"))
    shapes = load_shapes([triple for file in files for triple in read_triples(file)[0]])
    file = tmp_path / "cases.ttl"
    file.write_text("".join(cases_only(templates)), encoding="utf-8")
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


def test_the_benchmark_measures(
    templates: Templates, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With 20 claims, one round and the engines that need nothing installed."""
    monkeypatch.setattr(synthetic, "read_templates", lambda: templates)
    words = ["20", "--rounds", "1", "--engines", "parse"]
    measure.main(words, lambda claims, path: synthetic.main([str(claims), str(path)]))
    assert "| kbtool |" in capsys.readouterr().out
