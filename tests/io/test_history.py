"""The commits that lines of a file are from."""

from __future__ import annotations

import subprocess
from pathlib import Path

from kbtool.io.history import LineHistory


def committed(folder: Path, text: str, says: str) -> None:
    (folder / "a.ttl").write_text(text, encoding="utf-8")
    who = ["-c", "user.name=A test", "-c", "user.email=test@example.org"]
    for command in (["add", "."], [*who, "commit", "-q", "-m", says]):
        subprocess.run(["git", "-C", str(folder), *command], check=True)


def test_each_line_is_from_the_commit_that_wrote_it(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    committed(tmp_path, "one\ntwo\n", "First")
    committed(tmp_path, "one\nthree\n", "Second")
    (tmp_path / "a.ttl").write_text("one\nthree\nfour\n", encoding="utf-8")
    history = LineHistory(tmp_path)
    assert [commit.summary for commit in history.of("a.ttl", 1, 1)] == ["First"]
    assert {commit.summary for commit in history.of("a.ttl", 1, 2)} == {"First", "Second"}
    assert history.of("a.ttl", 3, 3) == frozenset()


def test_where_git_knows_nothing_there_is_no_history(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("one\n", encoding="utf-8")
    assert LineHistory(tmp_path).of("a.ttl", 1, 1) == frozenset()
    assert LineHistory(tmp_path).of("../b.ttl", 1, 1) == frozenset()
