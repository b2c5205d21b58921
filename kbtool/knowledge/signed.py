"""kb/signed.tsv: what somebody has read and signed, as a short digest for each property of each node.

What is stated otherwise now, is gone or came since, was read by nobody. The file is text in order, a line for each node of
each file and an empty one between, so that changes of neighbours merge. A file that was signed as a whole has a digest of
its text and its lines, at the end of the line of a node that was signed last: two people who sign other nodes of one file
change other lines. A file that has that text and those lines is not looked into; where a merge leaves two such digests, they
count as none. Where it leaves two lines for one node, what they do not agree on is not signed: nobody read both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from kbtool.errors import InputError
from kbtool.knowledge.signed_lines import FILE, HEAD, Lines, Row, as_whole, lines_by_file
from kbtool.knowledge.stated_now import Now
from kbtool.rdf.digests import added

NAME = "signed.tsv"
"""The name of the file in kb/."""

_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
"""What Git leaves around lines on which two sides do not agree."""


class Kind(StrEnum):
    """How a node differs from what was signed: MISSING is what is new where all has to be signed."""

    CHANGED = "changed"
    REMOVED = "removed"
    NEW = "new"
    MISSING = "missing"


class Difference(Struct, frozen=True):
    """A node that is not as it was signed.

    Attributes:
        kind: whether it was changed, removed or is new.
        node: its name, in short.
        iri: its IRI; of a node that is gone, None.
        properties: the properties that are stated otherwise now, by their names in short.
        files: the files that state, or stated, something of it.
        told: the properties with what they have and had, in words; empty, where nobody asked.
    """

    kind: Kind
    node: str
    iri: str | None
    properties: tuple[str, ...]
    files: tuple[str, ...]
    told: str = ""


class Signed(Struct, frozen=True, dict=True):
    """What was signed.

    Attributes:
        text: the file.
        shown: the file as messages name it.
        of_all: whether all has to be signed.
    """

    text: str
    shown: str
    of_all: bool = False

    def __post_init__(self) -> None:
        """Refuse what a merge has left half done.

        Raises:
            InputError: the file is that; with the line.
        """
        if any(f"\n{mark}" in self.text for mark in _MARKS) or self.text.startswith(_MARKS):
            lines = self.text.split("\n")
            line = next(n for n, line in enumerate(lines, 1) if line.startswith(_MARKS))
            raise InputError(
                "a merge was left half done here",
                path=self.shown,
                line=line,
                help="keep the lines of both sides, take out Git’s marks, and see what `kbtool sign` says",
            )

    @property
    def has_head(self) -> bool:
        """Whether the line is there that the file begins with: who empties it, or cuts it off, loses that first."""
        return self.text.startswith(HEAD) or f"\n{HEAD}" in self.text

    @cached_property
    def lines(self) -> Lines:
        """Its lines, by the files that they are of."""
        return lines_by_file(self.text)

    @property
    def files(self) -> Mapping[str, str]:
        """What tells each file that was signed as a whole, and its lines; empty, if a merge left two."""
        return self.lines.wholes

    @property
    def places(self) -> frozenset[str]:
        """The files of which something was signed, if of some only in part; a damaged line names none."""
        return self.lines.places

    @cached_property
    def rows(self) -> dict[str, tuple[Row, ...]]:
        """What was signed of each node, by its name in short.

        Raises:
            InputError: a line is damaged.
        """
        found: dict[str, list[Row]] = defaultdict(list)
        for number, line in enumerate(self.text.split("\n"), 1):
            if line and not line.startswith((FILE, "#")):
                node, file, day, stated, *whole = self._parted(line, number, (4, 5))
                found[node].append(Row(node, file, day, self._digests(stated, number), *whole))
            elif line.startswith(FILE):
                self._parted(line, number, (3,))
        return {node: tuple(some) for node, some in found.items()}

    def line_of(self, node: str) -> int:
        """The line of a node, by its name in short; the first, if it has none."""
        before, found, _ = self.text.partition(f"\n{node}\t")
        return before.count("\n") + 2 if found else 1

    def _digests(self, stated: str, number: int) -> dict[str, int]:
        found = {}
        for each in stated.split(" "):
            name, _, digest = each.rpartition("=")
            try:
                found[name] = int(digest, 16)
            except ValueError:
                raise self._damaged(number) from None
        return found

    def _parted(self, line: str, number: int, fields: Sequence[int]) -> list[str]:
        parts = line.split("\t")
        if len(parts) not in fields or not all(parts):
            raise self._damaged(number)
        return parts

    def _damaged(self, line: int) -> InputError:
        return InputError(
            "is no line of what was signed",
            path=self.shown,
            line=line,
            help="take the file as it was from Git; or take the line out, and see what `kbtool sign` says",
        )


def changed_files(signed: Signed, digests: Mapping[str, str]) -> set[str]:
    """The files that are not as they were signed, are gone, or came since; and those of whose lines one was lost or changed.

    Args:
        signed: what was signed.
        digests: what tells the text of each file, by its name from the root.
    """
    same = {
        name
        for name, digest in digests.items()
        if (whole := signed.files.get(name))
        and whole == as_whole(digest, signed.lines.of.get(name, ()))
    }
    return (digests.keys() | signed.files.keys() | signed.places) - same


def differences(signed: Signed, touched: Iterable[str], now: Now) -> list[Difference]:
    """The nodes that are not as they were signed, in the order of their names.

    Args:
        signed: what was signed.
        touched: the files that are not as they were signed, or are gone.
        now: what those of them that are there state.
    """
    touched = frozenset(touched)
    if not touched:
        return []
    asked = {n for n, some in signed.rows.items() if any(row.file in touched for row in some)}
    return [
        found
        for node in sorted(asked | now.stated.keys())
        if (found := _difference(node, signed.rows.get(node, ()), touched, now)) is not None
    ]


def _difference(
    node: str, rows: Sequence[Row], touched: frozenset[str], now: Now
) -> Difference | None:
    places = now.stated.get(node, {})
    untouched = {row.file: row.stated for row in rows if row.file not in touched}
    current = _together([*places.values(), *untouched.values()])
    files = tuple(sorted({*places, *untouched}))
    if not rows:
        return Difference(Kind.NEW, node, now.iris.get(node), tuple(sorted(current)), files)
    if not current:
        files = tuple(sorted({row.file for row in rows}))
        return Difference(Kind.REMOVED, node, None, (), files)
    told = {name for before in _as_signed(rows) for name in _unlike(current, before)}
    if not told:
        return None
    return Difference(Kind.CHANGED, node, now.iris.get(node), tuple(sorted(told)), files)


def _as_signed(rows: Sequence[Row]) -> Iterator[dict[str, int]]:
    """What was signed of a node; after a merge, each of what was."""
    by_file: dict[str, list[Mapping[str, int]]] = defaultdict(list)
    for row in rows:
        by_file[row.file].append(row.stated)
    for number in range(max(map(len, by_file.values()))):
        yield _together(some[min(number, len(some) - 1)] for some in by_file.values())


def _together(some: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in some:
        for name, digest in each.items():
            found[name] = added(found.get(name), digest)
    return found


def _unlike(one: Mapping[str, int], other: Mapping[str, int]) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}
