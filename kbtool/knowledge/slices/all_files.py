"""What an index tells of all files at once: what every slice holds of them, and what each needs to know of the rest."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property, partial
from urllib.parse import quote

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.derive.beyond import Beyond, NeedsWholeError
from kbtool.knowledge.slices.index import StoredIndex
from kbtool.knowledge.slices.kinds import Kinds
from kbtool.rdf.namespaces import KB, RDF
from kbtool.rdf.terms import value


class Held(Struct, frozen=True, dict=True):
    """What every slice holds: of terms, and of concepts.

    Attributes:
        index: the index that tells it, open as long as it is read.
    """

    index: StoredIndex

    @cached_property
    def store(self) -> ox.Store:
        """Its statements."""
        return _stored(self.index, "held")

    @property
    def told(self) -> str:
        """What tells all of it, and the names of all nodes."""
        return self.index.names_told()


def names_of(index: StoredIndex) -> ox.Store:
    """What all nodes are told by, each file in a graph of its own: what two files state counts twice."""
    return _stored(index, "names", index.names())


def _stored(index: StoredIndex, graphs: str, more: Iterable[tuple[str, bytes]] = ()) -> ox.Store:
    """What every slice holds and more, by file, each in a graph that is named after it."""
    store = ox.Store()
    of_files = ((path, triples) for path, some in index.common().items() for triples in some)
    for path, triples in (*of_files, *index.concepts(), *more):
        load_pieces(store, [triples], ox.NamedNode(f"urn:x-kbtool:{graphs}:{quote(path)}"))
    return store


def known_beyond(index: StoredIndex) -> tuple[Beyond, Kinds]:
    """What all slices need to know of what is beyond them, and what stands at the ends of properties.

    Raises:
        NeedsWholeError: a file states what is only ever derived.
    """
    kinds = index.kinds()
    names = cache(partial(names_of, index))
    properties = frozenset(kinds.subjects)
    beyond = Beyond(
        frozenset(), names, index.names_told(), index.words, index.languages(), properties
    )
    _refuse_typed_in(beyond, kinds)
    return beyond, kinds


def load_pieces(store: ox.Store, pieces: Iterable[bytes], graph: ox.NamedNode) -> None:
    """Put triples that the index has kept into a graph of a store."""
    text = b"".join(pieces)
    if text:
        store.load(text, format=ox.RdfFormat.N_TRIPLES, to_graph=graph)


def _refuse_typed_in(beyond: Beyond, kinds: Kinds) -> None:
    """Refuse slices where any file states what is only ever derived."""
    terms = beyond.among_names("derived-terms", _derived_terms)
    for term in terms:
        if kinds.subjects.get(term) or kinds.instances.get(term):
            raise NeedsWholeError(f"a file states {term}, which is only ever derived")
    for term in beyond.among_names("typed-in", _typed_in):
        raise NeedsWholeError(f"a file states {term}, which is derived")


def _derived_terms(names: ox.Store) -> Iterable[str]:
    """The terms that are only ever derived."""
    for quad in names.quads_for_pattern(None, KB("derived"), None, None):
        yield value(quad.subject)


def _typed_in(names: ox.Store) -> Iterable[str]:
    """Properties that are stated of some node, and only ever derived on such nodes."""
    for mark in names.quads_for_pattern(None, KB("derivedOn"), None, None):
        if isinstance(mark.subject, ox.NamedNode):
            for quad in names.quads_for_pattern(None, mark.subject, None, None):
                if any(names.quads_for_pattern(quad.subject, RDF("type"), mark.object, None)):
                    yield mark.subject.value
                    break
