"""Properties of many nodes, read one property at a time: a look-up of each value of each node costs ten times as much.

Of the first few nodes each value is looked up, as many are only asked of those: the labels of a vocabulary are thousands.
"""

from __future__ import annotations

import pyoxigraph as ox

from kbtool.rdf.terms import Term, by_subject, objects

_LOOKED_UP = 12
"""Of so many nodes a property is looked up before it is read of all."""


class Columns:
    """Reads a property of all nodes when it is asked for of several; what a store takes in afterwards need not be seen.

    Args:
        store: the store, of which all graphs are read.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._read: dict[ox.NamedNode, dict[Term, list[Term]]] = {}
        self._looked_up: dict[ox.NamedNode, dict[Term, list[Term]]] = {}
        self._with: dict[tuple[ox.NamedNode, ox.NamedNode], frozenset[Term]] = {}

    def objects(self, node: Term | None, predicate: ox.NamedNode) -> list[Term]:
        """The distinct values of a property, sorted."""
        if node is None:
            return []
        column = self._read.get(predicate)
        return (self._of(node, predicate) if column is None else column.get(node)) or []

    def one(self, node: Term | None, predicate: ox.NamedNode) -> Term | None:
        """The value of a property; the first in order, if there are several."""
        if node is None:
            return None
        column = self._read.get(predicate)
        found = self._of(node, predicate) if column is None else column.get(node)
        return found[0] if found else None

    def text(self, node: Term | None, predicate: ox.NamedNode) -> str | None:
        """The text of a property's value, if that is a literal."""
        term = self.one(node, predicate)
        return term.value if isinstance(term, ox.Literal) else None

    def has(self, node: Term | None, predicate: ox.NamedNode, value: ox.NamedNode) -> bool:
        """Whether a node has this value of a property: of a type, the instances are read and not the types of all nodes."""
        nodes = self._with.get((predicate, value))
        if nodes is None:
            quads = self._store.quads_for_pattern(None, predicate, value, None)
            nodes = self._with[predicate, value] = frozenset(quad.subject for quad in quads)
        return node in nodes

    def _of(self, node: Term, predicate: ox.NamedNode) -> list[Term] | None:
        known = self._looked_up.setdefault(predicate, {})
        if node not in known and len(known) < _LOOKED_UP:
            known[node] = objects(self._store, node, predicate)
        if node in known:
            return known[node]
        column = self._read[predicate] = by_subject(self._store, predicate)
        return column.get(node)
