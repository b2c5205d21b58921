"""A store that is watched: what was asked of it tells whether another one answers the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import pyoxigraph as ox
import pytest

from kbtool.rdf.namespaces import ID, KB, RDF
from kbtool.rdf.terms import by_subject, instances, objects
from kbtool.rdf.watched import WatchedStore, counts

TURTLE = """
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix id: <https://w3id.org/kbtool/id/> .
kb:treats a kb:Predicate ; kb:trigger "treat" . id:x kb:trigger "x" ; a kb:Concept .
"""


def store_of(*more: ox.Quad) -> ox.Store:
    store = ox.Store()
    store.load(TURTLE, format=ox.RdfFormat.TURTLE)
    store.extend(more)
    return store


def read(store: ox.Store) -> object:
    """What is read of a store in these tests."""
    return (
        [objects(store, each, KB("trigger")) for each in instances(store, KB("Predicate"))],
        by_subject(store, KB("phrase")),
    )


def asked_by_reading() -> Iterable[object]:
    watched = WatchedStore(store_of())
    assert read(cast(ox.Store, watched)) == read(store_of())
    return watched.asked


def test_what_is_asked_is_told() -> None:
    assert set(asked_by_reading()) == {
        (None, RDF("type"), KB("Predicate")),
        (KB("treats"), KB("trigger"), None),
        (None, KB("phrase"), None),
    }


@pytest.mark.parametrize(
    ("more", "same"),
    [
        (ox.Quad(ID("x"), KB("trigger"), ox.Literal("y")), True),
        (ox.Quad(ID("y"), RDF("type"), KB("Concept")), True),
        (ox.Quad(KB("treats"), KB("trigger"), ox.Literal("mend")), False),
        (ox.Quad(ID("x"), KB("phrase"), ox.Literal("y")), False),
        (ox.Quad(ID("x"), RDF("type"), KB("Predicate")), False),
    ],
    ids=str,
)
def test_a_store_that_says_more_of_it_is_told_apart(more: ox.Quad, same: bool) -> None:
    watched = WatchedStore(store_of())
    read(cast(ox.Store, watched))
    known = counts(store_of(), watched.asked)
    assert (counts(store_of(more), watched.asked) == known) is same


def test_what_is_asked_of_all_is_not_told_of_each() -> None:
    watched = WatchedStore(store_of())
    objects(cast(ox.Store, watched), ID("x"), KB("phrase"))
    by_subject(cast(ox.Store, watched), KB("phrase"))
    assert watched.asked == {(None, KB("phrase"), None)}
