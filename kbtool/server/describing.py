"""The description of the endpoint (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kbtool.rdf.namespaces import RDF, Namespace
from kbtool.server.formats import RESULTS, TRIPLES

_SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


def description(endpoint: str, graphs: Iterable[str]) -> tuple[ox.Triple, ...]:
    """What the endpoint can do, and which graphs are loaded.

    Args:
        endpoint: its address.
        graphs: the names of the graphs; their union is the default graph.
    """
    return tuple(_triples(endpoint, graphs))


def _triples(endpoint: str, graphs: Iterable[str]) -> Iterator[ox.Triple]:
    service, dataset, default = (ox.BlankNode(name) for name in ("service", "dataset", "default"))
    yield ox.Triple(service, RDF("type"), _SD("Service"))
    yield ox.Triple(service, _SD("endpoint"), ox.NamedNode(endpoint))
    yield ox.Triple(service, _SD("supportedLanguage"), _SD("SPARQL11Query"))
    yield ox.Triple(service, _SD("feature"), _SD("UnionDefaultGraph"))
    for format_ in {format_.iri: format_ for format_ in (*RESULTS, *TRIPLES)}:
        yield ox.Triple(service, _SD("resultFormat"), ox.NamedNode(format_))
    yield ox.Triple(service, _SD("defaultDataset"), dataset)
    yield ox.Triple(dataset, RDF("type"), _SD("Dataset"))
    yield ox.Triple(dataset, _SD("defaultGraph"), default)
    yield ox.Triple(default, RDF("type"), _SD("Graph"))
    for number, name in enumerate(sorted(graphs)):
        named, graph = ox.BlankNode(f"named{number}"), ox.BlankNode(f"graph{number}")
        yield ox.Triple(dataset, _SD("namedGraph"), named)
        yield ox.Triple(named, RDF("type"), _SD("NamedGraph"))
        yield ox.Triple(named, _SD("name"), ox.NamedNode(name))
        yield ox.Triple(named, _SD("graph"), graph)
        yield ox.Triple(graph, RDF("type"), _SD("Graph"))
