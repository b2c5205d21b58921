"""A property read of many nodes has the values that each of them has by itself."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kbtool.rdf.columns import Columns
from kbtool.rdf.terms import objects

P = ox.NamedNode("http://example.org/p")
NODES = [ox.NamedNode(f"http://example.org/{number}") for number in range(40)]


@pytest.mark.parametrize("asked", [1, 40])
def test_few_nodes_and_many_have_the_same_values_in_order(asked: int) -> None:
    store = ox.Store()
    for number, node in enumerate(NODES):
        for value in range(number % 4):
            store.add(ox.Quad(node, P, ox.Literal(str(9 - value)), ox.NamedNode(f"g:{value}")))
    columns = Columns(store)
    for node in NODES[:asked] * 2:
        assert columns.objects(node, P) == objects(store, node, P)
        assert columns.one(node, P) == next(iter(objects(store, node, P)), None)


def test_a_text_and_nothing_have_no_values() -> None:
    columns = Columns(ox.Store())
    assert columns.objects(ox.Literal("text"), P) == []
    assert columns.one(None, P) is None


def test_a_value_is_asked_of_nodes_without_reading_what_else_they_have() -> None:
    store = ox.Store()
    kind, claim, other = (ox.NamedNode(f"https://example.org/{name}") for name in "kco")
    store.add(ox.Quad(claim, kind, claim))
    store.add(ox.Quad(claim, kind, other, ox.NamedNode("https://example.org/graph")))
    columns = Columns(store)
    assert columns.has(claim, kind, claim) and columns.has(claim, kind, other)
    assert not columns.has(other, kind, claim) and not columns.has(None, kind, claim)
