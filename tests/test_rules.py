"""Each rule flags the snippet that it is for, at the exact place, and passes its near miss.

The cases are data: tests/rules/CODE-name.toml, one file for each rule of shapes/.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from kbtool.checking import KnowledgeBase, check, open_knowledge_base
from kbtool.findings import Finding
from kbtool.rules import read_rules
from kbtool.store import build_store, read_turtle
from kbtool.namespaces import GRAPH

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "rules"
PREFIXES = """@prefix kb: <https://w3id.org/kbtool/ns#> .
@prefix id: <https://w3id.org/kbtool/id/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix cito: <http://purl.org/spar/cito/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
DOCUMENT = """
id:{name} a kb:Document ; dct:title "{name}" ; dct:publisher id:publisher-of-{name} ; kb:file "{name}.txt" ;
    kb:sha256 "{sha256}" ; kb:retrieved kb:NotKnown .
"""


@dataclass(frozen=True)
class Case:
    """A snippet, and where the rule flags it: "1:5" in the article, "other 1:5" in the second, "kb:3" in the Turtle."""

    rule: str
    turtle: str
    at: tuple[str, ...]
    article: str = "Nothing to see here."
    other: str | None = None
    document: str | None = None
    message: str | None = None


def read_cases(path: Path) -> list[Case]:
    """The cases of one rule."""
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    code = path.stem.split("-")[0]
    cases = []
    for kind in ("flagged", "passes"):
        for raw in data[kind]:
            assert bool(raw.get("at")) == (kind == "flagged"), f"{path.name}: {kind} and at"
            cases.append(Case(code, **{**raw, "at": tuple(raw.get("at", ()))}))
    return cases


ALL = {path.stem: read_cases(path) for path in sorted(CASES.glob("*.toml"))}


def lay_out(case: Case, root: Path) -> Path:
    """A knowledge base of the project's own vocabulary, derivations and rules with the case in it."""
    (root / "kb").mkdir(parents=True)
    (root / "sources").mkdir()
    copytree(ROOT / "shapes", root / "shapes")
    copytree(ROOT / "kb" / "derivations", root / "kb" / "derivations")
    for name in ("vocabulary.ttl", "levels.ttl"):
        (root / "kb" / name).symlink_to(ROOT / "kb" / name)
    (root / "kb" / "base.ttl").symlink_to(CASES / "base.ttl")
    sources = PREFIXES
    for name, text in (("article", case.article), ("other", case.other)):
        if text is not None:
            (root / "sources" / f"{name}.txt").write_text(text, encoding="utf-8")
            sha256 = hashlib.sha256(text.encode()).hexdigest()
            given = case.document if name == "article" else None
            sources += given or DOCUMENT.format(name=name, sha256=sha256)
    (root / "sources" / "sources.ttl").write_text(sources, encoding="utf-8")
    (root / "kb" / "case.ttl").write_text(PREFIXES + case.turtle, encoding="utf-8")
    return root


def place(finding: Finding) -> str:
    """Where a finding stands, as cases say it."""
    if finding.document and finding.span:
        other = "other " if finding.document.endswith("other.txt") else ""
        return f"{other}{finding.span.line}:{finding.span.column}"
    assert finding.declared is not None
    if finding.declared.file.endswith("sources.ttl"):
        return "sources"
    return f"kb:{finding.declared.line - PREFIXES.count(chr(10))}"


def findings(kb: KnowledgeBase, code: str, engine: str) -> list[Finding]:
    rules = [rule for rule in kb.rules.values() if rule.code == code]
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
    kb = open_knowledge_base(lay_out(case, tmp_path / "project"))
    found = findings(kb, case.rule, "fast")
    assert sorted(map(place, found)) == sorted(case.at)
    if case.message is not None:
        assert [finding.message for finding in found] == [case.message]


@pytest.mark.parametrize("name", sorted(ALL))
def test_pyshacl_agrees(name: str, tmp_path: Path) -> None:
    case = next(case for case in ALL[name] if case.at)
    kb = open_knowledge_base(lay_out(case, tmp_path / "project"))
    fast = findings(kb, case.rule, "fast")
    reference = findings(kb, case.rule, "pyshacl")
    assert [(place(f), f.message) for f in reference] == [(place(f), f.message) for f in fast]


def test_every_rule_has_its_cases_under_its_name() -> None:
    files = [
        read_turtle(path, path.name, GRAPH(path.name)) for path in (ROOT / "shapes").glob("*.ttl")
    ]
    rules = read_rules(build_store(files))
    assert sorted(ALL) == sorted(f"{rule.code}-{rule.name}" for rule in rules.values())
    assert all(any(case.at for case in cases) for cases in ALL.values())
    assert all(any(not case.at for case in cases) for cases in ALL.values())
