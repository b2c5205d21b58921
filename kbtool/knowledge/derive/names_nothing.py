"""Evidence of which the finding names nothing of what it is put to: a text of another item, or one that nobody can place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache

import pyoxigraph as ox

from kbtool.knowledge.derive.concepts import Concepts, Neighbours, Questions
from kbtool.rdf.namespaces import KB, RDFS, XSD
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, objects, value
from kbtool.text.mentions import Mentions, fits

_SIDES = ("supports", "disputes", "gives")
_GAP = re.compile(r"\{\w+\}")
_SHORTEST = 4
"""Letters of the shortest word by which a predicate is named."""


def names_nothing_quads(
    store: ox.Store,
    mentions: Mentions[ox.NamedNode],
    neighbours: Neighbours,
    questions: Questions,
    said: Callable[[ox.NamedNode], tuple[Concepts, frozenset[str]]],
    function_words: Collection[str],
) -> Iterator[ox.Quad]:
    """kb:namesNothingOf of evidence whose finding and excerpts have no word of the statement that it takes a side on.

    The names of all that the statement is about count, those of what is broader or narrower, and the words of its predicate.
    Concepts without a kind may be called anything.

    Args:
        store: the knowledge base.
        mentions: finds concepts by their names.
        neighbours: how concepts lie to each other.
        questions: what statements are about.
        said: gives what the finding and the excerpts of an item name, and their words.
        function_words: words that name nothing.
    """

    @cache
    def of_relation(relation: Term) -> frozenset[str]:
        texts = (value(t) for name in (KB("phrase"), RDFS("label")) for t in objects(store, relation, name))  # fmt: skip
        words = (word for text in texts for word in mentions.words(_GAP.sub(" ", text)))
        return frozenset(w for w in words if len(w) >= _SHORTEST and w not in function_words)

    for name in _SIDES:
        for quad in store.quads_for_pattern(None, KB(name), None, None):
            node, question = quad.subject, quad.object
            if not isinstance(node, ox.NamedNode) or not isinstance(question, ox.NamedNode):
                continue
            parts = questions.parts.get(question, {})
            if any(map(_is_text, objects(store, question, KB("object")))):
                continue
            if not parts or not all(each in neighbours.kinds for each in parts.values()):
                continue
            things, words = said(node)
            if not words or any(neighbours.near(each) & things for each in parts.values()):
                continue
            if any(mentions.share(each, words) for each in parts.values()):
                continue
            relation = questions.relations.get(question)
            asked = of_relation(relation) if relation is not None else frozenset()
            if not any(fits(word, one) for word in words for one in asked):
                yield ox.Quad(node, KB("namesNothingOf"), question, DERIVED)


def _is_text(term: Term) -> bool:
    """Whether a term stands where a concept belongs, as a text: another rule asks for the concept."""
    return isinstance(term, ox.Literal) and term.datatype == XSD("string")
