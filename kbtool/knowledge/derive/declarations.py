"""Nodes that are declared more than once: what the places say is merged, and one was mostly meant for another node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB, RDF
from kbtool.rdf.store import DERIVED, TurtleFile

_TYPE = RDF("type")


def declaration_quads(files: Iterable[TurtleFile]) -> Iterator[ox.Quad]:
    """A kb:declaredAgainIn for each further place that gives a node the type that it has already: file, and line if known.

    Only nodes of kbtool's types count: its terms, and those of other vocabularies, may be described in several files.

    Args:
        files: those of the knowledge base, in the order in which findings name them.
    """
    declared: dict[tuple[ox.NamedNode, ox.NamedNode], list[TurtleFile]] = defaultdict(list)
    for file in files:
        for quad in file.quads:
            if quad.predicate == _TYPE and quad.object.value.startswith(KB.base):  # type: ignore[union-attr]
                declared[quad.subject, quad.object].append(file)  # type: ignore[index]
    for (node, _), places in declared.items():
        if isinstance(node, ox.NamedNode) and not node.value.startswith(KB.base):
            for file in places[1:]:
                line = file.lines.get(node.value) if file is not places[0] else None
                place = file.shown if line is None else f"{file.shown}:{line}"
                yield ox.Quad(node, KB("declaredAgainIn"), ox.Literal(place), DERIVED)
