"""Nodes called after the first word of something: e-cui is evidence of cui-2019, and not of mehra-2020."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

import pyoxigraph as ox

from kbtool.knowledge.derive.concepts import names
from kbtool.knowledge.derive.slugs import Slug, slug_of
from kbtool.rdf.terms import instances

_SHORTEST = 3
"""Letters of the shortest word that tells an author."""
_PLACES = 2
"""Such a word is among the first two of a name: e-cui-improves."""


class Beginnings:
    """What nodes are called after by the first word of its name alone.

    Args:
        store: the files' triples.
        kinds: the classes of what nodes are called after.
        of_concepts: the words of the names of concepts.
    """

    def __init__(
        self, store: ox.Store, kinds: Iterable[ox.NamedNode], of_concepts: Collection[str]
    ) -> None:
        self._values: dict[str, list[ox.NamedNode]] = defaultdict(list)
        for node in sorted({n for kind in kinds for n in instances(store, kind)}, key=str):
            slug = slug_of(node)
            if len(slug) > 1:
                self._values[slug[0]].append(node)
        self._of_concepts = of_concepts

    def meant(self, name: Slug, own: Slug) -> ox.NamedNode | None:
        """What a name begins like, if it has no word of what is stated; a concept's word says what the node is about.

        Args:
            name: the words of the node's name.
            own: those of what is stated.
        """
        if set(own) & set(name):
            return None
        for word in name[:_PLACES]:
            if len(word) >= _SHORTEST and word not in self._of_concepts and word in self._values:
                return self._values[word][0]
        return None


def words_of_concepts(store: ox.Store) -> frozenset[str]:
    """The words of the names of concepts."""
    return frozenset(
        word
        for node, labels in names(store).items()
        for each in (node, *map(ox.Literal, labels))
        for word in slug_of(each)
    )
