"""Reads one shape: its target, its path, its constraints, checked against SHACL's syntax rules."""

from __future__ import annotations

from collections.abc import Collection

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kbtool.errors import InputError
from kbtool.shacl.graph import GraphIndex, show
from kbtool.shacl.model import Constraint, Shape, ShapeNode, Target, Term
from kbtool.shacl.paths import Path, read_path
from kbtool.shacl.translation import read_sparql_constraint, untranslatable
from kbtool.shacl.vocabulary import (
    COMPANIONS,
    NODE_KINDS,
    PARAMETERS,
    RDF_TYPE,
    RDFS_CLASS,
    RDFS_SUBCLASS_OF,
    SH,
    SHAPE_TYPES,
    TARGETS,
    XSD,
    Kind,
    Parameter,
)

_MARKS = frozenset(SH(name) for name in (*PARAMETERS, *COMPANIONS, *TARGETS, "sparql"))
_EXPECTED: dict[Kind, str] = {
    "iri": "an IRI",
    "node kind": "one of " + ", ".join(f"sh:{kind}" for kind in NODE_KINDS),
    "count": "a non-negative integer",
    "flag": "true or false",
    "literal": "a literal",
    "string": "a string",
    "shape": "a shape",
}
_LISTS: dict[Kind, Kind] = {"terms": "term", "strings": "string", "iris": "iri", "shapes": "shape"}


def is_shape(graph: GraphIndex, node: object) -> bool:
    """Whether a node that is the subject of triples is a shape by itself (SHACL 2.1)."""
    return not _MARKS.isdisjoint(graph.predicates(node)) or not SHAPE_TYPES.isdisjoint(
        graph.objects(node, RDF_TYPE)
    )


def read_shape(graph: GraphIndex, node: object, custom: Collection[NamedNode]) -> Shape:
    """The shape at ``node``; ``custom`` are the parameters of SPARQL constraint components.

    Raises:
        InputError: the shape is ill-formed.
    """
    if not isinstance(node, NamedNode | BlankNode):
        raise InputError(f"{show(node)} stands where a shape is expected")
    try:
        return _read_shape(graph, node, custom)
    except InputError as error:
        owner = graph.named_owner(node)
        if owner is None or owner.value in error.message:
            raise
        raise InputError(f"shape {show(owner)}: {error.message}", help=error.help) from error


def _read_shape(graph: GraphIndex, node: ShapeNode, custom: Collection[NamedNode]) -> Shape:
    paths = graph.objects(node, SH("path"))
    if len(paths) > 1:
        raise InputError(f"it has {len(paths)} values of sh:path, not one")
    path = read_path(graph, paths[0]) if paths else None
    if path is None and SH("PropertyShape") in graph.objects(node, RDF_TYPE):
        raise InputError("a sh:PropertyShape needs a sh:path")
    if path is not None and SH("NodeShape") in graph.objects(node, RDF_TYPE):
        raise InputError("a sh:NodeShape must not have a sh:path")
    constraints = _constraints(graph, node, path)
    message = read_message(graph, node)
    severity = _single(graph, node, "severity", "iri") or SH("Violation")
    assert isinstance(severity, NamedNode)
    sparql = tuple(
        read_sparql_constraint(graph, value, node, path, message, read_message(graph, value))
        for value in graph.objects(node, SH("sparql"))
        if not _flag(graph, value, "deactivated")
    )
    untranslated = [why for c in constraints if (why := untranslatable(c, path))]
    untranslated += [
        f"the constraint component of {show(p)}" for p in graph.predicates(node) if p in custom
    ]
    return Shape(
        node=node,
        target=_target(graph, node),
        path=path,
        severity=severity,
        message=message,
        deactivated=_flag(graph, node, "deactivated"),
        constraints=constraints,
        sparql=sparql,
        untranslated=tuple(untranslated),
    )


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
    waiting, seen = list(graph.objects(node, RDF_TYPE)), set[object]()
    while waiting:
        kind = waiting.pop()
        if kind == RDFS_CLASS:
            return True
        if kind not in seen:
            seen.add(kind)
            waiting.extend(graph.objects(kind, RDFS_SUBCLASS_OF))
    return False


def _iris(graph: GraphIndex, node: ShapeNode, local: str) -> tuple[NamedNode, ...]:
    values = [_checked(value, "iri", local) for value in graph.objects(node, SH(local))]
    return tuple(value for value in values if isinstance(value, NamedNode))


