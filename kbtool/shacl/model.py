"""What a shapes graph says, as frozen dataclasses, and what a validation answers.

Names follow the SHACL Recommendation (https://www.w3.org/TR/shacl/): shape, target, constraint,
constraint component, focus node, value node.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kbtool.shacl.paths import Path

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
ShapeNode: TypeAlias = NamedNode | BlankNode

MAX_DEPTH = 40
"""More levels of nested shapes than this are refused."""


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """One validation result (SHACL 3.6.2).

    Attributes:
        focus: the focus node that caused the result.
        rule: the top-level shape, the one with the target.
        source_shape: the shape that holds the constraint: the rule or a shape nested in it.
        component: the sh:sourceConstraintComponent.
        path: IRI of a predicate path, else the SPARQL text of the path, else None.
        value: the value node at fault, if the component names one.
        message: sh:message with its templates filled in, or a default one.
        severity: the sh:severity of the source shape.
    """

    focus: Term
    rule: NamedNode
    source_shape: Term
    component: NamedNode
    path: str | None
    value: Term | None
    message: str
    severity: NamedNode

    def sort_key(self) -> tuple[str, ...]:
        """Order of a report: by rule, then focus node, path, component, value, message."""
        return (
            self.rule.value,
            str(self.focus),
            self.path or "",
            self.component.value,
            "" if self.value is None else str(self.value),
            self.message,
            str(self.source_shape),
        )


@dataclass(frozen=True, slots=True)
class Target:
    """The target declarations of a shape (SHACL 2.1.3); implicit class targets are in classes."""

    nodes: tuple[Term, ...] = ()
    classes: tuple[NamedNode, ...] = ()
    subjects_of: tuple[NamedNode, ...] = ()
    objects_of: tuple[NamedNode, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.nodes or self.classes or self.subjects_of or self.objects_of)


@dataclass(frozen=True, slots=True)
class Constraint:
    """One SHACL Core constraint.

    Attributes:
        parameter: local name of the parameter that declares it, such as ``minCount``.
        component: IRI of its constraint component.
        terms: the parameter's value, or the members of the list that it is.
        shapes: the shapes that it refers to (sh:node, sh:or, sh:qualifiedValueShape, ...).
        flags: regular expression flags of sh:pattern.
        siblings: the sibling shapes that sh:qualifiedValueShapesDisjoint excludes.
    """

    parameter: str
    component: NamedNode
    terms: tuple[Term, ...] = ()
    shapes: tuple[ShapeNode, ...] = ()
    flags: str = ""
    siblings: tuple[ShapeNode, ...] = ()


@dataclass(frozen=True, slots=True)
class SparqlConstraint:
    """One SPARQL-based constraint (SHACL 5.1).

    Attributes:
        node: the value of sh:sparql.
        select: the SELECT query, with its PREFIX declarations written out.
        set_query: the same query over a whole set of focus nodes, as text with the place for the
            focus pattern marked; None where it has no exact translation.
        reason: why there is no translation.
        counts_rows: whether it aggregates over rows, so that a triple held twice would count twice.
        empty_paths: whether it may use paths of length zero.
        message: its own sh:message, else that of its shape.
    """

    node: ShapeNode
    select: str
    set_query: str | None
    reason: str | None
    counts_rows: bool
    empty_paths: bool
    message: str | None


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape (path is None) or a property shape."""

    node: ShapeNode
    target: Target
    path: Path | None
    severity: NamedNode
    message: str | None
    deactivated: bool
    constraints: tuple[Constraint, ...]
    sparql: tuple[SparqlConstraint, ...]
    untranslated: tuple[str, ...] = ()

    def references(self) -> Iterable[ShapeNode]:
        """The shapes that this shape's constraints refer to."""
        for constraint in self.constraints:
            yield from constraint.shapes
            yield from constraint.siblings


@dataclass(frozen=True)
class Shapes:
    """A shapes graph.

    Attributes:
        by_node: every shape, by its node.
        rules: nodes of the shapes that have a target and are not deactivated, sorted.
        fallbacks: for each rule that only the reference engine can evaluate, the reasons.
        prefixes: the prefixes that the shapes graph declares (sh:declare), for messages.
        triples: the triples of the shapes graph, for the reference engine.
    """

    by_node: Mapping[ShapeNode, Shape]
    rules: tuple[NamedNode, ...]
    fallbacks: Mapping[NamedNode, tuple[str, ...]]
    prefixes: Mapping[str, str]
    triples: tuple[Triple, ...] = field(repr=False)

    def closure(self, rule: ShapeNode) -> set[ShapeNode]:
        """The shape itself and every shape that it refers to, at any depth."""
        seen: set[ShapeNode] = set()
        waiting = [rule]
        while waiting:
            node = waiting.pop()
            if node in seen or node not in self.by_node:
                continue
            seen.add(node)
            if not self.by_node[node].deactivated:
                waiting.extend(self.by_node[node].references())
        return seen
