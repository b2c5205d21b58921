"""Surroundings that a command does not choose: closed and full streams, encodings, names that are too long."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cases import Case, lay_out
from commands import ROOT, command, environment, kbtool
from example import ARTICLE, TURTLE

LONG = "a" * 400


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("streams") / "project"
    root = lay_out(Case("E01", TURTLE, (), article=ARTICLE), folder)
    shutil.copytree(ROOT / "kb" / "queries", root / "kb" / "queries")
    return root


def in_a_shell(
    project: Path, redirections: str, *args: str, **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line with redirections of a shell."""
    return subprocess.run(
        ["bash", "-c", f'"$@" {redirections}', "bash", *command(args)],
        cwd=project,
        env=environment() | variables,
        capture_output=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("redirections", "why"),
    [(">&-", b"Bad file descriptor"), ("> /dev/full", b"No space left on device")],
)
def test_an_output_that_cannot_be_written_is_no_success(
    project: Path, redirections: str, why: bytes
) -> None:
    result = in_a_shell(project, redirections, "query")
    assert result.returncode == 2
    assert result.stderr.splitlines()[0] == (
        b"kbtool: error: standard output cannot be written: " + why
    )
    assert len(result.stderr.splitlines()) == 2


def test_a_file_can_be_written_while_standard_output_is_closed(project: Path) -> None:
    result = in_a_shell(project, ">&-", "query", "counts", "--output", "../counts.csv")
    assert (result.returncode, result.stderr) == (0, b"")
    assert (project.parent / "counts.csv").read_text(encoding="utf-8").startswith("document,")


def test_messages_may_be_closed_and_the_result_is_the_same(project: Path) -> None:
    assert in_a_shell(project, "2>&-", "query").stdout == in_a_shell(project, "", "query").stdout
    assert in_a_shell(project, "2>&-", "query", "nothing").returncode == 2


@pytest.mark.parametrize("args", [("query", "-"), ("fmt", "-"), ("lsp",)])
def test_a_closed_standard_input_is_told(project: Path, args: tuple[str, ...]) -> None:
    result = in_a_shell(project, "<&-", *args)
    assert result.returncode == 2
    assert result.stderr.splitlines()[0] == b"kbtool: error: standard input is closed"


def test_a_character_that_the_terminal_lacks_is_escaped(project: Path) -> None:
    result = in_a_shell(project, "", "explain", "c-fever", PYTHONIOENCODING="latin-1")
    assert result.returncode == 0
    assert b"\xbbIt may help fever\xab" in result.stdout
    assert b"[not assessed] 0 of 4 stars" in result.stdout
    assert b"\\u201cmay\\u201d" in result.stdout


def test_formats_for_programs_are_utf_8_whatever_the_terminal_is(project: Path) -> None:
    result = in_a_shell(
        project, "", "check", "--format", "json", "--fail-on", "never", PYTHONIOENCODING="ascii"
    )
    assert result.returncode == 0
    messages = [finding["message"] for finding in json.loads(result.stdout)["findings"]]
    assert any("“" in message for message in messages)
    assert b"\\u201c" not in result.stdout


@pytest.mark.parametrize(
    "args",
    [
        ("check", f"{LONG}.ttl"),
        ("fmt", f"{LONG}.ttl"),
        ("query", "--root", LONG),
        ("check", "--output", f"{LONG}.json"),
    ],
)
def test_a_name_that_is_too_long_is_told_in_a_line(project: Path, args: tuple[str, ...]) -> None:
    result = kbtool(*args, cwd=project)
    assert result.returncode == 2
    first, second = result.stderr.splitlines()
    assert first.endswith("…: cannot be used: File name too long")
    assert len(first) < 200
    assert second.startswith("help: check the name")


def test_help_has_a_short_name_and_a_misspelt_command_a_suggestion(tmp_path: Path) -> None:
    short, long = (kbtool(name, cwd=tmp_path, within=["env"]).stdout for name in ("-h", "--help"))
    assert short == long != ""
    assert kbtool("check", "-h", cwd=tmp_path).stdout.startswith("Usage: kbtool check")
    misspelt = kbtool("chek", cwd=tmp_path)
    assert misspelt.returncode == 2
    assert "No such command 'chek'. Did you mean check" in misspelt.stderr


def test_outside_of_a_knowledge_base_one_is_told_how_to_begin_one(tmp_path: Path) -> None:
    assert "kbtool init FOLDER" in kbtool("check", cwd=tmp_path).stderr


@pytest.mark.parametrize(
    "target",
    ["kb/references.ttl", "kb/new.csv", "shapes/new.csv", "sources/article.txt", "kbtool.toml"],
)
def test_no_result_is_written_over_knowledge(project: Path, target: str) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    result = kbtool("query", "counts", "--format", "csv", "--output", target, cwd=project)
    assert result.returncode == 2
    assert result.stderr.startswith(
        f"kbtool: error: {target}: belongs to the knowledge base, so no result is written there"
    )
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_no_result_is_written_over_what_it_is_made_from(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text("<http://example.org/a> <http://example.org/b> 1 .\n", encoding="utf-8")
    result = kbtool("shacl", "data.ttl", "data.ttl", "--output", "data.ttl", cwd=tmp_path)
    assert result.returncode == 2
    assert "data.ttl: would be overwritten with what was made from it" in result.stderr
    assert data.read_text(encoding="utf-8").startswith("<http://example.org/a>")


def test_what_is_to_be_done_at_the_end_is_done_and_the_exit_code_kept() -> None:
    for words, code in ((["--version"], 0), (["check", "nowhere.txt"], 2), (["fmt", "--no"], 2)):
        run = subprocess.run(
            [sys.executable, "-c", _WITH_AN_END, *words],
            env=environment(),
            capture_output=True,
            encoding="utf-8",
        )
        assert (run.returncode, run.stdout.splitlines()[-1:]) == (code, ["done at the end"])


_WITH_AN_END = """
import atexit
from kbtool import cli
keep_in = cli.keep_in
def keep_in_and_end(folder):
    atexit.register(print, "done at the end")
    keep_in(folder)
cli.keep_in = keep_in_and_end
cli.main()
"""
