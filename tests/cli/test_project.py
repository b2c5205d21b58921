"""Which knowledge base a command is about, and whose settings hold for it."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cases import Case, lay_out
from commands import ROOT, environment, kbtool
from example import ARTICLE, TURTLE

FORMAT = 'format = "json"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A knowledge base whose settings select the rules of family C, in a folder that has none."""
    root = lay_out(Case("E01", TURTLE, (), article=ARTICLE), tmp_path / "project")
    (root / "kbtool.toml").write_text(f'{FORMAT}select = ["C"]\n', encoding="utf-8")
    return root


def families(cwd: Path, *arguments: str | Path) -> set[str]:
    """The families of the rules that find something."""
    result = kbtool("check", *arguments, "--format", "json", cwd=cwd)
    assert result.returncode in (0, 1), result.stderr
    return {finding["code"][0] for finding in json.loads(result.stdout)["findings"]}


def selecting(folder: Path, family: str, more: str = "") -> Path:
    """Settings in a folder that select one family of rules."""
    folder.mkdir(exist_ok=True)
    (folder / "kbtool.toml").write_text(f'select = ["{family}"]\n{more}', encoding="utf-8")
    return folder


def test_the_settings_of_the_root_that_is_named_hold(root: Path) -> None:
    assert families(root.parent, "--root", "project") == {"C"}


def test_they_are_looked_for_upwards_from_it(root: Path) -> None:
    (root / "kbtool.toml").unlink()
    selecting(root.parent, "X")
    elsewhere = selecting(root.parent / "elsewhere", "C")
    assert families(elsewhere, "--root", "../project") == {"X"}


def test_settings_of_the_working_directory_do_not_hold_for_another_root(root: Path) -> None:
    elsewhere = selecting(root.parent / "elsewhere", "X")
    assert families(elsewhere, "--root", root) == {"C"}


def test_settings_that_name_a_root_hold_for_it(root: Path) -> None:
    here = selecting(root.parent / "here", "X", 'root = "../project"\n')
    assert families(here) == {"X"}
    assert families(here, root / "kb") == {"X"}


def test_the_root_that_is_named_goes_before_the_one_of_its_settings(root: Path) -> None:
    selecting(root, "C", 'root = "nowhere"\n')
    assert families(root.parent, "--root", "project") == {"C"}


def test_a_path_in_another_knowledge_base_is_checked_by_the_settings_of_that_one(
    root: Path,
) -> None:
    other = selecting(lay_out(Case("E01", TURTLE, (), article=ARTICLE), root.parent / "other"), "X")
    for path in (root, root / "kb", root / "sources" / "article.txt"):
        assert families(other, path) == {"C"}
    assert families(other, "sources/article.txt") == {"X"}
    here = selecting(root.parent / "here", "X", 'root = "../other"\n')
    assert families(here, root / "kb") == {"C"}


def test_a_baseline_is_looked_for_beside_the_settings_that_name_it(root: Path) -> None:
    (root / "kbtool.toml").write_text(f'{FORMAT}baseline = "known.json"\n', encoding="utf-8")
    kbtool("check", "--write-baseline", cwd=root)
    assert (root / "known.json").is_file()
    result = kbtool("check", "--known", "--root", "project", cwd=root.parent)
    states = {finding["baseline"] for finding in json.loads(result.stdout)["findings"]}
    assert (result.returncode, states) == (0, {"unchanged"})


@pytest.mark.parametrize(
    "arguments",
    [
        ("source", "refresh", "article", "http://127.0.0.1:1/article"),
        ("cite", "add", "10.1000/182"),
    ],
)
def test_all_commands_take_the_settings_of_the_root_that_is_named(
    root: Path, arguments: tuple[str, ...]
) -> None:
    (root / "kbtool.toml").write_text('contact = "nobody"\n', encoding="utf-8")
    result = kbtool(*arguments, "--root", "project", cwd=root.parent)
    assert result.returncode == 2
    assert "'nobody' is not a mail address" in result.stderr


def test_the_action_takes_the_settings_of_its_root(root: Path) -> None:
    action = (ROOT / "action.yml").read_text(encoding="utf-8")
    script = action.rpartition("run: ")[2].strip()
    command = script.replace("kbtool", f"{shlex.quote(sys.executable)} -m kbtool", 1)
    given = {"ROOT": "project", "ARGUMENTS": "--fail-on never"}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=root.parent,
        env={**environment(), **given},
        capture_output=True,
        check=True,
    )
    assert {f["code"][0] for f in json.loads(done.stdout)["findings"]} == {"C"}
