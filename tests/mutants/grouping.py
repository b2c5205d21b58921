"""Mutants that can be checked together: no two of a group change, name or are named by one node."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from tests.mutants.base import NAMELESS, Base, Node
from tests.mutants.change import Change
from tests.mutants.generation import Mutant

LARGEST = 24
"""So many at most: an error ends the check of a whole group, which is then halved."""
SHARED = frozenset({"Concept", "Document", "Predicate", "Measure", "Unit", "ListMember"})
"""Kinds of node that much has to do with: two mutants may name one, and none beside them may change it."""


def groups(base: Base, mutants: Iterable[Mutant], largest: int = LARGEST) -> list[list[Mutant]]:
    """Mutants in groups, so that what is told of one is its own; one that changes a whole file stays alone.

    Args:
        base: their knowledge base.
        mutants: the mutants.
        largest: how many a group may have.
    """
    found: list[tuple[list[Mutant], set[str]]] = []
    alone: list[list[Mutant]] = []
    for mutant in mutants:
        if mutant.change.texts:
            alone.append([mutant])
            continue
        reach = _reach(base, mutant.change)
        for group, taken in found:
            if len(group) < largest and taken.isdisjoint(reach):
                group.append(mutant)
                taken |= reach
                break
        else:
            found.append(([mutant], reach))
    return [*(group for group, _ in found), *alone]


def together(changes: Sequence[Change]) -> Change:
    """Changes made at once."""
    return Change(
        frozenset().union(*(change.nodes for change in changes)),
        "; ".join(change.says for change in changes),
        tuple(s for change in changes for s in change.removed),
        tuple(s for change in changes for s in change.added),
        tuple(text for change in changes for text in change.texts),
    )


def _reach(base: Base, change: Change) -> set[str]:
    """The nodes that a change has to do with."""
    changed: set[Node] = {
        ox.NamedNode(iri) for iri in change.nodes if iri != NAMELESS and "://" in iri
    }
    changed |= {s.subject for s in (*change.removed, *change.added)}
    named = {s.object for s in (*change.removed, *change.added)}
    named |= {s.object for node in changed for s in base.about.get(node, ())}
    naming = {s.subject for node in changed for s in base.naming.get(node, ())}
    reached = {n for n in named | naming if not isinstance(n, ox.Literal)}
    own = {n for n in reached if base.kinds.get(n, "Concept") not in SHARED}
    return {n.value for n in changed | own} | (change.nodes & {NAMELESS})
