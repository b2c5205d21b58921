"""The reference engine: pySHACL on rdflib, one focus node at a time.

Blank nodes keep their identifiers on the way there and back, so that results name terms of the
store. Advanced features, SHACL-JS and owl:imports are off.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kbtool.errors import InputError
from kbtool.rdf.sparql_regex import REGEX_HELP
from kbtool.rdf.terms import Term
from kbtool.shacl.defaults import default_message
from kbtool.shacl.executors.oxigraph import DataGraph
from kbtool.shacl.executors.rdflib_regex import register_regex
from kbtool.shacl.executors.rdflib_terms import to_oxigraph, to_rdflib
from kbtool.shacl.graph import show
from kbtool.shacl.inverses import move_inverses_inwards
from kbtool.shacl.model import (
    MAX_DEPTH,
    Shape,
    ShapeNode,
    Shapes,
    SparqlConstraint,
    ValidationResult,
    preferred,
)
from kbtool.shacl.paths import Path
from kbtool.shacl.vocabulary import COMPANIONS, PARAMETERS, RDF_TYPE, SH, SHAPE_TYPES, TARGETS

if TYPE_CHECKING:
    import rdflib

_TARGETS = frozenset(SH(name) for name in TARGETS)


class Reference:
    """pySHACL over one data graph, which is converted once.

    Args:
        data: the data graph.
        shapes: the shapes graph.
    """

    def __init__(self, data: DataGraph, shapes: Shapes) -> None:
        self._shapes = shapes
        with _quiet():
            self._data = to_rdflib(data.triples())

    def rule_results(self, rules: Sequence[ShapeNode]) -> list[ValidationResult]:
        """The results of whole rules.

        Raises:
            InputError: pySHACL cannot use the shapes graph.
        """
        found: list[ValidationResult] = []
        for batch in _batches(self._shapes, rules):
            owner = {node: rule for rule in batch for node in self._shapes.closure(rule)}
            rows = self._report(_portable(self._shapes, batch))
            found += [self._result(row, owner[row.source_shape]) for row in rows]
        return found

    def violations(
        self, constraint: SparqlConstraint, shape: Shape, nodes: Iterable[Term]
    ) -> list[Mapping[str, object]]:
        """The violations of one constraint of a shape at these focus nodes, regular expressions as XPath's.

        Returns:
            For each the bindings ``this``, ``value``, ``path`` and ``messages`` that it has.

        Raises:
            InputError: pySHACL cannot use the shapes graph.
        """
        failures = register_regex()
        rows = list(self._report(_alone(self._shapes, constraint, shape, nodes)))
        if failures:
            raise InputError(f"shape {show(shape.node)}: {failures[0]}", help=REGEX_HELP)
        return [
            {"this": row.focus, "value": row.value, "path": row.path, "messages": row.messages}
            for row in rows
            if row.source_shape == shape.node and row.component == constraint.component
        ]

    def _report(self, shapes: Iterable[Triple]) -> list[_Reported]:
        with _quiet():
            graph = to_rdflib(shapes)
            move_inverses_inwards(graph)
            return list(_reported(_validate(self._data, graph)))

    def _result(self, row: _Reported, rule: ShapeNode) -> ValidationResult:
        shape = self._shapes.by_node[row.source_shape]
        messages = row.messages if row.constraint is not None else shape.messages
        if not messages:
            matching = [c for c in shape.constraints if c.component == row.component]
            bindings = {"value": row.value, "path": row.path}
            text = preferred(row.messages)
            if len(matching) == 1:
                text = default_message(matching[0], shape.path, bindings, self._shapes.prefixes)
            messages = row.messages if not matching else (Literal(text),)
        return ValidationResult(
            focus=row.focus,
            rule=rule,
            source_shape=row.source_shape,
            component=row.component,
            constraint=row.constraint,
            path=Path("", row.path) if isinstance(row.path, NamedNode) else shape.path,
            value=row.value,
            messages=messages,
            severity=row.severity,
        )


class _Reported(Struct, frozen=True):
    """One result of pySHACL's report."""

    focus: Term
    source_shape: ShapeNode
    component: NamedNode
    constraint: ShapeNode | None
    path: Term | None
    value: Term | None
    messages: tuple[Literal, ...]
    severity: NamedNode


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib's remarks on ill-formed literals, with tracebacks, from standard error."""
    remarks = logging.getLogger("rdflib")
    level = remarks.level
    remarks.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        remarks.setLevel(level)


def _batches(shapes: Shapes, rules: Sequence[ShapeNode]) -> list[list[ShapeNode]]:
    """Groups of rules that share no shape, so that a source shape tells the rule."""
    batches: list[tuple[list[ShapeNode], set[Term]]] = []
    for rule in rules:
        closure = shapes.closure(rule)
        for members, used in batches:
            if used.isdisjoint(closure):
                members.append(rule)
                used |= closure
                break
        else:
            batches.append(([rule], set(closure)))
    return [members for members, _ in batches]


