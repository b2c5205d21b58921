"""A store that is filled as it is asked answers as one that holds all."""

from __future__ import annotations

import itertools

import pyoxigraph as ox
import pytest
from msgspec.structs import replace

from kbtool.rdf.on_demand import on_demand, taken_apart

TURTLE = """
@prefix : <https://example.org/> .
:drug a :Concept ; :label "drug", "Droge"@de ; :broader :thing .
:thing a :Concept, :Class ; :label "thing" ; :part [ :label "a \\"part\\"\\n of it" ] .
:claim :states :drug ; :on "2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date> .
"""
HERE, THERE = (ox.NamedNode(f"https://example.org/graph/{name}") for name in ("here", "there"))


def _store() -> ox.Store:
    store = ox.Store()
    for graph in (HERE, THERE):
        store.load(TURTLE.encode(), format=ox.RdfFormat.TURTLE, to_graph=graph)
    store.add(ox.Quad(HERE, ox.NamedNode("https://example.org/label"), ox.Literal("the graph")))
    return store


WHOLE = _store()


@pytest.fixture(params=[0, 200_000], ids=["compressed", "as it is"])
def store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ox.Store:
    monkeypatch.setattr("kbtool.rdf.on_demand._MANY", request.param)
    return on_demand(taken_apart(WHOLE))


def test_each_pattern_is_answered_as_by_the_whole() -> None:
    terms = {end for quad in WHOLE for end in (quad.subject, quad.predicate, quad.object)}
    nodes = [each for each in terms if not isinstance(each, ox.Literal)]
    names = [each for each in terms if isinstance(each, ox.NamedNode)]
    patterns = itertools.product([None, *nodes], [None, *names], [None, *terms], [None, HERE])
    filled = on_demand(taken_apart(WHOLE))
    for pattern in patterns:
        of_whole = set(WHOLE.quads_for_pattern(*pattern))
        assert set(filled.quads_for_pattern(*pattern)) == of_whole
        if of_whole:  # asked first of all, it is answered as well
            assert set(on_demand(taken_apart(WHOLE)).quads_for_pattern(*pattern)) == of_whole


def test_what_else_is_asked_finds_all(store: ox.Store) -> None:
    assert len(store) == len(WHOLE)
    assert set(store) == set(WHOLE)
    assert all(quad in store for quad in WHOLE)
    rows = store.query("SELECT ?s { GRAPH ?g { ?s a ?type } }")
    assert len(list(rows)) == 6  # type: ignore[arg-type]


def test_what_is_added_is_found_and_counted(store: ox.Store) -> None:
    more = ox.Quad(HERE, ox.NamedNode("https://example.org/label"), ox.Literal("another"), THERE)
    store.extend([more])
    assert more in set(store.quads_for_pattern(HERE, None, None, None))
    assert len(store) == len(WHOLE) + 1


def test_what_is_taken_out_does_not_come_back(store: ox.Store) -> None:
    quad = next(iter(WHOLE.quads_for_pattern(None, None, ox.Literal("drug"), HERE)))
    store.remove(quad)
    assert quad not in set(store.quads_for_pattern(quad.subject, None, None, None))


def test_what_is_not_asked_for_is_not_read() -> None:
    pieces = taken_apart(WHOLE)
    on = b"<https://example.org/on>"
    of_groups = ({**each, on: b"no triples"} if on in each else each for each in pieces.of_groups)
    unread = on_demand(replace(pieces, of_groups=tuple(of_groups)))
    states, concept = (ox.NamedNode(f"https://example.org/{name}") for name in ("states", "claim"))
    assert len(list(unread.quads_for_pattern(concept, states, None, None))) == 2
