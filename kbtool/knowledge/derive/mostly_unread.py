"""Sentences of which most was read by nobody: a quote of a word or two covers the sentence, and says nothing of the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kbtool.knowledge.derive.content_words import content_words
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import instances
from kbtool.text.document import Document
from kbtool.text.naming import Words
from kbtool.text.stretch import Stretch
from kbtool.text.surroundings import Sentences

_SHARE = 2
"""So many words are left for each word that is quoted."""
_FEWEST = 2
"""So many words are left at least."""
_LONGEST = 160
"""Characters of what is left that are shown."""


def mostly_unread_quads(
    store: ox.Store,
    documents: Mapping[ox.NamedNode, Document],
    stretches: Mapping[tuple[ox.NamedNode, str], Stretch],
) -> Iterator[ox.Quad]:
    """A kb:leavesUnread from the first claim or passage of a sentence of which all quotes together leave the most unread.

    Only words that name something count; nothing is derived where the vocabulary has no others (kb:functionWord).

    Args:
        store: the knowledge base.
        documents: its documents.
        stretches: where its quotes stand, by claim and document.
    """
    words = content_words(store)
    if words is None:
        return
    read = {node for kind in ("Claim", "NonClaim") for node in instances(store, KB(kind))}
    quotes: dict[str, list[tuple[Stretch, ox.NamedNode]]] = defaultdict(list)
    for (node, iri), stretch in stretches.items():
        if node in read:
            quotes[iri].append((stretch, node))
    for iri, found in quotes.items():
        if document := documents.get(ox.NamedNode(iri)):
            yield from _of_document(Sentences(document.text), found, words)


def _of_document(
    sentences: Sentences, quotes: list[tuple[Stretch, ox.NamedNode]], words: Words
) -> Iterator[ox.Quad]:
    text = sentences.text
    covered = bytearray(len(text))
    whole: dict[Stretch, ox.NamedNode] = {}
    for stretch, node in sorted(quotes, key=lambda quote: (quote[0], quote[1].value)):
        covered[stretch.start : stretch.end] = b"\1" * (stretch.end - stretch.start)
        around = sentences.around(stretch)
        sentence = Stretch(stretch.start - len(around.before), stretch.end + len(around.behind))
        whole.setdefault(sentence, node)
    for sentence, node in whole.items():
        marks = covered[sentence.start : sentence.end]
        said = sentence.of(text)
        left = "".join(" " if mark else c for c, mark in zip(said, marks, strict=True))
        own = "".join(c if mark else " " for c, mark in zip(said, marks, strict=True))
        size = len(words.of(left))
        if size >= max(_FEWEST, _SHARE * len(words.of(own))):
            shown = " ".join(left.split())[:_LONGEST]
            yield ox.Quad(node, KB("leavesUnread"), ox.Literal(shown), DERIVED)
