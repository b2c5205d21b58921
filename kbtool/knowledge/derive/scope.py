"""The words by which a document limits a claim (kb:scopeAsStated) or cites something, held to the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import objects, value
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


def citation_quads(
    store: ox.Store,
    documents: Mapping[ox.NamedNode, Document],
    stretches: Mapping[tuple[ox.NamedNode, str], Stretch],
) -> Iterator[ox.Quad]:
    """The citations as a document is said to word them that it does not have, in whole words and as they are written.

    Args:
        store: the knowledge base.
        documents: its documents.
        stretches: where its quotes stand, by claim and document.
    """
    texts: dict[str, str] = {}
    for node, iri in stretches:
        for citation in objects(store, node, KB("cites")):
            document = documents.get(ox.NamedNode(iri))
            if not isinstance(citation, ox.BlankNode) or document is None:
                continue
            if iri not in texts:
                texts[iri] = _spaced(document.text)
            for printed in objects(store, citation, KB("asPrinted")):
                words = re.escape(_spaced(value(printed)))
                if not re.search(rf"(?<!\w){words}(?!\w)", texts[iri]):
                    yield ox.Quad(node, KB("citationNotPrinted"), printed, DERIVED)


def _spaced(words: str) -> str:
    return " ".join(level_text(words).split())


def _plain(words: str) -> str:
    return _spaced(words).casefold()
