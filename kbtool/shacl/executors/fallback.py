"""What goes to the reference engine: constraints that have no exact query, on this data graph or on any."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from msgspec.structs import replace
from pyoxigraph import Literal

from kbtool.errors import InputError
from kbtool.rdf.sparql_tokens import tokenise
from kbtool.rdf.terms import Term
from kbtool.shacl.executors.oxigraph import DataGraph
from kbtool.shacl.focus import Focus
from kbtool.shacl.lexical import as_kept, as_written
from kbtool.shacl.model import Shape, Shapes, SparqlConstraint
from kbtool.shacl.paths import Path
from kbtool.shacl.prebinding import SHAPES_GRAPH
from kbtool.shacl.translation import WrittenQuery, written_query
from kbtool.shacl.vocabulary import SH

if TYPE_CHECKING:
    from kbtool.shacl.executors.pyshacl import Reference

Note = Callable[[str], None]


class Fallbacks:
    """Decides which constraints go to pySHACL, and sends them there, one at a time.

    Args:
        data: the data graph.
        shapes: the shapes graph.
        note: is told, once for each constraint, what goes to pySHACL and why.
    """

    def __init__(self, data: DataGraph, shapes: Shapes, note: Note) -> None:
        self._data = data
        self._shapes = shapes
        self._note = note
        self._told: set[str] = set()
        self._lock = Lock()
        self._reference: Reference | None = None
        self._altered = frozenset(predicate.value for predicate in data.altered)

    def reason(
        self,
        constraint: SparqlConstraint,
        focus: Focus,
    ) -> str | None:
        """Why a constraint has no exact query for these focus nodes; None if it has one.

        Args:
            constraint: the constraint.
            focus: the focus nodes, as a pattern.
        """
        if constraint.reason:
            return constraint.reason
        if focus.listed and constraint.empty_paths:
            return "a * or ? path from a sh:targetNode that need not be in the data"
        if self._data.union and uses_shapes_graph(constraint):
            return "$shapesGraph, where the data graph is a union of graphs"
        if self._data.written:
            return _written(constraint).reason
        if constraint.parameters and _written(constraint).has_constants:
            return "the store keeps a literal of the query in another form"
        return None

    def query(
        self, constraint: SparqlConstraint, shape: Shape, nodes: Callable[[], Iterable[Term]]
    ) -> str:
        """The query for a constraint that has one on this data graph, with the place of the focus pattern marked.

        Args:
            constraint: the constraint.
            shape: its shape.
            nodes: gives the focus nodes; asked only where they may be literals that count.
        """
        plain = constraint.set_query
        assert plain is not None
        written = _written(constraint) if self._data.written else WrittenQuery()
        if written.text is None:
            return plain
        mentioned = constraint.mentions
        met = self._altered if mentioned is None else mentioned | _along(shape.path)
        if written.has_constants or self._altered & met:
            return written.text
        return written.text if any(as_written(node) != node for node in nodes()) else plain

    def violations(
        self,
        constraint: SparqlConstraint,
        shape: Shape,
        nodes: Sequence[Term],
        reason: str,
    ) -> Iterator[Mapping[str, object]]:
        """The violations of a constraint at these focus nodes, as pySHACL finds them; literals as in the store."""
        with self._lock:
            self._tell(f"pySHACL evaluates {_name(constraint)} of {shape.node}: {reason}")
            written = [as_written(node) for node in nodes]
            rows = self._engine().violations(constraint, shape, written) if nodes else []
        for row in rows:
            yield {
                name: as_kept(value) if isinstance(value, Literal) else value
                for name, value in row.items()
            }

    def failing(
        self, constraint: SparqlConstraint, shape: Shape, nodes: Collection[Term], reason: str
    ) -> frozenset[Term]:
        """The value nodes that an ASK validator does not hold for, as pySHACL finds them.

        In property shapes pySHACL leaves out the sh:value that SHACL 6.2.2 asks for, so the value
        nodes take the place of the focus nodes of a node shape.

        Raises:
            InputError: the validator needs the focus node too.
        """
        if shape.path is not None and any(
            t.is_variable("this") for t in tokenise(constraint.select)
        ):
            raise InputError(
                f"{_name(constraint)} of {shape.node} cannot be evaluated: {reason}",
                help="write its validator without that, or without $this",
            )
        rows = self.violations(constraint, replace(shape, path=None), list(nodes), reason)
        return frozenset(row["this"] for row in rows)  # type: ignore[misc]

    def _engine(self) -> Reference:
        if self._reference is None:
            from kbtool.shacl.executors.pyshacl import Reference

            self._reference = Reference(self._data, self._shapes)
        return self._reference

    def _tell(self, text: str) -> None:
        if text not in self._told:
            self._told.add(text)
            self._note(text)


def _written(constraint: SparqlConstraint) -> WrittenQuery:
    assert constraint.set_query is not None
    return written_query(constraint.set_query, constraint.form)


def uses_shapes_graph(constraint: SparqlConstraint) -> bool:
    """Whether a constraint reads the shapes graph."""
    return SHAPES_GRAPH in (constraint.set_query or "")


def _along(path: Path | None) -> frozenset[str]:
    """The predicates of a path."""
    if path is None:
        return frozenset()
    own = frozenset() if path.predicate is None else frozenset((path.predicate.value,))
    return own.union(*(_along(part) for part in path.parts))


def _name(constraint: SparqlConstraint) -> str:
    if constraint.component == SH("SPARQLConstraintComponent"):
        return f"sh:sparql {constraint.node}"
    return f"the component {constraint.component}"
