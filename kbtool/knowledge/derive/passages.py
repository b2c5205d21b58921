"""The words that printed figures stand in: the document around the quote of a claim, what evidence found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.rdf.namespaces import KB, OA, PROV
from kbtool.rdf.terms import objects, value
from kbtool.text.boundaries import stands_free
from kbtool.text.directions import DirectionWords
from kbtool.text.document import Document
from kbtool.text.figure_words import FigureWords, figure_words
from kbtool.text.stretch import Stretch


class Passages(Struct, frozen=True):
    """Where the words of claims stand.

    Attributes:
        store: the knowledge base.
        documents: its documents.
        stretches: where its quotes stand, by claim and document.
    """

    store: ox.Store
    documents: Mapping[ox.NamedNode, Document] = field(default_factory=dict)
    stretches: Mapping[tuple[ox.NamedNode, str], Stretch] = field(default_factory=dict)

    def around(
        self, node: ox.NamedNode, printed: str, words: DirectionWords, lasts: bool
    ) -> tuple[FigureWords, ...]:
        """What the words around a printed form make of it, at each place where it stands by itself.

        Args:
            node: a claim or an item of evidence.
            printed: the printed form.
            words: the words that tell a direction.
            lasts: whether it is a length of time.
        """
        return tuple(
            found
            for text, within in self._texts(node)
            for found in figure_words(text, _places(text, printed, within), words, lasts)
        )

    def _texts(self, node: ox.NamedNode) -> Iterator[tuple[str, Stretch]]:
        quoted = False
        for document in self._documents_of(node):
            stretch = self.stretches.get((node, document.iri))
            if stretch is not None:
                quoted = True
                yield document.text, stretch
        texts = [
            value(term)
            for name in ("excerpt", "finding")
            for term in objects(self.store, node, KB(name))
        ]
        if not quoted:
            texts += [value(term) for term in objects(self.store, node, OA("exact"))]
        for text in texts:
            yield text, Stretch(0, len(text))

    def _documents_of(self, node: ox.NamedNode) -> Iterator[Document]:
        for term in objects(self.store, node, PROV("wasQuotedFrom")):
            if isinstance(term, ox.NamedNode) and (document := self.documents.get(term)):
                yield document


def _places(text: str, printed: str, within: Stretch) -> Iterator[Stretch]:
    at = text.find(printed, within.start, within.end) if printed else -1
    while at >= 0:
        if stands_free(text, at, at + len(printed)):
            yield Stretch(at, at + len(printed))
        at = text.find(printed, at + 1, within.end)
