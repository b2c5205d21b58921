"""What a check of a load has found and derived, written to graphs beside it, and named by a manifest of its own, last."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import NamedTuple

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.io.web.endpoint import Endpoint, unusable
from kbtool.knowledge.endpoints import paging
from kbtool.knowledge.endpoints.manifest import Manifest
from kbtool.knowledge.endpoints.terms import LOADS, TERM, named, with_names
from kbtool.knowledge.endpoints.writing import read_back, remove, removed_on_failure, write
from kbtool.rdf.namespaces import RDF

_FORMAT = "1"


class WrittenBack(NamedTuple):
    """Results in a store.

    Attributes:
        manifest: the graph that names the others.
        graphs: how many triples each of these holds, by what it has.
        was_there: whether they were there already, as they should be.
        written: how many values the store writes otherwise, by datatype; their values are the same.
    """

    manifest: str
    graphs: dict[str, int]
    was_there: bool
    written: Counter[str]


def names_of_nodes(
    files: Iterable[tuple[str, Sequence[ox.Triple]]],
    digest: str,
    as_read: Iterable[tuple[ox.Triple, ox.Triple]] = (),
) -> dict[ox.BlankNode, ox.NamedNode]:
    """What nodes without a name are called in a load, by the nodes as they were read.

    Args:
        files: the files, each by its path in the knowledge base, with its triples in their order.
        digest: the digest of the load.
        as_read: triples of these files, each beside the same one as another reading has it, whose nodes have other labels.
    """
    found = {
        node: called
        for name, triples in files
        for triple, other in zip(triples, named(triples, digest, name), strict=True)
        for node, called in ((triple.subject, other.subject), (triple.object, other.object))
        if isinstance(node, ox.BlankNode) and isinstance(called, ox.NamedNode)
    }
    for triple, other in as_read:
        for node, again in ((triple.subject, other.subject), (triple.object, other.object)):
            if isinstance(node, ox.BlankNode) and isinstance(again, ox.BlankNode):
                found[again] = found[node]
    return found


def write_back(
    endpoint: Endpoint,
    load: Manifest,
    graphs: Mapping[str, Iterable[ox.Triple]],
    said: Mapping[str, str],
    *,
    nodes: Mapping[ox.BlankNode, ox.NamedNode],
    refuse_change: Callable[[], None],
    progress: Callable[[str], None] = lambda _: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> WrittenBack:
    """Write results to graphs below the digest of their load, read them back, and then name them in a manifest.

    The same results are not written again. Where something fails, the graphs are removed.

    Args:
        endpoint: the store.
        load: the load that was checked.
        graphs: the triples, by what they are: "findings".
        said: what is to be known of them, by the local name of the term.
        nodes: what nodes without a name are called in the load.
        refuse_change: raises an error if the load is not what it was.
        progress: is told what is being done.
        now: the time.

    Raises:
        InputError: the store cannot be written to or read, or alters what is written; what could not be removed is named.
    """
    begin = {what: with_names(triples, nodes) for what, triples in graphs.items()}
    canonical = {what: _canonical(triples) for what, triples in begin.items()}
    result = _digest(load.digest, said, canonical)
    manifest = LOADS(f"{load.digest}/results/{result}")
    triples_of = {
        f"{manifest.value}/{what}": named(
            triples, load.digest, f"results/{result}/{what}", load.kept
        )
        for what, triples in canonical.items()
    }
    places = (manifest.value, *triples_of)
    size = len(_manifest(load, manifest, said, dict.fromkeys(canonical, 0))) + 1
    how = "load the knowledge base with"

    def held_in(counts: Mapping[str, int]) -> dict[str, int]:
        return {what: counts[f"{manifest.value}/{what}"] for what in canonical}

    progress("asking what the store has")
    if paging.counts(endpoint, places[:1])[places[0]] == size:
        with suppress(InputError):
            counts, written = read_back(endpoint, triples_of, progress, how)
            stated = _manifest(load, manifest, said, held_in(counts))
            if set(stated) <= set(paging.triples(endpoint, places[0], size)):
                return WrittenBack(manifest.value, held_in(counts), True, written)
    remove(endpoint, places)
    with removed_on_failure(endpoint, places, "writing back", progress):
        for graph, triples in triples_of.items():
            progress(f"writing {graph.rpartition('/')[2]}")
            write(endpoint, graph, triples)
        counts, written = read_back(endpoint, triples_of, progress, how)
        refuse_change()
        progress("writing the manifest")
        stated = _manifest(load, manifest, said, held_in(counts))
        write(endpoint, places[0], stated)
        at = ox.Literal(now().isoformat(timespec="microseconds"))
        last = ox.Triple(manifest, TERM("written"), at)
        write(endpoint, places[0], [last])
        if set(paging.triples(endpoint, places[0], size)) != {*stated, last}:
            raise _not_kept(endpoint)
    return WrittenBack(manifest.value, held_in(counts), False, written)


def _manifest(
    load: Manifest, manifest: ox.NamedNode, said: Mapping[str, str], graphs: Mapping[str, int]
) -> list[ox.Triple]:
    """What the manifest says, but for the time, which comes last."""
    stated = [
        ox.Triple(manifest, RDF("type"), TERM("Results")),
        ox.Triple(manifest, TERM("format"), ox.Literal(_FORMAT)),
        ox.Triple(manifest, TERM("of"), load.graph),
        *(ox.Triple(manifest, TERM(term), ox.Literal(text)) for term, text in said.items()),
    ]
    for what, number in graphs.items():
        graph = ox.NamedNode(f"{manifest.value}/{what}")
        stated += [
            ox.Triple(manifest, TERM(what), graph),
            ox.Triple(graph, TERM("triples"), ox.Literal(str(number))),
        ]
    return stated


def _canonical(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Triples in an order that hangs on nothing but them, whatever their nodes without a name are called."""
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((quad.triple for quad in dataset), key=str)


def _digest(load: str, said: Mapping[str, str], graphs: Mapping[str, Sequence[ox.Triple]]) -> str:
    found = hashlib.sha256(f"kbtool results {_FORMAT}\n{load}\n".encode())
    for term, text in sorted(said.items()):
        found.update(f"{term}\0{text}\n".encode())
    for what, triples in sorted(graphs.items()):
        found.update(f"{what}\0{len(triples)}\n".encode())
        found.update("".join(f"{triple} .\n" for triple in triples).encode())
    return found.hexdigest()


def _not_kept(endpoint: Endpoint) -> InputError:
    return unusable(
        "does not hold what was written back", endpoint.query, help="nothing else may write there"
    )
