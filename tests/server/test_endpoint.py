"""The endpoint: every way to ask, every format, and why something is not answered."""

from __future__ import annotations

import json
import re

import pyoxigraph as ox
import pytest
import requests

from served import Served

CLAIMS = "SELECT ?claim WHERE { ?claim a kb:Claim ; kb:denies ?p } ORDER BY ?claim"
DENIED = "https://w3id.org/kbtool/id/o-pain"
SAFE = "CONSTRUCT { id:safe ?p ?o } WHERE { id:safe ?p ?o }"
EVERY_TRIPLE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
FORM = "application/x-www-form-urlencoded"


def test_a_query_is_asked_by_get_by_a_form_or_by_itself(served: Served) -> None:
    csv = {"Accept": "text/csv"}
    direct = {**csv, "Content-Type": "application/sparql-query"}
    answers = [
        served.get("/sparql", params={"query": CLAIMS}, headers=csv),
        served.post("/sparql", data={"query": CLAIMS}, headers=csv),
        served.post("/sparql", data=CLAIMS.encode(), headers=direct),
    ]
    assert {(answer.status_code, answer.text) for answer in answers} == {
        (200, f"claim\r\n{DENIED}\r\n")
    }


def test_rows_come_in_each_format_of_the_w3c(served: Served) -> None:
    asked = "SELECT ?p ?none WHERE { id:o-pain kb:denies ?p }"
    safe = "https://w3id.org/kbtool/id/treats-pain"
    assert served.ask(asked, "application/sparql-results+json").json() == {
        "head": {"vars": ["p", "none"]},
        "results": {"bindings": [{"p": {"type": "uri", "value": safe}}]},
    }
    assert served.ask(asked, "text/csv").text == f"p,none\r\n{safe},\r\n"
    assert served.ask(asked, "text/tab-separated-values").text == f"?p\t?none\n<{safe}>\t\n"
    assert served.ask(asked, "application/sparql-results+xml").text == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
        '<head><variable name="p" /><variable name="none" /></head><results><result>'
        f'<binding name="p"><uri>{safe}</uri></binding></result></results></sparql>\n'
    )


def test_literals_keep_language_and_datatype_in_xml(served: Served) -> None:
    text = served.ask('SELECT ("a<b"@en AS ?a) (5 AS ?n) {}', "application/xml").text
    assert '<literal xml:lang="en">a&lt;b</literal>' in text
    assert '<literal datatype="http://www.w3.org/2001/XMLSchema#integer">5</literal>' in text


@pytest.mark.parametrize(
    ("media_type", "format_"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_triples_come_in_each_format(
    served: Served, media_type: str, format_: ox.RdfFormat
) -> None:
    answer = served.ask(SAFE, media_type)
    assert answer.headers["content-type"].partition(";")[0] == media_type
    read = {quad.triple for quad in ox.parse(answer.content, format=format_)}
    kb = "https://w3id.org/kbtool/ns#"
    assert (
        ox.Triple(
            ox.NamedNode("https://w3id.org/kbtool/id/safe"),
            ox.NamedNode(f"{kb}predicate"),
            ox.NamedNode(f"{kb}safeFor"),
        )
        in read
    )


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("text/html, application/json;q=0.1", "text/html"),
        ("text/csv;q=0, */*;q=0.1", "application/sparql-results+json"),
    ],
)
def test_the_format_that_is_wanted_most_is_sent(
    served: Served, accept: str, media_type: str
) -> None:
    answer = served.ask(CLAIMS, accept)
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("query", "accept"), [(CLAIMS, "image/png"), (CLAIMS, "text/turtle"), (SAFE, "text/csv")]
)
def test_a_format_that_the_answer_cannot_have_is_refused(
    served: Served, query: str, accept: str
) -> None:
    answer = served.ask(query, accept)
    assert answer.status_code == 406
    assert "it can be" in answer.text


