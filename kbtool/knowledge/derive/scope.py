"""The words by which a document limits a claim (kb:scopeAsStated) or cites something, held to the document."""

from __future__ import annotations

import re
from collections import defaultdict
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

    And kb:citationBeside of claims that cite something in whose place another citation stands in their own sentence,
    kb:citationFarAway of those that cite in words that stand neither in their paragraph nor in the one before it.

    Args:
        store: the knowledge base.
        documents: its documents.
        stretches: where its quotes stand, by claim and document.
    """
    yield from _cited_beside(store, documents, stretches)
    texts: dict[str, str] = {}
    for node, iri in stretches:
        for citation in objects(store, node, KB("cites")):
            document = documents.get(ox.NamedNode(iri))
            if not isinstance(citation, ox.BlankNode) or document is None:
                continue
            if iri not in texts:
                texts[iri] = _spaced(document.text)
            for printed in objects(store, citation, KB("asPrinted")):
                words = _spaced(value(printed))
                if not _stands_in(words, texts[iri]):
                    yield ox.Quad(node, KB("citationNotPrinted"), printed, DERIVED)
                elif not _stands_in(words, _spaced(_near(document.text, stretches[node, iri]))):
                    yield ox.Quad(node, KB("citationFarAway"), printed, DERIVED)


def _near(text: str, quote: Stretch) -> str:
    """The paragraph that a quote stands in, and the one before it."""
    end = text.find("\n", quote.end)
    above = text[: text.rfind("\n", 0, quote.start) + 1].rstrip()
    return text[above.rfind("\n") + 1 : end if end >= 0 else len(text)]


def _cited_beside(
    store: ox.Store,
    documents: Mapping[ox.NamedNode, Document],
    stretches: Mapping[tuple[ox.NamedNode, str], Stretch],
) -> Iterator[ox.Quad]:
    cited = {
        (node, iri): printed
        for node, iri in stretches
        if (printed := _printed(store, node)) and ox.NamedNode(iri) in documents
    }
    by_document: dict[str, set[str]] = defaultdict(set)
    for (_, iri), printed in cited.items():
        by_document[iri] |= printed
    texts: dict[str, Sentences] = {}
    for (node, iri), printed in cited.items():
        others = by_document[iri] - printed
        if not others:
            continue
        if iri not in texts:
            texts[iri] = Sentences(documents[ox.NamedNode(iri)].text)
        stretch = stretches[node, iri]
        around = texts[iri].around(stretch)
        said = _spaced(f"{around.before}{stretch.of(texts[iri].text)}{around.behind}")
        if not any(_stands_in(each, said) for each in printed):
            for other in sorted(each for each in others if _stands_in(each, said)):
                yield ox.Quad(node, KB("citationBeside"), ox.Literal(other), DERIVED)


def _printed(store: ox.Store, claim: ox.NamedNode) -> set[str]:
    """The words in which a claim's document is said to cite what the claim cites."""
    return {
        _spaced(value(printed))
        for citation in objects(store, claim, KB("cites"))
        if not isinstance(citation, ox.Triple)
        for printed in objects(store, citation, KB("asPrinted"))
    }


def _stands_in(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _spaced(words: str) -> str:
    return " ".join(level_text(words).split())


def _plain(words: str) -> str:
    return _spaced(words).casefold()
