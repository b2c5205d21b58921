"""The words by which a document limits a claim (kb:scopeAsStated), held to the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.text.document import Document
from kbtool.text.stretch import Stretch
from kbtool.text.surroundings import Sentences
from kbtool.text.typography import level_text

_LEFT_OUT = re.compile(r"\s*(?:…|\.\.\.|\[\.\.\.\])\s*")


def scope_quads(
    store: ox.Store,
    documents: Mapping[ox.NamedNode, Document],
    stretches: Mapping[tuple[ox.NamedNode, str], Stretch],
) -> Iterator[ox.Quad]:
    """The scopes as stated that stand neither in the sentence of the quote nor in what a reader has read just before it.

    Case, typography and line ends do not count, and "…" stands for words that are left out.

    Args:
        store: the knowledge base.
        documents: its documents.
        stretches: where its quotes stand, by claim and document.
    """
    places = {node: (iri, stretch) for (node, iri), stretch in stretches.items()}
    texts: dict[str, Sentences] = {}
    for quad in store.quads_for_pattern(None, KB("scopeAsStated"), None, None):
        node, stated = quad.subject, quad.object
        if not isinstance(node, ox.NamedNode) or not isinstance(stated, ox.Literal):
            continue
        if node not in places:
            continue
        iri, stretch = places[node]
        document = documents.get(ox.NamedNode(iri))
        if document is None:
            continue
        if iri not in texts:
            texts[iri] = Sentences(document.text)
        sentences = texts[iri]
        around = sentences.around(stretch)
        there = f"{around.before}{stretch.of(document.text)}{around.behind}"
        plain = f"{_plain(there)}\n{_plain(sentences.context(stretch))}"
        if not all(_plain(part) in plain for part in _LEFT_OUT.split(stated.value)):
            yield ox.Quad(node, KB("scopeNotStated"), stated, DERIVED)


def _plain(words: str) -> str:
    return " ".join(level_text(words).casefold().split())
