"""One slip is told once: findings that only follow from another give way to it, as the shapes say."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import Case, lay_out
from example import ARTICLE, TURTLE
from kbtool.api import check, load
from kbtool.checks.baseline import baseline_text
from kbtool.checks.run import check as run

CLAIM = 'id:c-fever a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "It may help fever"'


def codes(root: Path, turtle: str) -> list[str]:
    """What is found on an article, by code and node; no rule is left out."""
    kb = load(lay_out(Case("E01", turtle, (), article=ARTICLE), root))
    return [f"{finding.code} {kb.names.short(finding.node)}" for finding in check(kb).findings]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return codes(tmp_path_factory.mktemp("right") / "project", TURTLE)


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        (CLAIM, CLAIM.replace("kb:Claim", "kb:Evidence"), "S32 c-fever"),
        (CLAIM, CLAIM.replace("kb:Claim", "kb:Clam"), "S01 c-fever"),
        (CLAIM, CLAIM.replace("a kb:Claim ; ", ""), "S33 c-fever"),
        ("kb:asserts id:treats-fever", "kb:assert id:treats-fever", "S01 c-fever"),
        ("kb:object id:fever", "kb:aim id:fever", "S01 treats-fever"),
        ('"may" ; kb:certainty kb:Hedged', '"may" ; kb:design kb:Hedged', "S32 c-fever"),
        ("kb:value 45 ;", "kb:value 45 ; kb:low 60 ; kb:high 40 ;", "S20 e-response"),
        ("id:e-bleeds a kb:Evidence", "id:e-bleeds a kb:Proposition", "S32 e-bleeds"),
    ],
)
def test_one_slip_is_one_error(
    before: list[str], tmp_path: Path, right: str, wrong: str, told: str
) -> None:
    assert right in TURTLE
    after = codes(tmp_path / "project", TURTLE.replace(right, wrong))
    new = [one for one in after if one not in before]
    assert told in new
    assert len(new) == 1


def test_what_follows_is_told_where_its_cause_is_not(tmp_path: Path) -> None:
    turtle = TURTLE.replace(CLAIM, CLAIM.replace("kb:Claim", "kb:Evidence"))
    kb = load(lay_out(Case("S09", turtle, (), article=ARTICLE), tmp_path / "project"))
    assert {finding.code for finding in check(kb, select=["S09"]).findings} == {"S09"}
    assert {finding.code for finding in check(kb, select=["S"], ignore=["S32"]).findings} >= {"S09"}
    both = check(kb, select=["S09", "S32"])
    assert {finding.code for finding in both.findings} == {"S32"}
    assert {finding.code for finding in both.given_way} == {"S09"}
    assert {finding.code for finding in run(kb, list(kb.rules)).findings} >= {"S09", "S32"}


def test_a_baseline_that_knows_the_cause_does_not_hide_what_follows(tmp_path: Path) -> None:
    turtle = TURTLE.replace(CLAIM, CLAIM.replace("kb:Claim", "kb:Evidence"))
    kb = load(lay_out(Case("S09", turtle, (), article=ARTICLE), tmp_path / "project"))
    baseline = tmp_path / "baseline.json"
    known = check(kb, select=["S32"]).findings
    baseline.write_text(baseline_text(known), encoding="utf-8")
    report = check(kb, select=["S09", "S32"], baseline=baseline)
    assert {finding.code for finding in report.findings if finding.counts} == {"S09"}


def test_of_a_report_that_says_more_than_is_shown_the_excess_is_told_alone(tmp_path: Path) -> None:
    turtle = """
id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:improves ; kb:object id:pain .
id:most a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:improves ; kb:object id:pain ; kb:quantifier kb:Most .
id:c a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Most patients feel less pain" ; kb:asserts id:most ; kb:certainty kb:Anecdotal .
id:e a kb:Evidence ; kb:supports id:p ; cito:citesAsEvidence id:trial-a ; kb:design kb:RandomizedControlledTrial ;
    kb:finding "Found." ; kb:verification kb:SeenAtSource .
"""
    article = "Most patients feel less pain."
    kb = load(lay_out(Case("O07", turtle, (), article=article), tmp_path / "project"))
    report = check(kb, select=["O07", "O13"])
    assert [finding.code for finding in report.findings] == ["O13"]
    assert [finding.code for finding in report.given_way] == ["O07"]
