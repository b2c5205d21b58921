"""The page for queries: named ones with their parameters as fields, or any other, and the answer as a table.

It works without scripts: a question is an address, which can be kept and passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlencode

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.queries import NamedQuery, find_named_query, named_question, plain_question
from kbtool.knowledge.queries import Question as Asked
from kbtool.near import nearest
from kbtool.rdf.sparql import with_values
from kbtool.rdf.sparql_datasets import Dataset
from kbtool.rdf.terms import Term
from kbtool.rdf.turtle.write import term as written
from kbtool.reports.pages.here import Here, Page
from kbtool.reports.results import readable
from kbtool.server.fields import fields_of
from kbtool.server.filling import filled
from kbtool.server.refusals import RefusedError
from kbtool.server.work import Query, Shown

ADDRESS = "sparql"
VOCABULARY = "vocabulary.json"
EDITOR = "query-editor.js"
"""The script of the editor, which is there where it was built when kbtool was installed."""
PARAMETER = "param."
"""What the parameters of a named query are called in an address, before their names."""
_KNOWN = ("name", "page")
_HEADER = re.compile(r"\A(?:#.*\n|\s*\n)+")
"""What a named query begins with; it stands on the page already."""
ROWS = 50
"""Rows on a page."""
_ALL = Dataset()
"""All graphs."""


class Choice(Struct, frozen=True):
    """What was chosen on the page, as its address says it.

    Attributes:
        text: the text of a query.
        name: the name of a named query.
        given: the values of its parameters that are not empty.
        page: which page of the answer is shown, from 1.
        dataset: the graphs of which it is asked.
        unknown: the names of other parameters.
    """

    text: str | None = None
    name: str | None = None
    given: tuple[tuple[str, str], ...] = ()
    page: int = 1
    dataset: Dataset = _ALL
    unknown: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, text: str | None, others: Iterable[tuple[str, str]], dataset: Dataset = _ALL
    ) -> Choice:
        """The choice that parameters make.

        Args:
            text: the query, if there is one.
            others: the other parameters of an address.
            dataset: the graphs that it names.
        """
        named = dict(others)
        page = named.get("page", "1")
        given = tuple(
            (name.removeprefix(PARAMETER), value.strip())
            for name, value in others
            if name.startswith(PARAMETER) and value.strip()
        )
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 9 else 1
        text = text if text and text.strip() else None
        unknown = tuple(name for name in named if name not in _KNOWN and name[:6] != PARAMETER)
        return cls(text, named.get("name"), given, number, dataset, unknown)

    @property
    def graphs(self) -> list[tuple[str, str]]:
        """The graphs of which it is asked, each as a parameter of the protocol."""
        chosen = self.dataset
        return [
            *(("default-graph-uri", name) for name in chosen.default),
            *(("named-graph-uri", name) for name in chosen.named),
        ]

    @property
    def everywhere(self) -> Choice:
        """The same, asked of all graphs."""
        return replace(self, page=1, dataset=_ALL)

    def address(self, **others: str | int) -> str:
        """What stands behind the question mark for this choice."""
        if self.text is not None:
            pairs: list[tuple[str, str | int]] = [("query", self.text)]
        else:
            pairs = [("name", self.name or "")]
            pairs += [(PARAMETER + name, value) for name, value in self.given]
        return urlencode([*pairs, *self.graphs, *others.items()])


class Cell(Struct, frozen=True):
    """A term in a table.

    Attributes:
        text: how it reads.
        href: where it leads, if it leads anywhere.
        is_number: whether it stands on the right.
    """

    text: str
    href: str | None = None
    is_number: bool = False


def question_of(kb: KnowledgeBase, queries: dict[str, NamedQuery], choice: Choice) -> Asked | None:
    """What is asked; None, if nothing is yet, because a parameter is missing or nothing was chosen.

    Raises:
        RefusedError: there is no such query, or nothing that a parameter names.
    """
    try:
        given = _values(choice)
        if choice.text is not None:
            return plain_question(choice.text, given)
        if choice.name is None:
            return None
        query = find_named_query(queries, choice.name)
        _refuse_unknown(query, choice.unknown)
        if any(p.default is None and p.name not in given for p in query.parameters):
            return None
        return named_question(kb, choice.name, given)
    except InputError as error:
        raise RefusedError.of(error) from error


def _values(choice: Choice) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, value in choice.given:
        if given.setdefault(name, value) != value:
            raise InputError(
                f"the parameter {PARAMETER}{name} is given twice, as {given[name]!r} and as {value!r}",
                help="a parameter has one value: leave one of them out",
            )
    return given


def _refuse_unknown(query: NamedQuery, unknown: Iterable[str]) -> None:
    """Who narrows a question by a name that it does not have would take the wider answer for the narrow one."""
    known = [PARAMETER + parameter.name for parameter in query.parameters]
    for name in unknown:
        near = nearest(PARAMETER + name, known)
        raise InputError(
            f"the query {query.name} has no parameter {name!r}",
            help=f"write {near}" if near else f"it has: {', '.join(known) or 'none'}",
        )


def asked(question: Asked, choice: Choice, seconds: float, rows: int) -> Query:
    """A question for a worker."""
    bound = {variable.value: term for variable, term in question.bound.items()}
    return Query(question.text, choice.dataset, seconds, rows, bound)


def page_of(
    here: Here,
    queries: dict[str, NamedQuery],
    choice: Choice,
    question: Asked | None,
    shown: Shown | None,
    refused: RefusedError | None,
    *,
    has_editor: bool,
) -> Page:
    """The page.

    Args:
        here: where it is.
        queries: the named queries.
        choice: what was chosen.
        question: what is asked by that.
        shown: the part of the answer that is shown, if there is an answer.
        refused: why there is none.
        has_editor: whether the editor is installed.
    """
    kb = here.holdings.kb
    named = queries.get(choice.name or "") if choice.text is None else None
    rows = [] if shown is None else [[_cell(here, term) for term in row] for row in shown.rows]
    body = filled(
        "sparql.html",
        here=here,
        queries=list(queries.values()),
        choice=choice,
        named=named,
        fields=() if named is None else fields_of(kb, named, dict(choice.given)),
        text=choice.text or _text(kb, named, question, refused),
        shown=shown,
        rows=rows,
        per_page=ROWS,
        refused=refused,
        prefixes=kb.names.prefixes,
        has_editor=has_editor,
        vocabulary=VOCABULARY,
    )
    return Page(body, "Query", (EDITOR,) if has_editor else ())


def _text(
    kb: KnowledgeBase,
    named: NamedQuery | None,
    question: Asked | None,
    refused: RefusedError | None,
) -> str:
    """The query to go on from: a named one, with the values of its parameters if they are known; else an example."""
    if question is not None and refused is not None and refused.line is not None:
        return question.text
    if question is not None:
        text = with_values(
            question.text, question.bound, lambda term: written(term, kb.names.prefixes), "\n  "
        )
        return _HEADER.sub("", text)
    if named is not None:
        return _HEADER.sub("", named.text)
    return "SELECT ?claim ?says WHERE {\n  ?claim kb:verdict kb:Refuted ; kb:says ?says .\n}\n"


def _cell(here: Here, term: Term | None) -> Cell:
    labels = here.holdings.kb.labels
    text = readable(term, labels)
    if isinstance(term, ox.NamedNode):
        href = here.to(term.value)
        if href is None and _is_known(here.holdings.kb, term):
            href = here.href(ADDRESS, query=urlencode({"query": f"DESCRIBE <{term.value}>"}))
        return Cell(text, href or here.abroad(term.value))
    is_number = isinstance(term, ox.Literal) and term.value.replace(".", "", 1).isdigit()
    return Cell(text, is_number=is_number)


def _is_known(kb: KnowledgeBase, node: ox.NamedNode) -> bool:
    return next(kb.store.quads_for_pattern(node, None, None, None), None) is not None
