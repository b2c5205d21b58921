"""The reference engine: pySHACL on rdflib, one focus node at a time.

Blank nodes keep their identifiers on the way there and back, so that results name terms of the
store. Advanced features, SHACL-JS and owl:imports are off.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from kbtool.errors import InputError
from kbtool.shacl.defaults import default_message
from kbtool.shacl.model import MAX_DEPTH, Shapes, Term, ValidationResult
from kbtool.shacl.vocabulary import RDF_TYPE, SH, SHAPE_TYPES, TARGETS

if TYPE_CHECKING:
    import rdflib

_TARGETS = frozenset(SH(name) for name in TARGETS)
_SPARQL = SH("SPARQLConstraintComponent")


def reference_results(
    data: Store, shapes: Shapes, rules: Sequence[NamedNode]
) -> list[ValidationResult]:
    """Validate the union of the graphs of ``data`` against ``rules`` with pySHACL.

    Raises:
        InputError: pySHACL cannot use the shapes graph.
    """
    if not rules:
        return []
    found: list[ValidationResult] = []
    with _quiet():
        data_graph = _to_rdflib(quad.triple for quad in data)
        for batch in _batches(shapes, rules):
            report = _validate(data_graph, _to_rdflib(_portable(shapes, batch)))
            owner = {node: rule for rule in batch for node in shapes.closure(rule)}
            found += _results(report, shapes, owner)
    return found


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


def _batches(shapes: Shapes, rules: Sequence[NamedNode]) -> list[list[NamedNode]]:
    """Groups of rules that share no shape, so that a source shape tells the rule."""
    batches: list[tuple[list[NamedNode], set[object]]] = []
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


def _portable(shapes: Shapes, rules: Collection[NamedNode]) -> Iterable[Triple]:
    """The shapes graph as pySHACL needs it to evaluate ``rules`` only and give their messages.

    The other shapes lose their targets (pySHACL's use_shapes would drop nested shapes too). The
    queries have their prefixes written out, and each SPARQL constraint has the one message that
    counts for it: pySHACL adds that of the shape to that of the constraint.
    """
    constraints = {c.node: c for shape in shapes.by_node.values() for c in shape.sparql}
    for triple in shapes.triples:
        if triple.subject in shapes.by_node and triple.subject not in rules:
            is_class = triple.predicate == RDF_TYPE and triple.object not in SHAPE_TYPES
            if is_class or triple.predicate in _TARGETS:
                continue
        subject = triple.subject
        constraint = None if isinstance(subject, Triple) else constraints.get(subject)
        is_message = triple.predicate == SH("message")
        if is_message and (constraint is not None or triple.subject in shapes.by_node):
            continue
        if constraint is not None and triple.predicate == SH("select"):
            yield Triple(triple.subject, triple.predicate, Literal(constraint.select))
            if constraint.message is not None:
                yield Triple(triple.subject, SH("message"), Literal(constraint.message))
            continue
        yield triple


def _validate(data_graph: rdflib.Graph, shapes_graph: rdflib.Graph) -> rdflib.Graph:
    import pyshacl
    import rdflib
    from pyshacl.constraints.sparql.sparql_based_constraint_components import (
        SPARQLConstraintComponentValidator,
    )

    # pySHACL caches validators by the id() of a shapes graph, which a later graph can have again
    SPARQLConstraintComponentValidator.validator_cache.clear()
    silent = logging.getLogger("kbtool.shacl.reference")
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


def _results(
    report: rdflib.Graph, shapes: Shapes, owner: dict[NamedNode | BlankNode, NamedNode]
) -> Iterable[ValidationResult]:
    import rdflib

    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")

    def one(node: rdflib.term.Node, local: str) -> Term | None:
        term = report.value(node, shacl[local], any=True)
        return None if term is None else _to_oxigraph(term)

    for node in report.objects(None, shacl.result):
        source, component = one(node, "sourceShape"), one(node, "sourceConstraintComponent")
        focus, severity = one(node, "focusNode"), one(node, "resultSeverity")
        assert isinstance(source, NamedNode | BlankNode) and isinstance(component, NamedNode)
        assert isinstance(severity, NamedNode) and focus is not None
        shape, path, value = shapes.by_node[source], one(node, "resultPath"), one(node, "value")
        shape_path = shape.path.label if shape.path is not None else None
        texts = sorted(str(text) for text in report.objects(node, shacl.resultMessage))
        message = " ".join(texts)
        if component != _SPARQL and shape.message is not None:
            message = shape.message
        elif component != _SPARQL:
            matching = [c for c in shape.constraints if c.component == component]
            if len(matching) == 1:
                bindings = {"value": value, "path": path}
                message = default_message(matching[0], shape.path, bindings, shapes.prefixes)
        yield ValidationResult(
            focus=focus,
            rule=owner[source],
            source_shape=source,
            component=component,
            path=path.value if isinstance(path, NamedNode) else shape_path,
            value=value,
            message=message,
            severity=severity,
        )


def _to_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    known: dict[object, rdflib.term.Identifier] = {}

    def convert(term: object) -> rdflib.term.Identifier:
        if term in known:
            return known[term]
        if isinstance(term, NamedNode):
            found: rdflib.term.Identifier = rdflib.URIRef(term.value)
        elif isinstance(term, BlankNode):
            found = rdflib.BNode(term.value)
        elif isinstance(term, Literal) and term.language:
            found = rdflib.Literal(term.value, lang=term.language)
        elif isinstance(term, Literal):
            plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
            datatype = None if plain else rdflib.URIRef(term.datatype.value)
            found = rdflib.Literal(term.value, datatype=datatype, normalize=False)
        else:
            raise InputError("the data hold a quoted triple, which RDF 1.1 does not have")
        known[term] = found
        return found

    for triple in triples:
        graph.add((convert(triple.subject), convert(triple.predicate), convert(triple.object)))
    return graph


def _to_oxigraph(term: object) -> Term:
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return Literal(str(term), language=term.language)
    if term.datatype:
        return Literal(str(term), datatype=NamedNode(str(term.datatype)))
    return Literal(str(term))
