"""What CONTRIBUTING.md tells contributors to do works as it stands, without a change in Python."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import commands
from signing import UNSIGNED

PROJECT = Path(__file__).resolve().parents[2]
ARTICLE = "sources/metformin-at-a-glance.txt"
SAVED = "metformin-at-a-glance.txt"
DECLARED = "sources/sources.ttl"
CLAIMS = "kb/claims/metformin-at-a-glance.ttl"
EVIDENCE = "kb/evidence/metformin.ttl"
EXAMPLE_FILES = (CLAIMS, "kb/propositions/metformin.ttl", EVIDENCE)
HOUSE_RULES = "shapes/house.ttl"
HOUSE_CASES = "tests/rules/Z01-harm-played-down.toml"

BLOCK = re.compile(
    r"^(?P<how>New file|At the end of) `(?P<path>[^`]+)`:\n\n"
    r"```(?:text|turtle|sparql|toml)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def blocks() -> list[tuple[str, str, str]]:
    page = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return [(m["how"], m["path"], m["text"]) for m in BLOCK.finditer(page)]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which somebody has followed CONTRIBUTING.md, but for its rule; no test changes it."""
    root = tmp_path_factory.mktemp("followed") / "project"
    for folder in ("kb", "shapes", "sources"):
        shutil.copytree(PROJECT / folder, root / folder, ignore=UNSIGNED)
        for path in (root / folder, *(root / folder).rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
    follow(root)
    return root


@pytest.fixture(scope="module")
def report(followed: Path) -> dict[str, Any]:
    """The JSON of a check of its article."""
    return check(followed, ARTICLE)


@pytest.fixture
def project(followed: Path, tmp_path: Path) -> Path:
    """The same to change; of the evidence and the articles of the project itself, which other tests check, without."""
    root = tmp_path / "project"
    shutil.copytree(followed, root)
    of_the_page = {name for _, name, _ in blocks()}
    for path in (*root.glob("kb/claims/*"), *root.glob("kb/evidence/*")):
        if path.relative_to(root).as_posix() not in of_the_page:
            path.unlink()
    return root


def follow(folder: Path) -> None:
    """Do in a knowledge base what the page says, but for its rule."""
    for how, name, text in blocks():
        path = folder / name
        if name in (HOUSE_RULES, HOUSE_CASES):
            continue
        if name == DECLARED:
            kbtool(folder, *taking_in())
            continue
        if how == "New file":
            assert not path.exists(), f"{name} is in the project already"
            path.write_text(text, encoding="utf-8")
        else:
            with path.open("a", encoding="utf-8") as file:
                file.write("\n" + text)


def taking_in() -> list[str]:
    """The command on the page that takes the article in."""
    page = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^\$ kbtool (source add .*)$", page, re.MULTILINE)
    return shlex.split(line)


def kbtool(project: Path, *arguments: str) -> str:
    done = commands.kbtool(*arguments, cwd=project)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def check(project: Path, *arguments: str) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(kbtool(project, "check", *arguments, "--format", "json"))
    return report


def places(report: dict[str, Any]) -> list[tuple[str, int, int]]:
    return [(f["code"], f["span"]["line"], f["span"]["column"]) for f in report["findings"]]


def test_every_file_of_the_example_is_named_on_the_page() -> None:
    assert [(how, path) for how, path, _ in blocks()] == [
        ("New file", SAVED),
        ("At the end of", DECLARED),
        ("At the end of", "kb/concepts.ttl"),
        ("New file", "kb/propositions/metformin.ttl"),
        ("New file", CLAIMS),
        ("At the end of", "kb/references.ttl"),
        ("New file", EVIDENCE),
        ("New file", HOUSE_RULES),
        ("New file", HOUSE_CASES),
        ("New file", "kb/queries/harm-figures.rq"),
    ]


def test_the_command_writes_what_the_page_shows(followed: Path) -> None:
    (saved,) = (text for _, path, text in blocks() if path == SAVED)
    assert (followed / ARTICLE).read_text(encoding="utf-8") == saved
    (shown,) = (text for _, path, text in blocks() if path == DECLARED)
    day = r'"\d{4}-\d{2}-\d{2}"'
    assert (
        (followed / DECLARED)
        .read_text(encoding="utf-8")
        .endswith(re.sub(day, f'"{date.today().isoformat()}"', shown))
    )


def test_the_article_is_checked_claim_by_claim(report: dict[str, Any]) -> None:
    document = next(d for d in report["documents"] if d["path"] == ARTICLE)
    assert document["claims"] == 3
    assert document["verdicts"] == {"supported": 1, "refuted": 1, "not assessed": 1}
    assert sorted(places(report)) == [
        ("C01", 3, 79),
        ("C02", 3, 122),
        ("E01", 3, 122),
        ("X06", 3, 79),
    ]


def test_lines_and_columns_are_those_of_the_quotes(followed: Path) -> None:
    lines = (followed / ARTICLE).read_text(encoding="utf-8").splitlines()
    assert lines[2].index("Only 12% of patients get diarrhea from it") == 79 - 1
    assert lines[2].index("It works faster than insulin") == 122 - 1


def test_the_refuted_figure_names_both_labels(report: dict[str, Any]) -> None:
    (finding,) = (f for f in report["findings"] if f["code"] == "X06")
    assert finding["quote"] == "Only 12% of patients get diarrhea from it"
    assert sorted(side["iri"].rpartition("/")[2] for side in finding["related"]) == [
        "e-glucophage-diarrhea",
        "e-riomet-diarrhea",
    ]


def test_the_example_has_no_error_of_structure_or_anchor(followed: Path) -> None:
    assert check(followed, ARTICLE, *EXAMPLE_FILES, "--select", "S,A")["findings"] == []


def test_a_quote_that_is_not_in_the_article_is_found(project: Path) -> None:
    claims = project / CLAIMS
    text = claims.read_text(encoding="utf-8")
    claims.write_text(
        text.replace("works faster than insulin", "works faster than aspirin"), "utf-8"
    )
    assert places(check(project, ARTICLE, "--select", "A")) == [("A02", 3, 122)]


def test_evidence_that_nobody_has_looked_up_decides_nothing(project: Path) -> None:
    evidence = project / EVIDENCE
    text = evidence.read_text(encoding="utf-8")
    evidence.write_text(text.replace("kb:SeenSecondHand", "kb:NotYetVerified"), encoding="utf-8")
    report = check(project, ARTICLE)
    document = next(d for d in report["documents"] if d["path"] == ARTICLE)
    assert document["verdicts"] == {"supported": 1, "not assessed": 2}
    assert "X06" not in {finding["code"] for finding in report["findings"]}


@pytest.mark.parametrize("engine", ["fast", "pyshacl"])
def test_the_rule_runs_without_a_change_in_python(project: Path, engine: str) -> None:
    (rule,) = (text for _, path, text in blocks() if path == HOUSE_RULES)
    (project / HOUSE_RULES).write_text(rule, encoding="utf-8")
    report = check(project, ARTICLE, "--select", "Z", "--engine", engine)
    assert places(report) == [("Z01", 3, 79)]
    (finding,) = report["findings"]
    assert finding["severity"] == "warning"
    assert finding["message"] == (
        "“Only 12% of patients get diarrhea from it” plays down a figure on harm."
    )


def test_the_rule_is_silent_where_the_figure_stands_alone(project: Path) -> None:
    (rule,) = (text for _, path, text in blocks() if path == HOUSE_RULES)
    (project / HOUSE_RULES).write_text(rule, encoding="utf-8")
    claims = project / CLAIMS
    text = claims.read_text(encoding="utf-8")
    claims.write_text(text.replace("Only 12% of patients", "12% of patients"), encoding="utf-8")
    assert check(project, ARTICLE, "--select", "Z")["findings"] == []


def test_the_cases_of_the_rule_hold_and_fail_without_what_it_looks_for(project: Path) -> None:
    for name in (HOUSE_RULES, HOUSE_CASES):
        (text,) = (text for _, path, text in blocks() if path == name)
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    assert kbtool(project, "test", "Z01") == "2 cases of 1 rule passed\n"
    rules = (project / HOUSE_RULES).read_text(encoding="utf-8")
    (project / HOUSE_RULES).write_text(rules.replace("(only|just)", "(merely)"), encoding="utf-8")
    assert kbtool(project, "test", "Z01") == (
        "tests/rules/Z01-harm-played-down.toml:1: flagged 1: expected 1:1, found nothing\n"
        "1 of 2 cases of 1 rule failed\n"
    )


def test_the_rule_explains_itself(project: Path) -> None:
    (rule,) = (text for _, path, text in blocks() if path == HOUSE_RULES)
    (project / HOUSE_RULES).write_text(rule, encoding="utf-8")
    page = kbtool(project, "explain", "Z01")
    assert "harm-played-down" in page
    assert "Whether it is small is for the reader to say." in " ".join(page.split())


def test_the_named_query_answers(followed: Path) -> None:
    answer = kbtool(
        followed, "query", "harm-figures", "--param", "drug=metformin", "--format", "csv"
    )
    (row,) = csv.DictReader(io.StringIO(answer))
    assert row["claim"].endswith("glance-diarrhea")
    assert row["printed"] == "12%"
    assert row["verdict"].endswith("Refuted")
