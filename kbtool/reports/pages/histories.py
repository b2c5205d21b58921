"""From which commits the lines of a file are as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from kbtool.io.history import Commit

History: TypeAlias = Callable[[str, int, int], frozenset[Commit]]
"""Gives the commits that some lines of a file are from: the file as messages name it, the first and the last line."""


def no_history(_file: str, _first: int, _last: int) -> frozenset[Commit]:
    """No commits: where there is no Git."""
    return frozenset()
