"""A node with the values of its properties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from kbtool.rdf.columns import Columns
from kbtool.rdf.terms import Term, in_order


class Node:
    """The properties of a node.

    Args:
        values: gives the values of each of its properties, sorted.
    """

    def __init__(self, values: Callable[[ox.NamedNode], list[Term]]) -> None:
        self._values = values

    @classmethod
    def read(cls, store: ox.Store, term: Term | None) -> Node:
        """A node whose properties are all read at once, from all graphs of a store; what is no node has none."""
        found: dict[ox.NamedNode, set[Term]] = defaultdict(set)
        if isinstance(term, ox.NamedNode | ox.BlankNode):
            for quad in store.quads_for_pattern(term, None, None, None):
                found[quad.predicate].add(quad.object)
        return cls(lambda predicate: in_order(found.get(predicate, ())))

    @staticmethod
    def within(columns: Columns, term: Term | None) -> Node:
        """One of many nodes of which the same properties are read."""
        return _Within(columns, term)

    def all(self, predicate: ox.NamedNode) -> list[Term]:
        """The values of a property, sorted."""
        return self._values(predicate)

    def one(self, predicate: ox.NamedNode) -> Term | None:
        """The value of a property; the first in order, if there are several."""
        values = self._values(predicate)
        return values[0] if values else None

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


class _Within(Node):
    """One of many nodes: each of its properties is looked up in the column of that property, by one call."""

    def __init__(self, columns: Columns, term: Term | None) -> None:
        self._columns = columns
        self._term = term

    def all(self, predicate: ox.NamedNode) -> list[Term]:
        return self._columns.objects(self._term, predicate)

    def one(self, predicate: ox.NamedNode) -> Term | None:
        return self._columns.one(self._term, predicate)
