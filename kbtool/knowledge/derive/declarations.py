"""Nodes that are declared more than once: what the places say is merged, and one was mostly meant for another node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB, RDF
from kbtool.rdf.store import DERIVED, TurtleFile

_TYPE = RDF("type")


def declaration_quads(
    files: Iterable[TurtleFile], shown: Callable[[TurtleFile], str] = lambda file: file.shown
) -> Iterator[ox.Quad]:
    """A kb:declaredAgainIn for each further place that gives a node the type that it has already: file, and line if known.

    Only nodes of kbtool's types count: its terms, and those of other vocabularies, may be described in several files.

    Args:
        files: those of the knowledge base, in the order in which findings name them, all of them valid.
        shown: how a file is named. A name that depends on where kbtool is run would make another finding of it each time.
    """
    declared: dict[tuple[str, str], list[TurtleFile]] = defaultdict(list)
    for file in files:
        for declaration in _declarations(file.meant):
            declared[declaration].append(file)
    for (node, _), places in declared.items():
        for file in places[1:]:
            line = file.lines.get(node) if file is not places[0] else None
            place = shown(file) if line is None else f"{shown(file)}:{line}"
            yield ox.Quad(ox.NamedNode(node), KB("declaredAgainIn"), ox.Literal(place), DERIVED)


@lru_cache(maxsize=48)
def _declarations(text: str) -> tuple[tuple[str, str], ...]:
    """The nodes and types of a text, each as often as it says so: a store would not tell twice from once.

    It is parsed for them alone, as all of its triples would take five times as long to keep.
    """
    return tuple(
        (quad.subject.value, quad.object.value)
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)
        if quad.predicate == _TYPE
        and isinstance(quad.object, ox.NamedNode)
        and isinstance(quad.subject, ox.NamedNode)
        and quad.object.value.startswith(KB.base)
        and not quad.subject.value.startswith(KB.base)
    )