def test_the_default_graph_is_the_union_until_graphs_are_chosen(served: Served) -> None:
    graph = "https://w3id.org/kbtool/graph/derived"
    verdicts = "SELECT (COUNT(*) AS ?n) { ?claim kb:verdict ?verdict ; kb:certainty ?c }"
    assert served.ask(verdicts).text == "n\r\n9\r\n"
    assert served.ask(verdicts, **{"default-graph-uri": graph}).text == "n\r\n0\r\n"
    chosen = f"SELECT (COUNT(*) AS ?n) FROM <{graph}> {{ ?claim kb:verdict ?verdict }}"
    assert served.ask(chosen).text == "n\r\n9\r\n"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1:9/data.ttl> { ?s ?p ?o }",
        "BASE <http://127.0.0.1:9/> SELECT * FROM <data.ttl> { ?s ?p ?o }",
    ],
)
def test_a_graph_that_is_not_loaded_is_an_error_and_never_fetched(
    served: Served, query: str
) -> None:
    answer = served.ask(query)
    assert (answer.status_code, "is not loaded, and none is fetched" in answer.text) == (400, True)


@pytest.mark.parametrize("accept", ["text/csv", "text/html"])
@pytest.mark.parametrize(
    "asked", [{"query": "ASK {}"}, {"name": "claims-by-verdict", "param.verdict": "supported"}]
)
def test_graphs_are_chosen_of_pages_and_of_named_queries_as_well(
    served: Served, asked: dict[str, str], accept: str
) -> None:
    wrong = "https://w3id.org/kbtool/graph/derivd"
    given = {**asked, "default-graph-uri": wrong}
    answer = served.get("/sparql", params=given, headers={"Accept": accept})
    assert (answer.status_code, "is not loaded, and none is fetched" in answer.text) == (400, True)


def test_a_page_says_of_which_graphs_it_answers_and_its_links_keep_them(served: Served) -> None:
    graph = "https://w3id.org/kbtool/graph/derived"
    given = {"query": "SELECT * { ?s kb:certainty ?c }", "default-graph-uri": graph}
    answer = served.get("/sparql", params=given, headers={"Accept": "text/html"})
    assert "0 rows" in answer.text
    assert f"Of the graph <code>{graph}</code>" in answer.text
    links = re.findall(r'href="(/sparql\?query=[^"]+)"[^>]*>(?:CSV|Link)', answer.text)
    assert links and all("default-graph-uri=https" in link for link in links)
    assert f'<input type="hidden" name="default-graph-uri" value="{graph}">' in answer.text


def test_a_name_that_is_nearly_that_of_a_graph_is_told(served: Served) -> None:
    wrong = "https://w3id.org/kbtool/graph/derivd"
    answer = served.ask("ASK {}", "*/*", **{"named-graph-uri": wrong})
    assert answer.status_code == 400
    assert "did you mean <https://w3id.org/kbtool/graph/derived>?" in answer.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * {", "“{” is never closed"),
        ("", "the query is empty"),
        ("CLEAR ALL", "the query changes data (CLEAR)"),
        ("LOAD <file:///etc/passwd>", "the query changes data (LOAD)"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "asks another server"),
    ],
)
def test_what_is_no_query_that_reads_is_refused(served: Served, query: str, said: str) -> None:
    answer = served.ask(query, "*/*")
    assert answer.status_code == 400
    assert said in answer.text


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {'{' * 3000} ?s ?p ?o {'}' * 3000}",
        f"ASK {{ FILTER({'(' * 3000}true{')' * 3000}) }}",
        f"ASK {{ FILTER({'!' * 3000}true) }}",
        f"ASK {{ {'MINUS { ?s ?p ?o } ' * 3000} }}",
        f"ASK {{ ?s <a:b>{'/<a:b>' * 3000} ?o }}",
        f"ASK {{ FILTER(1<{'(' * 3000}1{')' * 3000}>2) }}",
        f"ASK {{ ?s ?p {'[ ?p ' * 3000}1{' ]' * 3000} }}",
    ],
)
def test_a_query_that_is_nested_too_deeply_is_refused_before_it_is_parsed(
    served: Served, query: str
) -> None:
    answer = served.post("/sparql", data={"query": query})
    assert (answer.status_code, "nested too deeply" in answer.text) == (400, True)


