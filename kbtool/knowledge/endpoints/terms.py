"""What a load is called in a store: its graphs, the terms of its manifest, and its nodes without a name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from urllib.parse import quote, unquote

import pyoxigraph as ox

from kbtool.rdf.namespaces import PREFIXES, Namespace, curie

LOADS = Namespace("https://w3id.org/kbtool/load/")
"""Loads: each is also the graph of its manifest."""
TERM = Namespace("https://w3id.org/kbtool/load-terms#")
"""The terms of manifests."""
_GENID = "https://w3id.org/.well-known/genid/kbtool/"
"""Skolem IRIs (RDF 1.1, section 3.5)."""

_KEPT = "https://w3id.org/kbtool/kept/"
"""Datatypes for values that a store would alter; behind it comes the name of the datatype that is meant."""

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


def index_of(digest: str) -> ox.NamedNode:
    """The graph of a load's index."""
    return LOADS(f"{digest}/index")


def named(
    triples: Iterable[ox.Triple], digest: str, name: str, kept: Collection[str] = ()
) -> list[ox.Triple]:
    """Triples of a file as a store gets them: a well-known IRI for each node without a name, the same ones each time.

    Args:
        triples: the triples, in the order of the file.
        digest: the digest of the load.
        name: the file's path in the knowledge base.
        kept: the datatypes, by CURIE or IRI, whose values get a datatype that no store knows.
    """
    begin = f"{_GENID}{digest}/{quote(name)}/"
    found: dict[ox.BlankNode, ox.NamedNode] = {}

    def of(node: Node) -> Node:
        if isinstance(node, ox.BlankNode):
            return found.setdefault(node, ox.NamedNode(f"{begin}{len(found) + 1}"))
        if isinstance(node, ox.Triple):
            return ox.Triple(of(node.subject), node.predicate, of(node.object))  # type: ignore[arg-type]
        if isinstance(node, ox.Literal) and kept and datatype_of(node) in kept:
            return ox.Literal(
                node.value, datatype=ox.NamedNode(_KEPT + quote(datatype_of(node), safe=":"))
            )
        return node

    return [ox.Triple(of(t.subject), t.predicate, of(t.object)) for t in triples]  # type: ignore[arg-type]


def with_names(
    triples: Iterable[ox.Triple], names: Mapping[ox.BlankNode, ox.NamedNode]
) -> list[ox.Triple]:
    """Triples in which some of the nodes without a name have one.

    Args:
        triples: the triples.
        names: the names.
    """

    def of(node: Node) -> Node:
        if isinstance(node, ox.BlankNode):
            return names.get(node, node)
        if isinstance(node, ox.Triple):
            return ox.Triple(of(node.subject), node.predicate, of(node.object))  # type: ignore[arg-type]
        return node

    return [ox.Triple(of(t.subject), t.predicate, of(t.object)) for t in triples]  # type: ignore[arg-type]


def datatype_of(value: ox.Literal) -> str:
    """The datatype of a value, as CURIE where it has one: that which is meant, where it was kept from a store."""
    iri = value.datatype.value
    return unquote(iri.removeprefix(_KEPT)) if iri.startswith(_KEPT) else curie(iri)


def unnamed(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Triples as they were before ``named``: nodes without a name, and values of the datatypes that are meant.

    Args:
        triples: the triples, of any loads.
    """
    found: dict[str, ox.BlankNode] = {}

    def of(node: Node) -> Node:
        if isinstance(node, ox.NamedNode) and node.value.startswith(_GENID):
            return found.setdefault(node.value, ox.BlankNode())
        if isinstance(node, ox.Triple):
            return ox.Triple(of(node.subject), node.predicate, of(node.object))  # type: ignore[arg-type]
        if isinstance(node, ox.Literal) and node.datatype.value.startswith(_KEPT):
            return ox.Literal(node.value, datatype=_meant(datatype_of(node)))
        return node

    return [ox.Triple(of(t.subject), t.predicate, of(t.object)) for t in triples]  # type: ignore[arg-type]


def _meant(datatype: str) -> ox.NamedNode:
    prefix, _, local = datatype.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local if prefix in PREFIXES else datatype)
