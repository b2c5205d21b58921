"""The order of words in identifiers: where all others name the subject first, one that names it last has two exchanged.

The order is learned from the names themselves, so that any custom is as good as another; where few names have one, nothing
is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

import pyoxigraph as ox

from kbtool.knowledge.derive.slugs import Slug, slug_of

_CUSTOM = 6
"""So many names in one order make a custom."""
_RARE = 20
"""One name in so many that has another order is a slip; more are a custom of their own."""

Placed = Mapping[ox.NamedNode, tuple[int, int]]
Values = Mapping[ox.NamedNode, Sequence[ox.NamedNode | ox.Literal]]


def out_of_order(
    nodes: Mapping[ox.NamedNode, Values],
) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]]:
    """Nodes in whose names two values stand in an order that no other name has: the node, and the two properties.

    Args:
        nodes: the values of each node, by property.
    """
    placed = {node: _places(slug_of(node), values) for node, values in nodes.items()}
    orders = {node: tuple(_orders(places)) for node, places in placed.items()}
    pairs = Counter(pair for each in orders.values() for pair in each)
    first = Counter(one for (one, _), n in pairs.items() for _ in range(n))
    last = Counter(other for (_, other), n in pairs.items() for _ in range(n))
    for node, each in orders.items():
        for one, other in each:
            turned = _is_slip(pairs[one, other], pairs[other, one])
            if turned or _is_slip(last[other], first[other]):
                yield node, one, other
                break


def _is_slip(times: int, otherwise: int) -> bool:
    return otherwise >= _CUSTOM and (times == 1 or times * _RARE <= otherwise)


def _places(name: Slug, values: Values) -> Placed:
    """Where the only value of a property stands in a name, if that is one place."""
    found: dict[ox.NamedNode, tuple[int, int]] = {}
    for each, terms in values.items():
        if len(terms) != 1 or not isinstance(terms[0], ox.NamedNode):
            continue
        slug = slug_of(terms[0])
        size = len(slug)
        at = [n for n in range(len(name) - size + 1) if name[n : n + size] == slug]
        if size and len(at) == 1:
            found[each] = (at[0], at[0] + size)
    return found


def _orders(places: Placed) -> Iterator[tuple[ox.NamedNode, ox.NamedNode]]:
    """Which property's value stands before which, those that are farthest apart first."""
    found = [
        (one, other) for one, other in permutations(places, 2) if places[one][1] <= places[other][0]
    ]
    yield from sorted(found, key=lambda pair: places[pair[0]][0] - places[pair[1]][0])
