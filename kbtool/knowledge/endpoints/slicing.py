"""A slice fetched from a store: what some articles need to be judged as if everything had been read, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.derive.order import ConstructQuery
from kbtool.knowledge.endpoints.fetching import Fetched
from kbtool.knowledge.endpoints.indexing import (
    closure,
    contents,
    made,
    node_of,
    read_file_of,
)
from kbtool.knowledge.endpoints.terms import index_of
from kbtool.knowledge.rules import Rule
from kbtool.knowledge.slices.cutting import Slice, cut
from kbtool.knowledge.slices.finding import Wanted
from kbtool.knowledge.slices.index import StoredIndex
from kbtool.knowledge.slices.reading import key_of
from kbtool.knowledge.slices.updating import Read
from kbtool.knowledge.slices.verifying import refuse_what_reaches_further
from kbtool.rdf.namespaces import KB, RDF
from kbtool.rdf.terms import objects
from kbtool.shacl import Shapes


class RemoteCutter:
    """Cuts the slice of some articles of a load.

    Args:
        fetched: the load.
        articles: the texts of the articles, as paths in the folder to which it is fetched.
        progress: is told what is being done.
    """

    def __init__(
        self,
        fetched: Fetched,
        articles: Collection[Path],
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._fetched = fetched
        self._progress = progress
        self._index = StoredIndex(None, fetched.manifest.digest)
        try:
            self._wanted = self._read(articles)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of what was read."""
        self._index.close(keep=False)

    def _read(self, articles: Collection[Path]) -> Wanted:
        """Read what the index says of all files, and the parts that the articles need; and get the files that hold these."""
        fetched, manifest = self._fetched, self._fetched.manifest
        graph = index_of(manifest.digest)
        if manifest.graphs.get(graph.value) is None:
            raise NeedsWholeError("the load has no index")
        files = {file.name: file for file in manifest.files}
        turtle = [
            name for name in files if name.endswith(".ttl") and not name.startswith("shapes/")
        ]
        self._progress("reading the index")
        nodes = {node_of(manifest.digest, name).value: name for name in turtle}
        summaries = {
            nodes[node]: content
            for node, content in contents(fetched.endpoint, graph, list(nodes)).items()
        }
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
        wanted = {os.path.realpath(article) for article in articles}
        asked = tuple(sorted(iri for iri, place in places.items() if place in wanted))
        if len(asked) != len(wanted):
            raise NeedsWholeError("an article that is asked for is not declared, or twice")
        self._progress("reading what the articles need")
        parts = closure(fetched.endpoint, graph, [key_of(iri) for iri in asked])
        of_files: dict[str, list[str]] = {name: [] for name in turtle}
        for node in sorted(parts):
            of_files[nodes[node.rpartition("/")[0]]].append(node)
        for name in turtle:
            found = read_file_of(summaries[name], [parts[node] for node in of_files[name]])
            digest = bytes.fromhex(files[name].sha256)
            self._index.put(str(fetched.folder / name), digest, "", found)
        refused = self._index.refused()
        if refused is not None:
            raise NeedsWholeError(refused)
        self._progress("reading the files that hold it")
        fetched.bring([name for name, some in of_files.items() if some])
        of = self._index.closure(map(key_of, asked))
        return Wanted(of, frozenset(places.values()), manifest.digest)

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
