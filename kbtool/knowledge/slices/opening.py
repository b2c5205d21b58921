"""The index of a knowledge base opened, brought up to date and asked for the slice of some articles."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path

from kbtool.errors import InputError
from kbtool.io.kept import kept_file, name_of
from kbtool.io.workspace import Workspace
from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.slices.cutting import Read, Slice, cut, update
from kbtool.knowledge.slices.index import StoredIndex

_CI = "CI"
"""The environment variable that services for continuous integration set: there, every file is hashed."""


def slice_of(
    workspace: Workspace, articles: Collection[Path], paths: Sequence[Path], read: Read
) -> Slice:
    """The slice of some articles.

    Args:
        workspace: where the knowledge base lies.
        articles: the texts of the articles.
        paths: the files of the knowledge base, in order.
        read: reads one of them.

    Raises:
        NeedsWholeError: no slice can be cut that is surely exact.
    """
    of = name_of("slices", [str(workspace.root)])
    path = kept_file("slices", str(workspace.root))
    for place in (path, path, None):
        try:
            return _cut(StoredIndex(place, of), workspace, articles, paths, read)
        except InputError as error:
            raise NeedsWholeError("a file cannot be read or trusted") from error
        except sqlite3.OperationalError as error:
            if place is not None and not _is_busy(error):
                _remove(place)
        except (sqlite3.Error, ValueError, KeyError, OSError, AssertionError):
            if place is not None:
                _remove(place)
    raise NeedsWholeError("there is no index")


def _cut(
    index: StoredIndex,
    workspace: Workspace,
    articles: Collection[Path],
    paths: Sequence[Path],
    read: Read,
) -> Slice:
    keep = False
    try:
        update(index, paths, read, hash_all=bool(os.environ.get(_CI)))
        index.commit()
        found = cut(index, workspace, articles, paths, read)
        keep = True
        return found
    finally:
        if not keep:
            index.close(keep=False)


def _is_busy(error: sqlite3.OperationalError) -> bool:
    """Whether another process holds an index for too long; there is nothing wrong with it."""
    return error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _remove(path: Path) -> None:
    for name in (path, *(path.with_name(path.name + end) for end in ("-journal", "-wal", "-shm"))):
        with suppress(OSError):
            name.unlink()
