"""Evaluates the shapes of one shapes graph on one data graph, a query for each constraint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode, QuerySolutions, Store

from kbtool.shacl.core import violations_query
from kbtool.shacl.defaults import default_message
from kbtool.shacl.focus import Focus, values
from kbtool.shacl.messages import fill
from kbtool.shacl.model import (
    Constraint,
    Shape,
    ShapeNode,
    Shapes,
    SparqlConstraint,
    Term,
    ValidationResult,
)
from kbtool.shacl.paths import Path
from kbtool.shacl.prebinding import FOCUS
from kbtool.shacl.vocabulary import SH

_SPARQL_COMPONENT = SH("SPARQLConstraintComponent")
_Bindings = Mapping[str, Term | int | None]


class Evaluation:
    """One validation. Sets of nodes that several constraints need are computed once."""

    def __init__(self, data: Store, shapes: Shapes) -> None:
        self._data = data
        self._shapes = shapes
        self._pairs: dict[tuple[Focus, Path | None], list[tuple[Term, Term]]] = {}
        self._violators: dict[tuple[ShapeNode, Focus], frozenset[Term]] = {}

    def rule_results(self, rule: NamedNode) -> list[ValidationResult]:
        """The results of a rule, a shape with a target, on all its focus nodes.

        As SHACL has it, equal results occur as often as they come about.
        """
        shape = self._shapes.by_node[rule]
        return [result for _, result in self._results(shape, Focus(shape.target), rule)]

    def _results(
        self, shape: Shape, focus: Focus, rule: NamedNode
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
                yield result.focus, result
        for sparql in shape.sparql:
            seen = set()
            for found in self._sparql_violations(sparql, shape, focus):
                result = self._result(sparql, shape, rule, found)
                if result not in seen:
                    seen.add(result)
                    yield result.focus, result

    def _result(
        self,
        constraint: Constraint | SparqlConstraint,
        shape: Shape,
        rule: NamedNode,
        row: _Bindings,
    ) -> ValidationResult:
        focus, value, path = row["this"], row.get("value"), row.get("path")
        assert focus is not None and not isinstance(focus, int) and not isinstance(value, int)
        if isinstance(constraint, SparqlConstraint):
            component, message = _SPARQL_COMPONENT, constraint.message
            message = None if message is None else fill(message, row)
        else:
            component, message = constraint.component, shape.message
        if message is None:
            message = default_message(constraint, shape.path, row, self._shapes.prefixes)
        shape_path = shape.path.label if shape.path is not None else None
        return ValidationResult(
            focus=focus,
            rule=rule,
            source_shape=shape.node,
            component=component,
            path=path.value if isinstance(path, NamedNode) else shape_path,
            value=value,
            message=message,
            severity=shape.severity,
        )

    def _violations(
        self, constraint: Constraint, shape: Shape, focus: Focus
    ) -> Iterator[_Bindings]:
        if constraint.parameter.startswith("qualified"):
            yield from self._qualified(constraint, shape, focus)
        elif constraint.shapes:
            yield from self._logical(constraint, shape, focus)
        elif query := violations_query(constraint, focus, shape.path):
            yield from self._select(query)

    def _sparql_violations(
        self, constraint: SparqlConstraint, shape: Shape, focus: Focus
    ) -> Iterator[_Bindings]:
        assert constraint.set_query is not None
        for row in self._select(constraint.set_query.replace(FOCUS, focus.pattern())):
            if row.get("value") is None and shape.path is None:
                row["value"] = row["this"]
            yield row

    def _logical(self, constraint: Constraint, shape: Shape, focus: Focus) -> Iterator[_Bindings]:
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

    def _qualified(self, constraint: Constraint, shape: Shape, focus: Focus) -> Iterator[_Bindings]:
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
        for constraint in shape.constraints:
            if constraint.parameter == "property":
                failing = self._violating(constraint.shapes[0], focus.step(shape.path))
                if failing:
                    pairs = self._value_pairs(focus, shape.path)
                    yield from (this for this, value in pairs if value in failing)
                continue
            for row in self._violations(constraint, shape, focus):
                yield row["this"]  # type: ignore[misc]
        for sparql in shape.sparql:
            for row in self._sparql_violations(sparql, shape, focus):
                yield row["this"]  # type: ignore[misc]

    def _nodes(self, focus: Focus) -> list[Term]:
        return [this for this, _ in self._value_pairs(focus, None)]

    def _value_pairs(self, focus: Focus, path: Path | None) -> list[tuple[Term, Term]]:
        key = (focus, path)
        if key not in self._pairs:
            rows = self._query(f"SELECT DISTINCT ?this ?value WHERE {{ {values(focus, path)} }}")
            self._pairs[key] = [(row["this"], row["value"]) for row in rows]
        return self._pairs[key]

    def _select(self, query: str) -> Iterator[dict[str, Term | int | None]]:
        solutions = self._query(query)
        names = [variable.value for variable in solutions.variables]
        for row in solutions:
            yield dict(zip(names, row, strict=True))

    def _query(self, query: str) -> QuerySolutions:
        solutions = self._data.query(query, use_default_graph_as_union=True)
        assert isinstance(solutions, QuerySolutions)
        return solutions
