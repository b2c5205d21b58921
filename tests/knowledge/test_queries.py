"""Queries for reviewers: named ones answer their question, and results are printed in standard formats."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kbtool.checks.run import check
from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.queries import (
    NamedQuery,
    Parameter,
    bind,
    find_named_query,
    read_named_queries,
)
from kbtool.rdf.namespaces import Names
from kbtool.rdf.sparql import Graph, Table, run_query
from kbtool.reports.formats import RESULTS

ROOT = Path(__file__).parents[2]
QUERIES = read_named_queries(ROOT / "kb" / "queries")
EXAMPLES = {
    "document": "fuse-mind-and-body",
    "concept": "depression",
    "claim": "vit-non-addictive",
    "drug": "ketamine",
}


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    kb = open_knowledge_base(ROOT, [ROOT / "tests" / "decided.ttl"])
    check(kb, list(kb.rules))
    return kb


def test_there_are_enough_questions_for_a_reviewer() -> None:
    assert len(QUERIES) >= 15


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_named_query_states_its_question_and_has_an_answer(kb: KnowledgeBase, name: str) -> None:
    query = QUERIES[name]
    assert query.question[0].isupper()
    assert all(parameter.meaning for parameter in query.parameters)
    needed = {p.name: EXAMPLES[p.name] for p in query.parameters if p.default is None}
    result = run_query(kb.store, query.text, bound=bind(query, needed, Names()))
    assert isinstance(result, Table | Graph)
    assert (result.rows if isinstance(result, Table) else result.triples) != ()


def test_verdicts_and_conflicts_are_in_a_graph_of_their_own(kb: KnowledgeBase) -> None:
    query = """SELECT ?p (COUNT(*) AS ?n) WHERE {
        GRAPH <https://w3id.org/kbtool/graph/derived> { ?s ?p ?o VALUES ?p { kb:verdict kb:level kb:conflictsWith } }
    } GROUP BY ?p"""
    result = run_query(kb.store, query)
    assert isinstance(result, Table)
    assert len(result.rows) == 3


def test_a_missing_and_an_unknown_parameter() -> None:
    query = NamedQuery("q", Path("q.rq"), "Q?", (Parameter("a", "an a"),), "")
    with pytest.raises(InputError, match="needs the parameter a: an a"):
        bind(query, {}, Names())
    with pytest.raises(InputError, match=r"has no parameter .b.*it has: a"):
        bind(query, {"a": "x", "b": "y"}, Names())


def test_a_misspelt_name_gets_the_nearest_ones() -> None:
    with pytest.raises(InputError, match=r"did you mean conflicts"):
        find_named_query(QUERIES, "conflict")


TABLE = Table(
    ("s", "o"),
    (
        (ox.NamedNode("https://w3id.org/kbtool/id/a"), ox.Literal('x, "y"')),
        (ox.BlankNode("b"), None),
        (
            ox.Literal("1.5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
            ox.Literal("z", language="en"),
        ),
    ),
    True,
)


def test_csv_is_sparql_results_csv(kb: KnowledgeBase) -> None:
    csv = RESULTS.renderer("csv")
    assert (
        csv(TABLE, kb.labels) == 's,o\r\nhttps://w3id.org/kbtool/id/a,"x, ""y"""\r\nb,\r\n1.5,z\r\n'
    )


def test_tsv_is_sparql_results_tsv(kb: KnowledgeBase) -> None:
    tsv = RESULTS.renderer("tsv")
    assert tsv(TABLE, kb.labels).splitlines()[:2] == [
        "?s\t?o",
        '<https://w3id.org/kbtool/id/a>\t"x, \\"y\\""',
    ]


def test_json_is_sparql_results_json(kb: KnowledgeBase) -> None:
    document = json.loads(RESULTS.renderer("json")(TABLE, kb.labels))
    assert document["head"] == {"vars": ["s", "o"]}
    assert document["results"]["bindings"][1] == {"s": {"type": "bnode", "value": "b"}}
    assert document["results"]["bindings"][2]["o"] == {
        "type": "literal",
        "value": "z",
        "xml:lang": "en",
    }


def test_a_table_names_things_by_their_label(kb: KnowledgeBase) -> None:
    table = Table(("what",), ((ox.NamedNode("https://w3id.org/kbtool/ns#Refuted"),),), True)
    text = RESULTS.renderer("table")(table, kb.labels)
    assert [line.strip() for line in text.splitlines()] == [
        "",
        "what",
        "───────",
        "refuted",
        "",
        "1 row",
    ]
