"""Validates a data graph: set-based queries where they are exact, else the reference engine."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Literal as OneOf
from typing import get_args

from msgspec.structs import replace
from pyoxigraph import NamedNode, Quad, Store

from kbtool.errors import InputError
from kbtool.io.worker import limited
from kbtool.rdf.namespaces import curie
from kbtool.rdf.sparql_regex import REGEX_HELP
from kbtool.shacl.evaluation import Evaluation
from kbtool.shacl.executors.fallback import Fallbacks, Note, uses_shapes_graph
from kbtool.shacl.executors.oxigraph import DataGraph
from kbtool.shacl.lexical import altered_predicates
from kbtool.shacl.model import ShapeNode, Shapes, ValidationResult

Progress = Callable[[int, int], None]
Engine = OneOf["fast", "pyshacl"]

_PARALLEL_FROM = 200_000
"""Triples from which two threads are worth their cost; pyoxigraph evaluates queries without the GIL."""


def validate(
    data: Store | DataGraph,
    shapes: Shapes,
    *,
    engine: Engine = "fast",
    only: Collection[ShapeNode] | None = None,
    note: Note = lambda _: None,
    progress: Progress = lambda done, total: None,
) -> list[ValidationResult]:
    """Validate a data graph.

    Args:
        data: the data graph, or a store of which the union of all graphs is one.
        shapes: the shapes graph.
        engine: ``fast`` evaluates every constraint that translates exactly with SPARQL queries and
            the others with pySHACL; ``pyshacl`` evaluates all of them with pySHACL.
        only: the rules to evaluate; all of them if None.
        note: is told, once for each constraint, what goes to pySHACL and why.
        progress: is told how many of how many rules are done.

    Returns:
        The distinct validation results, sorted.

    Raises:
        InputError: ``only`` names a shape that is not there, a query reports a failure, or pySHACL
            cannot use the shapes.
    """
    results = report(data, shapes, engine=engine, only=only, note=note, progress=progress)
    return sorted(set(results), key=ValidationResult.sort_key)


def report(
    data: Store | DataGraph,
    shapes: Shapes,
    *,
    engine: Engine = "fast",
    only: Collection[ShapeNode] | None = None,
    note: Note = lambda _: None,
    progress: Progress = lambda done, total: None,
) -> list[ValidationResult]:
    """Validate as validate() does, with every result as often as a SHACL report has it."""
    if engine not in get_args(Engine):
        names = " and ".join(get_args(Engine))
        raise InputError(f"there is no engine {engine!r}", help=f"engines are {names}")
    graph = data if isinstance(data, DataGraph) else DataGraph.of(data)
    unknown = [] if only is None else [rule for rule in only if rule not in shapes.by_node]
    if unknown:
        raise InputError(f"there is no rule {min(map(str, unknown))}")
    rules = [rule for rule in shapes.rules if only is None or rule in only]
    if engine == "pyshacl":
        from kbtool.shacl.executors.pyshacl import Reference

        with limited("the validation by pySHACL"):
            return Reference(graph, shapes).rule_results(rules)
    return _fast(_prepared(graph, shapes, rules), shapes, rules, note, progress)


def _fast(
    data: DataGraph, shapes: Shapes, rules: Sequence[ShapeNode], note: Note, progress: Progress
) -> list[ValidationResult]:
    evaluation = Evaluation(data, shapes, Fallbacks(data, shapes, note))

    def results(rule: ShapeNode) -> list[ValidationResult]:
        named = curie(rule.value) if isinstance(rule, NamedNode) else "without a name"
        with limited(f"the rule {named}", told="checking by the rules"):
            found = evaluation.rule_results(rule)
        if data.failures:
            raise InputError(f"rule {rule}: {data.failures[0]}", help=REGEX_HELP)
        return found

    found: list[ValidationResult] = []
    if len(data.store) < _PARALLEL_FROM:
        for done, rule in enumerate(rules):
            progress(done + 1, len(rules))
            found += results(rule)
        return found
    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as pool:
        for done, some in enumerate(pool.map(results, rules)):
            progress(done + 1, len(rules))
            found += some
    return found


def _prepared(data: DataGraph, shapes: Shapes, rules: Collection[ShapeNode]) -> DataGraph:
    """The data graph as the queries of these rules need it.

    A union of graphs yields a triple that two of them hold twice, and COUNT without DISTINCT would
    count it twice: for such a query the data become one graph.
    """
    constraints = [
        constraint
        for rule in rules
        for node in shapes.closure(rule)
        for constraint in shapes.by_node[node].sparql
    ]
    if not data.union:
        if any(map(uses_shapes_graph, constraints)):
            data.hold(shapes.triples)
            return replace(data, altered=data.altered | altered_predicates(shapes.triples))
        return data
    if not any(constraint.counts_rows for constraint in constraints):
        return data
    held = Counter(quad.triple for quad in data.store)
    if len(held) == held.total():
        return data
    merged = Store()
    merged.bulk_extend(Quad(t.subject, t.predicate, t.object) for t in held)
    return DataGraph(merged, False, held.keys)
