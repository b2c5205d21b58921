"""Nodes without a name in exports: what hangs on them goes along, and their labels are the same from run to run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox


def about(store: ox.Store, node: ox.NamedNode) -> Iterator[ox.Quad]:
    """The quads of a node, and those of the blank nodes that they lead to, at any depth."""
    waiting: list[ox.NamedNode | ox.BlankNode] = [node]
    seen = {*waiting}
    while waiting:
        for quad in store.quads_for_pattern(waiting.pop(), None, None, None):
            yield quad
            if isinstance(quad.object, ox.BlankNode) and quad.object not in seen:
                seen.add(quad.object)
                waiting.append(quad.object)


def with_stable_labels(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """The quads with the blank node labels of RDF Dataset Canonicalization (RDFC-1.0, https://www.w3.org/TR/rdf-canon/).

    Quads of blank nodes are last, sorted. Only these bear on labels, so only these are looked at.
    """
    named: list[ox.Quad] = []
    unnamed = ox.Dataset()
    for quad in quads:
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            unnamed.add(quad)
        else:
            named.append(quad)
    unnamed.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [*named, *sorted(unnamed, key=str)]
