"""Which predicates follow from which: what blocks something acts on it."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from kbtool.rdf.namespaces import SKOS
from kbtool.rdf.terms import Term


class Hierarchy:
    """The predicates of a vocabulary, with those that are broader (skos:broader).

    Args:
        store: the vocabulary.
    """

    def __init__(self, store: ox.Store) -> None:
        self._broader: dict[Term, set[Term]] = defaultdict(set)
        for quad in store.quads_for_pattern(None, SKOS("broader"), None, None):
            self._broader[quad.subject].add(quad.object)

    def above(self, term: Term) -> set[Term]:
        """All that are broader than one, itself left out.

        Args:
            term: the predicate.
        """
        reached: set[Term] = set()
        waiting = [term]
        while waiting:
            new = self._broader.get(waiting.pop(), set()) - reached
            reached |= new
            waiting += new
        return reached - {term}
