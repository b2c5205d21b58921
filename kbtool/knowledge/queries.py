"""Queries for reviewers: named ones with parameters from kb/queries/, and any other read-only SPARQL.

A named query is a file kb/queries/NAME.rq that begins with a comment: the question that it answers, then its parameters,
one a line: ``# ?name a kb:Class = default: meaning``, without ``= default`` where the parameter must be given, and without
``a kb:Class`` where it may be anything that the knowledge base has; ``a xsd:string`` is text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.lookup import find_instance, find_node
from kbtool.near import nearest, nearest_few
from kbtool.rdf.namespaces import KB, XSD
from kbtool.rdf.sparql import Graph, Result, Table, read_term, run_query
from kbtool.rdf.sparql_warnings import warnings_of
from kbtool.rdf.terms import Term, value

_PARAMETER = re.compile(
    r"#\s*\?(?P<name>\w+)(?:\s+a\s+(?P<kind>\S+?))?(?:\s*=\s*(?P<default>\S+?))?\s*:\s+(?P<meaning>.+)"
)
_SENTENCE_END = re.compile(r"(?<=[.?])\s+")
_VARIABLE = re.compile(r"\?(\w+)")


class Parameter(Struct, frozen=True):
    """A parameter of a named query.

    Attributes:
        name: its variable.
        meaning: what it stands for.
        default: its value where none is given; None, if one must be.
        kind: the class of which its values are instances; None, if they may be anything.
    """

    name: str
    meaning: str
    default: str | None = None
    kind: str | None = None


class NamedQuery(Struct, frozen=True):
    """A query with the question that it answers."""

    name: str
    path: Path
    question: str
    parameters: tuple[Parameter, ...]
    text: str

    @property
    def title(self) -> str:
        """The question by itself: the first sentence of what is said of the query, without its full stop."""
        return _SENTENCE_END.split(self.question, maxsplit=1)[0].removesuffix(".")

    @property
    def remarks(self) -> str:
        """What is said besides, with variables as code; empty, if nothing is."""
        _, *rest = _SENTENCE_END.split(self.question, maxsplit=1)
        return _VARIABLE.sub(r"`\1`", "".join(rest))


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
    near = nearest_few(name, queries)
    raise InputError(
        f"there is no query {name!r}, nor a file of that name",
        help=f"did you mean {', '.join(near)}?"
        if near
        else "`kbtool query` lists the queries; `kbtool query -` takes one from standard input",
    )


def bind(kb: KnowledgeBase, query: NamedQuery, given: Mapping[str, str]) -> dict[ox.Variable, Term]:
    """The terms for the parameters of a named query.

    Values are IRIs, CURIEs, local names or labels of nodes; numbers; or text. They are bound as terms and never become
    part of the query's text.

    Raises:
        InputError: a parameter is unknown, or missing, or nothing in the knowledge base has the name that it is given.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            near = nearest(name, known)
            raise InputError(
                f"the query {query.name} has no parameter {name!r}",
                help=f"did you mean {near}?" if near else f"it has: {', '.join(known) or 'none'}",
            )
    bound: dict[ox.Variable, Term] = {}
    for parameter in query.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            raise InputError(
                f"the query {query.name} needs the parameter {parameter.name}: {parameter.meaning}",
                help=f"add --param {parameter.name}=VALUE",
            )
        bound[ox.Variable(parameter.name)] = _value(kb, parameter, value)
    return bound


def _value(kb: KnowledgeBase, parameter: Parameter, given: str) -> Term:
    if parameter.kind is not None:
        kind = read_term(parameter.kind, kb.names)
        if kind == XSD("string"):
            return ox.Literal(given)
        if isinstance(kind, ox.NamedNode):
            return find_instance(kb, given, kind)
    term = read_term(given, kb.names, parameter.default)
    return find_node(kb, given, term) if isinstance(term, ox.NamedNode) else term


def read_parameters(params: Sequence[str]) -> dict[str, str]:
    """Parameters from their spelling on a command line, ``NAME=VALUE``.

    Raises:
        InputError: one is spelt otherwise, or given twice.
    """
    given: dict[str, str] = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name or not value:
            raise InputError(
                f"{param!r} is not NAME=VALUE", help="for example --param verdict=Refuted"
            )
        if name in given:
            raise InputError(
                f"the parameter {name} is given twice, as {given[name]!r} and as {value!r}",
                help="a parameter has one value: leave one of them out",
            )
        given[name] = value
    return given


