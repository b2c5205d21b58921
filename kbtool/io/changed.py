"""Whether the files of a knowledge base are still those that were read: by name, size and time, without reading them."""

from __future__ import annotations

import os
from contextlib import suppress

from kbtool.io.workspace import FOLDERS, SETTLED, Workspace

State = tuple[tuple[str, int, int, int], ...]


def state_of(workspace: Workspace) -> State:
    """What changes when a file of a knowledge base, its articles, rules or settings does."""
    found = []
    for name in SETTLED:
        with suppress(OSError):
            path = workspace.root / name
            found.append(_told(str(path), path.stat()))
    for folder in FOLDERS:
        for parent, folders, files in os.walk(workspace.root / folder):
            folders[:] = [each for each in folders if not each.startswith(".")]
            for file in files:
                if file.startswith("."):
                    continue
                with suppress(OSError):  # it is gone again
                    path_ = os.path.join(parent, file)
                    found.append(_told(path_, os.stat(path_)))
    return tuple(sorted(found))


def _told(path: str, status: os.stat_result) -> tuple[str, int, int, int]:
    return path, status.st_mtime_ns, status.st_size, status.st_ino
