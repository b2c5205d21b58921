"""What becomes of the verdicts if a reference falls, is verified, or something is added."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cases import Case, lay_out
from commands import kbtool
from example import ARTICLE, TURTLE

SECOND_HAND = """
id:treats-cough a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:cough .
id:cough a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "cough" .
id:c-cough a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "It lasts" ; kb:asserts id:treats-cough ; kb:certainty kb:Categorical .
id:e-cough a kb:Evidence ; kb:supports id:treats-cough ; cito:citesAsEvidence id:trial-b ; kb:design kb:RandomizedControlledTrial ;
    kb:finding "Less cough than on placebo." ; kb:verification kb:NotYetVerified .
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(
        Case("E01", TURTLE + SECOND_HAND, (), article=ARTICLE), tmp_path_factory.mktemp("what-if")
    )


def verdicts(root: Path, *arguments: str) -> dict[str, tuple[str, str]]:
    """The verdict of each claim that changes, before and after."""
    before = sorted((p, p.read_bytes()) for p in root.rglob("*") if p.is_file())
    result = kbtool("what-if", *arguments, "--format", "json", cwd=root)
    assert (result.returncode, result.stderr) == (0, "")
    assert before == sorted((p, p.read_bytes()) for p in root.rglob("*") if p.is_file())
    return {
        one["iri"].rpartition("/")[2]: (one["before"]["verdict"], one["after"]["verdict"])
        for one in json.loads(result.stdout)["claims"]["changed"]
        if "verdict" in one["fields"]
    }


def test_a_reference_falls_with_all_that_it_found(root: Path) -> None:
    assert verdicts(root, "--without", "trial-a") == {
        "c-pain": ("refuted", "insufficient"),
        "c-wonders": ("refuted", "insufficient"),
        "c-70": ("refuted", "not assessed"),
    }


def test_one_item_of_evidence_falls_alone(root: Path) -> None:
    assert verdicts(root, "--without", "e-response") == {"c-70": ("refuted", "not assessed")}


def test_what_is_not_verified_yet_may_turn_out_to_hold(root: Path) -> None:
    assert verdicts(root, "--verified", "trial-b") == {"c-cough": ("not assessed", "supported")}


def test_something_is_added(root: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.ttl"
    draft.write_text(
        """@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix id: <https://w3id.org/kbtool/id/> .
        @prefix cito: <http://purl.org/spar/cito/> .
        id:e-fever-trial a kb:Evidence ; kb:disputes id:treats-fever ; cito:citesAsEvidence id:trial-a ;
            kb:design kb:RandomizedControlledTrial ; kb:finding "Fever was alike." ; kb:verification kb:SeenAtSource .""",
        encoding="utf-8",
    )
    assert verdicts(root, "--with", str(draft)) == {"c-fever": ("not assessed", "refuted")}


def test_findings_that_come_and_go_are_listed_for_people(root: Path) -> None:
    shown = kbtool("what-if", "--without", "trial-a", cwd=root).stdout
    assert "Verdicts: " in shown
    assert "- sources/article.txt:1:23 error X05 " in shown


def test_what_follows_from_the_supposition_alone_is_left_out_and_lines_fit(root: Path) -> None:
    shown = kbtool("what-if", "--without", "e-bleeds", cwd=root).stdout
    assert "Nobody asserts" not in shown
    lines = kbtool("what-if", "--without", "trial-a", cwd=root).stdout.splitlines()
    assert max(map(len, lines)) <= 100


def test_what_is_seen_at_the_source_already_is_told(root: Path) -> None:
    told = kbtool("what-if", "--verified", "e-bleeds", cwd=root).stderr
    assert told == "kbtool: note: e-bleeds is seen at the source already\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "suppose something"),
        (("--without", "trial-z"), "'trial-z' is neither a reference nor an item of evidence"),
        (("--verified", "c-pain"), "'c-pain' is neither a reference nor an item of evidence"),
        (("--with", "missing.ttl"), "missing.ttl"),
    ],
)
def test_what_cannot_be_supposed_is_told(root: Path, arguments: tuple[str, ...], says: str) -> None:
    result = kbtool("what-if", *arguments, cwd=root)
    assert result.returncode == 2
    assert says in result.stderr
    assert result.stdout == ""
