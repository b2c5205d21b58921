"""SHACL property paths (SHACL 2.3.1) and their SPARQL 1.1 text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from pyoxigraph import BlankNode, NamedNode, Triple

from kbtool.errors import InputError
from kbtool.shacl.graph import GraphIndex, show
from kbtool.shacl.vocabulary import RDF_FIRST, RDF_NIL, RDF_REST, SH

_UNARY: dict[str, OneOf["^", "*", "+", "?"]] = {
    "inversePath": "^",
    "zeroOrMorePath": "*",
    "oneOrMorePath": "+",
    "zeroOrOnePath": "?",
}

_MAX_DEPTH = 20
"""Levels of nested path operators."""


@dataclass(frozen=True, slots=True)
class Path:
    """A property path.

    Attributes:
        operator: ``""`` for a predicate, else the SPARQL operator.
        predicate: the predicate of a predicate path.
        parts: the paths that the operator applies to.
    """

    operator: OneOf["", "^", "*", "+", "?", "/", "|"]
    predicate: NamedNode | None = None
    parts: tuple[Path, ...] = ()

    @property
    def sparql(self) -> str:
        """The path as SPARQL text, e.g. ``<http://e/p>/^<http://e/q>``."""
        if self.predicate is not None:
            return f"<{self.predicate.value}>"
        texts = [f"({part.sparql})" if part.parts else part.sparql for part in self.parts]
        if self.operator == "^":
            return "^" + texts[0]
        if self.operator in ("*", "+", "?"):
            return texts[0] + self.operator
        return self.operator.join(texts)

    @property
    def label(self) -> str:
        """How results name the path: the bare IRI of a predicate path, else the SPARQL text."""
        return self.sparql if self.predicate is None else self.predicate.value

    @property
    def can_be_empty(self) -> bool:
        """Whether a path of length zero matches, so that a node reaches itself."""
        if self.operator in ("*", "?"):
            return True
        if self.operator == "|":
            return any(part.can_be_empty for part in self.parts)
        return bool(self.parts) and all(part.can_be_empty for part in self.parts)


def read_path(graph: GraphIndex, node: object, seen: frozenset[object] = frozenset()) -> Path:
    """The path that ``node`` of the shapes graph describes.

    Raises:
        InputError: the node is not a well-formed SHACL property path.
    """
    if isinstance(node, NamedNode):
        return Path("", node)
    if not isinstance(node, BlankNode) or node in seen or len(seen) >= _MAX_DEPTH:
        raise InputError(f"sh:path has {show(node)}, which is not a well-formed property path")
    seen |= {node}
    if graph.objects(node, RDF_FIRST):
        members = graph.members(node)
        if len(members) < 2:
            raise InputError("a sequence path in sh:path needs at least two members")
        return Path("/", parts=tuple(read_path(graph, member, seen) for member in members))
    described = [
        (name, value)
        for name in (*_UNARY, "alternativePath")
        for value in graph.objects(node, SH(name))
    ]
    if len(described) != 1:
        raise InputError(
            "a blank node in sh:path needs exactly one of sh:inversePath, sh:alternativePath, "
            f"sh:zeroOrMorePath, sh:oneOrMorePath, sh:zeroOrOnePath; it has {len(described)}"
        )
    name, value = described[0]
    if name != "alternativePath":
        return Path(_UNARY[name], parts=(read_path(graph, value, seen),))
    members = graph.members(value)
    if len(members) < 2:
        raise InputError("sh:alternativePath needs a list of at least two paths")
    return Path("|", parts=tuple(read_path(graph, member, seen) for member in members))


def path_triples(path: Path) -> tuple[NamedNode | BlankNode, list[Triple]]:
    """The node that stands for a path in RDF (SHACL 2.3.1), and the triples that describe it."""
    if path.predicate is not None:
        return path.predicate, []
    parts = [path_triples(part) for part in path.parts]
    triples = [triple for _, inner in parts for triple in inner]
    if path.operator in ("/", "|"):
        head, cells = _list([node for node, _ in parts])
        triples += cells
        if path.operator == "/":
            return head, triples
        return _described("alternativePath", head, triples)
    name = next(name for name, operator in _UNARY.items() if operator == path.operator)
    return _described(name, parts[0][0], triples)


def _described(
    name: str, value: NamedNode | BlankNode, triples: list[Triple]
) -> tuple[BlankNode, list[Triple]]:
    node = BlankNode()
    return node, [Triple(node, SH(name), value), *triples]


def _list(members: list[NamedNode | BlankNode]) -> tuple[BlankNode, list[Triple]]:
    cells = [BlankNode() for _ in members]
    rests: list[NamedNode | BlankNode] = [*cells[1:], RDF_NIL]
    triples = []
    for cell, rest, member in zip(cells, rests, members, strict=True):
        triples += [Triple(cell, RDF_FIRST, member), Triple(cell, RDF_REST, rest)]
    return cells[0], triples
