"""A slice cut: what some articles need to be judged as if everything had been read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.knowledge.derive.beyond import Beyond, NeedsWholeError
from kbtool.knowledge.derive.order import ConstructQuery
from kbtool.knowledge.rules import Rule
from kbtool.knowledge.slices.all_files import known_beyond, load_pieces
from kbtool.knowledge.slices.finding import Wanted
from kbtool.knowledge.slices.index import StoredIndex
from kbtool.knowledge.slices.kinds import Kinds
from kbtool.knowledge.slices.updating import Read, digest_of
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.terms import Term
from kbtool.shacl import Shapes


class Slice(Struct, frozen=True):
    """A part of a knowledge base.

    Attributes:
        store: its statements, a graph for each file.
        files: the files that hold them.
        articles: the paths of all articles that the knowledge base declares, as the file system has them.
        beyond: what it needs to know of the rest.
        kinds: what stands at the ends of properties in all files.
        apart: the nodes without a name that every slice holds.
    """

    store: ox.Store
    files: tuple[TurtleFile, ...]
    articles: frozenset[str]
    beyond: Beyond
    kinds: Kinds
    apart: frozenset[Term]


class Cutter(Protocol):
    """Says what is read of a knowledge base, and is shown what was derived of it."""

    def cut(self, paths: Sequence[Path], read: Read) -> Slice:
        """What is read.

        Args:
            paths: the files of the knowledge base, in order.
            read: reads one of them.
        """

    def see(
        self,
        part: Slice,
        store: ox.Store,
        queries: Iterable[ConstructQuery],
        shapes: Shapes,
        rules: Collection[Rule],
    ) -> None:
        """Be shown what was derived.

        Args:
            part: what was read.
            store: its statements, with all that was derived.
            queries: the derivations.
            shapes: the rules, as shapes.
            rules: the rules.
        """


def read_files(index: StoredIndex, paths: Iterable[Path], read: Read) -> tuple[TurtleFile, ...]:
    """Files as the index knows them.

    Args:
        index: the index, up to date.
        paths: the files.
        read: reads one.

    Raises:
        NeedsWholeError: one of them was changed since.
        InputError: one cannot be read.
    """
    states = index.states()
    files = tuple(map(read, paths))
    for file in files:
        if str(file.path) not in states or digest_of(file) != states[str(file.path)][1]:
            raise NeedsWholeError(f"{file.shown} was changed while it was read")
    return files


def cut(
    index: StoredIndex,
    wanted: Wanted,
    paths: Sequence[Path],
    read: Read,
) -> Slice:
    """The slice of what is asked for.

    Args:
        index: the index, up to date.
        wanted: what is asked for.
        paths: the files of the knowledge base, in order.
        read: reads a file of the knowledge base.

    Raises:
        NeedsWholeError: no slice can be cut that is surely exact.
        InputError: a file cannot be read.
    """
    beyond, kinds = known_beyond(index)
    pieces, common = index.pieces(wanted.parts), index.common()
    return cut_pieces(index, pieces, common, wanted.articles, beyond, kinds, paths, read)


def cut_pieces(
    index: StoredIndex,
    pieces: Mapping[str, Sequence[bytes]],
    common: Mapping[str, Sequence[bytes]],
    articles: frozenset[str],
    beyond: Beyond,
    kinds: Kinds,
    paths: Sequence[Path],
    read: Read,
) -> Slice:
    """The slice that some pieces of files are, with what every slice holds.

    Args:
        index: the index, up to date.
        pieces: triples by file, those that every slice holds among them.
        common: those that every slice holds.
        articles: the paths of all articles that are declared.
        beyond: what it needs to know of the rest, but for its own nodes.
        kinds: what stands at the ends of properties in all files.
        paths: the files of the knowledge base, in order.
        read: reads a file of the knowledge base.

    Raises:
        NeedsWholeError: a file was changed.
        InputError: a file cannot be read.
    """
    store = ox.Store()
    files = read_files(index, [path for path in paths if str(path) in pieces], read)
    for file in files:
        load_pieces(store, common.get(str(file.path), ()), file.graph)
    graphs = {str(file.path): file.graph for file in files}
    apart = frozenset(_nameless(store))
    for file in files:
        held = common.get(str(file.path), ())
        load_pieces(
            store, [each for each in pieces[str(file.path)] if each not in held], file.graph
        )
    nodes = frozenset(quad.subject for quad in store)
    for path, triples_ in index.concepts():
        elsewhere = ox.NamedNode(f"urn:x-kbtool:concepts:{quote(path)}")
        load_pieces(store, [triples_], graphs.get(path, elsewhere))
    return Slice(store, files, articles, replace(beyond, nodes=nodes), kinds, apart)


def _nameless(store: ox.Store) -> Iterable[Term]:
    for quad in store:
        for end in (quad.subject, quad.object):
            if isinstance(end, ox.BlankNode):
                yield end
