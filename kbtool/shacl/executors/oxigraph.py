"""The data graph of a validation: a store to query, and its exact triples for the reference engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from msgspec import Struct, field
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
)

from kbtool.io.files import behind_mark
from kbtool.rdf.terms import Term
from kbtool.shacl.lexical import altered_predicates, as_kept, as_written, may_be_altered
from kbtool.shacl.prebinding import SHAPES_GRAPH
from kbtool.shacl.values import functions
from kbtool.shacl.vocabulary import RDF_TYPE, RDFS_SUBCLASS_OF


class DataGraph(Struct, frozen=True, eq=False):
    """A data graph.

    Attributes:
        store: holds its triples.
        union: whether the data graph is the union of all graphs of the store; else its default graph.
        triples: gives its triples, with literals in the form in which they were read.
        written: whether the store holds literals as they are written (lexical.as_kept), and not as it would keep them.
        altered: the predicates of which it holds some value under another term.
        failures: what went wrong in queries, and must not pass as an answer.
    """

    store: Store
    union: bool
    triples: Callable[[], Iterable[Triple]]
    written: bool = False
    altered: frozenset[NamedNode] = frozenset()
    failures: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, store: Store) -> DataGraph:
        """The union of all graphs of a store, with literals in the form that the store gives them."""
        return cls(store, True, lambda: (quad.triple for quad in store))

    def select(self, query: str, unanswered: set[Term] | None = None) -> QuerySolutions:
        """The solutions of a SELECT query over the data graph; literals as the store holds them.

        Args:
            query: the query.
            unanswered: takes in, as solutions are read, the focus nodes for which they may be wrong (values.functions).
        """
        solutions = self.store.query(
            query,
            use_default_graph_as_union=self.union,
            custom_functions=functions(self.failures, set() if unanswered is None else unanswered),
        )
        assert isinstance(solutions, QuerySolutions)
        return solutions

    def about(self, subject: BlankNode) -> list[Triple]:
        """The triples of a blank node, sorted, with literals as they are written."""
        quads = self.store.quads_for_pattern(
            subject, None, None, None if self.union else DefaultGraph()
        )
        found = {Triple(q.subject, q.predicate, as_written(q.object)) for q in quads}
        return sorted(found, key=str)

    def hold(self, shapes: Iterable[Triple]) -> None:
        """Put the shapes graph where queries find it by ``$shapesGraph``.

        Raises:
            ValueError: the data graph is a union of graphs, of which it would become one.
        """
        if self.union:
            raise ValueError("the data graph is the union of the graphs of a store")
        graph = NamedNode(SHAPES_GRAPH)
        self.store.remove_graph(graph)
        kept = as_kept if self.written else lambda term: term
        self.store.extend(Quad(t.subject, t.predicate, kept(t.object), graph) for t in shapes)


def read_data(path: Path, rdf_format: RdfFormat) -> DataGraph:
    """Load a file of triples; the graphs of a file of quads become one.

    Raises:
        OSError: the file cannot be read.
        SyntaxError: it is not of that format.
    """
    base = path.absolute().as_uri()
    if rdf_format not in (RdfFormat.TURTLE, RdfFormat.N_TRIPLES):
        return _parsed(path, rdf_format, base)
    store = Store()
    with ThreadPoolExecutor(1) as pool, behind_mark(path) as file:
        suspicion = pool.submit(may_be_altered, path)
        store.load(file, format=rdf_format, base_iri=base)
        if suspicion.result():
            return _parsed(path, rdf_format, base)
    return DataGraph(store, False, lambda: _default(store), written=True)


def _default(store: Store) -> Iterable[Triple]:
    return (quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph()))


def _parsed(path: Path, rdf_format: RdfFormat, base: str) -> DataGraph:
    with behind_mark(path) as file:
        return _exact(parse(file, format=rdf_format, base_iri=base))


def _exact(quads: Iterable[Quad]) -> DataGraph:
    triples = tuple(dict.fromkeys(quad.triple for quad in quads))
    store = Store()
    store.extend(Quad(t.subject, t.predicate, as_kept(t.object), DefaultGraph()) for t in triples)
    return DataGraph(store, False, lambda: triples, True, altered_predicates(triples))


class Statistics:
    """What queries of one data graph can rely on, asked once each."""

    def __init__(self, data: DataGraph) -> None:
        self._data = data
        self.subclasses = cache(self._subclasses)
        self.is_unique = cache(self._is_unique)
        self.occurs = cache(self._occurs)

    def _subclasses(self, class_: NamedNode) -> tuple[NamedNode, ...] | None:
        """The class and its subclasses at any depth, sorted; None if one of them is a blank node."""
        rows = self._data.select(f"SELECT DISTINCT ?c WHERE {{ ?c {RDFS_SUBCLASS_OF}+ {class_} }}")
        found = {row["c"] for row in rows} | {class_}
        named = [node for node in found if isinstance(node, NamedNode)]
        return tuple(sorted(named, key=str)) if len(named) == len(found) else None

    def _occurs(self, predicate: NamedNode, object_: NamedNode | None) -> bool:
        """Whether any triple has a predicate, and an object if one is given."""
        graph = None if self._data.union else DefaultGraph()
        return any(
            True for _ in self._data.store.quads_for_pattern(None, predicate, object_, graph)
        )

    def _is_unique(self, pattern: str, variable: str) -> bool:
        """Whether a pattern binds a variable to each of its values once."""
        if not self._data.union and pattern.startswith(f"{variable} {RDF_TYPE} <"):
            return True
        (row,) = self._data.select(
            f"SELECT (COUNT(*) AS ?all) (COUNT(DISTINCT {variable}) AS ?distinct) WHERE {{ {pattern} }}"
        )
        return bool(row["all"] == row["distinct"])
