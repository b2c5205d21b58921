"""Puts items of evidence where they do not belong: on another statement, or on the other side of their own."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term, instances, objects, one, value

HOLDS = ("supports", "disputes", "gives", "neutralOn")

Change = Callable[[ox.Store, ox.Store, random.Random, int], set[str]]


def read_turtle(folder: Path) -> ox.Store:
    """The files of a folder, with nothing derived."""
    store = ox.Store()
    for path in sorted(folder.rglob("*.ttl")):
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return store


def beside(evidence: ox.Store, whole: ox.Store, rng: random.Random, number: int) -> set[str]:
    """Put items on another statement of the same predicate or measure, with another subject or object.

    Args:
        evidence: the items, which are changed.
        whole: the knowledge base.
        rng: chooses.
        number: how many items.

    Returns:
        The items.
    """
    return _moved(evidence, whole, rng, number, same=True)


def elsewhere(evidence: ox.Store, whole: ox.Store, rng: random.Random, number: int) -> set[str]:
    """Put items on any other statement, with another subject or object; arguments and result as above."""
    return _moved(evidence, whole, rng, number, same=False)


def turned(evidence: ox.Store, whole: ox.Store, rng: random.Random, number: int) -> set[str]:
    """Exchange support and dispute of items that only support or only dispute; arguments and result as above."""
    sides = [ox.NamedNode(KB(name).value) for name in HOLDS[:2]]
    of = {
        item: [bool(objects(evidence, item, side)) for side in sides] for item in _items(evidence)
    }
    either = [item for item, on in of.items() if sum(on) == 1]
    chosen = rng.sample(either, number)
    for item in chosen:
        for quad in [q for side in sides for q in evidence.quads_for_pattern(item, side, None)]:
            evidence.remove(quad)
            other = sides[1 - sides.index(quad.predicate)]
            evidence.add(ox.Quad(item, other, quad.object))
    return {item.value for item in chosen}


def unwarranted(evidence: ox.Store, whole: ox.Store, rng: random.Random, number: int) -> set[str]:
    """Give items the warrant of another item, in other words; arguments and result as above."""
    quads = evidence.quads_for_pattern(None, KB("warrantText"), None)
    warrants = sorted(quads, key=lambda quad: (value(quad.subject), value(quad.object)))
    moved: set[str] = set()
    for quad in rng.sample(warrants, number):
        others = [other.object for other in warrants if other.object != quad.object]
        evidence.remove(quad)
        evidence.add(ox.Quad(quad.subject, quad.predicate, rng.choice(others)))
        moved.add(value(quad.subject))
    return moved


CHANGES: dict[str, Change] = {
    "beside": beside,
    "elsewhere": elsewhere,
    "turned": turned,
    "unwarranted": unwarranted,
}


def _items(evidence: ox.Store) -> list[ox.NamedNode]:
    nodes = instances(evidence, KB("Evidence"))
    return sorted((node for node in nodes if isinstance(node, ox.NamedNode)), key=lambda n: n.value)


def _moved(
    evidence: ox.Store, whole: ox.Store, rng: random.Random, number: int, *, same: bool
) -> set[str]:
    pools: dict[Term | None, list[Term]] = defaultdict(list)
    for kind in ("Proposition", "Quantity"):
        for question in sorted(instances(whole, KB(kind)), key=str):
            pools[_pool(whole, question, kind, same=same)].append(question)
    pool_of = {question: pool for pool in pools.values() for question in pool}
    moved: set[str] = set()
    items = _items(evidence)
    for item in rng.sample(items, len(items)):
        held = [q for name in HOLDS for q in evidence.quads_for_pattern(item, KB(name), None)]
        if not held or len(moved) == number:
            continue
        first = rng.choice(held)
        stated = {_states(whole, quad.object) for quad in held}
        others = [o for o in pool_of.get(first.object, ()) if _states(whole, o) not in stated]
        if others:
            for quad in held:
                evidence.remove(quad)
            evidence.add(ox.Quad(item, first.predicate, rng.choice(others)))
            moved.add(item.value)
    return moved


def _pool(whole: ox.Store, question: Term, kind: str, *, same: bool) -> Term | None:
    if not same:
        return KB(kind)
    return one(whole, question, KB("predicate")) or one(whole, question, KB("measure"))


def _states(whole: ox.Store, question: Term) -> tuple[Term | None, ...]:
    return tuple(one(whole, question, KB(name)) for name in ("subject", "object"))
