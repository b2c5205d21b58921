"""kb/signed.tsv: what somebody has read and signed, as a short digest for each property of each node.

What is stated otherwise now, is gone or came since, was read by nobody. The file is text in order, a line for each node of
each file, so that it merges line by line. For each file that was signed as a whole, it has a digest of the text; a file that
has that text is not looked into. Where a merge leaves two lines for one node, what they do not agree on is not signed:
nobody has read the two together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b

from msgspec import Struct

from kbtool.errors import InputError
from kbtool.rdf.digests import Stated, added, digests
from kbtool.rdf.namespaces import Names
from kbtool.rdf.store import TurtleFile

NAME = "signed.tsv"
"""The name of the file in kb/."""

_FILE = "file\t"
_HEAD = "# What was read and signed, by property; written by `kbtool sign`. In a merge, keep the lines of both sides.\n"
_PLACE = re.compile(r"^(?!file\t|#)[^\t\n]+\t([^\t\n]+)\t", re.MULTILINE)
_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
"""What Git leaves around lines on which two sides do not agree."""


class Kind(StrEnum):
    """How a node differs from what was signed."""

    CHANGED = "changed"
    REMOVED = "removed"
    NEW = "new"


class Row(Struct, frozen=True):
    """What was signed of a node, as one file states it.

    Attributes:
        node: its name, in short.
        file: the file, from the root.
        day: when it was signed.
        stated: the digest of each property, by its name in short.
    """

    node: str
    file: str
    day: str
    stated: Mapping[str, int]

    @property
    def text(self) -> str:
        """Its line."""
        listed = " ".join(f"{name}={digest:08x}" for name, digest in sorted(self.stated.items()))
        return f"{self.node}\t{self.file}\t{self.day}\t{listed}\n"


class Difference(Struct, frozen=True):
    """A node that is not as it was signed.

    Attributes:
        kind: whether it was changed, removed or is new.
        node: its name, in short.
        iri: its IRI; of a node that is gone, None.
        properties: the properties that are stated otherwise now, by their names in short.
        files: the files that state, or stated, something of it.
    """

    kind: Kind
    node: str
    iri: str | None
    properties: tuple[str, ...]
    files: tuple[str, ...]


class Signed(Struct, frozen=True, dict=True):
    """What was signed.

    Attributes:
        text: the file.
        shown: the file as messages name it.
    """

    text: str
    shown: str

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
        return self.text.startswith(_HEAD) or f"\n{_HEAD}" in self.text

    @cached_property
    def files(self) -> dict[str, str]:
        """The digests with which files were signed as a whole, by their names from the root; none, if a merge left two.

        Raises:
            InputError: a line is damaged.
        """
        found: dict[str, str] = {}
        last = self.text.rfind(f"\n{_FILE}")
        end = self.text.find("\n", last + 1)
        listed = self.text[:end] if 0 <= last < end else self.text
        for number, line in enumerate(listed.split("\n"), 1):
            if line.startswith(_FILE):
                _, name, digest = self._parted(line, number, 3)
                found[name] = digest if found.get(name, digest) == digest else ""
        return found

    @cached_property
    def places(self) -> frozenset[str]:
        """The files of which something was signed, if of some only in part; a damaged line names none."""
        return frozenset(_PLACE.findall(self.text))

    @cached_property
    def rows(self) -> dict[str, tuple[Row, ...]]:
        """What was signed of each node, by its name in short.

        Raises:
            InputError: a line is damaged.
        """
        found: dict[str, list[Row]] = defaultdict(list)
        for number, line in enumerate(self.text.split("\n"), 1):
            if line and not line.startswith((_FILE, "#")):
                node, file, day, stated = self._parted(line, number, 4)
                found[node].append(Row(node, file, day, self._digests(stated, number)))
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

    def _parted(self, line: str, number: int, fields: int) -> list[str]:
        parts = line.split("\t")
        if len(parts) != fields or not all(parts):
            raise self._damaged(number)
        return parts

    def _damaged(self, line: int) -> InputError:
        return InputError(
            "is no line of what was signed",
            path=self.shown,
            line=line,
            help="take the file as it was from Git; or take the line out, and see what `kbtool sign` says",
        )


class Now(Struct, frozen=True):
    """What files state of nodes, beside what was signed.

    Attributes:
        stated: of each node, by its name in short, what each file states.
        iris: the IRIs of the nodes, by these names.
    """

    stated: Mapping[str, Mapping[str, Mapping[str, int]]]
    iris: Mapping[str, str]


def digest_of(text: str) -> str:
    """What tells the text of a file, whatever ends its lines."""
    plain = text.replace("\r\n", "\n") if "\r" in text else text
    return blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def changed_files(signed: Signed, digests: Mapping[str, str]) -> set[str]:
    """The files that are not as they were signed, are gone, or came since.

    Args:
        signed: what was signed.
        digests: what tells the text of each file, by its name from the root.
    """
    same = {name for name, digest in digests.items() if digest == signed.files.get(name)}
    return (digests.keys() | signed.files.keys() | signed.places) - same


def stated_in(files: Mapping[str, TurtleFile], names: Names) -> Now:
    """What files state.

    Args:
        files: the files, by their names from the root.
        names: the namespaces by which nodes are named in short.

    Raises:
        InputError: one is not Turtle.
    """
    stated: dict[str, dict[str, dict[str, int]]] = defaultdict(dict)
    iris: dict[str, str] = {}
    short = _Short(names)
    for name, file in files.items():
        found: Stated = digests(file.quads)
        for iri, properties in found.items():
            node = short(iri)
            iris[node] = iri
            stated[node][name] = {short(p): digest for p, digest in properties.items()}
    return Now(stated, iris)


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
        return Difference(Kind.NEW, node, now.iris[node], tuple(sorted(current)), files)
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


def name_of(iri: str, names: Names) -> str:
    """The name of a node or property in what was signed: its short form; in <> where it only looks like one (<id:x>).

    Args:
        iri: its IRI.
        names: the namespaces.
    """
    found = names.curie(iri)
    if found == iri and iri.partition(":")[0] in names.prefixes:
        found = f"<{iri}>"
    return found.replace("\t", "%09").replace(" ", "%20")


class _Short:
    """Names in short, each made once: a space or tab in one would end it."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._known: dict[str, str] = {}

    def __call__(self, iri: str) -> str:
        found = self._known.get(iri)
        if found is None:
            found = name_of(iri, self._names)
            self._known[iri] = found
        return found


def written(rows: Iterable[Row], files: Mapping[str, str]) -> str:
    """The text of what is signed.

    Args:
        rows: a row for each node of each file.
        files: what tells the texts of the files that are signed as a whole.
    """
    listed = sorted((row.node, row.file, row.text) for row in rows)
    whole = "".join(f"{_FILE}{name}\t{digest}\n" for name, digest in sorted(files.items()))
    return _HEAD + whole + "".join(text for *_, text in listed)
