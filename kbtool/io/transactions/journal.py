"""Journals of files that change together, and the way out where one was left behind.

A journal names each file with the hash of its new and of its old bytes. Copies of both lie beside the file until the change
is through. From the copies that are there, and from what stands in the files, `way_out` says how to end it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, Literal

from msgspec import Struct, to_builtins

VERSION = 1
_TOKEN = re.compile(r"[0-9a-f]{16}")
_SHA256 = re.compile(r"[0-9a-f]{64}")

Way = Literal["forward", "back"]
Age = Literal["new", "old"]


class Entry(Struct, frozen=True):
    """One file of a change.

    Attributes:
        path: the file, from the journal's folder, with slashes.
        new: SHA-256 of its new bytes, hexadecimal; None if it is removed.
        old: SHA-256 of its old bytes; None if there was no such file.
    """

    path: str
    new: str | None
    old: str | None


class Journal(Struct, frozen=True):
    """A change of several files.

    Attributes:
        token: what the names of its copies have in common, 16 hexadecimal digits.
        entries: its files.
    """

    token: str
    entries: tuple[Entry, ...]

    def copy_name(self, index: int, age: Age) -> str:
        """The name of a copy of the file with this index; it lies beside the file."""
        return f".kbtool-{self.token}-{index}.{age}"

    def text(self) -> str:
        """The journal as JSON."""
        files = [to_builtins(entry) for entry in self.entries]
        return json.dumps({"version": VERSION, "token": self.token, "files": files}, indent=1)


class Seen(Struct, frozen=True):
    """What is there of one file of a change: hashes, None where there is no file."""

    place: str | None
    new_copy: str | None
    old_copy: str | None


def read_journal(text: str) -> Journal:
    """Read a journal, which anybody may have written.

    Args:
        text: its text.

    Raises:
        ValueError: it is none, or names a place outside of its folder.
    """
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise ValueError("is nested too deeply") from error
    if not isinstance(found, dict) or found.get("version") != VERSION:
        raise ValueError("is not of a version that is known")
    token, files = found.get("token"), found.get("files")
    if not _is(token, _TOKEN) or not isinstance(files, list):
        raise ValueError("lacks its token or its files")
    return Journal(str(token), tuple(_entry(item) for item in files))


def _entry(item: Any) -> Entry:
    if not isinstance(item, dict):
        raise ValueError("has an entry that is not an object")
    path, new, old = item.get("path"), item.get("new"), item.get("old")
    if not isinstance(path, str) or not _below(path):
        raise ValueError(f"names {path!r}, which is not a place below its folder")
    hashes = [digest for digest in (new, old) if digest is not None]
    if not hashes or not all(_is(digest, _SHA256) for digest in hashes):
        raise ValueError(f"has no hashes for {path!r}")
    return Entry(path, new, old)


def _is(value: object, pattern: re.Pattern[str]) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _below(path: str) -> bool:
    """Whether a path stays below the folder from which it goes, on any system."""
    if "\0" in path or not PurePosixPath(path).parts:
        return False
    return all(
        not p.anchor and ".." not in p.parts for p in (PurePosixPath(path), PureWindowsPath(path))
    )


def way_out(committed: Way, files: Iterable[tuple[Entry, Seen]]) -> Way | Entry:
    """How a change that was broken off is ended, so that all files are new or all are old.

    Args:
        committed: the way that it was on.
        files: its files, and what is there of them.

    Returns:
        The way; or a file that bars both, because it was changed since or its copies are lost.
    """
    pairs = list(files)
    other: Way = "back" if committed == "forward" else "forward"
    barring = _bars(committed, pairs)
    if barring is None:
        return committed
    # A change on its way back may have lost new copies already, and one must not be made half of each.
    if committed == "forward" and _bars(other, pairs, strictly=True) is None:
        return other
    return barring


def _bars(way: Way, pairs: list[tuple[Entry, Seen]], strictly: bool = False) -> Entry | None:
    """The first file that cannot go this way.

    A file that holds neither text, and whose copy is used up, was changed by somebody after it had taken its place; it
    stays as it is, unless strictly.
    """
    for entry, seen in pairs:
        goal, start = (entry.new, entry.old) if way == "forward" else (entry.old, entry.new)
        copy = seen.new_copy if way == "forward" else seen.old_copy
        ready = seen.place == goal or (seen.place == start and copy == goal)
        changed_since = seen.place not in (goal, start) and copy is None and not strictly
        if not ready and not changed_since:
            return entry
    return None
