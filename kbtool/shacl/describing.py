"""What a report says of nodes without a name, beside its results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import BlankNode, Triple

from kbtool.rdf.terms import Term
from kbtool.shacl.executors.oxigraph import DataGraph
from kbtool.shacl.model import Shapes, ValidationResult


def descriptions(
    results: Iterable[ValidationResult], data: DataGraph, shapes: Shapes
) -> tuple[Triple, ...]:
    """What the data and shapes graphs say of the blank nodes that results name, at any depth.

    A blank node has no meaning outside of its graph, so a report that names one has to describe it. Each comes
    once, and cycles end.

    Args:
        results: the results.
        data: the data graph: of focus nodes and value nodes.
        shapes: the shapes graph: of shapes and constraints.
    """
    results = tuple(results)
    nodes = [node for r in results for node in (r.focus, r.value)]
    sources = [node for r in results for node in (r.source_shape, r.constraint)]
    unnamed = any(isinstance(node, BlankNode) for node in sources)
    of_shapes = _closure(sources, shapes.of_blank_nodes.about) if unnamed else ()
    return (*_closure(nodes, data.about), *of_shapes)


def _closure(
    nodes: Iterable[Term | None], about: Callable[[BlankNode], Iterable[Triple]]
) -> Iterator[Triple]:
    waiting = [node for node in dict.fromkeys(nodes) if isinstance(node, BlankNode)][::-1]
    seen = set(waiting)
    while waiting:
        for triple in about(waiting.pop()):
            yield triple
            if isinstance(triple.object, BlankNode) and triple.object not in seen:
                seen.add(triple.object)
                waiting.append(triple.object)
