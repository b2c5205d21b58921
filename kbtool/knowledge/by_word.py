"""What a word stands for when somebody looks it up: each topic, concept, predicate and measure that is called by it."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.lookup import index_of
from kbtool.rdf.namespaces import DCT, KB, RDFS, SKOS
from kbtool.rdf.terms import Term, instances, objects, value
from kbtool.text.tokens import forms_of_words

KINDS = ("Topic", "QuestionType", "Concept", "Predicate", "Measure")
"""What can be looked up by a word, in the order in which it is told."""
_OWN = (SKOS("prefLabel"), RDFS("label"))
_NAMES = (*_OWN, SKOS("altLabel"), SKOS("hiddenLabel"), KB("writtenAs"), KB("phrase"))


def called(kb: KnowledgeBase, name: str) -> frozenset[Term]:
    """All that is called by a name; what the vocabulary says to be about a topic (dct:subject) is called by the topic's.

    A name of its own stands for that alone, and for topics with the word: the label of a concept says which one is meant.

    Args:
        kb: the knowledge base.
        name: an IRI, a CURIE, a local name, a label, or words of one in any form.
    """
    exact = _exact(kb, name)
    topics = set(_worded(kb, name, KINDS[:2]))
    if exact is not None and _is_own(kb, exact, name):
        found = {exact, *topics}
    else:
        found = {*([exact] if exact else ()), *topics, *_worded(kb, name, KINDS[2:])}
    return frozenset(found | set(_about(kb, topics)))


def _exact(kb: KnowledgeBase, name: str) -> ox.NamedNode | None:
    """What has the very name; None, if nothing has, or several have."""
    for kind in KINDS[2:] + KINDS[:2]:
        try:
            found = index_of(kb, KB(kind)).iri(name)
        except InputError:
            return None
        if found is not None:
            return ox.NamedNode(found)
    return None


def _is_own(kb: KnowledgeBase, node: ox.NamedNode, name: str) -> bool:
    """Whether a name is a node's own, not one of others that it has."""
    labels = (value(label) for property_ in _OWN for label in objects(kb.store, node, property_))
    own = {each.casefold() for each in (*labels, *kb.names.called(node.value), node.value)}
    return name.casefold() in own


def _worded(kb: KnowledgeBase, name: str, kinds: tuple[str, ...]) -> Iterator[ox.NamedNode]:
    """The terms of some kinds of which a name has the words, one behind the other, in some form."""
    words = forms_of_words(name)
    for kind in kinds if words else ():
        for node in instances(kb.store, KB(kind)):
            names = (value(term) for each in _NAMES for term in objects(kb.store, node, each))
            if any(_has(forms_of_words(one), words) for one in names):
                yield node


def _has(name: tuple[frozenset[str], ...], words: tuple[frozenset[str], ...]) -> bool:
    starts = range(len(name) - len(words) + 1)
    return any(
        all(not one.isdisjoint(other) for one, other in zip(name[at:], words, strict=False))
        for at in starts
    )


def _about(kb: KnowledgeBase, topics: set[ox.NamedNode]) -> Iterator[Term]:
    for topic in topics:
        for quad in kb.store.quads_for_pattern(None, DCT("subject"), topic, None):
            kinds = [kind for kind in KINDS if quad.subject in instances(kb.store, KB(kind))]
            if kinds:
                yield quad.subject
