"""Which queries find at an article what hangs together with it, and which look at all articles."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kbtool.knowledge.slices.kinds import Kinds
from kbtool.knowledge.slices.locality import not_local

HEAD = (
    "PREFIX kb: <https://w3id.org/kbtool/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
)
DATA = """
@prefix kb: <https://w3id.org/kbtool/ns#> .
@prefix id: <https://w3id.org/kbtool/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
id:c a kb:Claim ; kb:asserts id:p ; kb:figure 3 .
id:p a kb:Proposition ; kb:subject id:drug ; kb:predicate kb:treats .
id:e a kb:Evidence ; kb:supports id:p ; kb:design kb:Trial ; kb:figure 3 .
id:drug a skos:Concept ; skos:broader id:thing ; kb:name "drug" .
kb:treats a kb:Predicate ; kb:opposite kb:harms .
"""
LOCAL = [
    "SELECT ?c { ?c kb:asserts ?p . ?e kb:supports ?p }",
    "SELECT ?c { ?c kb:asserts/kb:subject/skos:broader* ?thing . ?drug skos:broader ?thing }",
    "SELECT ?c { ?c kb:asserts ?p OPTIONAL { ?e kb:supports ?p ; kb:design ?d } FILTER NOT EXISTS { ?x kb:subject ?p } }",
    "SELECT ?p { ?p kb:predicate ?r . ?r kb:opposite ?o }",
    "SELECT ?p (COUNT(?e) AS ?n) { ?e kb:supports ?p } GROUP BY ?p",
    "SELECT ?c { { ?c kb:asserts ?p } UNION { ?c kb:denies ?p } ?e kb:supports|kb:disputes ?p }",
    "SELECT ?c { { SELECT ?p { ?e kb:supports ?p } } ?c kb:asserts ?p }",
    "SELECT ?c { ?c kb:asserts ?p OPTIONAL { ?p kb:denied ?d } BIND(COALESCE(?d, ?p) AS ?x) ?e kb:supports ?x }",
    "CONSTRUCT { ?c kb:on ?e } WHERE { ?c kb:asserts [ ^kb:supports ?e ] }",
]
NOT_LOCAL = [
    "SELECT ?c { ?c kb:asserts ?p . ?e a kb:Evidence }",
    "SELECT ?p { ?p kb:predicate ?r . ?q kb:predicate ?r }",
    "SELECT ?c { ?c kb:figure ?n . ?e kb:figure ?n }",
    "SELECT ?c { ?c kb:asserts ?p FILTER NOT EXISTS { ?e kb:design kb:Trial } }",
    "SELECT ?d (COUNT(?e) AS ?n) { ?e kb:design ?d } GROUP BY ?d",
    "SELECT (COUNT(?e) AS ?n) { ?e kb:supports ?p }",
    "SELECT ?c { ?c kb:asserts ?p OPTIONAL { ?p kb:denied ?x } OPTIONAL { ?e kb:design ?x } }",
    "SELECT ?c { ?c kb:asserts ?p OPTIONAL { ?p kb:denied ?d } BIND(COALESCE(?d, 3) AS ?x) ?e kb:figure ?x }",
    "SELECT ?c { ?c kb:asserts ?p } LIMIT 1",
    "SELECT ?c { ?c !kb:asserts ?p }",
    "SELECT ?c { { SELECT ?p { ?e kb:supports ?p . ?x a kb:Claim } } ?c kb:asserts ?p }",
]


@pytest.fixture(scope="module")
def kinds() -> Kinds:
    found = Kinds()
    found.add(ox.parse(DATA, format=ox.RdfFormat.TURTLE))
    return found


@pytest.mark.parametrize("query", LOCAL)
def test_what_nodes_join_is_local(kinds: Kinds, query: str) -> None:
    assert not_local(HEAD + query, kinds) is None


@pytest.mark.parametrize("query", NOT_LOCAL)
def test_what_terms_texts_or_nothing_joins_is_not(kinds: Kinds, query: str) -> None:
    assert not_local(HEAD + query, kinds)


def test_texts_that_join_do(kinds: Kinds) -> None:
    query = f"{HEAD} SELECT ?c {{ ?c kb:figure ?n . ?e kb:figure ?n }}"

    assert not_local(query, kinds, frozenset({"https://w3id.org/kbtool/ns#figure"})) is None


def test_a_rule_that_finds_nothing_with_a_place_may_look_further(kinds: Kinds) -> None:
    query = f"{HEAD} SELECT ?this ?value {{ ?this kb:design ?d . ?value kb:design ?d }}"

    assert not_local(query, kinds)
    assert not_local(query, kinds, shown=("?this", "?value")) is None


NAMES = "?one skos:broader* ?other ; kb:name ?name ."


def test_the_names_of_all_concepts_are_held_to_what_is_judged() -> None:
    kinds = Kinds(concepts={ox.NamedNode("https://w3id.org/kbtool/id/drug")})
    kinds.add(ox.parse(DATA, format=ox.RdfFormat.TURTLE))
    held_to = f"{HEAD} SELECT ?this {{ %s {NAMES} %s FILTER(CONTAINS(?figure, ?name)) }}"
    query = held_to % ("?this a kb:Evidence ; kb:figure ?figure .", "")
    others = held_to % ("?this a kb:Evidence .", "?that a kb:Claim ; kb:figure ?figure .")
    concepts = held_to % ("?this skos:broader ?above .", "?that a kb:Claim ; kb:figure ?figure .")

    assert not_local(query, kinds)  # where something may follow of a concept
    assert not_local(query, kinds, judged="?this") is None
    assert not_local(others, kinds, judged="?this")
    assert not_local(concepts, kinds, judged="?this")
