"""Reading files that belong together while another program may be changing them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kbtool.errors import InputError
from kbtool.io.transactions.recovery import change_under_way, recover
from kbtool.io.workspace import FOLDERS, Show

TRIES = 5
"""How often files that changed while they were read are read again; each writer is waited for as well."""

T = TypeVar("T")

_State = dict[str, tuple[int, int, int, int]]


def read_steadily(folder: Path, read: Callable[[], T], show: Show = str) -> T:
    """What is read of a knowledge base, of files that stayed as they were from the first to the last of them.

    A change that another kbtool is writing is waited for, and one that was broken off is ended first. Files that changed
    while they were read are read again, so that no mistake is found in what is half old and half new. Nothing is written
    or locked where no change is under way, so the disk may be read-only.

    Args:
        folder: the root of the knowledge base.
        read: reads it.
        show: gives a path as messages name it.

    Raises:
        InputError: what `read` raises of files that are at rest or never are; a change that cannot be ended.
    """
    for _ in range(TRIES - 1):
        recover(folder, show)
        before = _state(folder)
        try:
            result = read()
        except InputError:
            if _at_rest(folder, before):
                raise
        else:
            if _at_rest(folder, before):
                return result
    recover(folder, show)
    return read()


def _at_rest(folder: Path, before: _State) -> bool:
    return not change_under_way(folder) and _state(folder) == before


def _state(folder: Path) -> _State:
    """What tells whether a file below the folders of a knowledge base is the one that it was."""
    state: _State = {}
    for name in FOLDERS:
        for parent, folders, files in os.walk(folder / name):
            folders[:] = [each for each in folders if not each.startswith(".")]
            for file in files:
                path = os.path.join(parent, file)
                try:
                    status = os.stat(path)
                except OSError:  # gone again, or a link to nothing
                    continue
                if not file.startswith("."):
                    mark = (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size)
                    state[path] = mark
    return state