def _constraints(graph: GraphIndex, node: ShapeNode, path: Path | None) -> tuple[Constraint, ...]:
    found: list[Constraint] = []
    for local, parameter in PARAMETERS.items():
        values = graph.objects(node, SH(local))
        if not values:
            continue
        if parameter.single and len(values) > 1:
            raise InputError(f"it has {len(values)} values of sh:{local}, not one")
        if parameter.property_only and path is None:
            raise InputError(f"sh:{local} stands in a node shape: it needs a sh:path")
        for value in values:
            found += _constraint(graph, node, local, parameter, value)
    if _single(graph, node, "ignoredProperties", "iris") and not graph.objects(node, SH("closed")):
        raise InputError("sh:ignoredProperties needs sh:closed")
    if graph.objects(node, SH("qualifiedValueShape")) and not any(
        constraint.parameter.startswith("qualified") for constraint in found
    ):
        raise InputError("sh:qualifiedValueShape needs sh:qualifiedMinCount or qualifiedMaxCount")
    if graph.objects(node, SH("flags")) and not graph.objects(node, SH("pattern")):
        raise InputError("sh:flags needs sh:pattern")
    return tuple(found)


def _constraint(
    graph: GraphIndex, node: ShapeNode, local: str, parameter: Parameter, value: Term
) -> list[Constraint]:
    terms = _values(graph, value, parameter.kind, local)
    component = SH(f"{parameter.component}ConstraintComponent")
    if parameter.kind == "flag" and terms == (Literal(False),):
        return []
    if parameter.kind in ("shape", "shapes"):
        return [Constraint(local, component, shapes=_shape_nodes(terms))]
    if local == "pattern":
        flags = _single(graph, node, "flags", "string")
        text = flags.value if isinstance(flags, Literal) else ""
        return [Constraint(local, component, terms, flags=text)]
    if local == "closed":
        return [
            Constraint(local, component, (*_ignored(graph, node), *_property_iris(graph, node)))
        ]
    if local.startswith("qualified"):
        shape = _single(graph, node, "qualifiedValueShape", "shape")
        if shape is None:
            raise InputError(f"sh:{local} needs sh:qualifiedValueShape")
        siblings = (
            _siblings(graph, node, shape)
            if _flag(graph, node, "qualifiedValueShapesDisjoint")
            else ()
        )
        return [Constraint(local, component, terms, _shape_nodes((shape,)), siblings=siblings)]
    return [Constraint(local, component, terms)]


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
    return _values(graph, values[0], "iris", "ignoredProperties") if values else ()


def _property_iris(graph: GraphIndex, node: ShapeNode) -> tuple[Term, ...]:
    return tuple(
        path
        for nested in graph.objects(node, SH("property"))
        for path in graph.objects(nested, SH("path"))
        if isinstance(path, NamedNode)
    )


def _shape_nodes(terms: tuple[Term, ...]) -> tuple[ShapeNode, ...]:
    return tuple(term for term in terms if isinstance(term, NamedNode | BlankNode))


def read_message(graph: GraphIndex, node: object) -> str | None:
    """The sh:message of a shape or constraint: English or untagged if there are several."""
    texts = graph.objects(node, SH("message"))
    if not all(isinstance(t, Literal) and (t.language or _is_string(t)) for t in texts):
        raise InputError("sh:message takes a string")
    ranked = sorted(
        ((t.language or "") not in ("", "en"), t.value) for t in texts if isinstance(t, Literal)
    )
    return ranked[0][1] if ranked else None


def _single(graph: GraphIndex, node: object, local: str, kind: Kind) -> Term | None:
    values = graph.objects(node, SH(local))
    if len(values) > 1:
        raise InputError(f"it has {len(values)} values of sh:{local}, not one")
    return (*_values(graph, values[0], kind, local), None)[0] if values else None


def _flag(graph: GraphIndex, node: object, local: str) -> bool:
    return _single(graph, node, local, "flag") == Literal(True)


def _values(graph: GraphIndex, value: Term, kind: Kind, local: str) -> tuple[Term, ...]:
    """The value, or the members of the list that it is, checked to be of that kind."""
    if kind not in _LISTS:
        return (_checked(value, kind, local),)
    return tuple(_checked(member, _LISTS[kind], local) for member in graph.members(value))


def _checked(value: Term, kind: Kind, local: str) -> Term:
    integer = isinstance(value, Literal) and value.datatype.value == XSD + "integer"
    fits = {
        "iri": isinstance(value, NamedNode),
        "node kind": value in {SH(name) for name in NODE_KINDS},
        "count": integer and isinstance(value, Literal) and value.value.isdecimal(),
        "flag": value in (Literal(True), Literal(False)),
        "literal": isinstance(value, Literal),
        "string": isinstance(value, Literal) and _is_string(value),
        "shape": isinstance(value, NamedNode | BlankNode),
        "term": True,
    }[kind]
    if not fits:
        raise InputError(f"sh:{local} takes {_EXPECTED[kind]}, not {show(value)}")
    return value


def _is_string(value: Literal) -> bool:
    return value.datatype.value == XSD + "string"
