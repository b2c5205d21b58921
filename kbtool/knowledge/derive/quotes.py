"""The quotes that a store records, and the triples that say how and where each was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from textwrap import shorten

import pyoxigraph as ox
from msgspec import Struct

from kbtool.rdf.namespaces import KB, OA, PROV, XSD
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import text, value
from kbtool.text.document import Document
from kbtool.text.quotes import Anchor, Quote, Status, anchor, nearest_in
from kbtool.text.record import changed_sentences, unrecorded_sentences
from kbtool.text.sentences import sentences
from kbtool.text.stretch import Stretch
from kbtool.text.typography import level_text

_SHOWN = 200
"""This many characters of what came in the place of words that are gone are told."""
_OFFSET = re.compile(r"[0-9]{1,18}")


class AnchoredQuote(Struct, frozen=True):
    """A quote of a claim or passage, and where it was found in its document."""

    node: ox.NamedNode
    document: Document
    anchor: Anchor

    @property
    def stretch(self) -> Stretch | None:
        """Where it stands; None, if it was not found."""
        start, end = self.anchor.start, self.anchor.end
        return None if start is None or end is None else Stretch(start, end)


def anchored_quotes(store: ox.Store, documents: Iterable[Document]) -> list[AnchoredQuote]:
    """Every quote that the files record of some documents, looked for in them."""
    known = {ox.NamedNode(document.iri): document for document in documents}
    changed = {iri: _changed(store, document) for iri, document in known.items()}
    return [
        AnchoredQuote(
            found.node,
            known[found.document],
            _anchor(known[found.document], found, changed[found.document]),
        )
        for found in recorded_quotes(store)
        if found.document in known
    ]


def _anchor(document: Document, recorded: RecordedQuote, changed: list[Stretch] | None) -> Anchor:
    """Where a quote is found; what it has become, in a document that is not as recorded, only where a sentence is not.

    A quote that is known to be gone has become nothing: what is like it stood there beside it.
    """
    quote = recorded.quote
    found = anchor(document, quote)
    if found.status not in (Status.CHANGED, Status.MISSING):
        return found
    if recorded.in_place is not None:
        return Anchor(Status.GONE, difference=_where_it_stood(document, recorded.in_place))
    if changed is None:
        return found
    if level_text(found.document_says or "") == level_text(quote.exact):
        return found
    return nearest_in(document, quote, changed)


def _where_it_stood(document: Document, in_place: str) -> str:
    """What stands in the place of words that are gone, in words: nothing, a sentence, or one that went, too."""
    if not in_place:
        return "nothing like them stands in their place"
    words = shorten(in_place, _SHOWN, placeholder=" …")
    for piece in (in_place, next((part.of(in_place) for part in sentences(in_place)), in_place)):
        now = anchor(document, Quote(piece))
        if now.start is not None and now.status is not Status.CHANGED:
            return f"in their place, line {document.position(now.start)[0]}, stands “{words}”"
    return f"“{words}” came in their place, and does not stand there any more"


def _changed(store: ox.Store, document: Document) -> list[Stretch] | None:
    """The sentences of a document that was edited that are not as recorded; None, if it was not, or nothing is recorded."""
    stated = text(store, ox.NamedNode(document.iri), KB("sha256"))
    if stated in (document.sha256, *document.with_other_line_ends):
        return None
    recorded = recorded_sentences(store, document)
    return None if recorded is None else unrecorded_sentences(document.text, recorded)


def anchor_quads(
    quotes: Iterable[AnchoredQuote], documents: Iterable[Document], graph: ox.NamedNode
) -> Iterator[ox.Quad]:
    """The derived triples of quotes and documents: how and where each was found, the hash as it is now."""
    for document in documents:
        digest = ox.Literal(document.sha256)
        node = ox.NamedNode(document.iri)
        yield ox.Quad(node, KB("computedSha256"), digest, graph)
        for other in document.with_other_line_ends:
            yield ox.Quad(node, KB("sha256WithOtherLineEnds"), ox.Literal(other), graph)
    for quote in quotes:
        yield from _anchor_triples(quote.node, quote.document, quote.anchor, graph)


def sentence_quads(
    store: ox.Store, quotes: Iterable[AnchoredQuote], documents: Iterable[Document]
) -> Iterator[ox.Quad]:
    """The sentences around quotes that are not as they were when the document was taken in, or last read."""
    found = [quote for quote in quotes if quote.anchor.status in (Status.EXACT, Status.TYPOGRAPHIC)]
    for document in documents:
        kept = recorded_sentences(store, document)
        if kept is None:
            continue
        mine = [(q.node, q.stretch) for q in found if q.document is document and q.stretch]
        changed = changed_sentences(document.text, kept, (stretch for _, stretch in mine))
        for node, stretch in mine:
            if stretch in changed:
                words = " ".join(changed[stretch].of(document.text).split())
                yield ox.Quad(node, KB("changedSentence"), ox.Literal(words), DERIVED)


def recorded_sentences(store: ox.Store, document: Document) -> str | None:
    """The record of a document's sentences, if the files have one."""
    return text(store, ox.NamedNode(document.iri), KB("sentenceHashes"))


