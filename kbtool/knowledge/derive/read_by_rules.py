"""What rules read, so that what only others read need not be derived: a draft is judged by few rules."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

import pyoxigraph as ox

from kbtool.knowledge.derive.state import Step
from kbtool.knowledge.derive.steps import leading_to
from kbtool.knowledge.derive.table import FOR_RULES
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import KB, RDFS
from kbtool.rdf.sparql_cursor import UnreadError
from kbtool.rdf.sparql_joins import ANY, Group, Select
from kbtool.rdf.sparql_patterns import read_patterns
from kbtool.rdf.terms import instances, objects, value
from kbtool.shacl import Shapes
from kbtool.shacl.model import Shape

OF_RULES_ALONE = FOR_RULES | {"usage", "journals", "labels of products", "lists of kbtool"}
"""The steps whose results nothing but rules and queries reads when drafts are checked."""

_NAME = re.compile(r"[:#/]([A-Za-z_][\w-]*)")


def read_by(
    order: Sequence[Step], store: ox.Store, shapes: Shapes, rules: Iterable[Rule]
) -> list[Step]:
    """The steps without those whose results only rules read, and none of those that are asked for.

    Args:
        order: the steps.
        store: what the files state, the vocabulary and waivers among it.
        shapes: the rules, as shapes.
        rules: the rules that are asked for; those that something follows from, or that a waiver names, may be others.
    """
    named: set[str] = set()
    for rule in rules:
        terms = terms_read(shapes, rule)
        if terms is None:
            return list(order)
        named |= terms
    asked = {
        term
        for step in order
        for term in step.derives
        if step.name not in OF_RULES_ALONE or not named.isdisjoint(_kinds_of(store, term))
    }
    leading = set(map(id, leading_to(order, asked)))
    return [step for step in order if step.name not in OF_RULES_ALONE or id(step) in leading]


def waived(store: ox.Store, rules: Iterable[Rule]) -> list[Rule]:
    """The rules that waivers name, by code or name.

    Args:
        store: what the files state.
        rules: all rules.
    """
    named = {
        value(each)
        for waiver in instances(store, KB("Waiver"))
        for each in objects(store, waiver, KB("rule"))
    }
    return [rule for rule in rules if named & {rule.code, rule.name}]


def terms_read(shapes: Shapes, rule: Rule) -> frozenset[str] | None:
    """The local names of what a rule reads, and of more that it names; None, if that may be anything.

    Args:
        shapes: the rules, as shapes.
        rule: one of them.
    """
    found: set[str] = set()
    for node in shapes.closure(rule.iri):
        shape = shapes.by_node[node]
        if any(each.parameter == "closed" for each in shape.constraints):
            return None
        for query in shape.sparql:
            if _reads_anything(query.exact):
                return None
        found.update(name for text in _texts(shape) for name in _NAME.findall(text))
    return frozenset(found)


def _texts(shape: Shape) -> Iterator[str]:
    """Where a shape may name what it reads."""
    if shape.path is not None:
        yield shape.path.sparql
    target = shape.target
    yield from map(str, (*target.classes, *target.subjects_of, *target.objects_of, *target.nodes))
    for constraint in shape.constraints:
        yield from map(str, (*constraint.terms, constraint.declared))
    for query in shape.sparql:
        yield query.exact
        yield from (str(term) for pair in query.parameters for term in pair)


@lru_cache(maxsize=2048)
def _reads_anything(query: str) -> bool:
    """Whether some predicate of a query is a variable, or it is not known what it joins."""
    try:
        return any(ANY in pattern for pattern in _predicates(read_patterns(query)))
    except UnreadError:
        return True


def _predicates(of: Group | Select) -> Iterator[Collection[str]]:
    group = of.where if isinstance(of, Select) else of
    yield from (pattern.predicates for pattern in group.patterns)
    others = [*group.optional, *group.inner, *(each for some in group.unions for each in some)]
    for other in others:
        yield from _predicates(other)


def _kinds_of(store: ox.Store, term: str) -> set[str]:
    """A term, and the classes and properties that it is one of."""
    found: set[str] = set()
    waiting: list[ox.NamedNode] = [KB(term)]
    while waiting:
        node = waiting.pop()
        name = node.value.rpartition("#")[2].rpartition("/")[2]
        if name not in found:
            found.add(name)
            for above in (RDFS("subClassOf"), RDFS("subPropertyOf")):
                waiting += [
                    each for each in objects(store, node, above) if isinstance(each, ox.NamedNode)
                ]
    return found
