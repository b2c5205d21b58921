"""From which commits the lines of files are as they are, by ``git blame``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from msgspec import Struct

from kbtool.errors import InputError
from kbtool.io.git import Repository, repository_of

_HEAD = re.compile(r"(?P<commit>[0-9a-f]{40,64}) \d+ (?P<line>\d+)(?: \d+)?")
_SHORT = 9
"""Characters of a commit's name that are shown."""


class Commit(Struct, frozen=True):
    """A commit.

    Attributes:
        name: its name, in short.
        day: the author's day, as YYYY-MM-DD, in UTC.
        summary: its first line.
        author: the author's name.
    """

    name: str
    day: str
    summary: str
    author: str


class LineHistory:
    """Gives the commits that lines are from; each file is asked for once.

    Args:
        root: a folder; files are named from it.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lines = cache(self._read)
        try:
            self._repository: Repository | None = repository_of(root, str(root))
        except InputError:
            self._repository = None

    def of(self, file: str, first: int, last: int) -> frozenset[Commit]:
        """The commits of some lines; none where Git does not know the file.

        Args:
            file: the file, from the folder.
            first: the first line, from 1.
            last: the last line.
        """
        lines = self._lines(file)
        return frozenset(lines[n] for n in range(first, last + 1) if n in lines)

    def _read(self, file: str) -> dict[int, Commit]:
        if self._repository is None:
            return {}
        path = str((self._root / file).resolve())
        try:
            told = self._repository.run(
                ["blame", "--porcelain", "--", path], "cannot be asked of its history", "see git"
            )
        except InputError:
            return {}
        return dict(_commits(told.decode(errors="replace")))


def _commits(told: str) -> Iterator[tuple[int, Commit]]:
    """Each line with its commit; what is not committed yet is none."""
    known: dict[str, dict[str, str]] = {}
    made: dict[str, Commit] = {}
    name, line = "", 0
    for row in told.split("\n"):
        if match := _HEAD.fullmatch(row):
            name, line = match["commit"], int(match["line"])
            known.setdefault(name, {})
        elif row.startswith("\t"):
            if name.strip("0"):
                yield line, made.setdefault(name, _commit(name, known[name]))
        elif name:
            key, _, value = row.partition(" ")
            known[name][key] = value


def _commit(name: str, said: dict[str, str]) -> Commit:
    moment = datetime.fromtimestamp(int(said.get("author-time", "0")), UTC)
    return Commit(
        name[:_SHORT], moment.date().isoformat(), said.get("summary", ""), said.get("author", "")
    )
