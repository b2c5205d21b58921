"""Graphs of a store read in pages: all triples, each once, however few rows the store gives."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kbtool.errors import InputError
from kbtool.io.web.endpoint import Endpoint
from kbtool.knowledge.endpoints.paging import counts, triples
from small_store import small_store

GRAPH = ox.NamedNode("http://e/g")
HELD = [
    ox.Triple(ox.NamedNode(f"http://e/{subject}"), ox.NamedNode(f"http://e/p{predicate}"), value)
    for subject, number in (("a", 1), ("b", 2), ("hub", 4), ("z", 1))
    for predicate in range(number)
    for value in (
        ox.NamedNode("http://e/o"),
        ox.Literal("1"),
        ox.Literal("2", language="en"),
        ox.Literal(3),
        ox.Literal("\\u0041 \" \n ' {?x} é"),
    )
]


@pytest.mark.parametrize("rows", [1, 2, 3, 7, 20, None])
@pytest.mark.parametrize("page", [1, 5, 1000])
def test_each_triple_is_read_once(rows: int | None, page: int) -> None:
    with small_store() as store:
        for t in HELD:
            store.holding.add(ox.Quad(t.subject, t.predicate, t.object, GRAPH))
        store.holding.add(ox.Quad(GRAPH, GRAPH, GRAPH, ox.NamedNode("http://e/other")))
        endpoint = Endpoint(store.address)
        assert counts(endpoint, [GRAPH.value]) == {GRAPH.value: len(HELD)}
        store.rows = rows
        found = list(triples(endpoint, GRAPH.value, len(HELD), page))
        assert len(found) == len(HELD)
        assert set(found) == set(HELD)


def test_more_triples_than_were_counted_are_refused() -> None:
    with small_store() as store:
        for t in HELD:
            store.holding.add(ox.Quad(t.subject, t.predicate, t.object, GRAPH))
        with pytest.raises(InputError, match="counts 3 triples in <http://e/g> and gives 40"):
            list(triples(Endpoint(store.address), GRAPH.value, 3))


def test_a_graph_that_is_not_there_holds_nothing() -> None:
    with small_store() as store:
        assert counts(Endpoint(store.address), ["http://e/none"]) == {"http://e/none": 0}
