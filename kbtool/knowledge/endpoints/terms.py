"""What a load is called in a store: its graphs, the terms of its manifest, and its nodes without a name."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

import pyoxigraph as ox

from kbtool.rdf.namespaces import Namespace

LOADS = Namespace("https://w3id.org/kbtool/load/")
"""Loads: each is also the graph of its manifest."""
TERM = Namespace("https://w3id.org/kbtool/load-terms#")
"""The terms of manifests."""
_GENID = "https://w3id.org/.well-known/genid/kbtool/"
"""Skolem IRIs (RDF 1.1, section 3.5)."""

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def graph_of(digest: str, name: str) -> ox.NamedNode:
    """The graph of a file of a load.

    Args:
        digest: the digest of the load.
        name: the file's path in the knowledge base.
    """
    return LOADS(f"{digest}/{quote(name)}")


def texts_of(digest: str) -> ox.NamedNode:
    """The graph with the texts of a load's files."""
    return LOADS(f"{digest}/")


def named(triples: Iterable[ox.Triple], digest: str, name: str) -> list[ox.Triple]:
    """Triples of a file with a well-known IRI for each node without a name: the same ones each time.

    Args:
        triples: the triples, in the order of the file.
        digest: the digest of the load.
        name: the file's path in the knowledge base.
    """
    begin = f"{_GENID}{digest}/{quote(name)}/"
    found: dict[ox.BlankNode, ox.NamedNode] = {}

    def of(node: Node) -> Node:
        if isinstance(node, ox.BlankNode):
            return found.setdefault(node, ox.NamedNode(f"{begin}{len(found) + 1}"))
        if isinstance(node, ox.Triple):
            return ox.Triple(of(node.subject), node.predicate, of(node.object))  # type: ignore[arg-type]
        return node

    return [ox.Triple(of(t.subject), t.predicate, of(t.object)) for t in triples]  # type: ignore[arg-type]


def unnamed(triples: Iterable[ox.Triple], digest: str) -> list[ox.Triple]:
    """Triples as they were before ``named``: the well-known IRIs of a load are nodes without a name again.

    Args:
        triples: the triples.
        digest: the digest of the load; the well-known IRIs of others stay.
    """
    begin = f"{_GENID}{digest}/"
    found: dict[str, ox.BlankNode] = {}

    def of(node: Node) -> Node:
        if isinstance(node, ox.NamedNode) and node.value.startswith(begin):
            return found.setdefault(node.value, ox.BlankNode())
        if isinstance(node, ox.Triple):
            return ox.Triple(of(node.subject), node.predicate, of(node.object))  # type: ignore[arg-type]
        return node

    return [ox.Triple(of(t.subject), t.predicate, of(t.object)) for t in triples]  # type: ignore[arg-type]
