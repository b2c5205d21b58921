"""Terms, and reading the properties of a node in a store, over all its graphs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TypeAlias

import pyoxigraph as ox

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def objects(store: ox.Store, node: Term | None, predicate: ox.NamedNode) -> list[Term]:
    """The distinct values of a property, sorted; none, if the node cannot have any."""
    if not isinstance(node, ox.NamedNode | ox.BlankNode):
        return []
    return in_order({q.object for q in store.quads_for_pattern(node, predicate, None, None)})


def by_subject(store: ox.Store, predicate: ox.NamedNode) -> dict[Term, list[Term]]:
    """The distinct values of a property of each node that has it, sorted: objects() of all of them, read at once."""
    found: dict[Term, list[Term]] = {}
    several: dict[Term, list[Term]] = {}
    for quad in store.quads_for_pattern(None, predicate, None, None):
        node, value = quad.subject, quad.object
        values = found.setdefault(node, [])
        values.append(value)
        if len(values) == 2:
            several[node] = values
    found.update((node, in_order(set(values))) for node, values in several.items())
    return found


def in_order(terms: Collection[Term]) -> list[Term]:
    """Some terms, sorted by their N-Triples text."""
    return sorted(terms, key=str) if len(terms) > 1 else list(terms)


def one(store: ox.Store, node: Term | None, predicate: ox.NamedNode) -> Term | None:
    """The value of a property; the first in order, if there are several."""
    found = objects(store, node, predicate)
    return found[0] if found else None


def text(store: ox.Store, node: Term | None, predicate: ox.NamedNode) -> str | None:
    """The text of a property's value, if that is a literal."""
    term = one(store, node, predicate)
    return term.value if isinstance(term, ox.Literal) else None


def number(store: ox.Store, node: Term | None, predicate: ox.NamedNode) -> int:
    """The value of a property as a whole number that is not negative; 0, if it is none."""
    return whole(text(store, node, predicate))


def whole(said: str | None) -> int:
    """A text as a whole number that is not negative; 0, if it is none."""
    return int(said) if said is not None and said.isdecimal() else 0


def value(term: Term | None) -> str:
    """An IRI or a literal's text; the empty string for no term."""
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    return "" if term is None else str(term)


def named(terms: Iterable[Term | ox.DefaultGraph | None]) -> Iterator[ox.NamedNode]:
    """Those of some terms that are IRIs."""
    return (term for term in terms if isinstance(term, ox.NamedNode))


def instances(store: ox.Store, kind: ox.NamedNode) -> list[ox.NamedNode]:
    """The nodes of a class, by IRI."""
    quads = store.quads_for_pattern(None, _TYPE, kind, None)
    return sorted(set(named(quad.subject for quad in quads)), key=lambda node: node.value)


def led_to(store: ox.Store, node: Term, predicate: ox.NamedNode) -> Iterator[ox.NamedNode]:
    """The nodes that a property leads to from a node, over any number of steps, each once and without the node itself."""
    seen, waiting = {node}, [node]
    while waiting:
        for other in named(objects(store, waiting.pop(), predicate)):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
                yield other


def occurs(store: ox.Store, node: ox.NamedNode) -> bool:
    """Whether a store speaks of a node in any place: as subject, predicate, object or graph."""
    patterns = (
        (node, None, None, None),
        (None, node, None, None),
        (None, None, node, None),
        (None, None, None, node),
    )
    return any(
        next(iter(store.quads_for_pattern(*pattern)), None) is not None for pattern in patterns
    )


_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
