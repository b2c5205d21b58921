"""The W3C's tests of the SPARQL 1.1 Protocol: those that ask pass, those that update are refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import requests
from msgspec.structs import replace
from rdflib.collection import Collection
from rdflib.term import Node

from kbtool.reports.pages.site import Site
from served import Served, serving

SUITE = Path(__file__).parent / "w3c"
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
TABULAR = {
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
}
RDF_TYPES = {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}


@dataclass(frozen=True)
class Request:
    """A request of a test, with what has to come back."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: frozenset[str]
    boolean: bool | None
    format: str | None


def manifest() -> rdflib.Graph:
    graph = rdflib.Graph()
    graph.parse(SUITE / "manifest.turtle", format="turtle", publicID="http://suite.example/")
    return graph


def read(graph: rdflib.Graph, node: Node) -> Request:
    body = graph.value(node, HT.body)
    encoding = str(graph.value(body, CNT.characterEncoding) or "UTF-8")
    headers = graph.value(node, HT.headers)
    response = graph.value(node, HT.resp)
    boolean = graph.value(response, MF.expectedBoolean)
    expected = graph.value(response, MF.expectedFormat)
    return Request(
        method=str(graph.value(node, HT.methodName)),
        path=str(graph.value(node, HT.absolutePath)).replace("/sparql/", "/sparql"),
        headers={
            str(graph.value(each, HT.fieldName)): str(graph.value(each, HT.fieldValue))
            for each in (Collection(graph, headers) if headers else ())
        },
        body=None if body is None else str(graph.value(body, CNT.chars)).encode(encoding),
        statuses=frozenset(str(s)[-3] for s in graph.objects(response, MF.expectedStatus)),
        boolean=None if boolean is None else str(boolean) == "true",
        format=None if expected is None else str(expected),
    )


def entries_of() -> Iterator[tuple[str, list[Request]]]:
    graph = manifest()
    whole = next(graph.subjects(MF.entries))
    entries = graph.value(whole, MF.entries)
    assert entries is not None
    for entry in Collection(graph, entries):
        connection = graph.value(entry, MF.action)
        listed = graph.value(connection, HT.requests)
        assert listed is not None
        yield (
            str(entry).rpartition("#")[2],
            [read(graph, each) for each in Collection(graph, listed)],
        )


ALL = list(entries_of())


@pytest.fixture(scope="module")
def suite(site: Site) -> Iterator[Served]:
    """A server with the graphs that the tests ask."""
    store = ox.Store()
    store.add_graph(ox.NamedNode(DATA.format(0)))  # which the tests name, and which holds nothing
    for number in (1, 2, 3):
        store.load(
            path=SUITE / f"data{number}.nt",
            format=ox.RdfFormat.N_TRIPLES,
            to_graph=ox.NamedNode(DATA.format(number)),
        )
    with serving(replace(site, base=replace(site.base, store=store))) as server:
        yield server


def sent(server: Served, request: Request) -> requests.Response:
    return requests.request(
        request.method,
        server.address + request.path,
        headers=request.headers,
        data=request.body,
        timeout=60,
        allow_redirects=False,
    )


@pytest.mark.parametrize(
    ("name", "asked"),
    [(name, asked) for name, asked in ALL if not name.startswith("update")],
    ids=[name for name, _ in ALL if not name.startswith("update")],
)
def test_what_asks_is_answered_as_the_protocol_says(
    suite: Served, name: str, asked: list[Request]
) -> None:
    for request in asked:
        answer = sent(suite, request)
        assert str(answer.status_code)[0] in request.statuses, answer.text
        media_type = answer.headers["content-type"].partition(";")[0]
        if request.boolean is not None:
            assert answer.json()["boolean"] is request.boolean
        if request.format == "boolean":
            assert media_type in (
                "application/sparql-results+json",
                "application/sparql-results+xml",
            )
        if request.format == "tabular":
            assert media_type in TABULAR
        if request.format == "RDF":
            assert media_type in RDF_TYPES


@pytest.mark.parametrize(
    ("name", "asked"),
    [(name, asked) for name, asked in ALL if name.startswith("update")],
    ids=[name for name, _ in ALL if name.startswith("update")],
)
def test_what_updates_is_refused(suite: Served, name: str, asked: list[Request]) -> None:
    update = asked[0]
    assert sent(suite, update).status_code in (400, 415)


def test_the_suite_is_whole() -> None:
    assert len(ALL) == 34
    assert sum(name.startswith("update") for name, _ in ALL) == 7
