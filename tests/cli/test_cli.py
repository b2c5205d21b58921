"""The command line: formats, options, exit codes, and the JSON of a check, which is a contract."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from commands import ROOT, command, environment, kbtool
from example import two_articles
from kbtool.cli import COMMANDS
from kbtool.version import __version__

SHIPPED = ["sources/fuse-mind-and-body.txt", "sources/virginia-infusion-therapies.txt"]
FIRST = "sources/article.txt"
SECOND = "sources/other.txt"
CLAIMS = "kb/case.ttl"
DRAFT = """\
@prefix kb:   <https://w3id.org/kbtool/ns#> .
@prefix id:   <https://w3id.org/kbtool/id/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa:   <http://www.w3.org/ns/oa#> .

id:draft-claim a kb:Claim ;
    prov:wasQuotedFrom id:article ;
    oa:exact "These words stand nowhere: qwxz" ;
    kb:asserts id:treats-pain ;
    kb:certainty kb:Categorical .
"""
SPAN = {"start", "end", "line", "column", "endLine", "endColumn"}
FINDING = {
    "code": str,
    "name": str,
    "severity": str,
    "message": str,
    "suggestion": str,
    "node": str,
    "claim": str | None,
    "verdict": str | None,
    "quote": str | None,
    "document": str | None,
    "span": dict | None,
    "declared": dict | None,
    "related": list,
    "fingerprint": str,
    "waived": dict | None,
}
VERDICTS = {
    "supported", "supported in part", "refuted", "against in part", "conflicting", "insufficient", "not assessed", "not checkable",
}  # fmt: skip


def check(*arguments: str | Path, cwd: Path) -> dict[str, Any]:
    """What a check says in JSON; findings must not make it fail."""
    result = kbtool("check", "--format", "json", "--fail-on", "never", *arguments, cwd=cwd)
    assert (result.returncode, result.stderr) == (0, "")
    report = json.loads(result.stdout)
    assert isinstance(report, dict)
    return report


def codes(report: dict[str, Any]) -> set[str]:
    return {finding["code"] for finding in report["findings"]}


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    """The JSON of a check of the project's own articles."""
    return check(cwd=ROOT)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small knowledge base, for what holds of any; no test changes it."""
    return two_articles(tmp_path_factory.mktemp("two") / "project")


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The same, to change."""
    return two_articles(tmp_path / "project")


@pytest.fixture(scope="module")
def found(two: Path) -> dict[str, Any]:
    """The JSON of a check of the small one."""
    return check(cwd=two)


# ---- The JSON contract --------------------------------------------------------------------------


def test_json_has_the_keys_of_the_contract(report: dict[str, Any]) -> None:
    assert list(report) == ["version", "documents", "summary", "findings"]
    assert report["version"] == 2
    assert [document["path"] for document in report["documents"]] == SHIPPED
    for document in report["documents"]:
        assert document["verdicts"].keys() <= VERDICTS
        assert sum(document["verdicts"].values()) == document["claims"] > 0
    for finding in report["findings"]:
        assert FINDING.keys() <= finding.keys() <= {*FINDING, "scope", "because", "more"}
        for key, kind in FINDING.items():
            assert isinstance(finding[key], kind), key
        assert finding["severity"] in ("error", "warning", "info")
        assert re.fullmatch(r"[A-Z]\d\d\d?", finding["code"])
        assert finding["message"] and finding["suggestion"]
        assert "{" not in finding["message"] + finding["suggestion"]


def test_the_summary_counts_the_findings(report: dict[str, Any]) -> None:
    severities = [finding["severity"] for finding in report["findings"]]
    summary = report["summary"]
    assert (summary["errors"], summary["warnings"], summary["infos"]) == (
        severities.count("error"),
        severities.count("warning"),
        severities.count("info"),
    )
    assert summary["claims"] == sum(document["claims"] for document in report["documents"])
    assert summary["documents"] == len(report["documents"])


