"""Each rule flags the snippet that it is for, at the exact place, and passes its near miss.

The cases are data: tests/rules/CODE-name.toml, one file for each rule of shapes/.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import CASES, PREFIXES, ROOT, Case, lay_out, read_cases
from kbtool.checks.findings import Finding
from kbtool.checks.run import check
from kbtool.io.workspace import find_workspace
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.rules import read_rules
from kbtool.rdf.namespaces import GRAPH
from kbtool.rdf.store import build_store, read_turtle

ALL = {path.stem: read_cases(path) for path in sorted(CASES.glob("*.toml"))}


def place(finding: Finding) -> str:
    """Where a finding stands, as cases say it."""
    if finding.document and finding.span:
        other = "other " if finding.document.endswith("other.txt") else ""
        return f"{other}{finding.span.line}:{finding.span.column}"
    assert finding.declared is not None
    if finding.declared.file.endswith("sources.ttl"):
        return "sources"
    return f"kb:{finding.declared.line - PREFIXES.count(chr(10))}"


def opened(case: Case, folder: Path) -> KnowledgeBase:
    """The case's knowledge base, with every policy pack."""
    root = lay_out(case, folder)
    return open_knowledge_base(root, policies=find_workspace(root).policies)


def findings(kb: KnowledgeBase, code: str, engine: str) -> list[Finding]:
    rules = [rule for rule in kb.rules if rule.code == code]
    return list(check(kb, rules, engine=engine).findings)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{name}-{'flagged' if case.at else 'passes'}-{number}")
        for name, cases in ALL.items()
        for number, case in enumerate(cases)
    ],
)
def test_rule(case: Case, tmp_path: Path) -> None:
    kb = opened(case, tmp_path / "project")
    found = findings(kb, case.rule, "fast")
    assert sorted(map(place, found)) == sorted(case.at)
    if case.message is not None:
        assert [finding.message for finding in found] == [case.message]


@pytest.mark.parametrize("name", sorted(ALL))
def test_pyshacl_agrees(name: str, tmp_path: Path) -> None:
    case = next(case for case in ALL[name] if case.at)
    kb = opened(case, tmp_path / "project")
    fast = findings(kb, case.rule, "fast")
    reference = findings(kb, case.rule, "pyshacl")
    assert [(place(f), f.message) for f in reference] == [(place(f), f.message) for f in fast]


def test_every_rule_has_its_cases_under_its_name() -> None:
    files = [
        read_turtle(path, path.name, GRAPH(path.name)) for path in (ROOT / "shapes").rglob("*.ttl")
    ]
    rules = read_rules(build_store(files))
    assert sorted(ALL) == sorted(f"{rule.code}-{rule.name}" for rule in rules.values())
    assert all(any(case.at for case in cases) for cases in ALL.values())
    assert all(any(not case.at for case in cases) for cases in ALL.values())
