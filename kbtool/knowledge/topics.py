"""What of a knowledge base concerns a topic, whatever the predicate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kbtool.rdf.namespaces import CITO, DCT, KB, OA, RDF, RDFS, SKOS
from kbtool.rdf.terms import objects, value

_WORDS = (RDFS("label"), SKOS("prefLabel"), SKOS("altLabel"), DCT("title"), KB("finding"), OA("exact"))  # fmt: skip
_ABOUT = (SKOS("broader"), DCT("subject"), KB("questionType"))
_STATEMENTS = (KB("Proposition"), KB("Quantity"))
_STATING = (KB("Claim"), KB("Evidence"), KB("Search"))


def nodes_on(store: ox.Store, topic: str) -> frozenset[str]:
    """The nodes that concern a topic, by IRI.

    Those are terms whose labels have its words, with all that is narrower or that the vocabulary says to be about them
    (`dct:subject`, `kb:questionType`); the propositions and quantities that name one of them; the claims and evidence on
    those, and recorded searches; the references of that evidence; and whatever has the words in its own quote, finding
    or title.

    Args:
        store: the knowledge base, with its vocabulary.
        topic: the label of a concept, a topic or a type of question, or words of an article; a part of it will do.
    """
    found = set(_worded(store, topic.casefold()))
    terms = _closed(store, found, _ABOUT)
    statements = _pointing_of_kind(store, terms, _STATEMENTS)
    stated = _pointing_of_kind(store, statements, _STATING)
    references = {
        reference for node in stated for reference in objects(store, node, CITO("citesAsEvidence"))
    }
    everything = (*found, *terms, *statements, *stated, *references)
    return frozenset(node.value for node in everything if isinstance(node, ox.NamedNode))


def _worded(store: ox.Store, words: str) -> Iterator[ox.NamedNode]:
    for name in _WORDS:
        for quad in store.quads_for_pattern(None, name, None):
            if words in value(quad.object).casefold() and isinstance(quad.subject, ox.NamedNode):
                yield quad.subject


def _closed(
    store: ox.Store, start: Iterable[ox.NamedNode], names: tuple[ox.NamedNode, ...]
) -> set[ox.NamedNode]:
    """The nodes, and those from which a path of some properties leads to them."""
    found, new = set(start), set(start)
    while new:
        new = {
            quad.subject
            for node in new
            for name in names
            for quad in store.quads_for_pattern(None, name, node)
            if isinstance(quad.subject, ox.NamedNode) and quad.subject not in found
        }
        found |= new
    return found


def _pointing_of_kind(
    store: ox.Store, nodes: Iterable[ox.NamedNode], kinds: tuple[ox.NamedNode, ...]
) -> set[ox.NamedNode]:
    """The nodes of some classes that have one of the nodes as a value."""
    pointing = {
        quad.subject for node in nodes for quad in store.quads_for_pattern(None, None, node)
    }
    return {
        node
        for node in pointing
        if isinstance(node, ox.NamedNode)
        and any(kind in kinds for kind in objects(store, node, RDF("type")))
    }
