"""Queries for reviewers: named ones with parameters from kb/queries/, and any other read-only SPARQL.

A named query is a file kb/queries/NAME.rq that begins with a comment: the question that it answers, then its parameters,
one a line: ``# ?name = default: meaning``, without ``= default`` where the parameter must be given.
"""

from __future__ import annotations

import difflib
import multiprocessing
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.knowledge.base import KnowledgeBase
from kbtool.rdf.namespaces import ID, KB, PREFIXES, XSD
from kbtool.rdf.sparql_tokens import tokenise

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_PARAMETER = re.compile(r"#\s*\?(?P<name>\w+)(?:\s*=\s*(?P<default>\S+?))?\s*:\s+(?P<meaning>.+)")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(000[0-9A-Fa-f]{5}|0010[0-9A-Fa-f]{4})")
_FORBIDDEN = {
    "SERVICE": "asks another server",
    "FROM": "names a dataset",
}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a named query; it must be given if it has no default."""

    name: str
    meaning: str
    default: str | None = None


@dataclass(frozen=True)
class NamedQuery:
    """A query with the question that it answers."""

    name: str
    path: Path
    question: str
    parameters: tuple[Parameter, ...]
    text: str


@dataclass(frozen=True)
class Table:
    """The solutions of a SELECT query; None where a variable is unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    complete: bool


@dataclass(frozen=True)
class Graph:
    """The triples of a CONSTRUCT or DESCRIBE query."""

    triples: tuple[ox.Triple, ...]
    complete: bool


@dataclass(frozen=True)
class Answer:
    """The answer of an ASK query."""

    value: bool


Result = Table | Graph | Answer


def read_named_queries(folder: Path) -> dict[str, NamedQuery]:
    """The named queries of a folder, by name."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.rq"))}


def find_named_query(queries: Mapping[str, NamedQuery], name: str) -> NamedQuery:
    """The named query with this name.

    Raises:
        InputError: there is none; with the nearest names.
    """
    if name in queries:
        return queries[name]
    near = difflib.get_close_matches(name, queries, n=3, cutoff=0.4)
    raise InputError(
        f"there is no query {name!r}, nor a file of that name",
        help=f"did you mean {', '.join(near)}?" if near else "`kbtool query` lists the queries",
    )


def bind(query: NamedQuery, given: Mapping[str, str]) -> dict[ox.Variable, Term]:
    """The terms for the parameters of a named query.

    Values are IRIs, CURIEs, numbers, the local name of a node, or text. They are bound as terms and never become part of
    the query's text.

    Raises:
        InputError: a parameter is unknown, or missing.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            raise InputError(
                f"the query {query.name} has no parameter {name!r}",
                help="it has: " + (", ".join(known) or "none"),
            )
    bound: dict[ox.Variable, Term] = {}
    for parameter in query.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            raise InputError(
                f"the query {query.name} needs the parameter {parameter.name}: {parameter.meaning}",
                help=f"add --param {parameter.name}=VALUE",
            )
        bound[ox.Variable(parameter.name)] = read_term(value, parameter.default)
    return bound


def ask(
    kb: KnowledgeBase, what: str, given: Mapping[str, str], *, limit: int, seconds: float
) -> Result:
    """The result of a named query with its parameters, or of the text of a query.

    Args:
        kb: the knowledge base.
        what: the name, or SPARQL.
        given: the parameters of a named query.
        limit: at most so many rows or triples.
        seconds: at most so long.

    Raises:
        InputError: there is no such query or parameter, or it is not valid, does not only read, or takes too long.
    """
    named = read_named_queries(kb.workspace.queries)
    if what not in named and "{" in what:
        if given:
            raise InputError(
                "only named queries have parameters", help="write the values into the query"
            )
        return run_query(kb.store, what, limit=limit, seconds=seconds)
    found = find_named_query(named, what)
    shown, bound = kb.workspace.shown(found.path), bind(found, given)
    return run_query(kb.store, found.text, bound=bound, limit=limit, seconds=seconds, path=shown)


def read_term(value: str, like: str | None = None) -> Term:
    """A term from its spelling on a command line.

    Args:
        value: an IRI, a CURIE, a number, true or false, quoted text, or a local name.
        like: the spelling of a term of the same kind; a local name is one of its namespace, else of id:.

    Raises:
        InputError: the value is no term.
    """
    try:
        if re.match(r"<?https?://", value):
            return ox.NamedNode(value.strip("<>"))
        prefix, colon, local = value.partition(":")
        if colon and prefix in PREFIXES:
            return ox.NamedNode(PREFIXES[prefix] + local)
        if re.fullmatch(r"[+-]?\d+", value):
            return ox.Literal(value, datatype=XSD("integer"))
        if re.fullmatch(r"[+-]?\d+\.\d+", value):
            return ox.Literal(value, datatype=XSD("decimal"))
        if value in ("true", "false"):
            return ox.Literal(value, datatype=XSD("boolean"))
        if re.fullmatch(r"[\w./-]+", value) and not (like or "").startswith('"'):
            namespace = KB if (like or "").startswith("kb:") else ID
            return namespace(value)
        return ox.Literal(value.strip('"'))
    except ValueError as error:
        raise InputError(
            f"{value!r} is not a term: {error}", help="write an IRI or a CURIE"
        ) from error