class RecordedQuote(Struct, frozen=True):
    """A quote as the files record it.

    Attributes:
        node: its claim or passage.
        document: the document that it is from.
        quote: its words.
        in_place: what came in its place when a new text without it was taken over, empty if nothing did; None, if no text
            is known to lack it.
    """

    node: ox.NamedNode
    document: ox.NamedNode
    quote: Quote
    in_place: str | None = None


def recorded_quotes(store: ox.Store) -> Iterator[RecordedQuote]:
    """Each quote that the files record; no sentence that nobody has quoted."""
    fields: dict[str, Mapping[object, str]] = {
        name: {
            quad.subject: quad.object.value
            for quad in store.quads_for_pattern(None, OA(name), None, None)
            if isinstance(quad.object, ox.Literal)
        }
        for name in ("exact", "prefix", "suffix", "start")
    }
    in_place = {
        quad.subject: "" if quad.object == KB("NotKnown") else value(quad.object)
        for quad in store.quads_for_pattern(None, KB("inPlace"), None, None)
    }
    for quad in store.quads_for_pattern(None, PROV("wasQuotedFrom"), None, None):
        node, document = quad.subject, quad.object
        if node not in fields["exact"] or not isinstance(node, ox.NamedNode):
            continue
        if quad.graph_name == DERIVED:
            continue
        if isinstance(document, ox.NamedNode):
            start = fields["start"].get(node, "")
            yield RecordedQuote(
                node,
                document,
                Quote(
                    fields["exact"][node],
                    fields["prefix"].get(node, ""),
                    fields["suffix"].get(node, ""),
                    int(start) if _OFFSET.fullmatch(start) else None,
                ),
                in_place.get(node),
            )


def _anchor_triples(
    node: ox.NamedNode, document: Document, found: Anchor, graph: ox.NamedNode
) -> Iterator[ox.Quad]:
    yield ox.Quad(node, KB("anchorStatus"), KB(found.status.value), graph)
    numbers = {"occurrences": found.occurrences}
    if found.start is not None and found.end is not None:
        line, column = document.position(found.start)
        numbers |= {"start": found.start, "end": found.end, "line": line, "column": column}
    for name, number in numbers.items():
        yield ox.Quad(node, KB(name), ox.Literal(str(number), datatype=XSD("integer")), graph)
    for name, words in (("documentSays", found.document_says), ("difference", found.difference)):
        if words is not None:
            yield ox.Quad(node, KB(name), ox.Literal(words), graph)
    if found.moved:
        yield ox.Quad(node, KB("moved"), ox.Literal("true", datatype=XSD("boolean")), graph)
