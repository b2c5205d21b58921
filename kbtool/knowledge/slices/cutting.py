"""A slice cut: what some articles need to be judged as if everything had been read."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias
from urllib.parse import quote

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.io.workspace import Workspace
from kbtool.knowledge.derive.beyond import Beyond, NeedsWholeError
from kbtool.knowledge.derive.order import ConstructQuery
from kbtool.knowledge.rules import Rule
from kbtool.knowledge.slices.index import StoredIndex
from kbtool.knowledge.slices.kinds import Kinds
from kbtool.knowledge.slices.marks import OPENING, PLACED, UNKNOWN
from kbtool.knowledge.slices.reading import key_of
from kbtool.knowledge.slices.updating import Read, digest_of, state_of
from kbtool.rdf.namespaces import KB, RDF
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.terms import Term, value
from kbtool.shacl import Shapes
from kbtool.text.document import read_document


@dataclass(frozen=True)
class Slice:
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


class Met(NamedTuple):
    """What prose meets in a knowledge base.

    Attributes:
        keys: the nodes that it names, by IRI, and the names by which it may hang together with others.
        openings: how its sentences begin, which may be in the words of what is on file.
    """

    keys: frozenset[str]
    openings: frozenset[str]


Asked: TypeAlias = Collection[Path | ox.NamedNode] | Callable[[ox.Store], Met]
"""What is asked for: articles by their texts, and nodes; or what tells, by what every slice holds, what prose meets."""


@dataclass(frozen=True)
class Wanted:
    """What is asked for, in a knowledge base all of whose articles can be read.

    Attributes:
        parts: the parts of files that it needs.
        articles: the paths of all articles that the knowledge base declares, as the file system has them.
        told: what tells these parts and all that the files of the knowledge base state.
    """

    parts: frozenset[int]
    articles: frozenset[str]
    told: str


def find(index: StoredIndex, workspace: Workspace, asked: Asked, *, read_all: bool) -> Wanted:
    """What is asked for, in a knowledge base all of whose articles can be read.

    Args:
        index: the index, up to date; it takes note of the texts that can be read.
        workspace: where the knowledge base lies.
        asked: what is asked for.
        read_all: whether texts are read that look as they did when they were read.

    Raises:
        NeedsWholeError: no slice can be cut that is surely exact.
    """
    refused = index.refused()
    if refused is not None:
        raise NeedsWholeError(refused)
    places = _places(index, workspace, read_all=read_all)
    if callable(asked):
        parts = _met(index, asked(held_by_all(index)))
    else:
        parts = index.closure(map(key_of, _iris(index, places, asked)))
    told = hashlib.sha256(f"{index.numbered()} {sorted(parts)}".encode("utf-8", "surrogatepass"))
    return Wanted(parts, frozenset(places.values()), told.hexdigest())


def _met(index: StoredIndex, met: Met) -> frozenset[int]:
    """The parts that prose needs: for each predicate of which something is said of a jurisdiction, one that has such.

    Raises:
        NeedsWholeError: it is not known of which predicates that is.
    """
    said = index.keys_of(index.parts_marked(OPENING, met.openings))
    keys = {*map(key_of, met.keys), *said}
    parts = index.closure(keys)
    of_predicates = index.marked(PLACED)
    if UNKNOWN in of_predicates:
        raise NeedsWholeError("one file says of a statement of another where it holds")
    for with_predicate in of_predicates.values():
        if parts.isdisjoint(with_predicate):
            keys |= index.keys_of(with_predicate[:1])
            parts = index.closure(keys)
    return parts


def _iris(
    index: StoredIndex, places: Mapping[str, str], asked: Collection[Path | ox.NamedNode]
) -> set[str]:
    """The nodes that are asked for.

    Raises:
        NeedsWholeError: one is of no part that could be cut out.
    """
    wanted = {os.path.realpath(each) for each in asked if isinstance(each, Path)}
    articles = {iri for iri, place in places.items() if place in wanted}
    if len(articles) != len(wanted):
        raise NeedsWholeError("an article that is asked for is not declared, or twice")
    nodes = {each.value for each in asked if isinstance(each, ox.NamedNode)}
    for iri in sorted(nodes):
        if not index.has(key_of(iri)):
            raise NeedsWholeError(f"{iri} is not on file, or a term")
    return articles | nodes


def held_by_all(index: StoredIndex) -> ox.Store:
    """What every slice holds: of terms, and of concepts."""
    store = ox.Store()
    of_files = ((path, triples) for path, some in index.common().items() for triples in some)
    for path, triples in (*of_files, *index.concepts()):
        _load(store, [triples], ox.NamedNode(f"urn:x-kbtool:held:{quote(path)}"))
    return store


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


def known_beyond(index: StoredIndex) -> tuple[Beyond, Kinds]:
    """What all slices need to know of what is beyond them, and what stands at the ends of properties.

    Raises:
        NeedsWholeError: a file states what is only ever derived.
    """
    kinds = index.kinds()
    names = cache(partial(names_of, index))
    properties = frozenset(kinds.subjects)
    beyond = Beyond(
        frozenset(), names, index.names_told(), index.words, index.languages(), properties
    )
    _refuse_typed_in(beyond, kinds)
    return beyond, kinds


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
        _load(store, common.get(str(file.path), ()), file.graph)
    graphs = {str(file.path): file.graph for file in files}
    apart = frozenset(_nameless(store))
    for file in files:
        held = common.get(str(file.path), ())
        _load(store, [each for each in pieces[str(file.path)] if each not in held], file.graph)
    nodes = frozenset(quad.subject for quad in store)
    for path, triples_ in index.concepts():
        elsewhere = ox.NamedNode(f"urn:x-kbtool:concepts:{quote(path)}")
        _load(store, [triples_], graphs.get(path, elsewhere))
    return Slice(store, files, articles, replace(beyond, nodes=nodes), kinds, apart)


def _load(store: ox.Store, pieces: Iterable[bytes], graph: ox.NamedNode) -> None:
    text = b"".join(pieces)
    if text:
        store.load(text, format=ox.RdfFormat.N_TRIPLES, to_graph=graph)


def _nameless(store: ox.Store) -> Iterable[Term]:
    for quad in store:
        for end in (quad.subject, quad.object):
            if isinstance(end, ox.BlankNode):
                yield end


def names_of(index: StoredIndex) -> ox.Store:
    """What all nodes are told by, each file in a graph of its own: what two files state counts twice."""
    common = index.common()
    store = ox.Store()
    of_files = ((path, triples) for path, some in common.items() for triples in some)
    for path, triples in (*of_files, *index.concepts(), *index.names()):
        _load(store, [triples], ox.NamedNode(f"urn:x-kbtool:names:{quote(path)}"))
    return store


def _places(index: StoredIndex, workspace: Workspace, *, read_all: bool) -> dict[str, str]:
    """Where the text of each declared article lies, all of which can be read.

    Raises:
        NeedsWholeError: an article has no text, or none that can be read.
    """
    found: dict[str, str] = {}
    known = index.texts()
    states: dict[str, str] = {}
    now = time.time_ns()
    for iri, names in index.documents().items():
        (name, *more) = names
        place = "" if more or "\0" in name else os.path.realpath(workspace.sources / name)
        if not place or not Path(place).is_relative_to(workspace.sources):
            raise NeedsWholeError(f"{iri} has no text below sources/")
        try:
            state = state_of(place, now)
            if not state or read_all or known.get(place) != state:
                read_document(iri, Path(place))
                states[place] = state
        except (InputError, OSError) as error:
            raise NeedsWholeError(f"the text of {iri} cannot be read") from error
        found[iri] = place
    index.keep_texts(states, known.keys() - found.values())
    return found


def _refuse_typed_in(beyond: Beyond, kinds: Kinds) -> None:
    """Refuse slices where any file states what is only ever derived."""
    terms = beyond.among_names("derived-terms", _derived_terms)
    for term in terms:
        if kinds.subjects.get(term) or kinds.instances.get(term):
            raise NeedsWholeError(f"a file states {term}, which is only ever derived")
    for term in beyond.among_names("typed-in", _typed_in):
        raise NeedsWholeError(f"a file states {term}, which is derived")


def _derived_terms(names: ox.Store) -> Iterable[str]:
    """The terms that are only ever derived."""
    for quad in names.quads_for_pattern(None, KB("derived"), None, None):
        yield value(quad.subject)


def _typed_in(names: ox.Store) -> Iterable[str]:
    """Properties that are stated of some node, and only ever derived on such nodes."""
    for mark in names.quads_for_pattern(None, KB("derivedOn"), None, None):
        if isinstance(mark.subject, ox.NamedNode):
            for quad in names.quads_for_pattern(None, mark.subject, None, None):
                if any(names.quads_for_pattern(quad.subject, RDF("type"), mark.object, None)):
                    yield mark.subject.value
                    break
