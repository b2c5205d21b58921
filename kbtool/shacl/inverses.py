"""Inverse paths as pySHACL understands them: of predicates only.

pySHACL goes the inverse of a sequence in the order of the sequence; ^(p/q) is ^q/^p (SHACL 2.3.1.4; SPARQL 1.1, 9.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbtool.shacl.vocabulary import SHACL

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_REPEATED = ("zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")


def move_inverses_inwards(shapes: Graph) -> None:
    """Rewrite each inverse of anything but a predicate, in place: inverses end up at the predicates.

    Args:
        shapes: a well-formed shapes graph.
    """
    from rdflib import BNode, URIRef

    inverse = URIRef(f"{SHACL}inversePath")
    found = [
        (path, _path(shapes, of, inverted=True))
        for path, of in list(shapes.subject_objects(inverse))
        if isinstance(of, BNode)
    ]
    for path, moved in found:
        if isinstance(moved, URIRef):
            continue  # the inverse of an inverse, which is gone rightly, and named so in results
        for subject, predicate in list(shapes.subject_predicates(path)):
            shapes.remove((subject, predicate, path))
            shapes.add((subject, predicate, moved))
        shapes.remove((path, inverse, None))


def _path(shapes: Graph, path: Node, *, inverted: bool) -> Node:
    """A node for the path or its inverse, made of new blank nodes."""
    from rdflib import BNode, URIRef
    from rdflib.collection import Collection

    inverse, either = (URIRef(f"{SHACL}{name}") for name in ("inversePath", "alternativePath"))
    if isinstance(path, URIRef):
        if not inverted:
            return path
        node = BNode()
        shapes.add((node, inverse, path))
        return node
    turned = shapes.value(path, inverse)
    if turned is not None:
        return _path(shapes, turned, inverted=not inverted)
    node = BNode()
    parts = shapes.value(path, either)
    if parts is not None:
        shapes.add((node, either, _path_list(shapes, parts, inverted)))
        return node
    for name in _REPEATED:
        repeated = shapes.value(path, URIRef(f"{SHACL}{name}"))
        if repeated is not None:
            shapes.add((node, URIRef(f"{SHACL}{name}"), _path(shapes, repeated, inverted=inverted)))
            return node
    steps = [_path(shapes, step, inverted=inverted) for step in Collection(shapes, path)]
    return Collection(shapes, node, steps[::-1] if inverted else steps).uri


def _path_list(shapes: Graph, parts: Node, inverted: bool) -> Node:
    from rdflib import BNode
    from rdflib.collection import Collection

    steps = [_path(shapes, step, inverted=inverted) for step in Collection(shapes, parts)]
    return Collection(shapes, BNode(), steps).uri
