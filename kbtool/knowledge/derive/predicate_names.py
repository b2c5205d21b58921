"""Propositions named after another predicate than they state: "ketamine-approved-depression" on what is recommended.

The word that begins the name of a predicate stands in the names of its propositions: "approved" of kb:approvedFor. A name
with the words of another predicate and none of its own, nor of how its own reads, is told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from kbtool.knowledge.derive.slugs import slug_of
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import instances, objects, value

_PART = re.compile(r"[A-Z]?[a-z]+")
_GAP = re.compile(r"\{\w+\}")
_SHORTEST = 5
"""Letters of the shortest word that tells a predicate: "has" and "acts" begin several."""
_CONTENT = 4
"""Letters of the shortest word of a predicate that its propositions' names have: no "for", no "of"."""


def predicate_name_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """Of propositions, the predicate whose word is in their name in the place of their own's (kb:namedPredicate).

    Args:
        store: the knowledge base.
    """
    parts = {node: _parts(node) for node in instances(store, KB("Predicate"))}
    first: dict[str, set[ox.NamedNode]] = defaultdict(set)
    for node, part in parts.items():
        if part and len(part[0]) >= _SHORTEST:
            first[part[0]].add(node)
    telling = {word: next(iter(nodes)) for word, nodes in first.items() if len(nodes) == 1}
    stated = [
        (quad.subject, quad.object, frozenset(slug_of(quad.subject)))
        for quad in store.quads_for_pattern(None, KB("predicate"), None, None)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
    ]
    beginnings = {
        predicate: {word[:_SHORTEST] for word in (*part, *_read(store, predicate))}
        for predicate, part in parts.items()
    }
    for node, predicate, words in stated:
        own = beginnings.get(predicate, ())
        named = {
            telling[word]
            for word in words & telling.keys()
            if telling[word] != predicate
            if words.issuperset(p for p in parts[telling[word]] if len(p) >= _CONTENT)
        }
        if len(named) == 1 and not any(word[:_SHORTEST] in own for word in words):
            yield ox.Quad(node, KB("namedPredicate"), named.pop(), DERIVED)


def _parts(predicate: ox.NamedNode) -> tuple[str, ...]:
    return tuple(word.lower() for word in _PART.findall(predicate.value.removeprefix(KB.base)))


def _read(store: ox.Store, predicate: ox.NamedNode) -> list[str]:
    """The words of how a predicate reads."""
    phrases = " ".join(value(term) for term in objects(store, predicate, KB("phrase")))
    return [word.lower() for word in _PART.findall(_GAP.sub(" ", phrases))]
