"""A slice cut: what some articles need to be judged as if everything had been read."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.io.workspace import Workspace
from kbtool.knowledge.derive.beyond import Beyond, NeedsWholeError
from kbtool.knowledge.slices.index import StoredIndex, state_of
from kbtool.knowledge.slices.kinds import Kinds
from kbtool.knowledge.slices.reading import ReadFile, key_of, read_parts
from kbtool.rdf.namespaces import KB, RDF
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.terms import Term, value
from kbtool.text.document import read_document

_RECENT_NS = 2_000_000_000
"""A file that was changed so short a time ago may be changed again within the same tick of the clock: it is hashed again."""

Read = Callable[[Path], TurtleFile]


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
    changed: dict[str, tuple[Path, str, bytes, TurtleFile]] = {}
    listed = {str(path): path for path in paths}
    for gone in known.keys() - listed.keys():
        index.forget(gone)
    for name, path in listed.items():
        try:
            state, mtime = state_of(path), os.stat(path).st_mtime_ns
        except OSError as error:
            raise NeedsWholeError(f"{name} cannot be read") from error
        same = name in known and known[name][0] == state
        if same and not hash_all and abs(now - mtime) > _RECENT_NS:
            continue
        file = read(path)
        digest = digest_of(file)
        if name in known and known[name][1] == digest:
            if known[name][0] != state:
                index.seen(name, state)
        else:
            changed[name] = path, state, digest, file
    before = index.naming if known else frozenset()
    parsed = {name: _triples(each[3]) for name, each in changed.items()}
    for name, (_, state, digest, _) in changed.items():
        index.put(name, digest, state, _found(parsed[name], changed[name][3], before))
    naming = index.naming
    if naming != before:
        for name, path in listed.items():
            file = changed[name][3] if name in changed else read(path)
            triples = parsed.get(name) or _triples(file)
            index.put(name, digest_of(file), state_of(path), _found(triples, file, naming))


def digest_of(file: TurtleFile) -> bytes:
    """What tells the text of a file."""
    return hashlib.sha256(file.text.encode("utf-8", "surrogatepass")).digest()


def _triples(file: TurtleFile) -> list[ox.Triple]:
    return [quad.triple for quad in file.quads]


def _found(triples: list[ox.Triple], file: TurtleFile, naming: Collection[str]) -> ReadFile:
    found = read_parts(triples, naming)
    if file.others:
        found.refused = "it declares a known prefix for another address"
    return found


def cut(
    index: StoredIndex,
    workspace: Workspace,
    articles: Collection[Path],
    paths: Sequence[Path],
    read: Read,
) -> Slice:
    """The slice of some articles.

    Args:
        index: the index, up to date.
        workspace: where the knowledge base lies.
        articles: the texts of the articles.
        paths: the files of the knowledge base, in order.
        read: reads a file of the knowledge base.

    Raises:
        NeedsWholeError: no slice can be cut that is surely exact.
        InputError: a file cannot be read.
    """
    refused = index.refused()
    if refused is not None:
        raise NeedsWholeError(refused)
    places = _places(index.documents(), workspace)
    wanted = {os.path.realpath(article) for article in articles}
    asked = [iri for iri, place in places.items() if place in wanted]
    if len(asked) != len(wanted):
        raise NeedsWholeError("an article that is asked for is not declared, or twice")
    pieces = index.closure(map(key_of, asked))
    common = index.common()
    store = ox.Store()
    states = index.states()
    files = [read(path) for path in paths if str(path) in pieces]
    for file in files:
        if digest_of(file) != states[str(file.path)][1]:
            raise NeedsWholeError(f"{file.shown} was changed while it was read")
        _load(store, common.get(str(file.path), ()), file.graph)
    graphs = {str(file.path): file.graph for file in files}
    apart = frozenset(_nameless(store))
    for file in files:
        held = common.get(str(file.path), ())
        _load(store, [each for each in pieces[str(file.path)] if each not in held], file.graph)
    nodes = frozenset(quad.subject for quad in store)
    kinds = index.kinds()
    beyond = Beyond(nodes, _names(index, common), index.words, index.languages())
    _refuse_typed_in(beyond, kinds)
    for path, triples_ in index.concepts():
        elsewhere = ox.NamedNode(f"urn:x-kbtool:concepts:{quote(path)}")
        _load(store, [triples_], graphs.get(path, elsewhere))
    return Slice(
        store,
        tuple(files),
        frozenset(places.values()),
        beyond,
        kinds,
        apart,
    )


def _load(store: ox.Store, pieces: Iterable[bytes], graph: ox.NamedNode) -> None:
    text = b"".join(pieces)
    if text:
        store.load(text, format=ox.RdfFormat.N_TRIPLES, to_graph=graph)


def _nameless(store: ox.Store) -> Iterable[Term]:
    for quad in store:
        for end in (quad.subject, quad.object):
            if isinstance(end, ox.BlankNode):
                yield end


def _names(index: StoredIndex, common: Mapping[str, list[bytes]]) -> ox.Store:
    """What all nodes are told by, each file in a graph of its own: what two files state counts twice."""
    store = ox.Store()
    of_files = ((path, triples) for path, some in common.items() for triples in some)
    for path, triples in (*of_files, *index.concepts(), *index.names()):
        _load(store, [triples], ox.NamedNode(f"urn:x-kbtool:names:{quote(path)}"))
    return store


def _places(documents: Mapping[str, Collection[str]], workspace: Workspace) -> dict[str, str]:
    """Where the text of each declared article lies, all of which can be read.

    Raises:
        NeedsWholeError: an article has no text, or none that can be read.
    """
    found: dict[str, str] = {}
    for iri, names in documents.items():
        (name, *more) = names
        place = "" if more or "\0" in name else os.path.realpath(workspace.sources / name)
        if not place or not Path(place).is_relative_to(workspace.sources):
            raise NeedsWholeError(f"{iri} has no text below sources/")
        try:
            read_document(iri, Path(place))
        except InputError as error:
            raise NeedsWholeError(f"the text of {iri} cannot be read") from error
        found[iri] = place
    return found


def _refuse_typed_in(beyond: Beyond, kinds: Kinds) -> None:
    """Refuse slices where any file states what is only ever derived."""
    names = beyond.names
    for quad in names.quads_for_pattern(None, KB("derived"), None, None):
        term = value(quad.subject)
        if kinds.subjects.get(term) or kinds.instances.get(term):
            raise NeedsWholeError(f"a file states {term}, which is only ever derived")
    for mark in names.quads_for_pattern(None, KB("derivedOn"), None, None):
        if isinstance(mark.subject, ox.NamedNode):
            for quad in names.quads_for_pattern(None, mark.subject, None, None):
                if any(names.quads_for_pattern(quad.subject, RDF("type"), mark.object, None)):
                    raise NeedsWholeError(f"a file states {mark.subject.value}, which is derived")
