"""An index brought up to date: the files that have changed since are read again."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.slices.index import StoredIndex
from kbtool.knowledge.slices.lines import lines_of
from kbtool.knowledge.slices.reading import read_parts
from kbtool.rdf.store import TurtleFile

Read = Callable[[Path], TurtleFile]

_RECENT_NS = 2_000_000_000
"""A file that was changed so short a time ago may be changed again within the same tick of the clock."""


def update(index: StoredIndex, paths: Iterable[Path], read: Read, *, hash_all: bool) -> None:
    """Bring an index up to date.

    Args:
        index: the index, changed in place.
        paths: the files of the knowledge base.
        read: reads one.
        hash_all: whether files are looked into that look as they did.

    Raises:
        NeedsWholeError: a file is such that no slice can be cut.
        InputError: a file cannot be read.
    """
    known = index.states()
    now = time.time_ns()
    listed = {str(path): path for path in paths}
    for gone in known.keys() - listed.keys():
        index.forget(gone)
    changed: dict[str, str] = {}
    for name, path in listed.items():
        try:
            state = state_of(path, now)
        except OSError as error:
            raise NeedsWholeError(f"{name} cannot be read") from error
        if hash_all or not state or name not in known or known[name][0] != state:
            changed[name] = state
    naming = dict.fromkeys(known, index.naming)
    for name in sorted(changed, key=lambda name: not _names_nodes(listed[name])):
        file, state = read(listed[name]), changed[name]
        digest = digest_of(file)
        if name not in known or known[name][1] != digest:
            naming[name] = _put(index, name, digest, state, file)
        elif known[name][0] != state:
            index.seen(name, state)
    settled = index.naming
    for name, path in listed.items():
        if naming[name] != settled:
            state, file = state_of(path, now), read(path)
            _put(index, name, digest_of(file), state, file)


def _names_nodes(path: Path) -> bool:
    """Whether a file may say what nodes are named after, so that it is read before those with such nodes."""
    try:
        text = path.read_bytes()
    except OSError:
        return False
    return any(each in text for each in _SAYS_WHAT_NAMES_HAVE)


_SAYS_WHAT_NAMES_HAVE = (b"namedAfter", b"derivedOn")


def _put(
    index: StoredIndex, name: str, digest: bytes, state: str, file: TurtleFile
) -> frozenset[str]:
    """Put a file in, read by what nodes are named after; that is told."""
    naming = index.naming
    found = read_parts(lines_of(file), naming)
    if file.others:
        found.refused = "it declares a known prefix for another address"
    index.put(name, digest, state, found)
    return naming


def digest_of(file: TurtleFile) -> bytes:
    """What tells the text of a file."""
    return hashlib.sha256(file.text.encode("utf-8", "surrogatepass")).digest()


def state_of(path: Path | str, now: int) -> str:
    """What tells whether a file is the one that it was: size, times and place on disk; nothing, if that is too new to tell.

    Args:
        path: the file.
        now: the time before it is read, in nanoseconds.

    Raises:
        OSError: there is no such file.
    """
    found = os.stat(path)
    if now - max(found.st_mtime_ns, found.st_ctime_ns) <= _RECENT_NS:
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"
