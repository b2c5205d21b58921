"""A node with the values of its properties."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from kbtool.rdf.terms import Term, in_order


class Node:
    """The properties of a node, read at once.

    Args:
        store: the store, of which all graphs are read.
        term: the node; what is not a node has no properties.
    """

    def __init__(self, store: ox.Store, term: Term | None) -> None:
        self._values: dict[ox.NamedNode, set[Term]] = defaultdict(set)
        if isinstance(term, ox.NamedNode | ox.BlankNode):
            for quad in store.quads_for_pattern(term, None, None, None):
                self._values[quad.predicate].add(quad.object)

    def all(self, predicate: ox.NamedNode) -> list[Term]:
        """The values of a property, sorted."""
        return in_order(self._values.get(predicate, ()))

    def one(self, predicate: ox.NamedNode) -> Term | None:
        """The value of a property; the first in order, if there are several."""
        values = self._values.get(predicate)
        return in_order(values)[0] if values else None

    def text(self, predicate: ox.NamedNode) -> str | None:
        """The text of a property's value, if that is a literal."""
        term = self.one(predicate)
        return term.value if isinstance(term, ox.Literal) else None

    def integer(self, predicate: ox.NamedNode) -> int | None:
        """A property's value as a whole number, if it is one."""
        number = self.text(predicate)
        return int(number) if number is not None and number.isdecimal() else None

    def decimal(self, predicate: ox.NamedNode) -> Decimal | None:
        """A property's value as a number, if it is one."""
        number = self.text(predicate)
        try:
            return None if number is None else Decimal(number)
        except InvalidOperation:
            return None
