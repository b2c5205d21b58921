"""A baseline: what it holds does not count, what is new does, what is gone is said."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from cases import Case, lay_out
from commands import kbtool
from example import ARTICLE, TURTLE
from kbtool.checks.baseline import Baseline, compare, entries
from kbtool.checks.findings import Finding
from kbtool.checks.report import BaselineEntry
from kbtool.checks.run import check
from kbtool.knowledge.loading import open_knowledge_base


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = lay_out(
        Case("E01", TURTLE, (), article=ARTICLE), tmp_path_factory.mktemp("w") / "project"
    )
    written = kbtool("check", "--baseline", "known.json", "--write-baseline", cwd=root)
    assert (written.returncode, written.stdout) == (0, "")
    assert " findings to known.json" in written.stderr
    return root


@pytest.fixture
def root(written: Path, tmp_path: Path) -> Path:
    """A knowledge base with a baseline of all that is found in it."""
    return Path(shutil.copytree(written, tmp_path / "project", symlinks=True))


def states(root: Path) -> dict[str, list[str]]:
    result = kbtool("check", "--baseline", "known.json", "--known", "--format", "json", cwd=root)
    found: dict[str, list[str]] = {"new": [], "unchanged": [], "gone": []}
    data = json.loads(result.stdout)
    for finding in data["findings"]:
        found[finding["baseline"]].append(finding["code"])
    found["gone"] = [entry["code"] for entry in data["gone"]]
    return found


def test_nothing_new_is_no_failure_and_what_is_known_is_a_number(root: Path) -> None:
    result = kbtool("check", "--baseline", "known.json", cwd=root)
    known = len(json.loads((root / "known.json").read_text(encoding="utf-8"))["findings"])
    assert (result.returncode, "X05" in result.stdout) == (0, False)
    summary = re.sub(r"\d+ rules", "all rules", " ".join(result.stdout.split()))
    assert "0 notes in 7 claims of 1 document (all rules); not counted: " in summary
    assert summary.endswith(f"not counted: {known} in the baseline")


def test_what_is_listed_though_known_says_so(root: Path) -> None:
    arguments = ("check", "--baseline", "known.json", "--known", "--all")
    assert "(in the baseline: does not count)" in kbtool(*arguments, cwd=root).stdout


def test_edits_elsewhere_moved_lines_and_renamed_files_leave_fingerprints(root: Path) -> None:
    article = root / "sources" / "article.txt"
    text = "A word on ibuprofen before.\n\n" + article.read_text(encoding="utf-8")
    (root / "sources" / "renamed.txt").write_text(text, encoding="utf-8")
    article.unlink()
    sources = root / "sources" / "sources.ttl"
    turtle = sources.read_text(encoding="utf-8")
    sources.write_text(turtle.replace('"article.txt"', '"renamed.txt"'), encoding="utf-8")
    case = root / "kb" / "case.ttl"
    (root / "kb" / "other.ttl").write_text(
        "# Moved.\n\n" + case.read_text(encoding="utf-8"), encoding="utf-8"
    )
    case.unlink()
    found = states(root)
    assert sorted(found["new"]) == ["A06", "A07"]
    assert found["gone"] == []


def test_a_new_finding_fails_and_a_mended_one_is_gone(root: Path) -> None:
    case = root / "kb" / "case.ttl"
    turtle = case.read_text(encoding="utf-8")
    turtle = turtle.replace("kb:disputes id:treats-pain", "kb:supports id:treats-pain")
    case.write_text(turtle, encoding="utf-8")
    found = states(root)
    assert "X05" in found["gone"]
    assert "X05" not in found["new"]
    text = kbtool("check", "--baseline", "known.json", cwd=root).stdout
    assert "findings of the baseline are gone" in text


def test_rules_that_did_not_run_are_not_gone(root: Path) -> None:
    result = kbtool("check", "--baseline", "known.json", "--select", "C", cwd=root)
    assert (result.returncode, "gone" in result.stdout) == (0, False)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"version": 4, "findings": []}', "it has version 4"),
        ("[]", "it has no version"),
        ('{"version": 3, "findings": [{}]}', "a finding lacks its code"),
        ("{", "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
    ],
)
def test_what_is_no_baseline_is_refused(root: Path, text: str, why: str) -> None:
    (root / "known.json").write_text(text, encoding="utf-8")
    result = kbtool("check", "--baseline", "known.json", cwd=root)
    assert (result.returncode, result.stdout) == (2, "")
    assert why in result.stderr.splitlines()[0]
    assert (root / "known.json").read_text(encoding="utf-8") == text


def test_a_missing_baseline_says_how_to_write_one(root: Path) -> None:
    result = kbtool("check", "--baseline", "missing.json", cwd=root)
    assert result.returncode == 2
    assert "write it with --write-baseline" in result.stderr


@pytest.mark.parametrize(
    "arguments", [("--write-baseline",), ("--baseline", "b.json", "--write-baseline", "sources")]
)
def test_a_baseline_is_of_a_whole_check(root: Path, arguments: tuple[str, ...]) -> None:
    result = kbtool("check", *arguments, cwd=root)
    assert (result.returncode, (root / "b.json").exists()) == (2, False)


MORE = """
id:e-pain-2 a kb:Evidence ; kb:disputes id:treats-pain ; cito:citesAsEvidence id:trial-a ; kb:design kb:RandomizedControlledTrial ;
    kb:finding "No difference in pain again." ; kb:verification kb:SeenAtSource .
