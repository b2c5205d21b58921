"""A query that is not SPARQL: what is wrong is said in words, not in the parser's own."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kbtool.errors import InputError
from kbtool.rdf.sparql import run_query


@pytest.mark.parametrize(
    ("text", "line", "message", "help_"),
    [
        ("SELECT ?s { ?s a foo:Claim }", 1, "the prefix foo: is not declared", "known without"),
        ("SELECT ?s {\n  ?s a kbb:Claim }", 2, "the prefix kbb: is not declared", "mean kb:?"),
        ("", None, "the query is empty", "begin with SELECT"),
        ("# a comment\n", None, "the query is empty", "begin with SELECT"),
        ("PREFIX e: <http://e/>", None, "prefixes and nothing else", "begin with SELECT"),
        ("\nSELCT * {}", 2, "does not begin with “SELCT”", "did you mean SELECT?"),
        ("INSERT DATA { kb:a kb:b kb:c }", 1, "changes data (INSERT)", "only read"),
        ("SELECT * { ?s ?p ?o", 1, "“{” is never closed", "add “}”"),
        ("SELECT * { ?s ?p ?o } }", 1, "“}” closes no “{”", "take it out"),
        ("SELECT * { ?s ?p ?o\n FILTER(ISIRI(?s) }", 2, "“(” is never closed", "add “)”"),
        ("SELECT * {\n ?s ?p 'text }", 2, "begins with ' does not end", "three quotation marks"),
        ("SELECT * {\n ?s kb:verdict }", 2, "“}” cannot stand here", "SPARQL 1.1"),
        ("SELECT * { ?s ?p ?o } ORDER ?s", 1, "BY is missing", "SPARQL 1.1"),
        ("SELECT (COUNT(?s) AS ?n) ?p { ?s ?p ?o }", 1, "variable that is unbound", "SPARQL 1.1"),
    ],
)
def test_a_query_that_is_none(text: str, line: int | None, message: str, help_: str) -> None:
    with pytest.raises(InputError) as raised:
        run_query(ox.Store(), text, path="question.rq")
    assert message in raised.value.message
    assert raised.value.line == line
    assert help_ in (raised.value.help or "")
    assert "\n" not in str(raised.value)
