"""Reads a shapes graph into frozen values, and refuses one that is not usable SHACL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from pyoxigraph import NamedNode, Triple

from kbtool.errors import InputError
from kbtool.near import nearest
from kbtool.rdf.sparql import refuse_remote_access
from kbtool.rdf.terms import Term
from kbtool.shacl.components import read_components
from kbtool.shacl.graph import GraphIndex, show
from kbtool.shacl.model import MAX_DEPTH, Shape, ShapeNode, Shapes
from kbtool.shacl.prefixes import all_declared
from kbtool.shacl.shape import Reading, is_shape, read_shape
from kbtool.shacl.vocabulary import REFUSED_FEATURES, SH, SHACL, TERMS


def load_shapes(
    triples: Iterable[Triple],
    *,
    strict: bool = True,
    prefixes: Mapping[str, str] = MappingProxyType({}),
) -> Shapes:
    """Read a shapes graph.

    Args:
        triples: its triples, as parsed: a store would change the form of some literals.
        strict: whether to refuse also what SHACL lets a processor ignore, such as ``sh:minCuont``
            or a graph without a target, because in a file of rules it is a mistake.
        prefixes: prefixes for default messages, next to those that the graph declares.

    Raises:
        InputError: a shape is ill-formed, uses SHACL-JS or Advanced Features, refers to itself, or
            holds a query that does not parse or that SHACL does not allow; if strict, also if there
            is no shape with a target, a blank node has one, or a ``sh:`` term does not exist.
    """
    graph = GraphIndex(triples)
    _check_terms(graph, strict)
    by_node = _read_shapes(graph, strict)
    rules = sorted((s.node for s in by_node.values() if s.target and not s.deactivated), key=str)
    if strict and not any(shape.target for shape in by_node.values()):
        raise InputError(
            "the shapes graph has no shape with a target",
            help="a rule is a sh:NodeShape with sh:targetClass, sh:targetNode, ...",
        )
    _check_references(graph, by_node)
    _check_nesting(by_node)
    if strict and not all(isinstance(rule, NamedNode) for rule in rules):
        raise InputError("a blank node has a target", help="give the rule an IRI")
    return Shapes(by_node, tuple(rules), {**prefixes, **all_declared(graph)}, graph.triples)


def _check_terms(graph: GraphIndex, strict: bool) -> None:
    for triple in graph.triples:
        for term, is_predicate in ((triple.predicate, True), (triple.object, False)):
            if not isinstance(term, NamedNode) or not term.value.startswith(SHACL):
                continue
            local = term.value[len(SHACL) :].partition("-")[0]
            if local in TERMS or not local:
                continue
            about = f"{show(graph.named_owner(triple.subject))} uses sh:{local}"
            feature = next((f for f, terms in REFUSED_FEATURES.items() if local in terms), None)
            if feature is None and not strict:
                continue
            if feature is None:
                close = nearest(local, TERMS)
                raise InputError(
                    f"{about}, which the SHACL vocabulary does not have",
                    help=f"did you mean sh:{close}?" if close else None,
                )
            if is_predicate or feature == "SHACL-JS":
                raise InputError(f"{about}: {feature} is not supported")
        if triple.predicate in (SH("select"), SH("ask")):
            try:
                refuse_remote_access(getattr(triple.object, "value", ""))
            except InputError as error:
                owner = show(graph.named_owner(triple.subject))
                raise InputError(f"shape {owner}: {error.message}", help=error.help) from error


def _read_shapes(graph: GraphIndex, strict: bool) -> dict[ShapeNode, Shape]:
    components = read_components(graph)
    reading = Reading(graph, components, strict)
    used = {parameter.path for component in components for parameter in component.parameters}
    by_node: dict[ShapeNode, Shape] = {}
    waiting: list[Term] = [
        node
        for node in graph.subjects()
        if is_shape(graph, node) or not used.isdisjoint(graph.predicates(node))
    ]
    while waiting:
        node = waiting.pop()
        if node in by_node:
            continue
        shape = read_shape(reading, node)
        by_node[shape.node] = shape
        waiting.extend(shape.references())
    return by_node


def _check_references(graph: GraphIndex, by_node: dict[ShapeNode, Shape]) -> None:
    needs_path = {"property": True, "node": False}
    for shape in by_node.values():
        for constraint in shape.constraints:
            for node in constraint.shapes:
                has_path = by_node[node].path is not None
                if needs_path.get(constraint.parameter, has_path) != has_path:
                    raise InputError(
                        f"shape {show(graph.named_owner(shape.node))}: sh:{constraint.parameter} "
                        f"names a shape with{'' if has_path else 'out'} sh:path"
                    )


def _check_nesting(by_node: dict[ShapeNode, Shape]) -> None:
    levels: dict[ShapeNode, int] = {}

    def visit(node: ShapeNode, above: tuple[ShapeNode, ...]) -> int:
        if node in above:
            raise InputError(
                f"the shape {show(node)} refers to itself",
                help="SHACL leaves recursive shapes undefined (3.4.3); break the cycle",
            )
        if node not in levels and len(above) < MAX_DEPTH:
            below = [visit(referred, (*above, node)) for referred in by_node[node].references()]
            levels[node] = 1 + max(below, default=0)
        if levels.get(node, MAX_DEPTH) >= MAX_DEPTH:
            raise InputError(f"the shape {show(node)} nests {MAX_DEPTH} levels of shapes or more")
        return levels[node]

    for node in by_node:
        visit(node, ())