"""
CITED = TURTLE.replace('kb:asPrinted "2 hours" ;', 'kb:asPrinted "2 hours" ; kb:cites id:trial-a ;')


def found(turtle: str, folder: Path) -> list[Finding]:
    """What all rules find in the example with other Turtle."""
    kb = open_knowledge_base(lay_out(Case("E01", turtle, (), article=ARTICLE), folder))
    return list(check(kb, list(kb.rules)).findings)


def new(findings: list[Finding], baseline: Baseline) -> list[str]:
    return [finding.code for finding in compare(findings, baseline)[0] if finding.counts]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    return found(TURTLE, tmp_path_factory.mktemp("example") / "project")


def test_more_or_less_evidence_makes_no_new_finding_of_the_same_words(
    example: list[Finding], tmp_path: Path
) -> None:
    more = found(TURTLE + MORE, tmp_path / "project")
    against = [len(f.related) for f in (*example, *more) if f.code == "X05"]
    assert sorted(against) == [1, 1, 2, 2]
    assert new(more, Baseline(tuple(entries(example)))) == []
    assert new(example, Baseline(tuple(entries(more)))) == []


def test_the_first_citation_of_an_article_makes_one_lack_many_and_none_of_them_new(
    example: list[Finding], tmp_path: Path
) -> None:
    cited = found(CITED, tmp_path / "project")
    before, after = ({f.code for f in findings} & {"C10", "C02"} for findings in (example, cited))
    assert (before, after) == ({"C10"}, {"C02"})
    marked, gone = compare(cited, Baseline(tuple(entries(example))))
    assert [f.code for f in marked if f.counts] == []
    assert [entry.code for entry in gone] == ["C01"]
    back = compare(example, Baseline(tuple(entries(cited))))[0]
    assert sorted(f.code for f in back if f.counts) == ["C01", "C10"]


def test_the_first_claim_of_an_article_makes_its_other_sentences_no_new_findings(
    example: list[Finding], tmp_path: Path
) -> None:
    nothing = found("", tmp_path / "project")
    assert [f.code for f in nothing if f.code.startswith("A")] == ["A09"]
    one = found(TURTLE[: TURTLE.index("id:c-pain")], tmp_path / "one")
    assert {f.code for f in one} >= {"A07"}
    assert "A07" not in new(one, Baseline(tuple(entries(nothing))))


@pytest.mark.parametrize("version", [1, 2])
def test_a_baseline_of_an_earlier_version_is_known_by_its_words(
    version: int, example: list[Finding]
) -> None:
    earlier = tuple(
        BaselineEntry(e.code, e.node, e.message, f"{n:016}") for n, e in enumerate(entries(example))
    )
    marked, gone = compare(example, Baseline(earlier, version))
    assert ([f.code for f in marked if f.counts], gone) == ([], [])
    assert len(new(example, Baseline(earlier))) == len(example)


@pytest.mark.parametrize("version", [1, 2])
def test_a_baseline_of_an_earlier_version_is_told_to_be_written_again(
    version: int, root: Path
) -> None:
    known = root / "known.json"
    text = known.read_text("utf-8").replace('"version": 3', f'"version": {version}')
    known.write_text(text, "utf-8")
    result = kbtool("check", "--baseline", "known.json", "--quiet", cwd=root)
    assert (
        result.returncode,
        "known.json is a baseline of an earlier version" in result.stderr,
        "renew it with kbtool check --baseline known.json --write-baseline" in result.stderr,
    ) == (0, True, True)
