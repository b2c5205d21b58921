"""A draft says which verdicts it changes, whatever kind of knowledge it holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from cases import PREFIXES, Case, lay_out
from example import ARTICLE, TURTLE
from kbtool.checks.drafts import verdict_shifts
from kbtool.checks.report import Report
from kbtool.checks.run import check
from kbtool.checks.selection import narrowed, within
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.rule_selection import select_rules
from kbtool.reports.formats import FINDINGS
from kbtool.reports.presentation import Presentation

EVIDENCE = """
id:e-safe a kb:Evidence ; kb:disputes id:safe ; cito:citesAsEvidence id:trial-a ; kb:design kb:SystematicReviewOfRCTs ;
    kb:finding "Fictional: not safe." ; kb:verification kb:SeenAtSource .
"""
DECISION = """
id:r a kb:Resolution ; kb:claim id:c-safe ; kb:verdict kb:Refuted ; kb:overrides kb:NotAssessed ; kb:reason "Fictional." ;
    kb:reviewer id:board ; dct:date "2026-01-01"^^xsd:date .
id:board a foaf:Person ; rdfs:label "Reviewer" .
"""
REFERENCE = "id:trial-a kb:retractionStatus kb:Retracted .\n"
NOTHING = 'id:new a skos:Concept ; skos:prefLabel "something new" .\n'


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder = tmp_path_factory.mktemp("drafts") / "project"
    return open_knowledge_base(lay_out(Case("E01", TURTLE, (), article=ARTICLE), folder))


def report(kb: KnowledgeBase, folder: Path, draft: str) -> Report:
    path = folder / "draft.ttl"
    path.write_text(PREFIXES + draft, encoding="utf-8")
    within = open_knowledge_base(kb.workspace, [path])
    return replace(check(within, []), shifts=verdict_shifts(kb, within))


@pytest.mark.parametrize(
    ("draft", "changes"),
    [
        (EVIDENCE, ["c-safe: not assessed -> refuted"]),
        (DECISION, ["c-safe: not assessed -> refuted"]),
        (REFERENCE, ["c-pain: refuted -> insufficient", "c-70: refuted -> not assessed", "c-wonders: refuted -> insufficient"]),
        (NOTHING, []),
    ],
    ids=["evidence", "decision", "reference", "concept"],
)  # fmt: skip
def test_verdicts_that_change_are_listed(
    kb: KnowledgeBase, tmp_path: Path, draft: str, changes: list[str]
) -> None:
    found = report(kb, tmp_path, draft)
    listed = [f"{s.claim.name}: {s.before} -> {s.after}" for s in found.shifts or ()]
    assert listed == changes
    text = FINDINGS.renderer("text")(found, Presentation())
    assert all(
        f"- {change}  sources/article.txt:1:" in text or change in text for change in changes
    )
    assert ("With the draft, no verdict changes" in text) is (not changes)
    data = json.loads(FINDINGS.renderer("json")(found, Presentation()))
    assert [(c["before"], c["after"]) for c in data["verdictChanges"]] == [
        tuple(change.partition(": ")[2].split(" -> ")) for change in changes
    ]


def test_what_a_draft_adds_to_a_node_on_file_is_told(kb: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "draft.ttl"
    path.write_text(PREFIXES + "id:c-safe kb:certainty kb:Hedged .\n", encoding="utf-8")
    found = open_knowledge_base(kb.workspace, [path])

    told = narrowed(check(found, select_rules(found.rules, ["S07"], [])), within(found, [path]))

    assert [finding.node.rsplit("/", 1)[-1] for finding in told.findings] == ["c-safe"]
