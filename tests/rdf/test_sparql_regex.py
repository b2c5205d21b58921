r"""REGEX and REPLACE of SPARQL give XPath's answers on Oxigraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, QuerySolutions, Store

from kbtool.errors import InputError
from kbtool.rdf.sparql_regex import exact_regex, regex_functions
from kbtool.rdf.xpath_classes import InvalidPatternError
from kbtool.rdf.xpath_regex import read_pattern


def value(expression: str, failures: list[str] | None = None) -> str | None:
    """The value of an expression, in which ?v is "Köln", ?b is the letter b and ?w a pattern of words."""
    query = f'SELECT ({expression} AS ?x) WHERE {{ BIND ("Köln" AS ?v) BIND ("b" AS ?b) BIND ("\\\\w+" AS ?w) }}'
    found = Store().query(
        exact_regex(query), custom_functions=regex_functions([] if failures is None else failures)
    )
    assert isinstance(found, QuerySolutions)
    (row,) = found
    return None if row["x"] is None else str(row["x"].value)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('REGEX(?v, "^K")', "true"),
        (r'REGEX(?v, "^\\i\\c+$")', "true"),
        (r'regex("_", "\\w")', "false"),
        ('REGEX("a\\n", "^$", "m")', "false"),
        ('REGEX("ABC", "^a b? c$", "ix")', "true"),
        ('REGEX("a.c", "a.c", "q") && !REGEX("abc", "a.c", "q")', "true"),
        (r'REGEX(?v, ?w)', "true"),
        (r'REGEX("_", ?w)', "false"),
        ('REGEX(?v, CONCAT("(^|[^a-z])", "K", "($|[^0-9])"))', "true"),
        ('REGEX(REPLACE(?v, "ö", "o"), CONCAT(REPLACE(?b, "b", "K"), "(o)"), "i")', "true"),
        (r'REPLACE(?v, "(K)", "$1$1")', "KKöln"),
        (r'REPLACE("a_b", "\\w", "$0$0")', "aa_bb"),
        (r'REPLACE("a$", "\\$", "\\$\\$")', "a$$"),
        (r'REPLACE(REPLACE(?v, "K", "k"), "k(.)", "$1")', "öln"),
        (r'LANG(REPLACE("ab"@en, "\\w", "x"))', "en"),
        (r'REGEX(5, "\\w")', None),
        (r'REGEX("a", 5)', None),
    ],
)  # fmt: skip
def test_an_expression_has_the_value_that_sparql_gives_it(
    expression: str, expected: str | None
) -> None:
    assert value(expression) == expected


def test_a_query_is_left_alone_that_any_engine_reads_alike_or_none_at_all() -> None:
    for query in (
        "SELECT ?s WHERE { ?s ?p ?o }",
        'SELECT ?s WHERE { ?s ?p ?o . FILTER (REGEX(STR(?o), "^[a-z]{2}(x|\\\\d)$", "i")) }',
        'SELECT (REPLACE(?o, "-", "") AS ?x) WHERE { ?s ?p ?o }',
        r'SELECT ?s WHERE { ?s ?p ?o . FILTER (REGEX(?o, "\\\\b" }',
    ):
        assert exact_regex(query) == query


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        (r'REGEX(?v, "\\bK")', r"REGEX with '\\\\bK', .*no escape of XPath"),
        ('REGEX(?v, "(?!a)")', "no look-ahead"),
        ('REGEX(?v, "a", "u")', "'u' is not a flag"),
        ('REPLACE(?v, "x*", "y")', "empty string"),
    ],
)
def test_a_pattern_that_xpath_does_not_have_is_refused(expression: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        exact_regex(f"SELECT ({expression} AS ?x) WHERE {{}}")


@pytest.mark.parametrize(
    "expression", [r'CONCAT(?b, "\\b")', '"(?!a)"', "?x", 'CONCAT("a", "+", "+")']
)
def test_one_that_only_the_evaluation_knows_is_told_then(expression: str) -> None:
    failures: list[str] = []
    known = expression.replace("?x", r'CONCAT("[", ?b)').replace('"(?!a)"', 'CONCAT("(?!", "a)")')
    assert value(f"REGEX(?v, {known})", failures) is None
    (text,) = failures
    assert "is not a regular expression of XPath" in text


pieces = st.sampled_from(
    ["a", "B", "1", " ", "-", ".", "[a-c]", "[^ab]", "[-a]", r"\d", r"\.", r"\-", r"\p{L}", r"\p{Lu}", "(", ")", "(?:",
     "|", "^", "$", "*", "+", "?", "{2}", "{1,}", "é"]
)  # fmt: skip


@given(
    st.lists(pieces, max_size=7).map("".join),
    st.sampled_from(("", "i", "s", "is")),
    st.text("aAbB1- .é\n", max_size=6),
)
def test_a_pattern_that_is_left_to_the_engine_means_the_same_there(
    pattern: str, flags: str, text: str
) -> None:
    try:
        found = read_pattern(pattern, flags)
    except InvalidPatternError:
        return
    if not found.portable:
        return
    query = (
        f"SELECT (REGEX({Literal(text)}, {Literal(pattern)}, {Literal(flags)}) AS ?x) WHERE {{}}"
    )
    (row,) = Store().query(query)  # type: ignore[misc]
    assert row["x"] == Literal(found.matches(text))
