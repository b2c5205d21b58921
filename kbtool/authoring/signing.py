"""What is signed off: which nodes differ from what was signed, and kb/signed.tsv with some of them signed.

Whether something is right follows from no sign-off, and what a check finds does not stand in its way: it says that somebody
has read the nodes against their sources, and what is found of them is told as ever.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.io.workspace import Workspace
from kbtool.knowledge.beside_signed import Beside, beside_signed, path_of, read_signed
from kbtool.knowledge.files import read_file
from kbtool.knowledge.signed import Difference, Kind, Signed
from kbtool.knowledge.signed_lines import Row, written
from kbtool.near import nearest_few
from kbtool.rdf.namespaces import Names
from kbtool.rdf.store import TurtleFile

_UNDECIDED = "kb:undecided"
"""The property by which `kbtool encode` marks what a person has to decide."""


class SignOff(Struct, frozen=True, dict=True):
    """A knowledge base beside what was signed of it.

    Attributes:
        path: its kb/signed.tsv.
        before: what was signed; nothing, if the file is not there.
        data: the bytes of the file; None, if it is not there.
        found: what its files state beside that.
    """

    path: Path
    before: Signed
    data: bytes | None
    found: Beside

    @property
    def files(self) -> Mapping[str, TurtleFile]:
        """Its files, by their names from the root."""
        return self.found.files

    @property
    def queries(self) -> Mapping[str, str]:
        """The texts of its derivations and named queries, by their names from the root."""
        return self.found.queries

    @property
    def differs(self) -> tuple[Difference, ...]:
        """The nodes that are not as they were signed, in the order of their names."""
        return self.found.differs

    @cached_property
    def by_node(self) -> dict[str, Difference]:
        """The nodes that differ, by their names in short."""
        return {each.node: each for each in self.differs}

    @cached_property
    def undecided(self) -> frozenset[str]:
        """The nodes of which a person has to decide something yet, by their names in short."""
        return frozenset(
            node
            for node, places in self.found.now.stated.items()
            if any(_UNDECIDED in properties for properties in places.values())
        )

    @property
    def is_there(self) -> bool:
        """Whether anything was ever signed."""
        return self.data is not None

    @property
    def as_read(self) -> dict[Path, bytes | None]:
        """What it was made from."""
        files = {file.path: file.text.encode() for file in self.files.values()}
        root = self.path.parent.parent
        return {
            self.path: self.data,
            **files,
            **{root / name: text.encode() for name, text in self.queries.items()},
        }

    def signed(self, chosen: Collection[Difference], today: date) -> str:
        """The text of kb/signed.tsv with some of the nodes signed, or their removal.

        Args:
            chosen: these nodes.
            today: the day.
        """
        names = {each.node for each in chosen}
        left = {node: each for node, each in self.by_node.items() if node not in names}
        touched = self.found.touched
        rows: list[Row] = []
        for node in self.before.rows.keys() | self.found.now.stated.keys():
            old = self.before.rows.get(node, ())
            if node in left:
                rows += old
                continue
            kept = {row.file: row for row in old if row.file not in touched}
            places = self.found.now.stated.get(node, {})
            days = {row.file: row for row in old}
            otherwise = today if node in names else max(row.day for row in old)
            rows += kept.values()
            for file, stated in places.items():
                if file in self.found.came:
                    continue
                was = days.get(file)
                same = was is not None and was.stated == stated
                day = was.day if was is not None and same else str(otherwise)
                rows.append(Row(node, file, day, stated))
        unsigned = {file for each in left.values() for file in _files(each, self.before)}
        left_out = unsigned | self.found.came
        whole = {name: told for name, told in self.found.digests.items() if name not in left_out}
        older = {name: d for name, d in self.before.files.items() if name in unsigned and d}
        return written(rows, whole, names, older)

    def named(self, names: Iterable[str]) -> list[Difference]:
        """The nodes that differ and are called so, or stand in files that are.

        Args:
            names: names of nodes, or of files from the root.

        Raises:
            InputError: one names no node.
        """
        found: dict[str, Difference] = {}
        for name in names:
            for each in self._called(name):
                found[each.node] = each
        return [found[node] for node in sorted(found)]

    def _called(self, name: str) -> list[Difference]:
        if (
            name in self.files
            or name in self.queries
            or any(name in each.files for each in self.differs)
        ):
            return [each for each in self.differs if name in each.files]
        for node in (name, f"id:{name}"):
            if node in self.by_node:
                return [self.by_node[node]]
            if node in self.before.rows or node in self.found.now.stated:
                return []
        iris = {each.iri: each for each in self.differs if each.iri is not None}
        if name in iris:
            return [iris[name]]
        near = nearest_few(name.removeprefix("id:"), (n.removeprefix("id:") for n in self.by_node))
        raise InputError(
            f"{name} is no node of the knowledge base and none of its files",
            help=f"did you mean {' or '.join(near)}?"
            if near
            else "`kbtool sign` lists what differs",
        )


def _files(difference: Difference, before: Signed) -> set[str]:
    """The files that state, or stated, something of a node."""
    return {*difference.files, *(row.file for row in before.rows.get(difference.node, ()))}


def sign_off(workspace: Workspace, names: Names) -> SignOff:
    """A knowledge base beside what was signed of it.

    Args:
        workspace: where it lies.
        names: its namespaces.

    Raises:
        InputError: a file cannot be read, or what was signed is damaged.
    """
    before = read_signed(workspace)
    signed = before or Signed("", workspace.shown(path_of(workspace)))
    found = beside_signed(workspace, names, signed, lambda path: read_file(workspace, path, names))
    path = path_of(workspace)
    return SignOff(path, signed, None if before is None else read_text(path, path).data, found)


def by_kind(some: Iterable[Difference]) -> dict[Kind, list[Difference]]:
    """Nodes that differ, by how they do."""
    found: dict[Kind, list[Difference]] = defaultdict(list)
    for each in some:
        found[each.kind].append(each)
    return found
