"""Evaluates the shapes of one shapes graph on one data graph, a query for each constraint."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kbtool.errors import InputError
from kbtool.rdf.terms import Term
from kbtool.shacl.components import ComponentParameter
from kbtool.shacl.core import violations_query
from kbtool.shacl.defaults import default_message
from kbtool.shacl.executors.fallback import Fallbacks
from kbtool.shacl.executors.oxigraph import DataGraph, Statistics
from kbtool.shacl.focus import Focus, values
from kbtool.shacl.lexical import as_written
from kbtool.shacl.messages import fill
from kbtool.shacl.model import (
    Constraint,
    Shape,
    ShapeNode,
    Shapes,
    SparqlConstraint,
    ValidationResult,
)
from kbtool.shacl.paths import Path
from kbtool.shacl.prebinding import FOCUS
from kbtool.shacl.values import NOWHERE
from kbtool.shacl.vocabulary import SH

_SPARQL_COMPONENT = SH("SPARQLConstraintComponent")
_Row = Mapping[str, object]
_Pairs = list[tuple[Term, Term]]
_TERMS = (NamedNode, BlankNode, Literal, Triple)


class Evaluation:
    """One validation. Sets of nodes that several constraints need are computed once.

    Args:
        data: the data graph.
        shapes: the shapes graph.
        fallbacks: evaluates, and takes note of, what has no exact query on this data graph.
    """

    def __init__(self, data: DataGraph, shapes: Shapes, fallbacks: Fallbacks) -> None:
        self._data = data
        self._shapes = shapes
        self._fallbacks = fallbacks
        self._statistics = Statistics(data)
        self._pairs: dict[tuple[Focus, Path | None], _Pairs] = {}
        self._violators: dict[tuple[ShapeNode, Focus], frozenset[Term]] = {}

    def rule_results(self, rule: ShapeNode) -> list[ValidationResult]:
        """The results of a rule, a shape with a target, on all its focus nodes.

        As SHACL has it, equal results occur as often as they come about.
        """
        shape = self._shapes.by_node[rule]
        focus = Focus.of(shape.target, self._statistics)
        return [result for _, result in self._results(shape, focus, rule)]

    def _results(
        self, shape: Shape, focus: Focus, rule: ShapeNode
    ) -> Iterator[tuple[Term, ValidationResult]]:
        """The results, each with the node of ``focus`` that it comes from: a result of a nested
        property shape has its own focus node, and comes once from each node that reaches that.
        """
        if shape.deactivated:
            return
        for constraint in shape.constraints:
            if constraint.parameter == "property":
                inner = self._shapes.by_node[constraint.shapes[0]]
                nested = list(self._results(inner, focus.step(shape.path), rule))
                origins: dict[Term, list[Term]] = {}
                for this, value in self._value_pairs(focus, shape.path) if nested else ():
                    origins.setdefault(value, []).append(this)
                yield from ((this, result) for node, result in nested for this in origins[node])
                continue
            for found in self._violations(constraint, shape, focus):
                result = self._result(constraint, shape, rule, found)
                yield _this(found), result
        for sparql in shape.sparql:
            seen = set()
            for found in self._violations(sparql, shape, focus):
                result = self._result(sparql, shape, rule, found)
                if result not in seen:
                    seen.add(result)
                    yield _this(found), result

    def _result(
        self, constraint: Constraint | SparqlConstraint, shape: Shape, rule: ShapeNode, row: _Row
    ) -> ValidationResult:
        row = {name: as_written(t) if isinstance(t, Literal) else t for name, t in row.items()}
        focus, value, path = row["this"], row.get("value"), row.get("path")
        assert isinstance(focus, _TERMS) and (value is None or isinstance(value, _TERMS))
        return ValidationResult(
            focus=focus,
            rule=rule,
            source_shape=shape.node,
            component=constraint.component,
            constraint=_source(constraint),
            path=Path("", path) if isinstance(path, NamedNode) else shape.path,
            value=value,
            messages=self._messages(constraint, shape, row),
            severity=shape.severity,
        )

    def _messages(
        self, constraint: Constraint | SparqlConstraint, shape: Shape, row: _Row
    ) -> tuple[Literal, ...]:
        messages = shape.messages
        if isinstance(constraint, SparqlConstraint):
            found = row.get("messages")
            if isinstance(found, tuple) and found and constraint.component == _SPARQL_COMPONENT:
                return found
            own = row.get("message")
            if isinstance(own, Literal):
                return (own,)
            bindings = {**{_local(p): value for p, value in constraint.parameters}, **row}
            messages = tuple(fill(message, bindings) for message in constraint.messages)
        if messages:
            return messages
        return (Literal(default_message(constraint, shape.path, row, self._shapes.prefixes)),)

    def _violations(
        self, constraint: Constraint | SparqlConstraint, shape: Shape, focus: Focus
    ) -> Iterator[_Row]:
        if isinstance(constraint, SparqlConstraint):
            reason = self._fallbacks.reason(constraint, focus)
            if reason is None:
                yield from self._sparql_violations(constraint, shape, focus)
            else:
                yield from self._reference(constraint, shape, focus, self._nodes(focus), reason)
        elif constraint.parameter.startswith("qualified"):
            yield from self._qualified(constraint, shape, focus)
        elif constraint.shapes:
            yield from self._logical(constraint, shape, focus)
        elif focus.is_empty:
            return
        elif query := violations_query(constraint, focus, shape.path, self._statistics):
            yield from self._select(query)

    def _reference(
        self,
        constraint: SparqlConstraint,
        shape: Shape,
        focus: Focus,
        nodes: Collection[Term],
        reason: str,
    ) -> Iterator[_Row]:
        """The violations at some of the focus nodes, as pySHACL finds them."""
        if constraint.form == "ask":
            pairs = [pair for pair in self._value_pairs(focus, shape.path) if pair[0] in nodes]
            failing = self._fallbacks.failing(constraint, shape, {v for _, v in pairs}, reason)
            yield from ({"this": t, "value": v} for t, v in pairs if v in failing)
        else:
            yield from self._fallbacks.violations(constraint, shape, list(nodes), reason)

    def _sparql_violations(
        self, constraint: SparqlConstraint, shape: Shape, focus: Focus
    ) -> Iterator[_Row]:
        if focus.is_empty:
            return
        query = self._fallbacks.query(constraint, shape, partial(self._nodes, focus))
        is_ask = constraint.form == "ask"
        unanswered: set[Term] = set()
        where = values(focus, shape.path) if is_ask else focus.pattern()
        rows: Iterable[_Row] = self._select(query.replace(FOCUS, where), unanswered)
        if is_ask:
            conforming = {(row["this"], row["value"]) for row in rows}
            pairs = self._value_pairs(focus, shape.path)
            rows = ({"this": t, "value": v} for t, v in pairs if (t, v) not in conforming)
        elif query == constraint.set_query:
            yield from (self._checked(row, shape) for row in rows)
            return
        found = list(rows)
        if NOWHERE in unanswered:
            unanswered = set(self._nodes(focus))
        yield from (self._checked(row, shape) for row in found if row["this"] not in unanswered)
        if unanswered:
            reason = (
                "a value with more digits than Oxigraph computes with, at the nodes that have it"
            )
            yield from self._reference(
                constraint, shape, focus, sorted(unanswered, key=str), reason
            )

    def _checked(self, row: _Row, shape: Shape) -> _Row:
        if row.get("failure") == Literal(True):
            raise InputError(f"the query of {shape.node} reports a failure for {row['this']}")
        value_is_missing = row.get("value") is None and shape.path is None
        return {**row, "value": row["this"]} if value_is_missing else row

    def _logical(self, constraint: Constraint, shape: Shape, focus: Focus) -> Iterator[_Row]:
        reached = focus.step(shape.path)
        failing = [self._violating(node, reached) for node in constraint.shapes]
        for this, value in self._value_pairs(focus, shape.path):
            failures = sum(value in nodes for nodes in failing)
            conforming = len(failing) - failures
            fits = {
                "node": failures == 0,
                "and": failures == 0,
                "or": conforming > 0,
                "xone": conforming == 1,
                "not": conforming == 0,
            }[constraint.parameter]
            if not fits:
                yield {"this": this, "value": value}

    def _qualified(self, constraint: Constraint, shape: Shape, focus: Focus) -> Iterator[_Row]:
        reached = focus.step(shape.path)
        failing = self._violating(constraint.shapes[0], reached)
        siblings = [self._violating(node, reached) for node in constraint.siblings]
        counts: dict[Term, int] = dict.fromkeys(self._nodes(focus), 0)
        for this, value in self._value_pairs(focus, shape.path):
            if value not in failing and all(value in nodes for nodes in siblings):
                counts[this] += 1
        limit = int(constraint.terms[0].value)  # type: ignore[union-attr]
        for this, number in counts.items():
            too_few = constraint.parameter == "qualifiedMinCount" and number < limit
            if too_few or (constraint.parameter == "qualifiedMaxCount" and number > limit):
                yield {"this": this, "n": number}

    def _violating(self, node: ShapeNode, focus: Focus) -> frozenset[Term]:
        """The focus nodes that do not conform to the shape at ``node``."""
        key = (node, focus)
        if key not in self._violators:
            self._violators[key] = frozenset(self._find_violating(node, focus))
        return self._violators[key]

    def _find_violating(self, node: ShapeNode, focus: Focus) -> Iterator[Term]:
        shape = self._shapes.by_node[node]
        if shape.deactivated:
            return
        for constraint in shape.every_constraint:
            if isinstance(constraint, Constraint) and constraint.parameter == "property":
                failing = self._violating(constraint.shapes[0], focus.step(shape.path))
                if failing:
                    pairs = self._value_pairs(focus, shape.path)
                    yield from (this for this, value in pairs if value in failing)
                continue
            for row in self._violations(constraint, shape, focus):
                yield _this(row)

    def _nodes(self, focus: Focus) -> list[Term]:
        return [this for this, _ in self._value_pairs(focus, None)]

    def _value_pairs(self, focus: Focus, path: Path | None) -> _Pairs:
        if focus.is_empty:
            return []
        key = (focus, path)
        if key not in self._pairs:
            query = f"SELECT DISTINCT ?this ?value WHERE {{ {values(focus, path)} }}"
            self._pairs[key] = [(row["this"], row["value"]) for row in self._data.select(query)]
        return self._pairs[key]

    def _select(
        self, query: str, unanswered: set[Term] | None = None
    ) -> Iterator[dict[str, object]]:
        solutions = self._data.select(query, unanswered)
        names = [variable.value for variable in solutions.variables]
        for row in solutions:
            yield dict(zip(names, row, strict=True))


def _this(row: _Row) -> Term:
    """The focus node of a row, as the store holds it."""
    node = row["this"]
    assert isinstance(node, _TERMS)
    return node


def _source(constraint: Constraint | SparqlConstraint) -> ShapeNode | None:
    """The sh:sourceConstraint of the results of a constraint."""
    if isinstance(constraint, SparqlConstraint) and constraint.component == _SPARQL_COMPONENT:
        return constraint.node
    return None


def _local(parameter: NamedNode) -> str:
    return ComponentParameter(parameter, optional=False).name
