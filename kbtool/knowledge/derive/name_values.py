"""The values that the names of nodes are made of, and where the words of each stand in a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import cache, cached_property, partial
from typing import NamedTuple

import pyoxigraph as ox

from kbtool.knowledge.derive.beginnings import Beginnings, words_of_concepts
from kbtool.knowledge.derive.name_parts import alike, of_one_kind
from kbtool.knowledge.derive.slugs import Slug, has_digit, slug_of
from kbtool.rdf.columns import Columns
from kbtool.rdf.namespaces import RDF
from kbtool.rdf.terms import instances, named, objects


class Stated(NamedTuple):
    """A value that is stated of a node, with the words that a name would have for it."""

    property: ox.NamedNode
    term: ox.NamedNode | ox.Literal
    slug: Slug


class Span(NamedTuple):
    """A part of a name, with the values that it may mean."""

    start: int
    end: int
    meant: tuple[Stated, ...]


class Ground:
    """What the nodes of each class are held to.

    Args:
        store: the files' triples.
    """

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.columns = Columns(store)
        self.instances = cache(partial(instances, store))

    @cached_property
    def of_concepts(self) -> frozenset[str]:
        """The words of the names of concepts."""
        return words_of_concepts(self.store)


class Values:
    """The values that the names of the nodes of one class are made of.

    Args:
        ground: the files' triples, with what is read of them for each class.
        stated: the values that are stated of these nodes.
    """

    def __init__(self, ground: Ground, stated: Collection[Stated]) -> None:
        self._ground = ground
        self._store = ground.store
        self._stated = stated
        self._kind: dict[ox.NamedNode, tuple[ox.NamedNode, ...]] = {}

    def spans(self, name: Slug) -> list[Span]:
        """The longest parts of a name that are names of values."""
        found = [
            Span(start, end, self._used[name[start:end]])
            for start, word in enumerate(name)
            if word in self._first_words
            for end in range(start + 1, min(len(name), start + self._longest) + 1)
            if name[start:end] in self._used
        ]
        return [
            span
            for span in found
            if not any(o != span and o.start <= span.start and span.end <= o.end for o in found)
        ]

    def is_stated(self, value: Stated) -> bool:
        """Whether a node, a number, a year or a span of time is stated of some node."""
        return (value.property, value.term) in self._seen

    def could_be(self, other: Stated, one: Stated, node: ox.NamedNode) -> bool:
        """Whether a name may mean another value than is stated; one that nothing states has to be of the same kind."""
        if other.term == node or alike(self._store, one.term, other.term):
            return False
        return self.is_stated(other) or of_one_kind(self._store, one.term, other.term)

    @cached_property
    def beginnings(self) -> Beginnings:
        """What nodes are called after by its first word alone."""
        kinds = {
            kind for meant in self._used.values() for one in meant for kind in self._kinds(one.term)
        }
        return Beginnings(self._store, kinds, self._ground.of_concepts)

    @cached_property
    def _seen(self) -> frozenset[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
        return frozenset(
            (one.property, one.term)
            for one in self._stated
            if isinstance(one.term, ox.NamedNode) or has_digit(one.slug)
        )

    @cached_property
    def _used(self) -> dict[Slug, tuple[Stated, ...]]:
        """What a name may be made of: the values that are stated, then what the vocabulary has beside them."""
        found: dict[Slug, dict[Stated, None]] = defaultdict(dict)
        kinds: dict[tuple[ox.NamedNode, ox.NamedNode], None] = {}
        for one in self._stated:
            if isinstance(one.term, ox.NamedNode):
                kinds.update(dict.fromkeys((one.property, kind) for kind in self._kinds(one.term)))
            if self.is_stated(one):
                found[one.slug][one] = None
        for each, kind in kinds:
            for node in self._ground.instances(kind):
                found[slug_of(node)][Stated(each, node, slug_of(node))] = None
        return {slug: tuple(each) for slug, each in found.items() if slug}

    def _kinds(self, node: ox.NamedNode | ox.Literal) -> tuple[ox.NamedNode, ...]:
        if isinstance(node, ox.NamedNode) and node not in self._kind:
            self._kind[node] = tuple(named(objects(self._store, node, RDF("type"))))
        return () if isinstance(node, ox.Literal) else self._kind[node]

    @cached_property
    def _first_words(self) -> frozenset[str]:
        return frozenset(slug[0] for slug in self._used)

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._used), default=0)