class Question(Struct, frozen=True):
    """What is asked of a knowledge base.

    Attributes:
        text: the query.
        shown: its file, as messages name it; None if it is in none.
        bound: the values of its parameters.
        named: whether it is a named query, which whoever asks has not written.
    """

    text: str
    shown: str | None = None
    bound: Mapping[ox.Variable, Term] = field(default_factory=dict)
    named: bool = False


def named_question(kb: KnowledgeBase, what: str, given: Mapping[str, str]) -> Question:
    """A named query with its parameters.

    Args:
        kb: the knowledge base.
        what: the name.
        given: the parameters.

    Raises:
        InputError: there is no such query or parameter, or nothing that a parameter names.
    """
    found = find_named_query(read_named_queries(kb.workspace.queries), what)
    return Question(found.text, kb.workspace.shown(found.path), bind(kb, found, given), named=True)


def plain_question(text: str, given: Mapping[str, str], shown: str | None = None) -> Question:
    """A query that has no name.

    Raises:
        InputError: there are parameters for it.
    """
    if given:
        raise InputError(
            "only named queries have parameters", help="write the values into the query"
        )
    return Question(text, shown)


def find_question(kb: KnowledgeBase, what: str, given: Mapping[str, str]) -> Question:
    """A named query with its parameters, or the query that a text is; the arguments are those of named_question.

    Raises:
        InputError: there is no such query or parameter, or nothing that a parameter names.
    """
    if re.search(r"[\s{]", what) and what not in read_named_queries(kb.workspace.queries):
        return plain_question(what, given)
    return named_question(kb, what, given)


def ask(kb: KnowledgeBase, question: Question, *, limit: int, seconds: float | None) -> Result:
    """What a knowledge base answers.

    Args:
        kb: the knowledge base.
        question: what is asked.
        limit: the most rows or triples to return.
        seconds: how long the query may take; what the limits in force say, if None.

    Raises:
        InputError: the query is not valid, does not only read, or takes too long.
    """
    return run_query(
        kb.store,
        question.text,
        bound=question.bound,
        limit=limit,
        seconds=seconds,
        path=question.shown,
        prefixes=kb.names.prefixes,
    )


def warnings(kb: KnowledgeBase, question: Question, result: Result) -> list[str]:
    """What its author should know of a question beside its answer: what in it cannot match anything.

    A named query that has an answer needs none: they are for its author, and cost many times the answer.

    Args:
        kb: the knowledge base.
        question: what was asked.
        result: what was answered.

    Returns:
        A sentence each.
    """
    match result:
        case Table(rows=rows):
            empty = all(value(term) in ("", "0") for row in rows for term in row)
        case Graph(triples=triples):
            empty = not triples
        case _:
            empty = not result.value
    if question.named and not empty:
        return []
    if question.named and (near := _near(kb, question)):
        return near
    own = (KB.base, kb.names.base, kb.names.rule_base)
    return warnings_of(kb.store, question.text, kb.names, own, question.bound, empty=empty)


def _near(kb: KnowledgeBase, question: Question) -> list[str]:
    """What the words of a named query that found nothing may be meant for."""
    # here, since it reads the forms of words, which takes long
    from kbtool.knowledge.near_words import near_words

    texts = [term for term in question.bound.values() if isinstance(term, ox.Literal)]
    words = [term.value for term in texts if term.datatype == XSD("string") and term.value]
    return [said for each in words if (said := near_words(kb, each)) is not None]


def _read(path: Path) -> NamedQuery:
    text = read_text(path, path).text
    question: list[str] = []
    parameters: list[Parameter] = []
    for line in _header(text):
        match = _PARAMETER.fullmatch(line)
        if match:
            parameters.append(Parameter(*match.group("name", "meaning", "default", "kind")))
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
    comments = takewhile(lambda line: line.startswith("#"), text.splitlines())
    return [line.strip() for line in comments]