def with_values(text: str, bound: Mapping[ox.Variable, Term]) -> str:
    """A query whose outermost WHERE begins with VALUES for the bound variables (SPARQL 1.1, section 10.2).

    The terms are written by the RDF library, so that no value can become part of the query's syntax.
    """
    if not bound:
        return text
    tokens = tokenise(text)
    where = next((i for i, token in enumerate(tokens) if token.is_word("WHERE")), None)
    if where is None or where + 1 == len(tokens) or not tokens[where + 1].is_mark("{"):
        raise ValueError("a query with parameters needs WHERE { ... }")
    place = tokens[where + 1].end
    names = " ".join(f"?{variable.value}" for variable in bound)
    terms = " ".join(str(term) for term in bound.values())
    return f"{text[:place]} VALUES ({names}) {{ ({terms}) }}{text[place:]}"


def run_query(
    store: ox.Store,
    text: str,
    *,
    bound: Mapping[ox.Variable, Term] | None = None,
    limit: int = 10_000,
    seconds: float = 30.0,
    path: str | None = None,
) -> Result:
    """Run a read-only query over the union of all graphs, in a process that is ended when its time is up.

    Args:
        store: the store.
        text: the query; the prefixes of the knowledge base need not be declared.
        bound: values of variables.
        limit: at most so many rows or triples.
        seconds: at most so long.
        path: the query's file, for messages.

    Raises:
        InputError: the query is not SPARQL, is not read-only, asks another server, or takes too long.
    """
    refuse_unsafe(text, path)
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(there, store, text, dict(bound or {}), limit))
    worker.start()
    there.close()
    try:
        if not here.poll(seconds):
            raise InputError(
                f"the query takes longer than {seconds:g} seconds",
                path=path,
                help="narrow it, or allow more with --timeout",
            )
        outcome = here.recv()
    except EOFError as error:
        raise InputError("the query ended without an answer", path=path) from error
    finally:
        worker.kill()
        worker.join()
        here.close()
    if isinstance(outcome, str):
        raise InputError(
            f"is not a valid SPARQL query: {outcome}"
            if path
            else f"not a valid SPARQL query: {outcome}",
            path=path,
            line=_line(outcome),
            help="queries are SPARQL 1.1 SELECT, ASK, CONSTRUCT or DESCRIBE",
        )
    assert isinstance(outcome, Table | Graph | Answer)
    return outcome


def refuse_unsafe(text: str, path: str | None = None) -> None:
    """Refuse a query that reaches outside of the store.

    Raises:
        InputError: it does.
    """
    plain = _ESCAPE.sub(lambda match: chr(int(match.group(1) or match.group(2), 16)), text)
    for token in tokenise(plain):
        if token.is_word(*_FORBIDDEN):
            raise InputError(
                f"the query {_FORBIDDEN[token.text]} ({token.text}), which is not allowed",
                path=path,
                line=plain.count("\n", 0, token.start) + 1,
                help="ask only this knowledge base; name its graphs with GRAPH",
            )


def _work(
    there: Connection,
    store: ox.Store,
    text: str,
    bound: Mapping[ox.Variable, Term],
    limit: int,
) -> None:
    try:
        there.send(_evaluate(store, text, bound, limit))
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        there.send(str(error))


def _evaluate(store: ox.Store, text: str, bound: Mapping[ox.Variable, Term], limit: int) -> Result:
    results = store.query(
        with_values(text, bound), use_default_graph_as_union=True, prefixes=PREFIXES
    )
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


def _read(path: Path) -> NamedQuery:
    text = read_text(path, path).text
    question: list[str] = []
    parameters: list[Parameter] = []
    for line in _header(text):
        match = _PARAMETER.fullmatch(line)
        if match:
            parameters.append(Parameter(match["name"], match["meaning"], match["default"]))
        else:
            question.append(line.lstrip("# ").strip())
    if not "".join(question):
        raise InputError(
            "does not say which question it answers",
            path=path,
            line=1,
            help="begin the file with a comment: the question, then the parameters",
        )
    return NamedQuery(path.stem, path, " ".join(question).strip(), tuple(parameters), text)


def _header(text: str) -> Sequence[str]:
    lines = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.strip())
    return lines


def _line(message: str) -> int | None:
    match = re.search(r"error at (\d+):\d+", message)
    return int(match.group(1)) if match else None
