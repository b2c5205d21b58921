"""Reads one shape: its target, its path, its constraints, checked against SHACL's syntax rules."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct
from msgspec.structs import replace
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kbtool.errors import InputError
from kbtool.rdf.terms import Term
from kbtool.shacl.components import Component
from kbtool.shacl.graph import GraphIndex, show
from kbtool.shacl.model import Constraint, Shape, ShapeNode, SparqlConstraint, Target
from kbtool.shacl.parameters import checked, flag, read_messages, single, values_of
from kbtool.shacl.paths import Path, read_path
from kbtool.shacl.translation import (
    check_constraint,
    read_component_constraint,
    read_sparql_constraint,
)
from kbtool.shacl.vocabulary import (
    COMPANIONS,
    PARAMETERS,
    RDF_TYPE,
    RDFS_CLASS,
    RDFS_SUBCLASS_OF,
    SH,
    SHAPE_TYPES,
    TARGETS,
    Parameter,
)

_MARKS = frozenset(SH(name) for name in (*PARAMETERS, *COMPANIONS, *TARGETS, "sparql"))


def is_shape(graph: GraphIndex, node: Term | None) -> bool:
    """Whether a node that is the subject of triples is a shape by itself (SHACL 2.1)."""
    return not _MARKS.isdisjoint(graph.predicates(node)) or not SHAPE_TYPES.isdisjoint(
        graph.objects(node, RDF_TYPE)
    )


class Reading(Struct, frozen=True):
    """What a shape is read from, and how.

    Attributes:
        graph: the shapes graph.
        components: the SPARQL-based constraint components that it declares.
        strict: whether to refuse also what SHACL lets a processor ignore, as a typing error would be.
    """

    graph: GraphIndex
    components: Collection[Component]
    strict: bool


def read_shape(reading: Reading, node: Term | None) -> Shape:
    """The shape at ``node``.

    Raises:
        InputError: the shape is ill-formed.
    """
    if not isinstance(node, NamedNode | BlankNode):
        raise InputError(f"{show(node)} stands where a shape is expected")
    try:
        return _read_shape(reading, node)
    except InputError as error:
        owner = reading.graph.named_owner(node)
        if owner is None or owner.value in error.message:
            raise
        raise InputError(f"shape {show(owner)}: {error.message}", help=error.help) from error


def _read_shape(reading: Reading, node: ShapeNode) -> Shape:
    graph = reading.graph
    paths = graph.objects(node, SH("path"))
    if len(paths) > 1:
        raise InputError(f"it has {len(paths)} values of sh:path, not one")
    path = read_path(graph, paths[0]) if paths else None
    if path is None and SH("PropertyShape") in graph.objects(node, RDF_TYPE):
        raise InputError("a sh:PropertyShape needs a sh:path")
    if path is not None and SH("NodeShape") in graph.objects(node, RDF_TYPE):
        raise InputError("a sh:NodeShape must not have a sh:path")
    constraints = _constraints(reading, node, path)
    for constraint in constraints:
        check_constraint(constraint, strict=reading.strict)
    messages = read_messages(graph, node)
    severity = single(graph, node, "severity", "iri") or SH("Violation")
    assert isinstance(severity, NamedNode)
    return Shape(
        node=node,
        target=_target(graph, node),
        path=path,
        severity=severity,
        messages=messages,
        deactivated=flag(graph, node, "deactivated"),
        constraints=tuple(constraints),
        sparql=(
            *_sparql_constraints(reading, node, path, messages),
            *_component_constraints(reading, node, path, messages),
        ),
    )


def _sparql_constraints(
    reading: Reading, node: ShapeNode, path: Path | None, messages: tuple[Literal, ...]
) -> Iterator[SparqlConstraint]:
    graph = reading.graph
    for value in graph.objects(node, SH("sparql")):
        if not flag(graph, value, "deactivated"):
            own = read_messages(graph, value)
            yield read_sparql_constraint(
                graph, value, node, path, messages, own, strict=reading.strict
            )


def _component_constraints(
    reading: Reading, node: ShapeNode, path: Path | None, messages: tuple[Literal, ...]
) -> Iterator[SparqlConstraint]:
    graph = reading.graph
    for component in reading.components:
        validator = component.validator(for_property=path is not None)
        texts = (
            messages
            or (validator and read_messages(graph, validator))
            or read_messages(graph, component.node)
        )
        for values in component.uses(graph, node):
            constraint = read_component_constraint(
                graph, component, node, path, values, texts, strict=reading.strict
            )
            if constraint is not None:
                yield constraint


def _target(graph: GraphIndex, node: ShapeNode) -> Target:
    nodes = tuple(graph.objects(node, SH("targetNode")))
    if any(isinstance(term, BlankNode | Triple) for term in nodes):
        raise InputError("a value of sh:targetNode is neither an IRI nor a literal")
    classes = list(_iris(graph, node, "targetClass"))
    if isinstance(node, NamedNode) and _is_class(graph, node):
        classes.append(node)
    return Target(
        nodes=nodes,
        classes=tuple(dict.fromkeys(classes)),
        subjects_of=_iris(graph, node, "targetSubjectsOf"),
        objects_of=_iris(graph, node, "targetObjectsOf"),
    )


def _is_class(graph: GraphIndex, node: ShapeNode) -> bool:
    waiting, seen = list(graph.objects(node, RDF_TYPE)), set[Term]()
    while waiting:
        kind = waiting.pop()
        if kind == RDFS_CLASS:
            return True
        if kind not in seen:
            seen.add(kind)
            waiting.extend(graph.objects(kind, RDFS_SUBCLASS_OF))
    return False


def _iris(graph: GraphIndex, node: ShapeNode, local: str) -> tuple[NamedNode, ...]:
    values = [checked(value, "iri", local) for value in graph.objects(node, SH(local))]
    return tuple(value for value in values if isinstance(value, NamedNode))


def _constraints(reading: Reading, node: ShapeNode, path: Path | None) -> list[Constraint]:
    graph, found = reading.graph, list[Constraint]()
    stated = frozenset(graph.predicates(node))
    for local, parameter in PARAMETERS.items():
        if SH(local) not in stated:
            continue
        values = graph.objects(node, SH(local))
        if parameter.single and len(values) > 1:
            raise InputError(f"it has {len(values)} values of sh:{local}, not one")
        if parameter.property_only and path is None:
            raise InputError(f"sh:{local} stands in a node shape: it needs a sh:path")
        for value in values:
            found += _constraint(reading, node, local, parameter, value)
    if reading.strict:
        _check_companions(graph, node, found)
    return found


def _check_companions(graph: GraphIndex, node: ShapeNode, found: list[Constraint]) -> None:
    if single(graph, node, "ignoredProperties", "iris") and not graph.objects(node, SH("closed")):
        raise InputError("sh:ignoredProperties needs sh:closed")
    if graph.objects(node, SH("qualifiedValueShape")) and not any(
        constraint.parameter.startswith("qualified") for constraint in found
    ):
        raise InputError("sh:qualifiedValueShape needs sh:qualifiedMinCount or qualifiedMaxCount")
    if graph.objects(node, SH("flags")) and not graph.objects(node, SH("pattern")):
        raise InputError("sh:flags needs sh:pattern")


def _constraint(
    reading: Reading, node: ShapeNode, local: str, parameter: Parameter, value: Term
) -> list[Constraint]:
    graph = reading.graph
    terms = values_of(graph, value, parameter.kind, local)
    component = SH(f"{parameter.component}ConstraintComponent")
    plain = Constraint(local, component, value)
    if parameter.kind == "flag" and terms != (Literal(True),):
        return []
    if parameter.kind in ("shape", "shapes"):
        return [replace(plain, shapes=_shape_nodes(terms))]
    if local == "pattern":
        flags = single(graph, node, "flags", "string")
        text = flags.value if isinstance(flags, Literal) else ""
        return [replace(plain, terms=terms, flags=text)]
    if local == "closed":
        return [replace(plain, terms=(*_ignored(graph, node), *_property_iris(graph, node)))]
    if local.startswith("qualified"):
        shape = single(graph, node, "qualifiedValueShape", "shape")
        if shape is None and not reading.strict:
            return []
        if shape is None:
            raise InputError(f"sh:{local} needs sh:qualifiedValueShape")
        disjoint = flag(graph, node, "qualifiedValueShapesDisjoint")
        siblings = _siblings(graph, node, shape) if disjoint else ()
        return [replace(plain, terms=terms, shapes=_shape_nodes((shape,)), siblings=siblings)]
    return [replace(plain, terms=terms)]


def _siblings(graph: GraphIndex, node: ShapeNode, own: Term) -> tuple[ShapeNode, ...]:
    """The sibling shapes (SHACL 4.7.3): other qualified value shapes below the same parents."""
    found: list[Term] = []
    for parent in graph.subjects():
        properties = graph.objects(parent, SH("property"))
        if node in properties:
            for other in properties:
                found += graph.objects(other, SH("qualifiedValueShape"))
    return _shape_nodes(tuple(shape for shape in dict.fromkeys(found) if shape != own))


def _ignored(graph: GraphIndex, node: ShapeNode) -> tuple[Term, ...]:
    values = graph.objects(node, SH("ignoredProperties"))
    return values_of(graph, values[0], "iris", "ignoredProperties") if values else ()


def _property_iris(graph: GraphIndex, node: ShapeNode) -> tuple[Term, ...]:
    return tuple(
        path
        for nested in graph.objects(node, SH("property"))
        for path in graph.objects(nested, SH("path"))
        if isinstance(path, NamedNode)
    )


def _shape_nodes(terms: tuple[Term, ...]) -> tuple[ShapeNode, ...]:
    return tuple(term for term in terms if isinstance(term, NamedNode | BlankNode))
