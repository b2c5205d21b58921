"""SHACL property paths (SHACL 2.3.1) and their SPARQL 1.1 text."""

from __future__ import annotations

from typing import Literal as OneOf

from msgspec import Struct
from pyoxigraph import BlankNode, NamedNode

from kbtool.errors import InputError
from kbtool.rdf.terms import Term
from kbtool.shacl.graph import GraphIndex, show
from kbtool.shacl.vocabulary import RDF_FIRST, SH

UNARY: dict[str, OneOf["^", "*", "+", "?"]] = {
    "inversePath": "^",
    "zeroOrMorePath": "*",
    "oneOrMorePath": "+",
    "zeroOrOnePath": "?",
}

_MAX_DEPTH = 20
"""Levels of nested path operators."""


class Path(Struct, frozen=True):
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


def read_path(graph: GraphIndex, node: Term | None, seen: frozenset[Term] = frozenset()) -> Path:
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
        for name in (*UNARY, "alternativePath")
        for value in graph.objects(node, SH(name))
    ]
    if len(described) != 1:
        raise InputError(
            "a blank node in sh:path needs exactly one of sh:inversePath, sh:alternativePath, "
            f"sh:zeroOrMorePath, sh:oneOrMorePath, sh:zeroOrOnePath; it has {len(described)}"
        )
    name, value = described[0]
    if name != "alternativePath":
        return Path(UNARY[name], parts=(read_path(graph, value, seen),))
    members = graph.members(value)
    if len(members) < 2:
        raise InputError("sh:alternativePath needs a list of at least two paths")
    return Path("|", parts=tuple(read_path(graph, member, seen) for member in members))
