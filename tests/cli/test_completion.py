"""What a shell completes: names that are in the knowledge base, found without deriving anything."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from cases import Case, lay_out
from commands import ROOT
from example import ARTICLE, TURTLE
from kbtool.cli import cli


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("completion") / "project"
    root = lay_out(Case("E01", TURTLE, (), article=ARTICLE), folder)
    shutil.copytree(ROOT / "kb" / "queries", root / "kb" / "queries")
    return root


def completed(*words: str) -> list[str]:
    """What may stand in the place of the last word."""
    shell = ShellComplete(cli, {}, "kbtool", "_KBTOOL_COMPLETE")
    return [item.value for item in shell.get_completions(list(words[:-1]), words[-1])]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("che",), ["check"]),
        (("explain", "c-fe"), ["c-fever"]),
        (("explain", "x0"), [f"X0{digit}" for digit in range(1, 10)]),
        (("explain", "c-2", "c-5"), ["c-5"]),
        (("resolve", "c-wo"), ["c-wonders"]),
        (("check", "--select", "A01,W0"), [f"A01,W0{digit}" for digit in range(1, 7)]),
        (("query", "claims-o"), ["claims-of-document"]),
        (("query", "claims-by-verdict", "--param", "v"), ["verdict="]),
        (
            ("query", "claims-by-verdict", "--param", "verdict=kb:Re"),
            ["verdict=kb:Refuted"],
        ),
        (("source", "refresh", "arti"), ["article"]),
        (("cite", "verify", "trial"), ["trial-a", "trial-b"]),
    ],
)
def test_names_are_completed(
    project: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], expected: list[str]
) -> None:
    monkeypatch.chdir(project)
    assert completed(*words)[: len(expected)] == expected


def test_outside_of_a_knowledge_base_nothing_is_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert completed("explain", "x") == []
