"""Sentences of which most was read by nobody: a quote of a word or two covers the sentence, and says nothing of the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set

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
_SHORT = 6
"""A line of no more words that is no claim, a name or a heading, is mostly unread where as many are left as are quoted."""
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
    claims = set(instances(store, KB("Claim")))
    read = claims.union(instances(store, KB("NonClaim")))
    quotes: dict[str, list[tuple[Stretch, ox.NamedNode]]] = defaultdict(list)
    for (node, iri), stretch in stretches.items():
        if node in read:
            quotes[iri].append((stretch, node))
    for iri, found in quotes.items():
        if document := documents.get(ox.NamedNode(iri)):
            yield from _of_document(Sentences(document.text), found, claims, words)


def _of_document(
    sentences: Sentences,
    quotes: list[tuple[Stretch, ox.NamedNode]],
    claims: Set[ox.NamedNode],
    words: Words,
) -> Iterator[ox.Quad]:
    text = sentences.text
    covered = bytearray(len(text))
    whole: dict[Stretch, list[ox.NamedNode]] = defaultdict(list)
    for stretch, node in sorted(quotes, key=lambda quote: (quote[0], quote[1].value)):
        covered[stretch.start : stretch.end] = b"\1" * (stretch.end - stretch.start)
        around = sentences.around(stretch)
        sentence = Stretch(stretch.start - len(around.before), stretch.end + len(around.behind))
        whole[sentence].append(node)
    for sentence, nodes in whole.items():
        marks = covered[sentence.start : sentence.end]
        said = sentence.of(text)
        left = "".join(" " if mark else c for c, mark in zip(said, marks, strict=True))
        own = "".join(c if mark else " " for c, mark in zip(said, marks, strict=True))
        size, read = len(words.of(left)), len(words.of(own))
        is_short = size + read <= _SHORT and claims.isdisjoint(nodes)
        if size >= (max(1, read) if is_short else max(_FEWEST, _SHARE * read)):
            shown = " ".join(left.split())[:_LONGEST]
            yield ox.Quad(nodes[0], KB("leavesUnread"), ox.Literal(shown), DERIVED)
