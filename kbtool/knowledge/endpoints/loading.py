"""A knowledge base written to a store: graphs of its own, read back, and last of all the manifest that names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime

import pyoxigraph as ox
from msgspec import Struct

from kbtool.errors import InputError
from kbtool.io.settings import one_of
from kbtool.io.web.endpoint import Endpoint
from kbtool.knowledge.endpoints import manifest as manifests
from kbtool.knowledge.endpoints.gathering import LocalFile
from kbtool.knowledge.endpoints.manifest import Manifest, StoredFile
from kbtool.knowledge.endpoints.terms import (
    LOADS,
    TERM,
    datatype_of,
    graph_of,
    index_of,
    named,
    texts_of,
)
from kbtool.knowledge.endpoints.writing import read_back, remove, removed_on_failure, write
from kbtool.rdf.namespaces import RDFS, XSD, curie
from kbtool.rdf.terms import value

PIECE = 20_000
"""Characters of a text that are one value."""


class Loaded(Struct, frozen=True):
    """What came of a load.

    Attributes:
        manifest: what was written.
        was_there: whether it was there already, as it should be.
        written: how many values the store writes otherwise, by datatype; their values are the same.
    """

    manifest: Manifest
    was_there: bool
    written: Counter[str]


def _refuse_unmet(kept: Sequence[str], files: Sequence[LocalFile]) -> None:
    """Refuse a datatype that no value has, and none may have: it was misspelt, and the store would alter what is meant."""
    unmet = set(kept)
    if not unmet:
        return
    known: set[str] = set()
    for triple in (each for file in files for each in file.triples):
        if isinstance(triple.object, ox.Literal):
            known.add(datatype_of(triple.object))
        elif triple.predicate == RDFS("range") and value(triple.object).startswith(XSD.base):
            known.add(curie(value(triple.object)))
    for one in sorted(unmet - known):
        raise InputError(
            f"--keep {one}: no value on file has this datatype",
            help=one_of("datatypes", one, sorted(known)),
        )


def load(
    endpoint: Endpoint,
    files: Sequence[LocalFile],
    base: str,
    *,
    kept: Sequence[str] = (),
    index: Callable[[str], list[ox.Triple]] = lambda _: [],
    progress: Callable[[str], None] = lambda _: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Loaded:
    """Write files to new graphs of a store, read them back, and then name them in a manifest.

    What is there already, as it should be, is not written again. Where something fails, the graphs are removed.

    Args:
        endpoint: the store.
        files: the files.
        base: the namespace of the knowledge base's own nodes.
        kept: the datatypes, by CURIE or IRI, whose values are kept from the store, as it would alter them.
        index: gives the index of the files, by the digest of the load.
        progress: is told what is being done.
        now: the time.

    Raises:
        InputError: the store cannot be written to or read, or alters what is written; what could not be removed is named;
            no value has a datatype that is to be kept.
    """
    _refuse_unmet(kept, files)
    digest = manifests.digest_of((file.name, file.sha256) for file in files)
    graphs = {
        graph_of(digest, file.name).value: named(file.triples, digest, file.name, kept)
        for file in files
        if file.triples
    }
    pieces = {file.name: _pieces(file.text) for file in files}
    texts = texts_of(digest).value
    graphs[texts] = [
        ox.Triple(
            ox.NamedNode(f"{graph_of(digest, name).value}/{number:06}"),
            TERM("text"),
            ox.Literal(piece),
        )
        for name, some in pieces.items()
        for number, piece in enumerate(some)
    ]
    if of_parts := index(digest):
        graphs[index_of(digest).value] = of_parts

    def manifest_of(held: Mapping[str, int], written: str) -> Manifest:
        stored = (
            StoredFile(
                file.name,
                file.sha256,
                held.get(graph_of(digest, file.name).value, 0),
                len(pieces[file.name]),
            )
            for file in files
        )
        return Manifest(
            tuple(stored), written, base, tuple(sorted(kept)), held.get(index_of(digest).value, 0)
        )

    progress("asking what the store has")
    with_it = next((one for one in manifests.listed(endpoint) if one.digest == digest), None)
    if with_it is not None:
        with suppress(InputError):
            held, written = read_back(endpoint, graphs, progress)
            manifest = manifest_of(held, with_it.written)
            if manifests.read(endpoint, with_it) == manifest:
                return Loaded(manifest, True, written)
    places = (LOADS(digest).value, *graphs)
    remove(endpoint, places)
    with removed_on_failure(endpoint, places, "the load", progress):
        for number, (graph, triples) in enumerate(graphs.items(), start=1):
            progress(f"writing graph {number} of {len(graphs)}")
            write(endpoint, graph, triples)
        held, written = read_back(endpoint, graphs, progress)
        progress("writing the manifest")
        manifest = manifest_of(held, now().isoformat(timespec="microseconds"))
        of_files, last = manifest.triples()
        write(endpoint, places[0], of_files)
        write(endpoint, places[0], last)
        entry = manifests.Entry(manifest.written, digest, len(of_files) + len(last))
        if manifests.read(endpoint, entry) != manifest:
            raise manifests.damaged(endpoint, digest)
    return Loaded(manifest, False, written)


def _pieces(text: str) -> list[str]:
    return [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
