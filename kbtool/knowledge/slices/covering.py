"""A knowledge base cut into batches that together hold all of it, each statement in one of them."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.io.kept import kept_file, name_of
from kbtool.io.workspace import Workspace
from kbtool.knowledge.derive.beyond import Beyond, NeedsWholeError
from kbtool.knowledge.derive.order import ConstructQuery
from kbtool.knowledge.rules import Rule
from kbtool.knowledge.slices.all_files import known_beyond, names_of
from kbtool.knowledge.slices.cutting import Slice, cut_pieces
from kbtool.knowledge.slices.finding import find
from kbtool.knowledge.slices.grouping import Groups
from kbtool.knowledge.slices.index import StoredIndex
from kbtool.knowledge.slices.kinds import Kinds, is_word
from kbtool.knowledge.slices.meeting import meetings, repeated_texts
from kbtool.knowledge.slices.opening import remove_index
from kbtool.knowledge.slices.reading import key_of
from kbtool.knowledge.slices.updating import Read, update
from kbtool.knowledge.slices.verifying import Query, all_asked, kinds_derived
from kbtool.shacl import Shapes


class Cover(Struct, frozen=True):
    """A knowledge base that is read in batches.

    Attributes:
        place: where its index lies.
        of: what the index is of.
        stamp: tells the index as it was.
        articles: the paths of all articles that are declared.
        beyond: what each batch needs to know of the rest.
        kinds: what stands at the ends of properties in all files.
        commons: the parts that every batch holds.
        sizes: the other parts, in the order of files, with the bytes that they take in the index.
        held: the parts that every batch holds, and those that hang together with them.
    """

    place: Path
    of: str
    stamp: str
    articles: frozenset[str]
    beyond: Beyond
    kinds: Kinds
    commons: tuple[int, ...]
    sizes: Mapping[int, int]
    held: tuple[int, ...] = ()

    def index(self) -> StoredIndex:
        """The index, opened by this process.

        Raises:
            NeedsWholeError: it is not what it was.
        """
        try:
            index = StoredIndex(self.place, self.of)
            index.commit()
        except sqlite3.Error as error:
            raise NeedsWholeError("its index cannot be read") from error
        if index.numbered() != self.stamp:
            raise NeedsWholeError("a file was changed while it was read")
        return index

    def repeated(self, properties: frozenset[str]) -> int:
        """How often values of some properties are stated that are stated elsewhere as well."""
        index = self.index()
        try:
            return repeated_texts(index.statements(), properties)
        finally:
            index.close(keep=False)

    def grouped(self, joined: Collection[str]) -> tuple[list[list[int]], Cover]:
        """Its parts in groups that nothing joins, and itself with what it knows by then.

        What hangs together with what every batch holds is in each of them as well, and in no group.

        Args:
            joined: properties whose texts join, besides those that always do.
        """
        groups = Groups([*self.commons, *self.sizes])
        groups.join_by((None, part) for part in self.commons)
        index = self.index()
        try:
            groups.join_by(index.joins())
            common = (triples for some in index.common().values() for triples in some)
            found = meetings(index.statements(), joined, common)
        finally:
            index.close(keep=False)
        groups.join_by(found.texts)
        for quads in found.given.values():
            for quad in quads:
                if isinstance(quad.object, ox.NamedNode) and quad.object in found.parts:
                    groups.join(found.parts[quad.subject], found.parts[quad.object])
        parts = groups.parts()
        held = parts.pop(groups.of(self.commons[0])) if self.commons else []
        cover = replace(self, held=tuple(held), beyond=replace(self.beyond, given=found.given))
        return list(parts.values()), cover


def opened(workspace: Workspace, folder: Path | None, paths: Sequence[Path], read: Read) -> Cover:
    """A knowledge base, with its index brought up to date.

    Args:
        workspace: where it lies.
        folder: where the index is made, if none is kept; None, if one is.
        paths: its files, in order.
        read: reads one of them.

    Raises:
        NeedsWholeError: it cannot be cut surely.
        InputError: a file cannot be read or trusted.
    """
    of = name_of("slices", [str(workspace.root)])
    kept = kept_file("slices", str(workspace.root))
    here = [] if folder is None else [folder / "index"]
    for place in (*([] if kept is None else [kept, kept]), *here):
        try:
            return _opened(place, of, workspace, paths, read)
        except (sqlite3.Error, zlib.error, ValueError, KeyError, OSError, AssertionError):
            remove_index(place)
    raise NeedsWholeError("there is no index")


def _opened(place: Path, of: str, workspace: Workspace, paths: Sequence[Path], read: Read) -> Cover:
    index = StoredIndex(place, of)
    try:
        read_all = bool(os.environ.get("CI"))
        update(index, paths, read, hash_all=read_all)
        articles = find(index, workspace, (), read_all=read_all).articles
        index.commit()
        beyond, kinds = known_beyond(index)
        return Cover(
            place,
            of,
            index.numbered(),
            articles,
            replace(beyond, words=lambda _: {}, names=cache(partial(_all_names, place, of))),
            kinds,
            tuple(index.commons()),
            dict(index.sizes()),
        )
    finally:
        index.close(keep=False)


def _all_names(place: Path, of: str) -> ox.Store:
    index = StoredIndex(place, of)
    index.commit()
    try:
        return names_of(index)
    finally:
        index.close(keep=False)


def _nodes(pieces: Mapping[str, Iterable[bytes]]) -> Iterator[ox.NamedNode]:
    for some in pieces.values():
        for piece in some:
            for triple in ox.parse(piece, format=ox.RdfFormat.N_TRIPLES):
                for end in (triple.subject, triple.object):
                    if isinstance(end, ox.NamedNode) and not is_word(end.value):
                        yield end


class BatchCutter:
    """Cuts a batch, and keeps what is needed to tell whether what is derived and found of it is exact.

    Args:
        cover: the knowledge base.
        parts: the parts of the batch, besides those that every batch holds.
        ask: whether note is taken of what is asked, which is the same of each batch.

    Attributes:
        part: what was cut.
        held: the nodes with a name in what every batch holds.
        kinds: what stands at the ends of properties in what was derived.
        asked: what derivations and rules ask.
    """

    def __init__(self, cover: Cover, parts: Iterable[int], *, ask: bool = True) -> None:
        self._cover = cover
        self._parts = list(parts)
        self._ask = ask
        self.kinds = Kinds()
        self.asked: list[Query] = []

    def cut(self, paths: Sequence[Path], read: Read) -> Slice:
        """The batch, with what every batch holds."""
        cover = self._cover
        self.index = cover.index()
        held = self.index.pieces(cover.held)
        self.held: frozenset[ox.NamedNode] = frozenset(_nodes(held))
        self.part = cut_pieces(
            self.index,
            self.index.pieces([*cover.held, *self._parts]),
            self.index.common(),
            cover.articles,
            replace(cover.beyond, words=self.index.words),
            cover.kinds,
            paths,
            read,
        )
        return self.part

    def see(
        self,
        part: Slice,
        store: ox.Store,
        queries: Iterable[ConstructQuery],
        shapes: Shapes,
        rules: Collection[Rule],
    ) -> None:
        """Take note of what was derived, and of what is asked."""
        self.kinds = kinds_derived(part, store)
        if self._ask:
            self.asked = all_asked(store, queries, shapes, rules)

    def is_elsewhere(self, iri: str) -> bool:
        """Whether a node is of some batch, this one or another."""
        return self.index.has(key_of(iri))
