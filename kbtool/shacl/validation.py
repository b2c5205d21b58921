"""Validates a data graph: set-based queries where they are exact, else the reference engine."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal as OneOf

from pyoxigraph import NamedNode, Quad, Store

from kbtool.errors import InputError
from kbtool.shacl.evaluation import Evaluation
from kbtool.shacl.model import Shapes, ValidationResult


def validate(
    data: Store,
    shapes: Shapes,
    *,
    engine: OneOf["fast", "pyshacl"] = "fast",
    only: Collection[NamedNode] | None = None,
) -> list[ValidationResult]:
    """Validate the union of the graphs of ``data``.

    Args:
        data: the data graph; it is not changed.
        shapes: the shapes graph.
        engine: ``fast`` evaluates every rule that translates exactly with SPARQL queries and the
            others with pySHACL; ``pyshacl`` evaluates all of them with pySHACL.
        only: the rules to evaluate; all of them if None.

    Returns:
        The distinct validation results, sorted.

    Raises:
        InputError: ``only`` names a shape that is not there, or pySHACL cannot use the shapes.
    """
    results = report(data, shapes, engine=engine, only=only)
    return sorted(set(results), key=ValidationResult.sort_key)


def report(
    data: Store,
    shapes: Shapes,
    *,
    engine: OneOf["fast", "pyshacl"] = "fast",
    only: Collection[NamedNode] | None = None,
) -> list[ValidationResult]:
    """Validate as validate() does, with every result as often as a SHACL report has it."""
    unknown = [] if only is None else [rule for rule in only if rule not in shapes.by_node]
    if unknown:
        raise InputError(f"there is no rule {min(map(str, unknown))}")
    rules = [rule for rule in shapes.rules if only is None or rule in only]
    slow = rules if engine == "pyshacl" else [rule for rule in rules if rule in shapes.fallbacks]
    evaluation = Evaluation(_countable(data, shapes, rules), shapes)
    results = [
        result for rule in rules if rule not in slow for result in evaluation.rule_results(rule)
    ]
    if slow:
        from kbtool.shacl.reference import reference_results

        results += reference_results(data, shapes, slow)
    return results


def _countable(data: Store, shapes: Shapes, rules: Collection[NamedNode]) -> Store:
    """The data, as one graph if a rule counts rows and some triple is in two graphs.

    A union of graphs yields such a triple twice, and COUNT without DISTINCT would count it twice.
    """
    counts = any(
        constraint.counts_rows
        for rule in rules
        for node in shapes.closure(rule)
        for constraint in shapes.by_node[node].sparql
    )
    if not counts:
        return data
    triples = [quad.triple for quad in data]
    distinct = set(triples)
    if len(distinct) == len(triples):
        return data
    merged = Store()
    merged.bulk_extend(Quad(t.subject, t.predicate, t.object) for t in distinct)
    return merged
