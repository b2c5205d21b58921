"""Searches held to their own words: what one is said to have sought has to stand in its question or in what was typed in.

A concept in the place of a narrower one makes a search cover what nobody looked for. So a search for a concept says that,
or what is broader; words for a part of it are not enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kbtool.knowledge.derive.content_words import content_words
from kbtool.rdf.namespaces import KB, RDF, RDFS, SKOS
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, instances, led_to, named, objects, value
from kbtool.text.naming import Words

_NAMES = (SKOS("prefLabel"), SKOS("altLabel"), SKOS("hiddenLabel"), KB("writtenAs"))
_RELATION_NAMES = (KB("phrase"), RDFS("label"))


def sought_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """A kb:soughtUnnamed from each search to what it is said to have sought and has no words for.

    Nothing is derived where the vocabulary has no words that name nothing (kb:functionWord).

    Args:
        store: the knowledge base.
    """
    searches = list(instances(store, KB("Search")))
    words = content_words(store) if searches else None
    if words is None:
        return
    terms = _Terms(store, words)
    for search in searches:
        if said := terms.words(search, (KB("question"), KB("searchWords"))):
            for unnamed in _unnamed(search, said, terms):
                yield ox.Quad(search, KB("soughtUnnamed"), unnamed, DERIVED)


def _unnamed(search: ox.NamedNode, said: frozenset[str], terms: _Terms) -> Iterator[ox.NamedNode]:
    for name in ("soughtConcept", "soughtOutcome"):
        for concept in terms.values(search, name):
            if terms.called(concept) and not terms.is_named(concept, said):
                yield concept
    for statement in terms.values(search, "lookedFor"):
        subjects = terms.values(statement, "subject")
        others = terms.others(statement)
        is_on_it = all(terms.is_named(one, said) for one in subjects if terms.called(one))
        if not is_on_it or (others and not any(terms.is_named(one, said) for one in others)):
            yield statement


class _Terms:
    """What things are called, as words.

    Args:
        store: the knowledge base.
        words: reads names.
    """

    def __init__(self, store: ox.Store, words: Words) -> None:
        self._store = store
        self._words = words
        self._qualifiers = {
            quad.subject
            for quad in store.quads_for_pattern(None, RDF("type"), KB("Qualifier"), None)
        }

    def words(self, node: Term, properties: Iterable[ox.NamedNode]) -> frozenset[str]:
        """The words of a node's texts."""
        texts = [value(t) for each in properties for t in objects(self._store, node, each)]
        return frozenset(word for text in texts for word in self._words.of(text))

    def values(self, node: Term, name: str) -> list[ox.NamedNode]:
        """The nodes that a node names by a property."""
        return list(named(objects(self._store, node, KB(name))))

    def others(self, statement: ox.NamedNode) -> list[ox.NamedNode]:
        """What a statement says of its subject: its object, its qualifiers, its predicate or measure."""
        wanted = {KB("object"), KB("predicate"), KB("measure"), *self._qualifiers}
        quads = self._store.quads_for_pattern(statement, None, None, None)
        found = (quad.object for quad in quads if quad.predicate in wanted)
        return [one for one in found if isinstance(one, ox.NamedNode) and self.called(one)]

    def called(self, node: Term) -> list[frozenset[str]]:
        """The words of each of a node's names."""
        names = [value(t) for each in _NAMES for t in objects(self._store, node, each)]
        if not names:
            names = [value(t) for each in _RELATION_NAMES for t in objects(self._store, node, each)]
        return [found for name in names if (found := frozenset(self._words.of(name)))]

    def is_named(self, node: Term, said: frozenset[str]) -> bool:
        """Whether half of the words of a name stand there: of the node, or of one that is broader."""
        return any(
            2 * len(name & said) >= len(name)
            for one in (node, *led_to(self._store, node, SKOS("broader")))
            for name in self.called(one)
        )
