"""The index of a knowledge base opened, brought up to date and asked for a slice."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

from msgspec import Struct

from kbtool.errors import InputError
from kbtool.io.kept import kept_file, name_of
from kbtool.io.workspace import Workspace
from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.slices.cutting import Slice, cut, read_files
from kbtool.knowledge.slices.finding import Asked, find
from kbtool.knowledge.slices.index import StoredIndex
from kbtool.knowledge.slices.updating import Read, update
from kbtool.rdf.store import TurtleFile

T = TypeVar("T")

_CI = "CI"
"""The environment variable that services for continuous integration set: there, every file is hashed."""


class Known(Struct, Generic[T], frozen=True):
    """Something that is known of what is asked for and all that the files state.

    Attributes:
        of: what it is.
        files: the files that its slice has statements of.
        articles: the paths of all articles that the knowledge base declares, as the file system has them.
    """

    of: T
    files: tuple[TurtleFile, ...]
    articles: frozenset[str]


def slice_of(
    workspace: Workspace,
    asked: Asked,
    paths: Sequence[Path],
    read: Read,
    known: Callable[[str], tuple[T, Collection[str]] | None] = lambda _: None,
) -> Slice | Known[T]:
    """The slice of what is asked for, or what is known of it already.

    Args:
        workspace: where the knowledge base lies.
        asked: what is asked for.
        paths: the files of the knowledge base, in order.
        read: reads one of them.
        known: gives what is known, by what tells what is asked for and all that the files state, and the paths of the files
            that the slice has statements of; None, if nothing is.

    Raises:
        NeedsWholeError: no slice can be cut that is surely exact.
    """
    of = name_of("slices", [str(workspace.root)])
    path = kept_file("slices", str(workspace.root))
    for place in (path, path, None):
        try:
            return _cut(StoredIndex(place, of), workspace, asked, paths, read, known)
        except InputError as error:
            raise NeedsWholeError("a file cannot be read or trusted") from error
        except sqlite3.OperationalError as error:
            if place is not None and not _is_busy(error):
                remove_index(place)
        except (sqlite3.Error, zlib.error, ValueError, KeyError, OSError, AssertionError):
            if place is not None:
                remove_index(place)
    raise NeedsWholeError("there is no index")


def _cut(
    index: StoredIndex,
    workspace: Workspace,
    asked: Asked,
    paths: Sequence[Path],
    read: Read,
    known: Callable[[str], tuple[T, Collection[str]] | None],
) -> Slice | Known[T]:
    keep = False
    read_all = bool(os.environ.get(_CI))
    try:
        update(index, paths, read, hash_all=read_all)
        wanted = find(index, workspace, asked, read_all=read_all)
        index.commit()
        before = known(wanted.told)
        if before is not None:
            what, names = before
            files = read_files(index, [path for path in paths if str(path) in names], read)
            return Known(what, files, wanted.articles)
        found = cut(index, wanted, paths, read)
        keep = True
        return found
    finally:
        if not keep:
            index.close(keep=False)


def _is_busy(error: sqlite3.OperationalError) -> bool:
    """Whether another process holds an index for too long; there is nothing wrong with it."""
    return error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def remove_index(path: Path) -> None:
    """Remove an index that cannot be used."""
    for name in (path, *(path.with_name(path.name + end) for end in ("-journal", "-wal", "-shm"))):
        with suppress(OSError):
            name.unlink()
