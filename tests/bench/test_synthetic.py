"""Synthetic knowledge: a case of each rule, on which both engines find the same, and what the benchmark measures."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from cases import ROOT
from kbtool.rdf.namespaces import RULE
from kbtool.rdf.syntax import read_triples
from kbtool.shacl import Shapes, ValidationResult, load_shapes, validate
from kbtool.shacl.executors.oxigraph import read_data
from kbtool.shacl.model import ShapeNode
from rdflib_queries import parsed_once
from tests.bench import measure, synthetic
from tests.bench.synthetic import CROWD_RULE, case_files, cases_only, read_templates

PARTS = 8
"""The cases are tried in parts, each with the whole vocabulary: pySHACL takes twice as long for all of them at once."""
CODES = list(case_files())


@pytest.mark.parametrize("part", range(PARTS))
def test_both_engines_find_the_same_in_a_case_of_each_rule(part: int, tmp_path: Path) -> None:
    codes = CODES[part::PARTS]
    file = tmp_path / "cases.ttl"
    file.write_text("".join(cases_only(codes)), encoding="utf-8")
    data = read_data(file, ox.RdfFormat.TURTLE)
    told: list[str] = []

    fast = validate(data, shipped_shapes(), note=told.append)
    with parsed_once():
        reference = validate(data, shipped_shapes(), engine="pyshacl", only=judged(part, fast))

    assert told == []
    assert {key(result) for result in fast} == {key(result) for result in reference}
    assert {RULE(code) for code in codes} <= {result.rule for result in fast}


def judged(part: int, fast: Iterable[ValidationResult]) -> set[ShapeNode]:
    """The rules that pySHACL judges a part by: those of its cases, all that the other engine finds anything by, and, of the
    rest, those of the cases of one other part, so that each rule is held to cases that are none of its own, too."""
    codes = (*CODES[part::PARTS], *CODES[(part + 1) % PARTS :: PARTS])
    return {RULE(code) for code in codes} | {result.rule for result in fast}


def test_the_cases_are_those_of_all_rules() -> None:
    assert {RULE(code) for code in CODES} == set(shipped_shapes().rules)


@cache
def shipped_shapes() -> Shapes:
    files = sorted((ROOT / "shapes").rglob("*.ttl"))
    return load_shapes([triple for file in files for triple in read_triples(file)[0]])


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
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With 20 claims, the cases of two rules, one round and the engines that need nothing installed."""
    templates = read_templates(("A01", CROWD_RULE))
    monkeypatch.setattr(synthetic, "read_templates", lambda: templates)
    words = ["20", "--rounds", "1", "--engines", "parse"]
    measure.main(words, lambda claims, path: synthetic.main([str(claims), str(path)]))
    assert "| kbtool |" in capsys.readouterr().out


def test_what_is_derived_of_a_shared_term_may_be_a_node_without_a_name() -> None:
    shared, part = ox.NamedNode("https://example.org/shared"), ox.BlankNode("part")
    says = ox.NamedNode("https://example.org/says")
    triples = {ox.Triple(shared, says, part), ox.Triple(part, says, ox.Literal("so"))}
    assert set(synthetic._marks(triples, {shared})) == {part}
