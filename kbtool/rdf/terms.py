"""Reading the properties of a node in a store, over all its graphs."""

from __future__ import annotations

import pyoxigraph as ox


def objects(store: ox.Store, node: object, predicate: ox.NamedNode) -> list[object]:
    """The distinct values of a property, sorted; none, if the node cannot have any."""
    if not isinstance(node, ox.NamedNode | ox.BlankNode):
        return []
    return sorted({q.object for q in store.quads_for_pattern(node, predicate, None, None)}, key=str)


def one(store: ox.Store, node: object, predicate: ox.NamedNode) -> object | None:
    """The value of a property; the first in order, if there are several."""
    return next(iter(objects(store, node, predicate)), None)


def text(store: ox.Store, node: object, predicate: ox.NamedNode) -> str | None:
    """The text of a property's value, if that is a literal."""
    term = one(store, node, predicate)
    return term.value if isinstance(term, ox.Literal) else None


def value(term: object) -> str:
    """An IRI or a literal's text; the empty string for no term."""
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    return "" if term is None else str(term)
