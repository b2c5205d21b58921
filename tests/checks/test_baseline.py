"""A baseline: what it holds does not count, what is new does, what is gone is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cases import Case, lay_out
from commands import kbtool
from example import ARTICLE, TURTLE


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = lay_out(Case("E01", TURTLE, (), article=ARTICLE), tmp_path / "project")
    written = kbtool("check", "--baseline", "known.json", "--write-baseline", cwd=root)
    assert (written.returncode, written.stdout) == (0, "")
    return root


def states(root: Path) -> dict[str, list[str]]:
    result = kbtool("check", "--baseline", "known.json", "--format", "json", cwd=root)
    found: dict[str, list[str]] = {"new": [], "unchanged": [], "gone": []}
    data = json.loads(result.stdout)
    for finding in data["findings"]:
        found[finding["baseline"]].append(finding["code"])
    found["gone"] = [entry["code"] for entry in data["gone"]]
    return found


def test_nothing_new_is_no_failure_and_nothing_is_hidden(root: Path) -> None:
    result = kbtool("check", "--baseline", "known.json", cwd=root)
    assert result.returncode == 0
    assert "X05 claim-against-evidence" in result.stdout
    assert "(in the baseline: does not count)" in result.stdout


def test_edits_elsewhere_moved_lines_and_renamed_files_leave_fingerprints(root: Path) -> None:
    article = root / "sources" / "article.txt"
    text = "A word before.\n\n" + article.read_text(encoding="utf-8")
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
        ('{"version": 2, "findings": []}', "it has version 2"),
        ("[]", "it has no version"),
        ('{"version": 1, "findings": [{}]}', "a finding lacks its code"),
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
