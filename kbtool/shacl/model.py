"""What a shapes graph says, as frozen values, and what a validation answers.

Names follow the SHACL Recommendation (https://www.w3.org/TR/shacl/): shape, target, constraint,
constraint component, focus node, value node.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal as OneOf
from typing import TypeAlias

from msgspec import Struct
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kbtool.rdf.terms import Term
from kbtool.shacl.graph import GraphIndex
from kbtool.shacl.paths import Path

ShapeNode: TypeAlias = NamedNode | BlankNode

_DEACTIVATED = "http://www.w3.org/ns/shacl#deactivated"

MAX_DEPTH = 40
"""More levels of nested shapes than this are refused."""


class ValidationResult(Struct, frozen=True):
    """One validation result (SHACL 3.6.2).

    Attributes:
        focus: the focus node that caused the result.
        rule: the top-level shape, the one with the target.
        source_shape: the shape that holds the constraint: the rule or a shape nested in it.
        component: the sh:sourceConstraintComponent.
        constraint: the sh:sourceConstraint of a SPARQL-based constraint.
        path: the sh:resultPath.
        value: the value node at fault, if the component names one.
        messages: every sh:message with its templates filled in, or a default one.
        severity: the sh:severity of the source shape.
    """

    focus: Term
    rule: ShapeNode
    source_shape: ShapeNode
    component: NamedNode
    constraint: ShapeNode | None
    path: Path | None
    value: Term | None
    messages: tuple[Literal, ...]
    severity: NamedNode

    @property
    def message(self) -> str:
        """The message in English or without a language, if there are several."""
        return preferred(self.messages)

    def sort_key(self) -> tuple[str, ...]:
        """Order of a report: by rule, then focus node, path, component, value, message."""
        return (
            str(self.rule),
            str(self.focus),
            "" if self.path is None else self.path.label,
            self.component.value,
            "" if self.value is None else str(self.value),
            self.message,
            str(self.source_shape),
            str(self.constraint),
        )


def preferred(messages: Iterable[Literal]) -> str:
    """The text of the message that a reader of English gets; empty if there is none."""
    ranked = sorted(((m.language or "") not in ("", "en"), m.value) for m in messages)
    return ranked[0][1] if ranked else ""


class Target(Struct, frozen=True):
    """The target declarations of a shape (SHACL 2.1.3); implicit class targets are in classes."""

    nodes: tuple[Term, ...] = ()
    classes: tuple[NamedNode, ...] = ()
    subjects_of: tuple[NamedNode, ...] = ()
    objects_of: tuple[NamedNode, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.nodes or self.classes or self.subjects_of or self.objects_of)


class Constraint(Struct, frozen=True):
    """One SHACL Core constraint.

    Attributes:
        parameter: local name of the parameter that declares it, such as ``minCount``.
        component: IRI of its constraint component.
        declared: the parameter's value, as it stands in the shapes graph.
        terms: that value, or the members of the list that it is.
        shapes: the shapes that it refers to (sh:node, sh:or, sh:qualifiedValueShape, ...).
        flags: regular expression flags of sh:pattern.
        siblings: the sibling shapes that sh:qualifiedValueShapesDisjoint excludes.
    """

    parameter: str
    component: NamedNode
    declared: Term
    terms: tuple[Term, ...] = ()
    shapes: tuple[ShapeNode, ...] = ()
    flags: str = ""
    siblings: tuple[ShapeNode, ...] = ()


class SparqlConstraint(Struct, frozen=True):
    """A SPARQL-based constraint (SHACL 5.1), or one of a SPARQL-based component (SHACL 6).

    Attributes:
        node: the value of sh:sparql, or the validator.
        component: IRI of its constraint component.
        form: whether the query selects violations, or asks whether a value node conforms.
        select: the query, with its PREFIX declarations written out.
        exact: that query with regular expressions as XPath has them (kbtool.rdf.sparql_regex).
        parameters: the values of a component's parameters, by property.
        set_query: the query over a whole set of focus nodes, as text with the place for the
            focus pattern marked; None where it has no exact translation.
        reason: why there is no translation.
        mentions: the IRIs in the query; None if some predicate in it is a variable.
        counts_rows: whether it aggregates over rows, so that a triple held twice would count twice.
        empty_paths: whether it may use paths of length zero.
        messages: its own sh:message, else that of its shape or component.
    """

    node: ShapeNode
    component: NamedNode
    form: OneOf["select", "ask"]
    select: str
    exact: str
    parameters: tuple[tuple[NamedNode, Term], ...]
    set_query: str | None
    reason: str | None
    mentions: frozenset[str] | None
    counts_rows: bool
    empty_paths: bool
    messages: tuple[Literal, ...]


class Shape(Struct, frozen=True):
    """A node shape (path is None) or a property shape."""

    node: ShapeNode
    target: Target
    path: Path | None
    severity: NamedNode
    messages: tuple[Literal, ...]
    deactivated: bool
    constraints: tuple[Constraint, ...]
    sparql: tuple[SparqlConstraint, ...]

    @property
    def message(self) -> str | None:
        """The sh:message that a reader of English gets, if there is one."""
        return preferred(self.messages) or None

    @property
    def every_constraint(self) -> Iterator[Constraint | SparqlConstraint]:
        """The constraints of either kind."""
        yield from self.constraints
        yield from self.sparql

    def references(self) -> Iterable[ShapeNode]:
        """The shapes that this shape's constraints refer to."""
        for constraint in self.constraints:
            yield from constraint.shapes
            yield from constraint.siblings


class Shapes(Struct, frozen=True, dict=True):
    """A shapes graph.

    Attributes:
        by_node: every shape, by its node.
        rules: nodes of the shapes that have a target and are not deactivated, sorted.
        prefixes: the prefixes that the shapes graph declares (sh:declare), for messages.
        triples: the triples of the shapes graph, for the reference engine.
    """

    by_node: Mapping[ShapeNode, Shape]
    rules: tuple[ShapeNode, ...]
    prefixes: Mapping[str, str]
    triples: tuple[Triple, ...]

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

    @cached_property
    def deactivated(self) -> tuple[Triple, ...]:
        """The triples that deactivate a shape or a constraint."""
        return tuple(
            t
            for t in self.triples
            if t.predicate.value == _DEACTIVATED
            and isinstance(t.object, Literal)
            and t.object.value in ("true", "1")
        )

    @cached_property
    def of_blank_nodes(self) -> GraphIndex:
        """The triples of nodes without a name, by these."""
        return GraphIndex(t for t in self.triples if isinstance(t.subject, BlankNode))

    @property
    def fallbacks(self) -> dict[ShapeNode, tuple[str, ...]]:
        """For each rule with constraints that only the reference engine evaluates, the reasons."""
        found: dict[ShapeNode, tuple[str, ...]] = {}
        for rule in self.rules:
            reasons = [
                constraint.reason
                for node in sorted(self.closure(rule), key=str)
                if not self.by_node[node].deactivated
                for constraint in self.by_node[node].sparql
                if constraint.reason
            ]
            if reasons:
                found[rule] = tuple(dict.fromkeys(reasons))
        return found
