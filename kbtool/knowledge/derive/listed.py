"""The lists of words that the vocabulary has, as patterns: those of its properties, of predicates and types of question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox

from kbtool.knowledge.derive.left_out import any_of
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term, objects, value


class Listed:
    """Reads lists of words.

    Args:
        store: the knowledge base.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self.of_nodes = cache(self._of_nodes)

    def each(self, node: str, name: str) -> list[str]:
        """The words of one list.

        Args:
            node: the name of a term of the vocabulary.
            name: the name of the list.
        """
        return [value(term) for term in objects(self._store, KB(node), KB(name))]

    def of(self, *pairs: tuple[str, str]) -> re.Pattern[str]:
        """Matches any word of some lists.

        Args:
            *pairs: the names of the terms and of the lists.
        """
        return any_of(
            {word for node, name in pairs for word in self.each(node, name)}, opening=True
        )

    def _of_nodes(self, name: str, *nodes: Term | None) -> re.Pattern[str]:
        """Matches any word of one list of some nodes."""
        words: Iterable[Term] = (
            word
            for node in nodes
            if node is not None
            for word in objects(self._store, node, KB(name))
        )
        return any_of({value(word) for word in words}, opening=True)
