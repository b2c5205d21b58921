"""A slice fetched from a store: what articles or a draft need to be judged as if everything had been read, no more."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from kbtool.knowledge.beside_signed import PLACE
from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.derive.order import ConstructQuery
from kbtool.knowledge.endpoints.fetching import Fetched
from kbtool.knowledge.endpoints.indexing import (
    closure,
    contents,
    keys_of,
    made,
    node_of,
    read_file_of,
)
from kbtool.knowledge.endpoints.terms import index_of
from kbtool.knowledge.rules import Rule
from kbtool.knowledge.slices.all_files import Held
from kbtool.knowledge.slices.cutting import Slice, cut
from kbtool.knowledge.slices.finding import Met, Wanted
from kbtool.knowledge.slices.index import StoredIndex
from kbtool.knowledge.slices.marks import OPENING, PLACED, UNKNOWN
from kbtool.knowledge.slices.reading import key_of
from kbtool.knowledge.slices.updating import Read
from kbtool.knowledge.slices.verifying import refuse_what_reaches_further
from kbtool.rdf.namespaces import KB, RDF
from kbtool.rdf.terms import objects
from kbtool.shacl import Shapes


class RemoteCutter:
    """Cuts the slice of what is asked for of a load.

    Args:
        fetched: the load.
        asked: the texts of articles, as paths in the folder to which it is fetched; or what tells, by what every slice
            holds, what prose meets.
        progress: is told what is being done.
    """

    def __init__(
        self,
        fetched: Fetched,
        asked: Collection[Path] | Callable[[Held], Met],
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._fetched = fetched
        self._progress = progress
        self._graph = index_of(fetched.manifest.digest)
        self._index = StoredIndex(None, fetched.manifest.digest)
        self._parts: dict[str, Mapping[str, object]] = {}
        try:
            self._wanted = self._read(asked)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of what was read."""
        self._index.close(keep=False)

    @property
    def parts(self) -> int:
        """How many parts of files were fetched."""
        return len(self._parts)

    def _read(self, asked: Collection[Path] | Callable[[Held], Met]) -> Wanted:
        """Read what the index says of all files, and the parts that are needed; and get the files that hold these."""
        fetched, manifest = self._fetched, self._fetched.manifest
        if manifest.graphs.get(self._graph.value) is None:
            raise NeedsWholeError("the load has no index")
        if any(file.name == PLACE for file in manifest.files):
            raise NeedsWholeError("what was signed is held to all files")
        turtle = [
            file.name
            for file in manifest.files
            if file.name.endswith(".ttl") and not file.name.startswith("shapes/")
        ]
        self._progress("reading the index")
        nodes = {node_of(manifest.digest, name).value: name for name in turtle}
        read = contents(fetched.endpoint, self._graph, list(nodes))
        summaries = {nodes[node]: content for node, content in read.items()}
        if any(one["made"] != made() for one in summaries.values()):
            raise NeedsWholeError("the index of the load was made by another kbtool")
        documents = {
            iri: path
            for one in summaries.values()
            for iri, path in one["documents"]  # type: ignore[attr-defined]
        }
        places = {
            iri: os.path.realpath(fetched.folder / "sources" / p) for iri, p in documents.items()
        }
        if callable(asked):
            self._get(())
            self._put(summaries)
            self._progress("reading what the draft names")
            keys = self._met(asked(Held(self._index)), summaries)
        else:
            wanted = {os.path.realpath(article) for article in asked}
            articles = {iri for iri, place in places.items() if place in wanted}
            if len(articles) != len(wanted):
                raise NeedsWholeError("an article that is asked for is not declared, or twice")
            keys = set(map(key_of, articles))
            self._progress("reading what the articles need")
            self._get(keys)
        self._put(summaries)
        refused = self._index.refused()
        if refused is not None:
            raise NeedsWholeError(refused)
        self._progress("reading the files that hold it")
        held = {node.rpartition("/")[0] for node in self._parts}
        fetched.bring([name for node, name in nodes.items() if node in held])
        of = self._index.closure(keys)
        return Wanted(of, frozenset(places.values()), manifest.digest)

    def _get(self, keys: Collection[int]) -> None:
        """Fetch what hangs together with some keys."""
        self._parts = closure(self._fetched.endpoint, self._graph, keys, self._parts)

    def _put(self, summaries: Mapping[str, Mapping[str, object]]) -> None:
        """Put what was fetched into the index that is kept here for as long."""
        manifest = self._fetched.manifest
        digests = {file.name: file.sha256 for file in manifest.files}
        names = {node_of(manifest.digest, name).value: name for name in summaries}
        of_files: dict[str, list[Mapping[str, object]]] = {name: [] for name in summaries}
        for node, part in sorted(self._parts.items()):
            of_files[names[node.rpartition("/")[0]]].append(part)
        for name, some in of_files.items():
            path = str(self._fetched.folder / name)
            found = read_file_of(summaries[name], some)
            self._index.put(path, bytes.fromhex(digests[name]), "", found)

    def _met(self, met: Met, summaries: Mapping[str, Mapping[str, object]]) -> set[int]:
        """The keys of what prose needs, all of which is fetched: as `kbtool.knowledge.slices.finding` has it of files."""
        digest = self._fetched.manifest.digest
        marked: dict[str, dict[str, list[str]]] = {OPENING: {}, PLACED: {}}
        for name, summary in summaries.items():
            for kind, mark, number in summary["marks"]:  # type: ignore[attr-defined]
                node = node_of(digest, name, number).value
                marked[kind].setdefault(mark, []).append(node)
        if UNKNOWN in marked[PLACED]:
            raise NeedsWholeError("one file says of a statement of another where it holds")
        opened = {node for one in met.openings for node in marked[OPENING].get(one, ())}
        keys = {*map(key_of, met.keys), *self._keys_of(opened)}
        self._get(keys)
        for nodes in marked[PLACED].values():
            if self._parts.keys().isdisjoint(nodes):
                keys |= self._keys_of(nodes[:1])
                self._get(keys)
        return keys

    def _keys_of(self, nodes: Collection[str]) -> set[int]:
        """What joins some parts with others."""
        read = contents(self._fetched.endpoint, self._graph, sorted(nodes))
        return keys_of(read.values())

    def cut(self, paths: Sequence[Path], read: Read) -> Slice:
        """What is read of the files that were fetched."""
        fetched = self._fetched
        found = cut(self._index, self._wanted, paths, read)
        for quad in found.store.quads_for_pattern(None, RDF("type"), KB("Document"), None):
            for name in objects(found.store, quad.subject, KB("file")):
                if isinstance(name, ox.Literal):
                    fetched.bring([f"sources/{name.value}"])
        return found

    def see(
        self,
        part: Slice,
        store: ox.Store,
        queries: Iterable[ConstructQuery],
        shapes: Shapes,
        rules: Collection[Rule],
    ) -> None:
        """Refuse a slice that may say something else than everything does."""
        refuse_what_reaches_further(part, store, queries, shapes, rules)
