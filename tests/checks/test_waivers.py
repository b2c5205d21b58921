"""Waivers mark findings until their last day, and hide none."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cases import Case, lay_out
from commands import kbtool
from example import ARTICLE, TURTLE
from kbtool.checks.findings import Finding
from kbtool.checks.run import check
from kbtool.knowledge.loading import open_knowledge_base

WAIVER = """
id:w a kb:Waiver ; kb:rule "{rule}" ; kb:claim id:c-safe ; kb:reason "Under review." ; kb:owner id:board ;
    kb:expires "2026-06-30"^^xsd:date .
id:board a foaf:Organization ; rdfs:label "Review board" .
"""


def lay(folder: Path, rule: str) -> Path:
    return lay_out(Case("E01", TURTLE + WAIVER.format(rule=rule), (), article=ARTICLE), folder)


def findings(folder: Path, rule: str, today: date) -> list[Finding]:
    kb = open_knowledge_base(lay(folder, rule), today=today)
    return list(check(kb, list(kb.rules)).findings)


@pytest.mark.parametrize("rule", ["E01", "no-evidence"])
def test_a_waiver_marks_the_finding_on_its_last_day(tmp_path: Path, rule: str) -> None:
    found = findings(tmp_path / "project", rule, date(2026, 6, 30))
    marked = [finding for finding in found if finding.waived]
    assert [(f.code, f.quote, f.counts) for f in marked] == [("E01", "Ibuprofen is safe", False)]
    assert marked[0].waived is not None
    assert (marked[0].waived.reason, marked[0].waived.owner) == ("Under review.", "Review board")
    assert not [finding for finding in found if finding.code[0] == "W"]


def test_a_day_later_the_finding_counts_and_the_waiver_is_an_error(tmp_path: Path) -> None:
    found = findings(tmp_path / "project", "E01", date(2026, 7, 1))
    assert not [finding for finding in found if finding.waived]
    expired = [(f.code, f.severity) for f in found if f.code[0] == "W"]
    assert expired == [("W01", "error")]


def test_a_waiver_of_a_rule_that_is_ignored_still_has_its_finding(tmp_path: Path) -> None:
    root = lay(tmp_path / "project", "E01")
    result = kbtool("check", "--select", "W02", cwd=root)
    assert (result.returncode, "W02" in result.stdout) == (0, False)


def test_text_shows_the_waiver_and_json_has_it(tmp_path: Path) -> None:
    waiver = WAIVER.replace("2026-06-30", "9999-12-31").format(rule="E01")
    root = lay_out(Case("E01", TURTLE + waiver, (), article=ARTICLE), tmp_path / "project")
    text = kbtool("check", "--all", cwd=root).stdout
    assert "(waived until 9999-12-31 by Review board: Under review.)" in " ".join(text.split())
    assert "not counted: 1 waived" in text
    data = json.loads(kbtool("check", "--format", "json", cwd=root).stdout)
    waived = [finding for finding in data["findings"] if finding["waived"]]
    assert [finding["code"] for finding in waived] == ["E01"]
    assert waived[0]["waived"]["declared"]["file"] == "kb/case.ttl"
    assert data["summary"]["waived"] == 1


def test_a_waiver_of_no_rule_accepts_nothing_and_is_told_at_its_place(tmp_path: Path) -> None:
    root = lay(tmp_path / "project", "E77")
    kb = open_knowledge_base(root, today=date(2026, 1, 1))
    found = [finding for finding in check(kb, list(kb.rules)).findings if finding.code == "W20"]
    lines = (root / "kb" / "case.ttl").read_text(encoding="utf-8").splitlines()
    (at,) = [n for n, line in enumerate(lines, 1) if line.startswith("id:w a kb:Waiver")]
    assert [(f.message, f.declared and f.declared.line) for f in found] == [
        ("No rule has the code or name “E77”, so that nothing is accepted.", at)
    ]


@pytest.mark.parametrize("rule", ["P01", "benefit-without-trial"])
def test_a_waiver_of_a_rule_whose_policy_pack_is_off_has_no_effect(
    tmp_path: Path, rule: str
) -> None:
    root = lay(tmp_path / "project", rule)
    off, on = (
        open_knowledge_base(root, policies=policies, today=date(2026, 1, 1))
        for policies in ((), ("health-advertising",))
    )
    told = [
        [f.code for f in check(kb, list(kb.rules)).findings if f.code[0] == "W"] for kb in (off, on)
    ]
    assert told == [[], ["W02"]]


@pytest.mark.parametrize("side", ["c-2", "c-5"])
def test_a_conflict_may_be_waived_by_either_side(tmp_path: Path, side: str) -> None:
    turtle = WAIVER.format(rule="X08").replace("id:c-safe", f"id:{side}")
    root = lay_out(Case("E01", TURTLE + turtle, (), article=ARTICLE), tmp_path / "project")
    kb = open_knowledge_base(root, today=date(2026, 1, 1))
    found = check(kb, list(kb.rules)).findings
    assert [finding.code for finding in found if finding.waived] == ["X08"]
    assert not [finding for finding in found if finding.code == "W02"]


def test_places_are_found_in_turtle_of_any_layout(tmp_path: Path) -> None:
    root = lay(tmp_path / "project", "E01")
    (root / "kb" / "odd.ttl").write_text(
        "@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix id: <https://w3id.org/kbtool/id/> .\n"
        "id:board kb:rank 1 .\n  id:incomplete a kb:Waiver .\n",
        encoding="utf-8",
    )
    kb = open_knowledge_base(root, today=date(2026, 1, 1))
    found = check(kb, [rule for rule in kb.rules if rule.code == "W03"]).findings
    assert {(f.declared.file, f.declared.line) for f in found if f.declared} == {("kb/odd.ttl", 3)}
