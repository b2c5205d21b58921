"""When less than everything is read without being asked: of large knowledge bases, where an index is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from example import two_articles
from kbtool.checks import slicing
from kbtool.checks.slicing import why_not_asked
from kbtool.io import kept
from kbtool.io.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A small knowledge base, where results are kept."""
    monkeypatch.setattr(kept._InUse, "folder", tmp_path / "kept")
    monkeypatch.delenv("CI", raising=False)
    root = two_articles(tmp_path / "kb").resolve()
    return Workspace(root, root)


def test_a_small_knowledge_base_is_read_whole(workspace: Workspace) -> None:
    why = why_not_asked(workspace, None, None)
    assert why is not None
    assert why.startswith("it has ")


def test_a_large_one_is_not(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slicing, "LARGE", 1)
    assert why_not_asked(workspace, None, None) is None
    monkeypatch.setenv("CI", "true")
    assert "CI service" in str(why_not_asked(workspace, None, None))


def test_without_what_is_kept_an_index_would_be_made_each_time(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slicing, "LARGE", 1)
    monkeypatch.setattr(kept._InUse, "folder", None)
    assert why_not_asked(workspace, None, None) == "nothing is kept between runs"


@pytest.mark.parametrize(
    ("asked", "settled", "why"),
    [
        (True, None, None),
        (True, False, None),
        (None, True, None),
        (False, True, ""),
        (None, False, ""),
    ],
)
def test_whoever_says_decides_the_command_line_before_the_settings(
    workspace: Workspace, asked: bool | None, settled: bool | None, why: str | None
) -> None:
    assert why_not_asked(workspace, asked, settled) == why
