"""SPARQL queries by users: only read, only what they are asked of, within limits of rows and time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from msgspec import Struct

from kbtool.errors import InputError
from kbtool.io.limits import in_force
from kbtool.io.worker import in_worker, limited
from kbtool.rdf.namespaces import KB, PREFIXES, XSD, Names
from kbtool.rdf.sparql_datasets import Dataset, dataset_in, loaded_graphs
from kbtool.rdf.sparql_nesting import refuse_deep_queries
from kbtool.rdf.sparql_regex import REGEX_HELP, exact_regex, regex_functions
from kbtool.rdf.sparql_tokens import tokenise
from kbtool.rdf.terms import Term

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(000[0-9A-Fa-f]{5}|0010[0-9A-Fa-f]{4})")
_FORBIDDEN = {
    "SERVICE": "asks another server",
    "FROM": "names a dataset",
}
_FORBIDDEN_WORD = re.compile(rf"(?<![A-Z_])(?:{'|'.join(_FORBIDDEN)})(?!\w)")
"""One of them where a word of plain letters may begin and end, as none does in prov:wasQuotedFrom."""


class Table(Struct, frozen=True):
    """The solutions of a SELECT query; None where a variable is unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    complete: bool


class Graph(Struct, frozen=True):
    """The triples of a CONSTRUCT or DESCRIBE query."""

    triples: tuple[ox.Triple, ...]
    complete: bool


class Answer(Struct, frozen=True):
    """The answer of an ASK query."""

    value: bool


Result = Table | Graph | Answer


class _BadPattern(Struct, frozen=True):
    """Why a regular expression that the evaluation met gave no answer."""

    message: str


def refuse_remote_access(
    text: str, path: Path | str | None = None, *, chooses: bool = False
) -> None:
    """Refuse a query that reaches outside of the data that it is asked of.

    Args:
        text: the query.
        path: the file that it stands in, if it is all of that file, for messages.
        chooses: whether it may choose a dataset among the graphs that are loaded.

    Raises:
        InputError: it names another server or a dataset.
    """
    found = _outside(text, chooses)
    if found is not None:
        word, line = found
        raise InputError(
            f"the query {_FORBIDDEN[word]} ({word}), which is not allowed",
            path=path,
            line=line,
            help="a query reads the data that it is asked of, and nothing else: leave it out",
        )


@lru_cache(maxsize=128)
def _outside(text: str, chooses: bool) -> tuple[str, int] | None:
    """The word by which a query reaches outside, and its line; the same derivations are read again and again."""
    plain = _unescaped(text)
    upper = plain.upper()
    if plain.isascii() and _FORBIDDEN_WORD.search(upper) is None:
        return None
    forbidden = [word for word in _FORBIDDEN if not (chooses and word == "FROM")]
    if any(word in upper for word in forbidden):
        for token in tokenise(plain):
            if token.is_word(*forbidden):
                return token.text, plain.count("\n", 0, token.start) + 1
    return None


def _unescaped(text: str) -> str:
    """A query with the escapes that may stand anywhere in it as their characters (SPARQL 1.1, section 19.2)."""
    return _ESCAPE.sub(lambda match: chr(int(match.group(1) or match.group(2), 16)), text)


class Among(Struct, frozen=True):
    """That a query may choose its dataset among the graphs of the store.

    Attributes:
        dataset: what is chosen beside the query, which goes before what it says itself; nothing, if that is empty.
        base: what relative IRIs of the query are relative to.
    """

    dataset: Dataset
    base: str


def run_query(
    store: ox.Store,
    text: str,
    *,
    bound: Mapping[ox.Variable, Term] | None = None,
    limit: int = 10_000,
    seconds: float | None = None,
    path: str | None = None,
    prefixes: Mapping[str, str] = PREFIXES,
    apart: bool = False,
    among: Among | None = None,
) -> Result:
    """Run a read-only query over the union of all graphs, in a worker that ends at its limits.

    Args:
        store: the store.
        text: the query.
        bound: values of variables.
        limit: the most rows or triples to return.
        seconds: how long the query may take; what the limits in force say, if None.
        path: the query's file, for messages.
        prefixes: the prefixes that need not be declared, with their namespaces.
        apart: whether its limits end it alone, and no worker that it is run in.
        among: that it may choose its dataset among the graphs of the store; if None, FROM is refused.

    Raises:
        InputError: the query is nested too deeply, is not SPARQL, is not read-only, asks another server, names a graph that
            is not loaded, takes too long, or has a pattern that is not a regular expression of XPath.
    """
    refuse_deep_queries(_unescaped(text), path)
    refuse_remote_access(text, path, chooses=among is not None)
    try:
        exact = exact_regex(text)
    except InputError as error:
        raise InputError(error.message, path=path, help=error.help) from error
    seconds = in_force().query_seconds if seconds is None else seconds
    limits = (path, seconds)
    options = _options(store, text, prefixes, among)
    outcome = in_worker(
        lambda: _work(limits, store, exact, dict(bound or {}), limit, options), apart=apart
    )
    if isinstance(outcome, _BadPattern):
        raise InputError(outcome.message, path=path, help=REGEX_HELP)
    if isinstance(outcome, str):
        from kbtool.rdf.sparql_faults import find_fault

        fault = find_fault(text, outcome, prefixes)
        raise InputError(fault.message, path=path, line=fault.line, help=fault.help)
    assert isinstance(outcome, Table | Graph | Answer)
    return outcome


