"""The lines of kb/signed.tsv: what was signed of each node as each file states it, and what tells a file and its lines.

A file that was signed as a whole has a digest at the end of the line of a node that was signed last: of its text and of its
lines together. So a line that was lost or damaged is told at once, and not only where its file is changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import blake2b

from msgspec import Struct
from msgspec.structs import replace

FILE = "file\t"
"""Begins a line with the digest of a file of which no node is signed; kbtool wrote them of all files before."""
HEAD = "# What was read and signed, by property; written by `kbtool sign`. In a merge, keep the lines of both sides.\n"
_FIELDS = 4
"""The fields of a line without the digest of its file."""
_BARE = 3
"""The fields of a line that has the digest of a file alone."""
_DIGEST = re.compile("[0-9a-f]{16}")


class Row(Struct, frozen=True):
    """What was signed of a node, as one file states it.

    Attributes:
        node: its name, in short.
        file: the file, from the root.
        day: when it was signed.
        stated: the digest of each property, by its name in short.
        whole: what tells the file and its lines, if it was signed as a whole with this node; else empty.
    """

    node: str
    file: str
    day: str
    stated: Mapping[str, int]
    whole: str = ""

    @property
    def text(self) -> str:
        """Its line."""
        listed = " ".join(f"{name}={digest:08x}" for name, digest in sorted(self.stated.items()))
        whole = f"\t{self.whole}" if self.whole else ""
        return f"{self.node}\t{self.file}\t{self.day}\t{listed}{whole}\n"


class Lines(Struct, frozen=True):
    """The lines of a text, by the files that they are of.

    Attributes:
        of: the lines of each file in order, without the digests at their ends.
        wholes: what tells the files that were signed as a whole, and their lines; empty, where a merge left two.
        places: the files of which something was signed, if of some only in part; a damaged line names none.
    """

    of: Mapping[str, Sequence[str]]
    wholes: Mapping[str, str]
    places: frozenset[str]


def lines_by_file(text: str) -> Lines:
    """Reads the lines of a text; what is no line of a file is left out."""
    found: dict[str, list[str]] = defaultdict(list)
    wholes: dict[str, str] = {}
    places: set[str] = set()
    for line in text.split("\n"):
        if not line or line[0] == "#":
            continue
        fields = line.split("\t", _FIELDS)
        whole = None
        if len(fields) > _FIELDS and _DIGEST.fullmatch(fields[_FIELDS]):
            whole = fields[_FIELDS]
            line = line[: -len(whole) - 1]
        if fields[0] == FILE[:-1]:
            whole = fields[2] if len(fields) == _BARE and _DIGEST.fullmatch(fields[2]) else None
        else:
            if len(fields) >= _FIELDS:
                found[fields[1]].append(line)
            if len(fields) >= _BARE and all(fields[:2]):
                places.add(fields[1])
        if whole is not None:
            name = fields[1]
            wholes[name] = whole if wholes.get(name, whole) == whole else ""
    return Lines({file: sorted(lines) for file, lines in found.items()}, wholes, frozenset(places))


def as_whole(digest: str, lines: Iterable[str] = ()) -> str:
    """What tells a file and what was signed of it.

    Args:
        digest: what tells the text of the file.
        lines: its lines.
    """
    text = "\n".join((digest, *lines))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def written(
    rows: Iterable[Row],
    files: Mapping[str, str],
    last: Collection[str] = (),
    older: Mapping[str, str] | None = None,
) -> str:
    """The text of what is signed.

    Args:
        rows: a row for each node of each file.
        files: what tells the texts of the files that are signed as a whole.
        last: the nodes that were signed last: their lines change anyway.
        older: what told other files and their lines when they were signed as a whole.
    """
    rows = list(rows)
    bare = [replace(row, whole="") for row in rows]
    lines = lines_by_file("".join(row.text for row in bare)).of
    wholes = {name: as_whole(digest, lines.get(name, ())) for name, digest in files.items()}
    wholes = {**(older or {}), **wholes}
    had = {(row.node, row.file): row.whole for row in rows if row.whole}
    listed = sorted(bare, key=lambda row: (row.node, row.file, row.text))
    at: dict[str, tuple[tuple[bool, bool], int]] = {}
    for number, row in enumerate(listed):
        if row.file in wholes:
            prefers = (had.get((row.node, row.file)) != wholes[row.file], row.node not in last)
            at[row.file] = min(at.get(row.file, (prefers, number)), (prefers, number))
    carriers = {number for _, number in at.values()}
    alone = (f"{FILE}{name}\t{wholes[name]}\n" for name in sorted(wholes.keys() - at.keys()))
    return (
        HEAD
        + "".join(alone)
        + "\n".join(
            replace(row, whole=wholes[row.file] if number in carriers else "").text
            for number, row in enumerate(listed)
        )
    )
