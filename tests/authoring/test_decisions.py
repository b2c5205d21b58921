"""A reviewer's decision: written whole, shown beside the computed verdict, and told stale when its basis changes."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest

from cases import ROOT, Case, lay_out
from commands import kbtool
from example import ARTICLE, TURTLE
from kbtool.authoring.decisions import Decision, decision_turtle
from kbtool.checks.run import check
from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import ID, KB


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(Case("E01", TURTLE, (), article=ARTICLE), tmp_path / "project")


def decide(
    root: Path, claim: str = "c-fever", verdict: str = "supported", *more: str
) -> subprocess.CompletedProcess[str]:
    arguments = ["--as", verdict, "--reason", 'A "good" reason.', "--reviewer", "Review Board"]
    return kbtool("resolve", claim, *arguments, *more, cwd=root)


def codes(root: Path) -> list[str]:
    kb = open_knowledge_base(root)
    return [f.code for f in check(kb, list(kb.rules)).findings if f.code[0] in "WS"]


def verdicts(kb: KnowledgeBase, claim: str) -> list[object]:
    return [
        quad.object
        for name in ("verdict", "computedVerdict")
        for quad in kb.store.quads_for_pattern(ID(claim), KB(name), None, None)
    ]


def change(root: Path, old: str, new: str) -> None:
    path = root / "kb" / "case.ttl"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_decision_overrides_and_both_verdicts_stay_visible(root: Path) -> None:
    written = decide(root)
    assert (written.returncode, written.stdout) == (0, "")
    kb = open_knowledge_base(root)
    assert verdicts(kb, "c-fever") == [KB("Supported"), KB("NotAssessed")]
    assert codes(root) == []
    explained = kbtool("explain", "c-fever", cwd=root).stdout
    assert "verdict    [supported] ★★★★" in explained
    assert "computed   [not assessed]" in explained
    assert "decided    by Review Board on 20" in explained
    assert 'A "good" reason.' in explained
    listed = kbtool("query", ROOT / "kb" / "queries" / "decisions.rq", cwd=root).stdout
    assert "supported" in listed
    assert "not assessed" in listed


def test_check_shows_both(root: Path) -> None:
    decide(root, "c-pain", "conflicting")
    text = kbtool("check", "--all", "--show", "info", cwd=root).stdout
    assert "[conflicting by decision, refuted by computation] c-pain" in text
    found = json.loads(kbtool("check", "--format", "json", cwd=root).stdout)["findings"]
    of_claim = [f for f in found if f["claim"] == ID("c-pain").value]
    assert {(f["verdict"], f["computedVerdict"]) for f in of_claim} == {("conflicting", "refuted")}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kb:finding "Most had less pain."', 'kb:finding "All felt better."'),
        ("kb:design kb:OpenLabelTrial", "kb:design kb:CaseSeries"),
        ('oa:exact "treats pain in 70% of people"', 'oa:exact "treats pain"'),
        (
            "id:treats-pain a kb:Proposition ;",
            "id:treats-pain a kb:Proposition ; kb:route id:pain ;",
        ),
    ],
)
def test_a_change_of_the_basis_makes_a_decision_stale(root: Path, old: str, new: str) -> None:
    decide(root, "c-pain", "insufficient")
    change(root, old, new)
    assert "W04" in codes(root)
    assert "(stale: the claim or the evidence has changed since)" in " ".join(
        kbtool("explain", "c-pain", cwd=root).stdout.split()
    )


def test_new_evidence_is_named(root: Path) -> None:
    decide(root)
    change(
        root,
        "id:e-fever a",
        "id:e-new a kb:Evidence ; kb:disputes id:treats-fever ; cito:citesAsEvidence id:trial-a ;"
        ' kb:design kb:OpenLabelTrial ; kb:finding "No effect." ; kb:verification kb:SeenAtSource .\n'
        "id:e-fever a",
    )
    text = kbtool("check", "--select", "W", cwd=root).stdout
    assert "W04 decision-stale" in text
    assert "Trial A: No effect" in text
    assert "Trial B" not in text


def test_a_computed_verdict_that_has_moved_on_is_an_error(root: Path) -> None:
    decide(root, "c-pain", "conflicting")
    change(root, "kb:disputes id:treats-pain", "kb:supports id:treats-pain")
    assert [each for each in codes(root) if each.startswith("W")] == ["W04", "W05"]


def test_changes_elsewhere_leave_a_decision_alone(root: Path) -> None:
    decide(root)
    change(root, 'kb:finding "45% responded."', 'kb:finding "45% of them responded."')
    article = root / "sources" / "article.txt"
    article.write_text(
        "On ibuprofen, pain and fever.\n" + article.read_text(encoding="utf-8"), encoding="utf-8"
    )
    assert codes(root) == []


def test_a_second_decision_revises_the_first(root: Path) -> None:
    decide(root)
    first = (root / "kb" / "resolutions.ttl").read_text(encoding="utf-8")
    assert decide(root, "c-fever", "refuted").returncode == 0
    both = (root / "kb" / "resolutions.ttl").read_text(encoding="utf-8")
    assert both.startswith(first)
    assert "prov:wasRevisionOf id:decision-c-fever-" in both
    assert both.count("a foaf:Person") == 1
    assert verdicts(open_knowledge_base(root), "c-fever")[0] == KB("Refuted")
    assert codes(root) == []


def test_of_two_decisions_in_force_neither_overrides(root: Path) -> None:
    decide(root)
    path = root / "kb" / "resolutions.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.replace("id:decision-c-fever", "id:other"), encoding="utf-8")
    assert verdicts(open_knowledge_base(root), "c-fever") == [KB("NotAssessed")] * 2
    assert codes(root) == ["W06", "W06"]


def test_a_dry_run_writes_nothing(root: Path) -> None:
    result = decide(root, "c-fever", "supported", "--dry-run")
    assert (result.returncode, (root / "kb" / "resolutions.ttl").exists()) == (0, False)
    assert "a kb:Resolution" in result.stdout


@pytest.mark.parametrize(
    ("claim", "verdict", "why"),
    [
        ("c-fevr", "supported", "did you mean c-fever"),
        (
            "c-fever",
            "true",
            "verdicts are against-in-part, conflicting, insufficient, not-assessed, not-checkable",
        ),
    ],
)
def test_what_there_is_not_is_refused(root: Path, claim: str, verdict: str, why: str) -> None:
    result = decide(root, claim, verdict)
    assert (result.returncode, result.stdout) == (2, "")
    assert why in result.stderr
    assert not (root / "kb" / "resolutions.ttl").exists()


def test_an_empty_reason_is_refused(root: Path) -> None:
    arguments = ["c-fever", "--as", "refuted", "--reason", " ", "--reviewer", "R"]
    result = kbtool("resolve", *arguments, cwd=root)
    assert (result.returncode, "needs a reason" in result.stderr) == (2, True)


@pytest.mark.parametrize("reviewer", ["id:trial-a", "trial-a", "id:bord"])
def test_a_node_that_is_no_agent_decides_nothing(root: Path, reviewer: str) -> None:
    kb = open_knowledge_base(root)
    day, claim = date(2026, 1, 1), ID("c-fever")
    with pytest.raises(InputError, match="is no person or organization"):
        decision_turtle(kb.store, kb.labels, Decision(claim, KB("Refuted"), "Why.", reviewer, day))
    board = Decision(claim, KB("Refuted"), "Why.", "id:board", day)
    assert "kb:reviewer id:board" in decision_turtle(kb.store, kb.labels, board)


def test_a_file_that_cannot_be_read_stays_as_it_is(root: Path) -> None:
    path = root / "kb" / "resolutions.ttl"
    path.write_text("id:broken", encoding="utf-8")
    result = decide(root)
    assert (result.returncode, path.read_text(encoding="utf-8")) == (2, "id:broken")
