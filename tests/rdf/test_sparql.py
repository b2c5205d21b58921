"""Queries by users: values never become syntax, nothing reaches outside, rows and time are limited."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.errors import InputError
from kbtool.rdf.namespaces import Names
from kbtool.rdf.sparql import Table, read_term, refuse_remote_access, run_query, with_values
from kbtool.rdf.sparql_nesting import refuse_deep_queries
from kbtool.rdf.turtle.write import term as written


@pytest.mark.parametrize(
    ("spelling", "term"),
    [
        ("kb:Refuted", ox.NamedNode("https://w3id.org/kbtool/ns#Refuted")),
        ("<http://example.org/a>", ox.NamedNode("http://example.org/a")),
        ("depression", ox.NamedNode("https://w3id.org/kbtool/id/depression")),
        ("5", ox.Literal("5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))),
        ("two words", ox.Literal("two words")),
    ],
)
def test_values_on_the_command_line(spelling: str, term: object) -> None:
    assert read_term(spelling, Names()) == term


def test_a_local_name_is_of_the_namespace_of_the_default() -> None:
    assert read_term("Refuted", Names(), "kb:Supported") == ox.NamedNode(
        "https://w3id.org/kbtool/ns#Refuted"
    )


@given(st.text(max_size=30))
def test_a_value_never_becomes_syntax(value: str) -> None:
    store = ox.Store()
    a = ox.NamedNode("http://example.org/a")
    literal = ox.Literal(value)
    store.add(ox.Quad(a, a, literal))
    text = with_values("SELECT ?s WHERE { ?s ?p ?wanted }", {ox.Variable("wanted"): literal})
    results = store.query(text)
    assert isinstance(results, ox.QuerySolutions)
    assert [row["s"] for row in results] == [a]
    shown = with_values(
        "SELECT ?s WHERE { ?s ?p ?wanted }", {ox.Variable("wanted"): literal}, written, "\n  "
    )
    assert shown.startswith("SELECT ?s WHERE {\n  VALUES (?wanted) {")
    results = store.query(shown)
    assert isinstance(results, ox.QuerySolutions)
    assert [row["s"] for row in results] == [a]


def test_a_fault_of_a_query_that_stands_in_no_file_has_its_line() -> None:
    with pytest.raises(InputError) as told:
        run_query(ox.Store(), "SELECT * {\n ?s kb:verdict }")
    assert told.value.line == 2
    assert str(told.value).startswith("line 2: not a valid SPARQL query: “}” cannot stand here")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * FROM <http://example.org/> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://example.org/> { ?s ?p ?o }",
        "SELECT * { ?s ?p 1FROM <http://example.org/> }",
        "SELECT * { ?s ?p 'a'@en1SERVICE <http://example.org/> { } }",
        "SELECT * { ?s ?p 'a'@en\u017fERVICE <http://example.org/> { } }",
    ],
)
def test_a_query_does_not_reach_outside(text: str) -> None:
    with pytest.raises(InputError, match="not allowed"):
        refuse_remote_access(text)


def test_words_in_strings_iris_and_comments_are_no_keywords() -> None:
    refuse_remote_access(
        "SELECT * { ?s ?p 'SERVICE' . <http://example.org/FROM> ?q ?FROM # SERVICE\n }"
    )
    refuse_remote_access(
        "SELECT * { ?claim prov:wasQuotedFrom ?from . ?SERVICE kb:a_FROM kb:FROMs }"
    )


@pytest.mark.parametrize(
    "text", ["DELETE WHERE { ?s ?p ?o }", "LOAD <http://example.org/>", "CLEAR ALL", "SELECT"]
)
def test_updates_and_broken_queries_are_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"not a valid SPARQL query|changes data"):
        run_query(ox.Store(), text)


def thousand() -> ox.Store:
    """A thousand triples."""
    nodes = [ox.NamedNode(f"http://example.org/{number}") for number in range(1000)]
    store = ox.Store()
    store.extend(ox.Quad(node, node, node, node) for node in nodes)
    return store


def test_a_query_is_ended_when_its_time_is_up() -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with pytest.raises(InputError, match=r"longer than 0\.2 seconds"):
        run_query(thousand(), endless, seconds=0.2)


def test_rows_are_limited_and_that_is_said() -> None:
    result = run_query(thousand(), "SELECT * { ?s ?p ?o }", limit=7)
    assert isinstance(result, Table)
    assert (len(result.rows), result.complete) == (7, False)


def test_regular_expressions_of_a_query_are_those_of_xpath() -> None:
    query = (
        r'SELECT ?w WHERE { VALUES ?w { "_" "a" "+" } VALUES ?p { "%s" } FILTER (REGEX(?w, %s)) }'
    )
    for pattern in ('"^\\\\w$"', "?p"):
        found = run_query(ox.Store(), query % (r"^\\w$", pattern))
        assert isinstance(found, Table)
        assert [row[0] for row in found.rows] == [ox.Literal("a"), ox.Literal("+")]
    with pytest.raises(InputError, match="no escape of XPath"):
        run_query(ox.Store(), query % ("", r'"\\bA"'), path="names.rq")
    with pytest.raises(InputError, match="not a regular expression of XPath"):
        run_query(ox.Store(), query % ("(?!a)", "?p"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * {" + "?a ?b ?c . " * 5000 + "}", "more than 2,000 words and signs"),
        ("SELECT * { ?a ?b '" + "x" * 2_000_000 + "' }", "more than 1,000,000 characters"),
        ("SELECT * {" + "?a ?b ?c . " * 101 + "}", "more than 100 patterns"),
        ("SELECT * {" + "?a ?b ?c . " * 400 + "}", "more than 100 patterns"),
        ("ASK { ?a ?b " + "?c, " * 101 + "?d }", "more than 100 patterns"),
        ("ASK { ?a " + "?b ?c ; " * 101 + "?b ?d }", "more than 100 patterns"),
        ("SELECT * { ?a ?b (" + "1 " * 5000 + ") }", "more than 2,000 words and signs"),
        ("DESCRIBE " + "<i:a> " * 5000, "more than 2,000 words and signs"),
        ("SELECT " + "(1 AS ?v) " * 5000 + "{}", "more than 2,000 words and signs"),
        ("SELECT * {" + " VALUES ?x { 1 }" * 5000 + "}", "more than 2,000 words and signs"),
        ("ASK { ?a ?b ?c FILTER(?c IN (" + "STR(?a), " * 5000 + "1)) }", "more than 2,000"),
        ("SELECT * { " + "<" * 5000, "more than 100 brackets or signs within each other"),
        ("SELECT * { " + "<< ?a ?b " * 5000, "more than 100 brackets or signs within each other"),
        ("SELECT * { " + "<<" * 101 + "?a ?b ?c" + ">> ?b ?c" * 101 + "}", "more than 100"),
    ],
)
def test_a_query_that_would_end_what_reads_it_is_refused_with_its_limit(
    query: str, said: str
) -> None:
    with pytest.raises(InputError) as told:
        run_query(ox.Store(), query)
    assert said in told.value.message
    assert told.value.line == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { VALUES ?a { " + "1 " * 5000 + "} }",
        "SELECT * { VALUES (?a ?b) { " + "(<i:a> 'x'@en) " * 5000 + "} }",
        "SELECT * { ?a ?b ?c FILTER(?c IN (" + "<i:a>, " * 5000 + "1)) }",
        "SELECT * { " + "<< ?a ?b ?c >> ?d ?e . " * 40 + "}",
        "SELECT * { ?a ?b ?c FILTER(" + " && ".join(["?a < 1"] * 200) + ") }",
    ],
)
def test_many_values_and_comparisons_are_asked_as_before(query: str) -> None:
    assert isinstance(run_query(ox.Store(), query), Table)


def test_words_with_dots_and_signs_behind_backslashes_are_read_once() -> None:
    for text in ("a." * 100_000, '"' + '\\"' * 100_000):
        with pytest.raises(InputError, match="more than 2,000 words and signs"):
            run_query(ox.Store(), text)


def test_figures_values_and_arguments_are_no_patterns() -> None:
    refuse_deep_queries("SELECT * { ?a ?b ?c . " + "FILTER(?c != 1.5) " * 150 + "}")
    refuse_deep_queries("SELECT * { ?a ?b ?c FILTER(?c IN (" + "1.5, " * 400 + "2)) }")
    refuse_deep_queries("SELECT * { ?a ?b ?c FILTER(COALESCE(" + "?a, " * 200 + "?c)) }")
    refuse_deep_queries("SELECT * {" + "?a ?b ?c . " * 90 + "}")
