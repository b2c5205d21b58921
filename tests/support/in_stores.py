"""What tests ask of a store beside kbtool."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kbtool.io.web.endpoint import Endpoint
from kbtool.knowledge.endpoints.paging import rows
from stores import Running


def change(store: Running, update: str) -> None:
    """Change what a store holds, as anybody might."""
    environment = {"KBTOOL_ENDPOINT_USER": store.user, "KBTOOL_ENDPOINT_PASSWORD": store.password}
    Endpoint(store.query, store.update, environment=environment).change(update)


def values(store: Running, query: str) -> list[str]:
    """The values of the first variable of a query."""
    found = [row[0] for row in rows(Endpoint(store.query), query)]
    return [node.value for node in found if isinstance(node, (ox.NamedNode, ox.Literal))]


def graphs(store: Running) -> list[str]:
    """The graphs in which a store has anything."""
    return values(store, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")


def clear(store: Running, below: str = "") -> None:
    """Empty the graphs of a store whose IRIs begin so."""
    for graph in (one for one in graphs(store) if one.startswith(below)):
        change(store, f"CLEAR SILENT GRAPH <{graph}>")


def without_labels(findings: str) -> str:
    """Findings in JSON, whatever nodes without a name are called: no two readings of a file have the same names for them."""
    return re.sub(r'"_:\w+"', '"_:"', findings)