def test_offsets_lead_to_the_quotes(report: dict[str, Any]) -> None:
    texts = {path: (ROOT / path).read_bytes().decode() for path in SHIPPED}
    sides = [*report["findings"], *(r for f in report["findings"] for r in f["related"])]
    placed = [side for side in sides if side["span"]]
    assert {side["document"] for side in placed} == set(SHIPPED)
    for side in placed:
        text, span = texts[side["document"]], side["span"]
        assert span.keys() == SPAN
        if side["quote"]:
            assert text[span["start"] : span["end"]] == side["quote"]
        for offset, line, column in (
            (span["start"], span["line"], span["column"]),
            (span["end"], span["endLine"], span["endColumn"]),
        ):
            before = text[:offset]
            assert line == before.count("\n") + 1
            assert column == offset - (before.rfind("\n") + 1) + 1


def test_declarations_lead_to_the_turtle(report: dict[str, Any]) -> None:
    declared = [finding for finding in report["findings"] if finding["claim"]]
    assert declared
    for finding in declared:
        file, line = finding["declared"]["file"], finding["declared"]["line"]
        local = finding["claim"].removeprefix("https://w3id.org/kbtool/id/")
        assert (ROOT / file).read_text(encoding="utf-8").splitlines()[line - 1].split()[0] == (
            f"id:{local}"
        )


def test_findings_come_in_reading_order(report: dict[str, Any]) -> None:
    places = [
        (f["document"], f["span"]["start"] if f["span"] else -1)
        for f in report["findings"]
        if f["document"]
    ]
    assert places == sorted(places)
    with_document = [f["document"] is not None for f in report["findings"]]
    assert with_document == sorted(with_document, reverse=True)


def test_each_finding_has_a_fingerprint_of_its_own(report: dict[str, Any]) -> None:
    fingerprints = [finding["fingerprint"] for finding in report["findings"]]
    assert len(set(fingerprints)) == len(fingerprints)


def test_a_check_says_the_same_twice(found: dict[str, Any], two: Path) -> None:
    assert check(cwd=two) == found


def test_fingerprints_do_not_move_with_lines_of_turtle(
    found: dict[str, Any], changed: Path
) -> None:
    turtle = changed / CLAIMS
    turtle.write_text("# One more line.\n\n" + turtle.read_text(encoding="utf-8"), encoding="utf-8")
    moved = check(cwd=changed)
    assert fingerprints(moved) == fingerprints(found)
    assert [f["declared"] for f in moved["findings"]] != [f["declared"] for f in found["findings"]]


def test_fingerprints_do_not_move_with_lines_of_an_article(
    found: dict[str, Any], changed: Path
) -> None:
    article = changed / SECOND
    article.write_bytes(b"One more line stands here.\n\n" + article.read_bytes())
    ignored = ("A06", "A07")  # the article did change, and nobody has said what its new line states
    moved = check("--ignore", ",".join(ignored), cwd=changed)
    assert fingerprints(moved) == fingerprints(found, ignored)
    assert [f["span"] for f in moved["findings"]] != [f["span"] for f in found["findings"]]


def fingerprints(report: dict[str, Any], without: tuple[str, ...] = ()) -> set[str]:
    return {f["fingerprint"] for f in report["findings"] if f["code"] not in without}


# ---- Formats and files --------------------------------------------------------------------------


def test_concise_says_each_finding_in_a_line(found: dict[str, Any], two: Path) -> None:
    result = kbtool("check", "--format", "concise", "--show", "info", cwd=two)
    lines = result.stdout.splitlines()[: len(found["findings"])]
    for line, finding in zip(lines, found["findings"], strict=True):
        assert line.startswith(f"{place(finding)}: {finding['severity']} {finding['code']} ")


def place(finding: dict[str, Any]) -> str:
    """Where a finding stands: in a document, or else in Turtle."""
    if finding["document"] is None:
        return f"{finding['declared']['file']}:{finding['declared']['line']}"
    span = finding["span"]
    where = f":{span['line']}:{span['column']}" if span else ""
    return f"{finding['document']}{where}"


def test_text_says_place_words_rule_and_help(two: Path) -> None:
    result = kbtool("check", "--select", "X", SECOND, cwd=two)
    assert re.search(r"^ 1 [✕▲] X\d\d \S.*  sources/\S+\.txt:\d+:\d+", result.stdout, re.MULTILINE)
    assert re.search(r"^    “.+", result.stdout, re.MULTILINE)
    assert re.search(r"^    (error  |warning) +X\d\d [a-z-]+: ", result.stdout, re.MULTILINE)
    assert re.search(r"^ +help: ", result.stdout, re.MULTILINE)
    assert re.search(r"^Found \d+ errors?, ", result.stdout, re.MULTILINE)
    assert max(map(len, result.stdout.splitlines())) < 200


