"""SPARQL-based constraint components (SHACL 6): what a shapes graph declares, and where shapes use it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from msgspec import Struct
from pyoxigraph import BlankNode, Literal, NamedNode

from kbtool.errors import InputError
from kbtool.rdf.terms import Term
from kbtool.shacl.graph import GraphIndex, show
from kbtool.shacl.model import ShapeNode
from kbtool.shacl.vocabulary import SH

_RESERVED = frozenset(("this", "shapesGraph", "currentShape", "path", "PATH", "value"))
_NAME = re.compile(r"[A-Za-z_]\w*")


class ComponentParameter(Struct, frozen=True):
    """A parameter: its property, and whether a shape may leave it out."""

    path: NamedNode
    optional: bool

    @property
    def name(self) -> str:
        """The SPARQL variable that stands for it: the local name of its property."""
        return re.split(r"[/#:]", self.path.value)[-1]


class Component(Struct, frozen=True):
    """A constraint component.

    Attributes:
        node: its IRI.
        parameters: its parameters, the mandatory ones first.
        validators: its validators by the property that names them.
    """

    node: NamedNode
    parameters: tuple[ComponentParameter, ...]
    validators: dict[str, ShapeNode]

    def validator(self, *, for_property: bool) -> ShapeNode | None:
        """The validator for a node shape or a property shape; None if neither fits (SHACL 6.2.3)."""
        special = "propertyValidator" if for_property else "nodeValidator"
        return self.validators.get(special) or self.validators.get("validator")

    def uses(self, graph: GraphIndex, shape: ShapeNode) -> Iterator[dict[NamedNode, Term]]:
        """The parameter values of each constraint of this component that a shape declares.

        Raises:
            InputError: several parameters have several values, which SHACL leaves undefined.
        """
        values = {p.path: graph.objects(shape, p.path) for p in self.parameters}
        if any(not p.optional and not values[p.path] for p in self.parameters):
            return
        given = {path: found for path, found in values.items() if found}
        if len(self.parameters) > 1 and any(len(found) > 1 for found in given.values()):
            several = next(path for path, found in given.items() if len(found) > 1)
            raise InputError(
                f"it has {len(given[several])} values of {show(several)}, a parameter of "
                f"{show(self.node)}, which has other parameters too"
            )
        for combination in product(*given.values()):
            yield dict(zip(given, combination, strict=True))


def read_components(graph: GraphIndex) -> tuple[Component, ...]:
    """The components that a shapes graph declares, sorted by IRI.

    Raises:
        InputError: a declaration is ill-formed.
    """
    found = []
    for node in sorted(graph.subjects(), key=str):
        parameters = graph.objects(node, SH("parameter"))
        if not parameters or not isinstance(node, NamedNode):
            continue
        read = [_parameter(graph, node, parameter) for parameter in parameters]
        if all(parameter.optional for parameter in read):
            raise InputError(f"the component {show(node)} has no mandatory parameter")
        validators: dict[str, ShapeNode] = {}
        for name in ("nodeValidator", "propertyValidator", "validator"):
            for value in graph.objects(node, SH(name)):
                if not isinstance(value, NamedNode | BlankNode):
                    raise InputError(f"the component {show(node)} has {show(value)} for sh:{name}")
                validators.setdefault(name, value)
        read.sort(key=lambda parameter: (parameter.optional, parameter.path.value))
        found.append(Component(node, tuple(read), validators))
    return tuple(found)


def _parameter(graph: GraphIndex, component: NamedNode, node: Term) -> ComponentParameter:
    paths = graph.objects(node, SH("path"))
    if len(paths) != 1 or not isinstance(paths[0], NamedNode):
        raise InputError(f"a parameter of {show(component)} needs one sh:path, an IRI")
    found = ComponentParameter(paths[0], Literal(True) in graph.objects(node, SH("optional")))
    if not _NAME.fullmatch(found.name) or found.name in _RESERVED:
        raise InputError(
            f"the parameter {show(found.path)} of {show(component)} cannot be a SPARQL variable",
            help="its local name must be a variable name, and none of "
            + ", ".join(sorted(_RESERVED)),
        )
    return found
