"""What workers are asked, and how they answer: each request is a value that knows how it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.errors import LimitError
from kbtool.io.worker import limited
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.queries import Question, warnings
from kbtool.rdf.sparql import Among, Answer, Graph, Result, Table, run_query
from kbtool.rdf.sparql_datasets import Dataset
from kbtool.rdf.terms import Term
from kbtool.reports.pages.site import Site
from kbtool.reports.wording import counted
from kbtool.server.formats import ALL


class Work(Protocol):
    """Something that a worker is asked."""

    def answer(self, site: Site) -> object:
        """The answer, from the knowledge base and the pages that the worker shares."""
        ...


class Query(Struct, frozen=True):
    """A query.

    Attributes:
        text: the query.
        dataset: the graphs that are chosen beside it.
        seconds: how long it may take, with the writing of its answer.
        rows: how many rows or triples the answer may have.
        bound: values of variables, as Turtle has them.
    """

    text: str
    dataset: Dataset
    seconds: float
    rows: int
    bound: Mapping[str, Term] = field(default_factory=dict)

    def result(self, kb: KnowledgeBase) -> Result:
        """What the knowledge base answers."""
        return run_query(
            kb.store,
            self.text,
            bound={ox.Variable(name): term for name, term in self.bound.items()},
            limit=self.rows,
            seconds=self.seconds,
            prefixes=kb.names.prefixes,
            among=Among(self.dataset, kb.names.base),
        )


class Written(Struct, frozen=True):
    """A query whose answer is written in a format, whole or not at all.

    Attributes:
        query: the query.
        format: the name of the format.
    """

    query: Query
    format: str

    def answer(self, site: Site) -> bytes:
        """The bytes of the answer.

        Raises:
            InputError: the query cannot be answered within its limits.
        """
        query = self.query
        longer = "allow more with --timeout"
        with limited("the query", seconds=query.seconds, longer=longer):
            result = query.result(site.base)
            if not getattr(result, "complete", True):
                noun = "row" if isinstance(result, Table) else "triple"
                raise LimitError(
                    f"the answer has more than {counted(query.rows, noun)}, which is the limit",
                    help="end the query with LIMIT and OFFSET, and ask for one part after the other",
                )
            return ALL[self.format].render(result, site.base.labels).encode()


class Shown(Struct, frozen=True):
    """A part of an answer as it is shown.

    Attributes:
        variables: the heads of its columns.
        rows: the rows of this part.
        total: how many rows there are.
        first: the number of the first row of this part, from 1.
        complete: whether these are all rows, or only as many as are read.
        value: what an ASK query answers; None for others.
        is_graph: whether the rows are triples.
        warnings: what in the query cannot match anything.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    total: int
    first: int = 1
    complete: bool = True
    value: bool | None = None
    is_graph: bool = False
    warnings: tuple[str, ...] = ()


class Look(Struct, frozen=True):
    """A query of which one part of the answer is shown.

    Attributes:
        query: the query.
        named: whether it is a named one, which whoever asks has not written.
        page: which part, from 1.
        size: how many rows a part has.
    """

    query: Query
    named: bool
    page: int
    size: int

    def answer(self, site: Site) -> Shown:
        """The part.

        Raises:
            InputError: the query cannot be answered within its limits.
        """
        with limited("the query", seconds=self.query.seconds, longer="allow more with --timeout"):
            result = self.query.result(site.base)
            bound = {ox.Variable(name): term for name, term in self.query.bound.items()}
            question = Question(self.query.text, None, bound, self.named)
            told = tuple(warnings(site.base, question, result))
        match result:
            case Answer(value):
                return Shown((), (), 1, value=value, warnings=told)
            case Graph(triples, complete):
                variables = ("subject", "predicate", "object")
                rows: tuple[tuple[Term | None, ...], ...] = tuple(
                    (t.subject, t.predicate, t.object) for t in triples
                )
            case Table(variables, rows, complete):
                pass
        last_page = max(1, -(-len(rows) // self.size))
        first = (min(max(self.page, 1), last_page) - 1) * self.size
        part = rows[first : first + self.size]
        is_graph = isinstance(result, Graph)
        return Shown(
            variables, part, len(rows), first + 1, complete, is_graph=is_graph, warnings=told
        )