def test_the_page_of_a_github_job_gets_a_summary_behind_what_it_has(small: Path) -> None:
    job = small / "job.md"
    job.write_text("Before.\n", encoding="utf-8")
    variables = environment() | {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(job)}
    assert "::group::All findings" in kbtool("check", cwd=small, env=variables).stdout
    assert job.read_text(encoding="utf-8").startswith("Before.\n### kbtool: ")


def test_an_output_is_written_whole_and_its_ending_names_the_format(
    tmp_path: Path, two: Path
) -> None:
    target = tmp_path / "report.json"
    target.write_text("old")
    result = kbtool("check", "--select", "X", "--output", target, cwd=two)
    assert (result.returncode, result.stdout, result.stderr) == (1, "", "")
    assert codes(json.loads(target.read_text(encoding="utf-8")))
    assert os.listdir(tmp_path) == ["report.json"]


def test_an_output_stays_as_it_was_if_the_check_fails(changed: Path) -> None:
    target = changed / "report.json"
    target.write_text("old")
    (changed / "kb" / "broken.ttl").write_text("broken")
    result = kbtool("check", "--output", target, cwd=changed)
    assert (result.returncode, target.read_text()) == (2, "old")


# ---- Rules, severities, exit codes --------------------------------------------------------------


def test_select_and_ignore_take_codes_names_and_families(found: dict[str, Any], two: Path) -> None:
    everything = codes(found)
    family = {code for code in everything if code.startswith("E")}
    assert {"E01", "E02"} <= family
    name = next(f["name"] for f in found["findings"] if f["code"] == "E02")
    assert codes(check("--select", "E", cwd=two)) == family
    assert codes(check("--select", f"E01,{name}", cwd=two)) == {"E01", "E02"}
    assert codes(check("--select", "e", "--ignore", "E01", cwd=two)) == family - {"E01"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--select", "E01"], 1),
        (["--select", "E01", "--fail-on", "never"], 0),
        (["--select", "E02"], 0),
        (["--select", "E02", "--fail-on", "warning"], 1),
        (["--select", "S", "--fail-on", "warning"], 0),
        (["--select", "nothing"], 2),
    ],
)
def test_the_exit_code_says_whether_there_are_findings(
    arguments: list[str], code: int, two: Path
) -> None:
    assert kbtool("check", *arguments, cwd=two).returncode == code


@pytest.mark.parametrize(
    ("show", "severities"), [("error", {"error"}), ("info", {"error", "info"})]
)
def test_show_hides_milder_findings_and_counts_them(
    found: dict[str, Any], show: str, severities: set[str], two: Path
) -> None:
    result = kbtool("check", "--format", "concise", "--show", show, cwd=two)
    shown = set(re.findall(r"^\S+: (error|warning|info) ", result.stdout, re.MULTILINE))
    there = {finding["severity"] for finding in found["findings"]}
    assert shown == (there if show == "info" else severities)
    hidden = sum(finding["severity"] not in shown for finding in found["findings"])
    assert (f"({hidden} milder" in result.stdout) == (hidden > 0)


def test_quiet_says_it_by_the_exit_code_alone(two: Path) -> None:
    result = kbtool("check", "--quiet", cwd=two)
    assert (result.returncode, result.stdout, result.stderr) == (1, "", "")


# ---- Paths --------------------------------------------------------------------------------------


def test_a_document_is_checked_alone(two: Path) -> None:
    checked = check(FIRST, cwd=two)
    assert [document["path"] for document in checked["documents"]] == [FIRST]
    for finding in checked["findings"]:
        documents = {finding["document"], *(side["document"] for side in finding["related"])}
        assert FIRST in documents


def test_a_knowledge_file_is_checked_for_what_it_declares(two: Path) -> None:
    checked = check(CLAIMS, cwd=two)
    assert checked["findings"]
    assert {finding["declared"]["file"] for finding in checked["findings"]} == {CLAIMS}


