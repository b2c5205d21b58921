"""A change of files that was broken off: found by its journal, and ended so that all files are new or all are old."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.io.transactions.disk import digest_of, locked, read_if_there, sync_folders
from kbtool.io.transactions.journal import Entry, Journal, Seen, Way, read_journal, way_out
from kbtool.io.workspace import Show

BEGUN, FORWARD, BACK = ".kbtool-write.begun", ".kbtool-write.forward", ".kbtool-write.back"
"""The journal's name says how far the change is; `kbtool.io.transactions.writing` says when it becomes which."""

_LARGEST = 16_000_000
"""Bytes of a journal; one of ten thousand files has less."""

_LOG = logging.getLogger(__name__)


def recover(folder: Path, show: Show = str) -> None:
    """End a change of files that was broken off, if there is one, and say so in the log.

    Args:
        folder: the root of the knowledge base.
        show: gives a path as messages name it.

    Raises:
        InputError: it cannot be ended, so that the files do not fit each other.
    """
    if not _pending(folder):
        return
    try:
        with locked(folder, show):
            settle(folder, show)
    except OSError as error:
        if _pending(folder) == BEGUN:  # nothing is changed yet, and the disk may be read-only
            return
        raise InputError(
            f"names files that are half old and half new, and cannot be put right: {error.strerror}",
            path=show(folder / (_pending(folder) or FORWARD)),
            help="give yourself permission to write to the knowledge base, and run kbtool again",
        ) from error


def change_under_way(folder: Path) -> bool:
    """Whether some files of a change may be in their places and others not, while it is written or as it broke off."""
    return _pending(folder) in (FORWARD, BACK)


def settle(folder: Path, show: Show) -> bool:
    """End the change that was broken off in a folder, if there is one; the lock is held.

    Args:
        folder: the folder.
        show: gives a path as messages name it.

    Returns:
        Whether files may have changed, so that what was read of them before is out of date.
    """
    name = _pending(folder)
    if name is None:
        return False
    path = folder / name
    if name == BEGUN:
        try:
            clear(folder, _journal(path, show), (BEGUN,))
        except InputError:
            path.unlink()  # it is written before any copy is made, so there are none
        _LOG.warning(
            "kbtool: note: removed what a write that was broken off had left; the files are as before"
        )
        return False
    journal = _journal(path, show)
    way: Way = "forward" if name == FORWARD else "back"
    chosen = way_out(
        way,
        [(entry, _seen(folder, journal, index)) for index, entry in enumerate(journal.entries)],
    )
    if isinstance(chosen, Entry):
        place = show(folder / chosen.path)
        raise InputError(
            f"names files that are half old and half new, and {place} was changed since or its copy is lost",
            path=show(path),
            help=f"put them right by hand, from the copies .kbtool-{journal.token}-*, and remove this file",
        )
    if chosen != way:
        os.replace(path, folder / BACK)
    go(folder, journal, chosen)
    done = "finished" if chosen == "forward" else "took back"
    _LOG.warning(
        "kbtool: note: %s a change of %d files that was broken off", done, len(journal.entries)
    )
    return True


def go(folder: Path, journal: Journal, way: Way) -> None:
    """Put new or old copies in their places, and clear up."""
    targets = [folder / entry.path for entry in journal.entries]
    for index, (entry, target) in enumerate(zip(journal.entries, targets, strict=True)):
        seen = _seen(folder, journal, index)
        if way == "forward" and seen.new_copy == entry.new and seen.place == entry.old:
            put(target, None if entry.new is None else journal.copy_name(index, "new"))
        if way == "back" and seen.place == entry.new != entry.old:
            if entry.old is None:
                target.unlink()
            elif seen.old_copy == entry.old:
                os.replace(target.with_name(journal.copy_name(index, "old")), target)
    sync_folders(targets)
    clear(folder, journal, (FORWARD if way == "forward" else BACK,))


def put(target: Path, copy: str | None) -> None:
    """Let a copy beside a file take its place; without one, remove the file."""
    if copy is None:
        target.unlink()
    else:
        os.replace(target.with_name(copy), target)


def clear(folder: Path, journal: Journal, names: Iterable[str]) -> None:
    """Remove copies, and then the journal that names them."""
    for index, entry in enumerate(journal.entries):
        for age in ("new", "old"):
            (folder / entry.path).with_name(journal.copy_name(index, age)).unlink(missing_ok=True)
    sync_folders(folder / entry.path for entry in journal.entries)
    for name in names:
        (folder / name).unlink(missing_ok=True)
    sync_folders([folder / FORWARD])


def _journal(path: Path, show: Show) -> Journal:
    """A journal, with places that are below its folder, also where links lead.

    Raises:
        InputError: it is none.
    """
    folder = path.parent
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
            raise ValueError("is not a regular file, or is too large")
        journal = read_journal(read_text(path, show(path)).text)
        for entry in journal.entries:
            place = folder / entry.path
            if Path(os.path.realpath(place)) != Path(os.path.realpath(folder)) / entry.path:
                raise ValueError(f"names {entry.path!r}, which a link leads elsewhere")
    except ValueError as error:
        raise InputError(
            f"is not a journal of a change that was broken off: {error}",
            path=show(path),
            help="kbtool did not write it; look at it, and remove it",
        ) from error
    return journal


def _pending(folder: Path) -> str | None:
    """The name of the journal in a folder, if there is one."""
    return next((name for name in (FORWARD, BACK, BEGUN) if os.path.lexists(folder / name)), None)


def _seen(folder: Path, journal: Journal, index: int) -> Seen:
    target = folder / journal.entries[index].path
    copies = (target.with_name(journal.copy_name(index, age)) for age in ("new", "old"))
    return Seen(*(digest_of(read_if_there(path)) for path in (target, *copies)))
