"""What workers are asked, and how they answer: each request is a value that knows how it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import pyoxigraph as ox

from kbtool.errors import LimitError
from kbtool.io.worker import limited
from kbtool.knowledge.base import KnowledgeBase
from kbtool.rdf.sparql import Among, Result, Table, run_query
from kbtool.rdf.sparql_datasets import Dataset
from kbtool.rdf.terms import Term
from kbtool.reports.wording import counted
from kbtool.server.formats import ALL


class Work(Protocol):
    """Something that a worker is asked."""

    def answer(self, kb: KnowledgeBase) -> object:
        """The answer, from the knowledge base that the worker shares."""
        ...


@dataclass(frozen=True)
class Query:
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


@dataclass(frozen=True)
class Written:
    """A query whose answer is written in a format, whole or not at all.

    Attributes:
        query: the query.
        format: the name of the format.
    """

    query: Query
    format: str

    def answer(self, kb: KnowledgeBase) -> bytes:
        """The bytes of the answer.

        Raises:
            InputError: the query cannot be answered within its limits.
        """
        query = self.query
        longer = "allow more with --timeout"
        with limited("the query", seconds=query.seconds, longer=longer):
            result = query.result(kb)
            if not getattr(result, "complete", True):
                noun = "row" if isinstance(result, Table) else "triple"
                raise LimitError(
                    f"the answer has more than {counted(query.rows, noun)}, which is the limit",
                    help="end the query with LIMIT and OFFSET, and ask for one part after the other",
                )
            return ALL[self.format].render(result, kb.labels).encode()