def test_paths_are_relative_to_the_working_directory(two: Path) -> None:
    checked = check("article.txt", cwd=two / "sources")
    assert [document["path"] for document in checked["documents"]] == ["article.txt"]


def test_a_draft_is_checked_as_if_it_were_in_the_knowledge_base(tmp_path: Path, two: Path) -> None:
    draft = tmp_path / "draft.ttl"
    draft.write_text(DRAFT, encoding="utf-8")
    checked = check(draft, cwd=two)
    assert "A01" in codes(checked)
    for finding in checked["findings"]:
        assert finding["declared"] == {"file": str(draft), "line": 6}
    assert "A01" not in codes(check(cwd=two))


def test_the_project_folder_can_be_named_from_anywhere(
    found: dict[str, Any], tmp_path: Path, two: Path
) -> None:
    for arguments in ([two], ["--root", two]):
        checked = check(*arguments, cwd=tmp_path)
        assert fingerprints(checked) == fingerprints(found)
        assert checked["documents"][0]["path"] == str(two / FIRST)


# ---- Help, version, colour ----------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_with_an_example(name: str) -> None:
    result = kbtool(name, "--help", cwd=ROOT)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(f"Usage: kbtool {name}")
    assert f"Example: kbtool {name}" in " ".join(result.stdout.split())


def test_help_lists_each_command_and_what_it_does() -> None:
    text = " ".join(kbtool("--help", cwd=ROOT).stdout.split())
    for name, does in COMMANDS.items():
        assert f"{name} {does}" in text


def test_the_version_is_that_of_the_package() -> None:
    result = kbtool("--version", cwd=ROOT)
    assert (result.returncode, result.stdout) == (0, f"kbtool, version {__version__}\n")


COLOUR = "\x1b["


def on_a_terminal(root: Path, *arguments: str, **variables: str) -> str:
    """The output of a command whose standard output is a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command(arguments), cwd=root, stdout=theirs, env=environment() | variables
    )
    os.close(theirs)
    pieces = []
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux says EIO where the other side is closed
            break
        if not piece:
            break
        pieces.append(piece)
    os.close(ours)
    process.wait(timeout=60)
    return b"".join(pieces).decode()


@pytest.mark.parametrize("arguments", [["check", "--select", "X"], ["explain", "E01"]])
def test_colour_is_for_terminals(arguments: list[str], two: Path) -> None:
    assert COLOUR in on_a_terminal(two, *arguments)
    assert COLOUR not in kbtool(*arguments, cwd=two).stdout


def test_colour_can_be_refused(two: Path) -> None:
    assert COLOUR not in on_a_terminal(two, "explain", "E01", "--no-color")
    assert COLOUR not in on_a_terminal(two, "check", "--select", "X", "--no-color")
    assert COLOUR not in on_a_terminal(two, "check", "--select", "X", NO_COLOR="1")


def test_an_output_with_another_encoding_is_no_crash(two: Path) -> None:
    result = subprocess.run(
        command(["check", "--select", "X"]),
        cwd=two,
        env=environment() | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
    )
    assert (result.returncode, result.stderr) == (1, b"")


def test_a_reader_that_stops_early_is_no_crash(two: Path) -> None:
    result = subprocess.run(
        ["sh", "-c", '"$@" | head -n 1', "sh", *command(["check"])],
        cwd=two,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert result.stderr == ""
    assert len(result.stdout.splitlines()) == 1


# ---- explain ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "c-pain",
        "https://w3id.org/kbtool/id/c-pain",
    ],
)
def test_a_claim_is_explained_by_any_of_its_names(name: str, two: Path) -> None:
    result = kbtool("explain", name, cwd=two)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("id:c-pain")
    assert "»" in result.stdout
    assert "[refuted]" in result.stdout


@pytest.mark.parametrize("name", ["s02", "number-without-unit"])
def test_a_rule_is_explained_by_its_code_or_name(name: str, two: Path) -> None:
    result = kbtool("explain", name, cwd=two)
    assert (result.returncode, result.stderr) == (0, "")
    assert "S02" in result.stdout
    assert "number-without-unit" in result.stdout
