"""Programs that people use ask the endpoint as they ask any other."""

from __future__ import annotations

import shutil
import subprocess
from typing import Any

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

from served import Served

PREFIX = "PREFIX kb: <https://w3id.org/kbtool/ns#> PREFIX id: <https://w3id.org/kbtool/id/>"
QUERY = f"{PREFIX} SELECT ?claim WHERE {{ ?claim kb:denies id:treats-pain }}"
DENIED = "https://w3id.org/kbtool/id/o-pain"


def converted(client: SPARQLWrapper) -> Any:
    """What it makes of the answer."""
    return client.query().convert()


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_reads_rows(served: Served, method: str) -> None:
    client = SPARQLWrapper(f"{served.address}/sparql")
    client.setQuery(QUERY)
    client.setMethod(method)
    client.setReturnFormat(JSON)
    found = converted(client)
    assert found["results"]["bindings"] == [{"claim": {"type": "uri", "value": DENIED}}]
    client.setReturnFormat(CSV)
    assert converted(client) == f"claim\r\n{DENIED}\r\n".encode()
    client.setReturnFormat(XML)
    assert DENIED in converted(client).toxml()


def test_sparqlwrapper_reads_triples(served: Served) -> None:
    client = SPARQLWrapper(f"{served.address}/sparql")
    client.setQuery(f"{PREFIX} DESCRIBE id:safe")
    client.setReturnFormat(TURTLE)
    graph = rdflib.Graph().parse(data=converted(client), format="turtle")
    assert (
        rdflib.URIRef("https://w3id.org/kbtool/id/safe"),
        rdflib.URIRef("https://w3id.org/kbtool/ns#object"),
        rdflib.URIRef("https://w3id.org/kbtool/id/people"),
    ) in graph


def test_a_graph_of_rdflib_is_read_from_it(served: Served) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{served.address}/sparql"))
    kb = rdflib.Namespace("https://w3id.org/kbtool/ns#")
    assert [str(s) for s in graph.subjects(kb.denies)] == [DENIED]
    assert [str(row[0]) for row in graph.query(QUERY)] == [DENIED]  # type: ignore[index]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_asks_it(served: Served) -> None:
    answer = subprocess.run(
        ["curl", "-sS", "--data-urlencode", f"query={QUERY}", "-H", "Accept: text/csv",
         f"{served.address}/sparql"],
        capture_output=True,
        check=True,
        text=True,
    )  # fmt: skip
    assert answer.stdout.split() == ["claim", DENIED]
