"""Files written whole: one by itself, or several together, all of them or none, whatever happens in between.

A file is written beside its place, forced to the disk, and takes its place in one step. Several files that change together
need a journal (`kbtool.io.transactions.journal`), because a crash may come between two of those steps:

1. `.kbtool-write.begun` names the files. Copies of the new and of the old bytes are made. A crash: all are removed.
2. It becomes `.kbtool-write.forward`: from now on the change happens. The new copies take their places, one by one. A crash:
   whoever opens the knowledge base next goes on.
3. It is removed. If a file cannot take its place, it becomes `.kbtool-write.back` instead, and the old copies go back.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from kbtool.errors import InputError
from kbtool.io.transactions.disk import (
    create,
    digest_of,
    leads_to,
    locked,
    mode_of,
    read_if_there,
    replace_whole,
    sync_folders,
    unwritable,
)
from kbtool.io.transactions.journal import Age, Entry, Journal
from kbtool.io.transactions.recovery import BACK, BEGUN, FORWARD, clear, go, put, settle
from kbtool.io.workspace import Show, root_above


def write_file(path: Path, data: bytes, show: Show = str) -> None:
    """Write one file, whole or not at all. A link stays one, and a file keeps its mode.

    Args:
        path: the file.
        data: its bytes.
        show: gives a path as messages name it.

    Raises:
        InputError: it cannot be written; an existing one stays as it was.
    """
    try:
        target = leads_to(path)
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)  # a device or a pipe has no place to take
            return
        replace_whole(target, data)
    except OSError as error:
        raise unwritable(path, error, show) from error


def write_files(
    files: Mapping[Path, bytes | None],
    as_read: Mapping[Path, bytes | None] | None = None,
    show: Show = str,
) -> None:
    """Write files that change together: all of them or none, also if the machine stops in the midst of it.

    Args:
        files: the bytes of each file; None for one to remove.
        as_read: the bytes from which they were made, None for a file that was not there; others may hold anything.
        show: gives a path as messages name it.

    Raises:
        InputError: one cannot be written or was changed since it was read, or another kbtool does not stop writing;
            all stay as they were.
    """
    if not files:
        return
    first = next(iter(files))
    try:
        targets = _targets(files, show)
        folder = _journal_folder(targets)
        with locked(folder, show):
            if settle(folder, show):
                raise InputError(
                    "is not written, because a change that was broken off has been ended first",
                    path=show(first),
                    help="run this again, with the files as they are now",
                )
            _refuse_changed(targets, as_read or {}, show)
            files = {p: d for p, d in files.items() if d is not None or targets[p].exists()}
            if not files:
                return
            first = next(iter(files))
            if len(files) == 1:
                _write_one(targets[first], files[first])
            else:
                _Change(folder, files, targets, show).carry_out()
    except OSError as error:
        raise unwritable(first, error, show) from error


def _write_one(target: Path, data: bytes | None) -> None:
    if data is not None:
        replace_whole(target, data)
    elif target.exists():
        target.unlink()
        sync_folders([target])


def _refuse_changed(
    targets: Mapping[Path, Path], as_read: Mapping[Path, bytes | None], show: Show
) -> None:
    """Refuse to write over what somebody wrote in the meantime, another kbtool or an editor."""
    for path, target in targets.items():
        if path in as_read and read_if_there(target) != as_read[path]:
            raise InputError(
                "was changed since it was read, so nothing is written",
                path=show(path),
                help="run this again, with the file as it is now",
            )


class _File(Struct, frozen=True):
    """One file of a change: the path that was named, where it leads, and its bytes."""

    path: Path
    target: Path
    new: bytes | None
    old: bytes | None


class _Change:
    """A change of several files, step by step.

    Args:
        folder: where its journal lies.
        files: the new bytes of each file; None for one to remove, which is there.
        targets: where each path leads.
        show: gives a path as messages name it.
    """

    def __init__(
        self,
        folder: Path,
        files: Mapping[Path, bytes | None],
        targets: Mapping[Path, Path],
        show: Show,
    ) -> None:
        self._folder = folder
        self._show = show
        self._files = [_file(path, targets[path], data, show) for path, data in files.items()]
        self._at = self._files[0]
        entries = (
            Entry(_from(folder, file.target), digest_of(file.new), digest_of(file.old))
            for file in self._files
        )
        self._journal = Journal(secrets.token_hex(8), tuple(entries))
        # A journal reaches below its folder only: without one, a crash may leave files half old and half new, an error not.
        self._kept = all(file.target.is_relative_to(folder) for file in self._files)

    def carry_out(self) -> None:
        """Write the files.

        Raises:
            OSError: the journal cannot be written.
            InputError: a file cannot be written; all stay as they were.
        """
        try:
            self._prepare()
        except BaseException as error:
            with suppress(OSError):
                clear(self._folder, self._journal, (BEGUN, FORWARD))
            self._name(error)
            raise
        try:
            for index, file in enumerate(self._files):
                self._at = file
                copy = self._journal.copy_name(index, "new")
                put(file.target, None if file.new is None else copy)
            sync_folders(file.target for file in self._files)
        except BaseException as error:
            if self._kept:
                os.replace(self._folder / FORWARD, self._folder / BACK)
            go(self._folder, self._journal, "back")
            self._name(error)
            raise
        # The files are new. What cannot be cleared now is cleared by whoever opens the knowledge base next.
        with suppress(OSError):
            clear(self._folder, self._journal, (FORWARD,))

    def _prepare(self) -> None:
        """Make the copies, and say that the change happens."""
        if self._kept:
            create(self._folder / BEGUN, self._journal.text().encode(), None)
            sync_folders([self._folder / BEGUN])
        for index, file in enumerate(self._files):
            self._at = file
            mode = mode_of(file.target)
            if file.new is not None:
                create(self._copy(index, "new"), file.new, mode)
            if file.old is not None:
                create(self._copy(index, "old"), file.old, mode)
        sync_folders(file.target for file in self._files)
        if self._kept:
            os.replace(self._folder / BEGUN, self._folder / FORWARD)
            sync_folders([self._folder / FORWARD])

    def _copy(self, index: int, age: Age) -> Path:
        return self._files[index].target.with_name(self._journal.copy_name(index, age))

    def _name(self, error: BaseException) -> None:
        """Raise an error of the disk as one that names the file that was being written."""
        if isinstance(error, OSError):
            raise unwritable(self._at.path, error, self._show) from error


def _from(folder: Path, target: Path) -> str:
    return Path(os.path.relpath(target, folder)).as_posix()


def _file(path: Path, target: Path, data: bytes | None, show: Show) -> _File:
    try:
        return _File(path, target, data, read_if_there(target))
    except OSError as error:
        raise unwritable(path, error, show) from error


def _journal_folder(targets: Mapping[Path, Path]) -> Path:
    """Where a journal lies: in the root of the knowledge base of the first file, else beside that file."""
    path, target = next(iter(targets.items()))
    root = root_above(Path(os.path.abspath(path)).parent)
    return target.parent if root is None else Path(os.path.realpath(root))


def _targets(paths: Iterable[Path], show: Show) -> dict[Path, Path]:
    """The files that paths lead to.

    Raises:
        InputError: two lead to one file, or one to none that there could be.
    """
    targets: dict[Path, Path] = {}
    for path in paths:
        try:
            target = leads_to(path)
            if not target.parent.is_dir():
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        except OSError as error:
            raise unwritable(path, error, show) from error
        if target in targets.values():
            raise InputError(
                "is a file that another one leads to, so only one of them can be written",
                path=show(path),
                help="put a file of its own in the place of a link",
            )
        targets[path] = target
    return targets