def read_term(value: str, names: Names, like: str | None = None) -> Term:
    """A term from its spelling on a command line.

    Args:
        value: an IRI, a CURIE, a number, true or false, quoted text, or a local name.
        names: the namespaces of the knowledge base.
        like: the spelling of a term of the same kind; a local name is one of its namespace, else of id:.

    Raises:
        InputError: the value is not a term.
    """
    try:
        if re.match(r"<?https?://", value):
            return ox.NamedNode(value.strip("<>"))
        prefix, colon, local = value.partition(":")
        if colon and prefix in names.prefixes:
            return ox.NamedNode(names.prefixes[prefix] + local)
        if re.fullmatch(r"[+-]?\d+", value):
            return ox.Literal(value, datatype=XSD("integer"))
        if re.fullmatch(r"[+-]?\d+\.\d+", value):
            return ox.Literal(value, datatype=XSD("decimal"))
        if value in ("true", "false"):
            return ox.Literal(value, datatype=XSD("boolean"))
        if re.fullmatch(r"[\w./-]+", value) and not (like or "").startswith('"'):
            return KB(value) if (like or "").startswith("kb:") else names.node(value)
        return ox.Literal(value.strip('"'))
    except ValueError as error:
        raise InputError(
            f"{value!r} is not a term: {error}", help="write an IRI or a CURIE"
        ) from error


def with_values(
    text: str,
    bound: Mapping[ox.Variable, Term],
    write: Callable[[Term], str] = str,
    separator: str = " ",
) -> str:
    """A query whose outermost WHERE begins with VALUES for the bound variables (SPARQL 1.1, section 10.2).

    Args:
        text: the query.
        bound: the values.
        write: writes a term, so that no value can become part of the query's syntax; the RDF library does, if not given.
        separator: what stands before VALUES.
    """
    if not bound:
        return text
    tokens = tokenise(text)
    where = next((i for i, token in enumerate(tokens) if token.is_word("WHERE")), None)
    if where is None or where + 1 == len(tokens) or not tokens[where + 1].is_mark("{"):
        raise ValueError("a query with parameters needs WHERE { ... }")
    place = tokens[where + 1].end
    names = " ".join(f"?{variable.value}" for variable in bound)
    terms = " ".join(map(write, bound.values()))
    return f"{text[:place]}{separator}VALUES ({names}) {{ ({terms}) }}{text[place:]}"


def _options(
    store: ox.Store, text: str, prefixes: Mapping[str, str], among: Among | None
) -> dict[str, Any]:
    """What the store is told besides a query: what it is asked of, and what need not be declared."""
    options: dict[str, Any] = {"prefixes": dict(prefixes)}
    if among is None:
        return options | {"use_default_graph_as_union": True}
    chosen = among.dataset or dataset_in(_unescaped(text), prefixes, among.base)
    options["base_iri"] = among.base
    if not chosen:
        return options | {"use_default_graph_as_union": True}
    chosen.refuse_unknown(loaded_graphs(store))
    return options | {
        "default_graph": [ox.NamedNode(name) for name in chosen.default],
        "named_graphs": [ox.NamedNode(name) for name in chosen.named],
    }


def _work(
    limits: tuple[str | None, float],
    store: ox.Store,
    text: str,
    bound: Mapping[ox.Variable, Term],
    limit: int,
    options: Mapping[str, Any],
) -> Result | _BadPattern | str:
    path, seconds = limits
    longer = "allow more with --timeout"
    try:
        with limited("the query", path=path, seconds=seconds, longer=longer):
            return _evaluate(store, text, bound, limit, options)
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        return str(error)


def _evaluate(
    store: ox.Store,
    text: str,
    bound: Mapping[ox.Variable, Term],
    limit: int,
    options: Mapping[str, Any],
) -> Result | _BadPattern:
    failures: list[str] = []
    functions = regex_functions(failures)
    results = store.query(with_values(text, bound), custom_functions=functions, **options)
    found = _found(results, limit)
    return _BadPattern(failures[0]) if failures else found


def _found(results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, limit: int) -> Result:
    if isinstance(results, ox.QueryBoolean):
        return Answer(bool(results))
    if isinstance(results, ox.QueryTriples):
        triples = [triple for triple, _ in zip(results, range(limit + 1), strict=False)]
        return Graph(tuple(dict.fromkeys(triples[:limit])), len(triples) <= limit)
    variables = tuple(variable.value for variable in results.variables)
    rows = [
        tuple(row[name] for name in variables)
        for row, _ in zip(results, range(limit + 1), strict=False)
    ]
    return Table(variables, tuple(rows[:limit]), len(rows) <= limit)
