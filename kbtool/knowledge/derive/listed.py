"""The lists of words that the vocabulary has, as patterns: those of its properties, of predicates and types of question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property

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

    @cached_property
    def clauses(self) -> re.Pattern[str]:
        """Matches what parts the clauses of a finding."""
        return re.compile(rf"[.;:,]\s+|{self.of(('finding', 'partWord')).pattern}")

    @cached_property
    def verb(self) -> re.Pattern[str]:
        """Matches an auxiliary verb of a finding."""
        return self.of(("finding", "auxiliary"))

    @cached_property
    def verb_denied(self) -> re.Pattern[str]:
        """Matches an auxiliary verb that is denied."""
        return re.compile(rf"{self.verb.pattern} {self.of(('finding', 'verbDenial')).pattern}")

    def _of_nodes(self, name: str, *nodes: Term | None) -> re.Pattern[str]:
        """Matches any word of one list of some nodes."""
        words: Iterable[Term] = (
            word
            for node in nodes
            if node is not None
            for word in objects(self._store, node, KB(name))
        )
        return any_of({value(word) for word in words}, opening=True)
