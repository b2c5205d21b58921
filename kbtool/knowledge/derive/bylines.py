"""What is said of a document held to its text: an author, a publisher, an audience or a language of another one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox

from kbtool.knowledge.derive.left_out import any_of
from kbtool.rdf.namespaces import DCT, KB, RDFS
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import named, objects, value
from kbtool.text.document import Document
from kbtool.text.typography import level_text

_WORD = re.compile(r"[^\W\d_]+")
_BYLINE = re.compile(r"(?:^|[.:\n] ?|written |reviewed |posted )by [^\W\d_]")
_ENGLISH = 0.15
"""The share of English function words above which a text is English; texts in other languages have under a tenth."""
_ENOUGH = 50
"""So many words a text has before its language is judged."""


def byline_quads(store: ox.Store, documents: Iterable[Document]) -> Iterator[ox.Quad]:
    """Authors who are not in their document, other publishers that are, and English said to be another language.

    Words that speak to others than those for whom it is said to be (kb:wordAgainst of the audience). And of several
    publishers those that the document does not name, where it names one.

    Args:
        store: the knowledge base.
        documents: its documents.
    """
    texts = {ox.NamedNode(each.iri): _level(each.text) for each in documents}
    publishers = {
        publisher for node in texts for publisher in named(objects(store, node, DCT("publisher")))
    }
    english = {
        value(quad.object)
        for quad in store.quads_for_pattern(KB("finding"), KB("functionWord"), None, None)
    }
    for node, text in texts.items():
        signed = (
            _BYLINE.search(text) is not None
        )  # else its author may stand in the page's metadata
        for term in objects(store, node, DCT("creator")):
            if signed and isinstance(term, ox.Literal) and _level(term.value) not in text:
                yield ox.Quad(node, KB("notInDocument"), term, DERIVED)
        own = set(named(objects(store, node, DCT("publisher"))))
        names = [t for p in (RDFS("label"), DCT("title")) for t in objects(store, node, p)]
        called = _level(". ".join(value(each) for each in names))
        for words in (called, text):
            if own and not any(_is_named(store, one, words) for one in own):
                for other in sorted(publishers - own, key=lambda one: one.value):
                    if _is_named(store, other, words):
                        yield ox.Quad(node, KB("namesPublisher"), other, DERIVED)
        told = {one for one in own if any(_is_named(store, one, words) for words in (called, text))}
        if told:
            for other in sorted(own - told, key=lambda one: one.value):
                yield ox.Quad(node, KB("publisherNotNamed"), other, DERIVED)
        for audience in named(objects(store, node, KB("audience"))):
            against = [value(word) for word in objects(store, audience, KB("wordAgainst"))]
            if against and (found := any_of(against).search(text)) is not None:
                yield ox.Quad(node, KB("audienceAgainst"), ox.Literal(found[0]), DERIVED)
        for term in objects(store, node, DCT("language")):
            if not value(term).casefold().startswith("en") and _is_english(text, english):
                yield ox.Quad(node, KB("readsAsEnglish"), term, DERIVED)


def _level(text: str) -> str:
    return " ".join(level_text(text).split()).casefold()


def _is_named(store: ox.Store, node: ox.NamedNode, text: str) -> bool:
    return any(_level(value(label)) in text for label in objects(store, node, RDFS("label")))


def _is_english(text: str, words: Collection[str]) -> bool:
    total = len(_WORD.findall(text))
    return total >= _ENOUGH and len(any_of(words).findall(text)) > _ENGLISH * total
