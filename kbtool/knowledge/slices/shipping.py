"""A batch on a machine that has no file of the knowledge base: what it needs is laid out there, and read as anywhere."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.errors import InputError
from kbtool.io.workspace import Workspace
from kbtool.knowledge.derive.beyond import Beyond
from kbtool.knowledge.slices.all_files import names_of
from kbtool.knowledge.slices.covering import Cover
from kbtool.knowledge.slices.index import StoredIndex
from kbtool.knowledge.slices.kinds import Kinds

OF = "shipped"
"""What an index is of whose files lie wherever a worker lays them out."""

Pieces = Mapping[int, tuple[str, bytes]]
"""The triples of parts, with the file of each, by its name from the root of the knowledge base."""


class ShippedWorkspace(Workspace, frozen=True):
    """A knowledge base, or a part of it, that is laid out for a worker and shown as it is where it comes from.

    Attributes:
        before: what stands before the names of its files where it comes from.
        shown_as: what the user knows some of its files as, by their names from the root.
    """

    before: str = ""
    shown_as: Mapping[str, str] = field(default_factory=dict)

    def shown(self, path: Path) -> str:
        """A path as the user sees it."""
        try:
            name = path.relative_to(self.root).as_posix()
        except ValueError:
            return super().shown(path)
        return self.shown_as.get(name, self.before + name)


class ShippedIndex(StoredIndex):
    """An index without the triples of most parts, whose files lie below another root.

    Args:
        path: the file that it is in.
        root: where the files lie.
        own: the parts whose triples are known.
    """

    def __init__(self, path: Path, root: Path, own: Pieces) -> None:
        super().__init__(path, OF)
        self._root = root
        self._own = own

    def _placed(self, name: str) -> str:
        return os.path.join(self._root, name)

    def states(self) -> dict[str, tuple[str, bytes]]:
        """As in any index, the files below the root."""
        return {self._placed(name): state for name, state in super().states().items()}

    def piece(self, part: int) -> tuple[str, bytes]:
        """As in any index, of the parts that are known or common."""
        name, triples = self._own.get(part) or super().piece(part)
        return self._placed(name), triples

    def common(self) -> dict[str, list[bytes]]:
        """As in any index, the files below the root."""
        return {self._placed(name): triples for name, triples in super().common().items()}

    def concepts(self) -> Iterator[tuple[str, bytes]]:
        """As in any index, the files below the root."""
        for name, triples in super().concepts():
            yield self._placed(name), triples

    def names(self) -> Iterator[tuple[str, bytes]]:
        """As in any index, the files below the root."""
        for name, triples in super().names():
            yield self._placed(name), triples


class ShippedCover(Cover, frozen=True):
    """A knowledge base of which a worker has some parts.

    Attributes:
        root: where its files lie.
        own: those parts.
    """

    root: Path = Path()
    own: Pieces = field(default_factory=dict)

    def index(self) -> StoredIndex:
        """The index, opened by this process."""
        return opened_index(self.place, self.root, self.own)


class Known(Struct, frozen=True):
    """What every worker has to know of a knowledge base besides its index; all of it can be sent.

    Attributes:
        stamp: tells the index.
        texts: the names of the texts of all articles, from the root.
        told: what tells the names of all nodes.
        languages, properties: what stands in all files, as `Beyond` has it.
        kinds: what stands at the ends of properties in all files.
        commons: the parts that every batch holds.
        held: those, and the parts that hang together with them.
        held_pieces: the triples of those of them that are not common.
        given: what steps that compare all files have derived of them.
        found: what was found among the names of all nodes.
    """

    stamp: str
    texts: frozenset[str]
    told: str
    languages: Mapping[str, Mapping[tuple[bool, str], int]]
    properties: Collection[str]
    kinds: Kinds
    commons: tuple[int, ...]
    held: tuple[int, ...]
    held_pieces: Pieces
    given: Mapping[str, Iterable[ox.Quad]]
    found: dict[str, object]

    def cover(self, index: Path, root: Path, own: Pieces) -> Cover:
        """The knowledge base as a worker reads a batch of it.

        Args:
            index: where the index lies, without the triples of parts.
            root: where the files of the batch lie.
            own: the parts of the batch.
        """
        beyond = Beyond(
            frozenset(),
            cache(partial(_names, index, root)),
            self.told,
            lambda _: {},
            self.languages,
            self.properties,
            {step: list(quads) for step, quads in self.given.items()},
            self.found,
        )
        articles = frozenset(os.path.realpath(root / name) for name in self.texts)
        return ShippedCover(
            index,
            OF,
            self.stamp,
            articles,
            beyond,
            self.kinds,
            self.commons,
            {},
            self.held,
            root,
            {**self.held_pieces, **own},
        )


def opened_index(place: Path, root: Path, own: Pieces) -> ShippedIndex:
    """An index that was sent, to be read.

    Args:
        place: where it lies.
        root: where the files lie.
        own: the parts whose triples are known.

    Raises:
        InputError: it cannot be read.
    """
    try:
        index = ShippedIndex(place, root, own)
        index.commit()
    except sqlite3.Error as error:
        raise InputError(f"the index that was sent cannot be read: {error}") from error
    return index


def _names(place: Path, root: Path) -> ox.Store:
    index = opened_index(place, root, {})
    try:
        return names_of(index)
    finally:
        index.close(keep=False)
