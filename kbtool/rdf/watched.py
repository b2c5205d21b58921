"""A store that takes note of what it is asked: what was read of it need not be read of one that answers the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kbtool.rdf.terms import Term

Question = tuple[ox.NamedNode | None, ox.NamedNode, ox.NamedNode | None]
"""The subject, predicate and object that were asked for, where they were."""


class WatchedStore:
    """Stands in the place of a store: it answers what is asked by pattern, and nothing else.

    Args:
        store: the store.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._asked: set[Question] = set()

    @property
    def asked(self) -> frozenset[Question]:
        """What was asked for, or more; of what is asked for all subjects, none is told."""
        of_all = {asked[1:] for asked in self._asked if asked[0] is None}
        return frozenset(
            asked
            for asked in self._asked
            if asked[0] is None or of_all.isdisjoint({asked[1:], (asked[1], None)})
        )

    def quads_for_pattern(
        self,
        subject: Term | None,
        predicate: ox.NamedNode,
        object: Term | None,
        graph_name: ox.NamedNode | ox.BlankNode | ox.DefaultGraph | None = None,
    ) -> Iterator[ox.Quad]:
        """The quads of the store that fit a pattern, whose predicate has to be told."""
        ends = (end if isinstance(end, ox.NamedNode) else None for end in (subject, object))
        self._asked.add((next(ends), predicate, next(ends)))
        return iter(self._store.quads_for_pattern(subject, predicate, object, graph_name))  # type: ignore[arg-type]


def counts(store: ox.Store, asked: Iterable[Question]) -> dict[Question, int]:
    """How many quads of a store bear on each of some questions: where one holds all that another does, and as many, they
    answer the same.

    Args:
        store: the store.
        asked: the questions.
    """
    return {
        (subject, predicate, object_): sum(
            1 for _ in store.quads_for_pattern(subject, predicate, object_, None)
        )
        for subject, predicate, object_ in asked
    }
