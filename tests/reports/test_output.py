"""What commands print, against golden files; set KBTOOL_UPDATE_GOLDEN=1 to write them again, and read the difference."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cases import Case, lay_out
from example import ARTICLE, TURTLE
from golden_files import assert_golden
from kbtool.checks.report import Report
from kbtool.checks.run import check
from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.chain import chain
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.lookup import find_claim, find_rule
from kbtool.knowledge.rules import Severity
from kbtool.rdf.namespaces import ID
from kbtool.reports.explanation import explain_claim, explain_rule
from kbtool.reports.formats import FINDINGS
from kbtool.reports.presentation import Presentation
from kbtool.reports.style import Style


@pytest.fixture
def kb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KnowledgeBase:
    root = lay_out(Case("E01", TURTLE, (), article=ARTICLE), tmp_path / "project")
    monkeypatch.chdir(root)
    return open_knowledge_base(root)


@pytest.fixture
def report(kb: KnowledgeBase) -> Report:
    return check(kb, list(kb.rules))


def text(report: Report, **how: Any) -> str:
    return FINDINGS.renderer("text")(report, Presentation(**how))


def test_text(report: Report) -> None:
    assert_golden("check.txt", text(report, show=Severity.INFO))


def test_concise(report: Report) -> None:
    assert_golden("check-concise.txt", FINDINGS.renderer("concise")(report, Presentation()))


def test_json(report: Report) -> None:
    assert_golden("check.json", FINDINGS.renderer("json")(report, Presentation()))


def test_json_has_the_promised_keys(report: Report) -> None:
    document = json.loads(FINDINGS.renderer("json")(report, Presentation()))
    assert list(document) == ["version", "documents", "summary", "findings"]
    promised = {
        *(
            "code",
            "name",
            "severity",
            "message",
            "suggestion",
            "claim",
            "verdict",
            "quote",
            "document",
        ),
        *("span", "declared", "related", "fingerprint", "waived"),
    }
    assert all(promised <= set(finding) for finding in document["findings"])
    spans = [finding["span"] for finding in document["findings"] if finding["span"]]
    assert all(ARTICLE[s["start"] : s["end"]] for s in spans)


def test_colour_changes_nothing_but_colour(report: Report) -> None:
    import click

    coloured = text(report, style=Style(colour=True))
    assert coloured != text(report)
    assert click.unstyle(coloured) == text(report)


@pytest.mark.parametrize("width", [60, 80])
def test_lines_fit(report: Report, width: int) -> None:
    lines = text(report, show=Severity.INFO, style=Style(width=width)).splitlines()
    assert not [line for line in lines if "\x1b" in line]
    findings = [line for line in lines if line.startswith("  ")]
    assert max(map(len, findings)) <= width


@pytest.mark.parametrize("name", ["c-pain", "c-fever", "c-70"])
def test_explain_a_claim(kb: KnowledgeBase, name: str) -> None:
    assert_golden(f"explain-{name}.txt", explain_claim(kb, ID(name), Style()) + "\n")


def test_explain_a_rule(kb: KnowledgeBase) -> None:
    rule = find_rule(kb, "unit-slip")
    assert rule is not None
    assert rule == find_rule(kb, "x10")
    assert_golden("explain-X10.txt", explain_rule(rule, Style()) + "\n")


def test_an_explanation_is_as_wide_as_its_reader_wants(kb: KnowledgeBase) -> None:
    rule = find_rule(kb, "X10")
    assert rule is not None
    assert max(map(len, explain_rule(rule, Style(width=60)).splitlines())) <= 60


def test_the_chain_has_every_link(kb: KnowledgeBase) -> None:
    found = chain(kb, ID("c-pain"))
    verdict = found.claim.verdict
    assert (verdict.label, verdict.supporting, verdict.disputing) == ("refuted", 1, 1)
    assert [
        (line.evidence.source and line.evidence.source.label, line.decisive)
        for line in found.lines
        if str(line.directness) == "direct"
    ] == [
        ("Trial A", True),
        ("Trial B", False),
    ]


@pytest.mark.parametrize("name", ["c-pain", "id:c-pain", "https://w3id.org/kbtool/id/c-pain"])
def test_claims_have_three_names(kb: KnowledgeBase, name: str) -> None:
    assert find_claim(kb, name) == ID("c-pain")


def test_a_misspelt_claim_gets_the_nearest_names(kb: KnowledgeBase) -> None:
    with pytest.raises(InputError, match=r"did you mean c-pain"):
        find_claim(kb, "c-pian")