def _portable(
    shapes: Shapes, rules: Collection[ShapeNode], *, exact: bool = False
) -> Iterator[Triple]:
    """The shapes graph as pySHACL needs it to evaluate ``rules`` only and give their messages.

    The other shapes lose their targets (pySHACL's use_shapes would drop nested shapes too). The
    queries have their prefixes written out, and each SPARQL constraint has the messages that
    count for it: pySHACL adds those of the shape to those of the constraint. If ``exact``, the queries have
    regular expressions as XPath has them.
    """
    constraints = {c.node: c for shape in shapes.by_node.values() for c in shape.sparql}
    own = {c.node for c in constraints.values() if not c.parameters}
    for triple in shapes.triples:
        subject, predicate = triple.subject, triple.predicate
        if subject in shapes.by_node and subject not in rules:
            is_class = predicate == RDF_TYPE and triple.object not in SHAPE_TYPES
            if is_class or predicate in _TARGETS:
                continue
        if predicate == SH("message") and (subject in own or subject in shapes.by_node):
            continue
        constraint = None if isinstance(subject, Triple) else constraints.get(subject)
        if constraint is not None and predicate == SH(constraint.form):
            yield Triple(
                subject, predicate, Literal(constraint.exact if exact else constraint.select)
            )
            for message in constraint.messages if subject in own else ():
                yield Triple(subject, SH("message"), message)
            continue
        yield triple


def _alone(
    shapes: Shapes, constraint: SparqlConstraint, shape: Shape, nodes: Iterable[Term]
) -> Iterator[Triple]:
    """The shapes graph with no other target than these nodes for no other constraint than this.

    A property shape whose path is taken away becomes a node shape.
    """
    kept = {(SH("sparql"), constraint.node), *constraint.parameters}
    dropped = {SH(name) for name in (*PARAMETERS, *COMPANIONS)} | {SH("sparql")}
    dropped |= {path for other in shape.sparql for path, _ in other.parameters}
    if shape.path is None:
        dropped.add(SH("path"))
    for triple in _portable(shapes, (), exact=True):
        own = triple.subject == shape.node
        if own and shape.path is None and triple.object == SH("PropertyShape"):
            continue
        other = own and triple.predicate in dropped
        if not other or (triple.predicate, triple.object) in kept:
            yield triple
    for node in nodes:
        yield Triple(shape.node, SH("targetNode"), node)


def _validate(data_graph: rdflib.Graph, shapes_graph: rdflib.Graph) -> rdflib.Graph:
    import pyshacl
    import rdflib
    from pyshacl.constraints.sparql.sparql_based_constraint_components import (
        SPARQLConstraintComponentValidator,
    )

    # pySHACL caches validators by the id() of a shapes graph, which a later graph can have again
    SPARQLConstraintComponentValidator.validator_cache.clear()
    silent = logging.getLogger("kbtool.shacl.executors.pyshacl")
    silent.addHandler(logging.NullHandler())
    silent.propagate = False
    try:
        _, report, text = pyshacl.validate(
            data_graph,
            shacl_graph=shapes_graph,
            inference="none",
            advanced=False,
            js=False,
            do_owl_imports=False,
            meta_shacl=False,
            max_validation_depth=2 * MAX_DEPTH,
            logger=silent,
        )
    except Exception as error:  # pySHACL lets errors of rdflib's parser and of its own through
        raise InputError(f"pySHACL cannot use the shapes graph: {_line(error)}") from error
    if not isinstance(report, rdflib.Graph):
        raise InputError(f"pySHACL cannot use the shapes graph: {_line(text)}")
    return report


def _line(text: object) -> str:
    return " ".join(str(text).split()) or type(text).__name__


def _reported(report: rdflib.Graph) -> Iterator[_Reported]:
    import rdflib

    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")

    def one(node: rdflib.term.Node, local: str) -> Term | None:
        term = report.value(node, shacl[local], any=True)
        return None if term is None else to_oxigraph(term)

    for node in report.objects(None, shacl.result):
        source, component = one(node, "sourceShape"), one(node, "sourceConstraintComponent")
        focus, severity = one(node, "focusNode"), one(node, "resultSeverity")
        constraint = one(node, "sourceConstraint")
        assert isinstance(source, NamedNode | BlankNode) and isinstance(component, NamedNode)
        assert isinstance(severity, NamedNode) and focus is not None
        texts = [to_oxigraph(text) for text in report.objects(node, shacl.resultMessage)]
        yield _Reported(
            focus=focus,
            source_shape=source,
            component=component,
            constraint=constraint if isinstance(constraint, NamedNode | BlankNode) else None,
            path=one(node, "resultPath"),
            value=one(node, "value"),
            messages=tuple(sorted((t for t in texts if isinstance(t, Literal)), key=str)),
            severity=severity,
        )