def test_a_query_of_thousands_of_patterns_is_refused_with_the_limit(served: Served) -> None:
    answer = served.post("/sparql", data={"query": "ASK {" + "?a ?b ?c . " * 5000 + "}"})
    assert answer.status_code == 400
    assert "the query is too long: it has more than 2,000 words and signs" in answer.text
    assert served.ask("ASK {}", "*/*").status_code == 200


@pytest.mark.parametrize("content_type", ["text/plain", "application/sparql-update", None])
def test_a_body_of_another_kind_is_refused(served: Served, content_type: str | None) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}
    answer = served.post("/sparql", data=b"ASK {}", headers=headers)
    assert answer.status_code == 415


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(served: Served, method: str) -> None:
    answer = served.session.request(method, f"{served.address}/sparql?query=ASK%7B%7D", timeout=60)
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_a_query_that_is_too_long_is_refused_before_it_is_read(served: Served) -> None:
    long = "ASK {} #" + "x" * 20_000
    assert served.get("/sparql", params={"query": long}).status_code == 414
    assert served.post("/sparql", data={"query": long}).status_code == 200
    answer = served.post("/sparql", data=b"x" * 1_000_001, headers={"Content-Type": FORM})
    assert answer.status_code == 413


def test_a_body_without_a_length_is_held_to_the_limit_too(served: Served) -> None:
    pieces = (b"x" * 100_000 for _ in range(11))
    try:
        status = served.post("/sparql", data=pieces, headers={"Content-Type": FORM}).status_code
    except requests.ConnectionError:  # it was closed while the rest was being sent
        status = 413
    assert status == 413


def test_a_runaway_query_is_ended_at_its_limit_and_others_are_answered_meanwhile(
    served: Served,
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        runaway = pool.submit(
            requests.get,
            f"{served.address}/sparql",
            params={"query": EVERY_TRIPLE + " ORDER BY ?c ?f ?i"},
            timeout=60,
        )
        quick = served.ask(CLAIMS)
        assert quick.status_code == 200
        answer = runaway.result()
    assert answer.status_code == 500
    assert answer.text.startswith("the query takes longer than 2 seconds\n")
    assert served.ask(CLAIMS).status_code == 200


def test_an_answer_of_too_many_rows_is_an_error_and_not_its_beginning(served: Served) -> None:
    answer = served.ask("SELECT * { ?s ?p ?o }")
    assert answer.status_code == 500
    assert answer.text == (
        "the answer has more than 1000 rows, which is the limit\n"
        "help: end the query with LIMIT and OFFSET, and ask for one part after the other\n"
    )
    assert served.ask("SELECT * { ?s ?p ?o } LIMIT 1000").text.count("\r\n") >= 1001


def test_the_service_describes_itself(served: Served) -> None:
    answer = served.get("/sparql", headers={"Accept": "application/n-triples"})
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert f"<{sd}endpoint> <{served.address}/sparql>" in answer.text
    assert f"<{sd}supportedLanguage> <{sd}SPARQL11Query>" in answer.text
    assert f"<{sd}feature> <{sd}UnionDefaultGraph>" in answer.text
    assert f"<{sd}name> <https://w3id.org/kbtool/graph/derived>" in answer.text


def test_a_download_has_a_name(served: Served) -> None:
    answer = served.ask(CLAIMS, "text/html", format="csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="result.csv"'
    assert answer.text.startswith("claim\r\n")
    assert served.ask(CLAIMS, format="pdf").status_code == 406


def test_a_question_without_a_query_is_refused(served: Served) -> None:
    assert served.post("/sparql", data={"format": "json"}).status_code == 400


def test_head_has_the_headers_of_get(served: Served) -> None:
    answer = served.session.head(f"{served.address}/sparql", params={"query": "ASK {}"}, timeout=60)
    assert (answer.status_code, answer.content) == (200, b"")
    assert json.loads(answer.headers["content-length"]) > 0
