"""Finds quotes in documents (W3C Web Annotation Data Model, section 4.2.4, TextQuoteSelector).

A quote is found if its characters stand in the document, or stand there up to typography. Anything else is at most like it:
a likeness locates a changed passage and never accepts it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

import pyoxigraph as ox

from kbtool.documents import Document
from kbtool.namespaces import KB, OA, PROV, XSD
from kbtool.typography import Levelled, level

LIKENESS = 75.0
"""rapidfuzz partial ratio from which a passage counts as the quote, changed."""

_WORD = re.compile(r"\S+")


class Status(Enum):
    """How a quote was found; the value is the local name of the derived term."""

    EXACT = "ExactMatch"
    AMBIGUOUS = "AmbiguousMatch"
    TYPOGRAPHIC = "TypographicMatch"
    CHANGED = "ChangedMatch"
    MISSING = "NoMatch"


@dataclass(frozen=True)
class Quote:
    """A quote as recorded: its words, the words around it, and its recorded offset, if any."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None


@dataclass(frozen=True)
class Anchor:
    """Where a quote was found.

    Attributes:
        status: how.
        start: 0-based offset of its first character, of the first place if there are several.
        end: offset behind it.
        occurrences: number of places.
        document_says: the document's words, where they differ.
        difference: how they differ, in words.
        moved: whether it stands elsewhere than recorded.
    """

    status: Status
    start: int | None = None
    end: int | None = None
    occurrences: int = 0
    document_says: str | None = None
    difference: str | None = None
    moved: bool = False


def anchor(document: Document, quote: Quote, levelled: Levelled | None = None) -> Anchor:
    """Find a quote in a document.

    Args:
        document: the document.
        quote: the quote.
        levelled: the document's levelled text, if the caller has it.
    """
    if not quote.exact.strip():
        return Anchor(Status.MISSING)
    quote = _with_line_ends(quote, "\r\n" if "\r\n" in document.text else "\n")
    places = _places(document.text, quote)
    if places:
        start = places[0]
        status = Status.EXACT if len(places) == 1 else Status.AMBIGUOUS
        moved = quote.start is not None and quote.start not in places
        return Anchor(status, start, start + len(quote.exact), len(places), moved=moved)
    levelled = levelled or level(document.text)
    exact, prefix, suffix = (level(part).text for part in (quote.exact, quote.prefix, quote.suffix))
    plain = Quote(exact, prefix, suffix)
    places = _places(levelled.text, plain)
    if places:
        start, end = levelled.original(places[0], places[0] + len(plain.exact))
        if len(places) > 1:
            return Anchor(Status.AMBIGUOUS, start, end, len(places))
        says = document.text[start:end]
        if says == quote.exact:
            difference = "the words before or after it differ in typography"
        else:
            difference = "quotation marks, dashes or spaces differ"
        moved = quote.start is not None and quote.start != start
        return Anchor(Status.TYPOGRAPHIC, start, end, 1, says, difference, moved)
    return _nearest(document, levelled, plain)


def anchor_quads(
    store: ox.Store, documents: Iterable[Document], graph: ox.NamedNode
) -> Iterator[ox.Quad]:
    """The derived triples of every quote and document: how and where it was found, the hash as it is now."""
    known = {document.iri: document for document in documents}
    levelled: dict[ox.NamedNode, Levelled] = {}
    for document in known.values():
        yield ox.Quad(document.iri, KB("computedSha256"), ox.Literal(document.sha256), graph)
    for node, document_iri, quote in _quotes(store):
        found = known.get(document_iri)
        if found is None:
            continue
        result = anchor(found, quote, levelled.get(document_iri))
        if result.status not in (Status.EXACT, Status.AMBIGUOUS):
            levelled.setdefault(document_iri, level(found.text))
        yield from _anchor_triples(node, found, result, graph)


def _with_line_ends(quote: Quote, line_end: str) -> Quote:
    """The quote with the document's line ends, which are a matter of the editor and not of the words."""
    parts = (quote.exact, quote.prefix, quote.suffix)
    if not any("\n" in part for part in parts):
        return quote
    exact, prefix, suffix = (part.replace("\r\n", "\n").replace("\n", line_end) for part in parts)
    return replace(quote, exact=exact, prefix=prefix, suffix=suffix)


def _places(text: str, quote: Quote) -> list[int]:
    """Offsets at which the exact words stand between prefix and suffix."""
    whole = quote.prefix + quote.exact + quote.suffix
    places = []
    at = text.find(whole)
    while at >= 0:
        places.append(at + len(quote.prefix))
        at = text.find(whole, at + 1)
    return places


def _nearest(document: Document, levelled: Levelled, quote: Quote) -> Anchor:
    from rapidfuzz.fuzz import partial_ratio_alignment

    found = partial_ratio_alignment(quote.exact, levelled.text, score_cutoff=LIKENESS)
    if found is None or found.dest_start == found.dest_end:
        return Anchor(Status.MISSING)
    stretch = _whole_words(levelled.text, found.dest_start, found.dest_end)
    start, end = levelled.original(*_trimmed(quote.exact, levelled.text, *stretch))
    says = document.text[start:end]
    if quote.exact in level(says).text:
        difference = "the words before or after it are not as recorded"
    else:
        difference = _difference(quote.exact, level(says).text)
    return Anchor(Status.CHANGED, start, end, 1, says, difference)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _trimmed(quoted: str, text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of a text without the words at its ends that only the text has."""
    mine = _WORD.findall(quoted)
    theirs = [
        (m.group(), start + m.start(), start + m.end()) for m in _WORD.finditer(text[start:end])
    ]
    codes = _opcodes(mine, [word for word, _, _ in theirs])
    first = codes[0][4] if codes[0][0] == "insert" else 0
    last = codes[-1][3] if codes[-1][0] == "insert" and len(codes) > 1 else len(theirs)
    return theirs[first][1], theirs[last - 1][2]


def _difference(quoted: str, says: str) -> str:
    """The first words that differ: “at least” in the quote, “up to” in the document."""
    mine, theirs = _WORD.findall(quoted), _WORD.findall(says)
    for tag, i, j, k, m in _opcodes(mine, theirs):
        if tag != "equal":
            sides = (" ".join(mine[i:j]), " ".join(theirs[k:m]))
            named = [f"“{side}”" if side else "nothing" for side in sides]
            return f"{named[0]} in the quote, {named[1]} in the document"
    return "the same words"


def _opcodes(mine: list[str], theirs: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return difflib.SequenceMatcher(a=mine, b=theirs, autojunk=False).get_opcodes()


def _quotes(store: ox.Store) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, Quote]]:
    fields: dict[str, Mapping[object, str]] = {
        name: {
            quad.subject: quad.object.value
            for quad in store.quads_for_pattern(None, OA(name), None, None)
            if isinstance(quad.object, ox.Literal)
        }
        for name in ("exact", "prefix", "suffix", "start")
    }
    for quad in store.quads_for_pattern(None, PROV("wasQuotedFrom"), None, None):
        node, document = quad.subject, quad.object
        if node not in fields["exact"] or not isinstance(node, ox.NamedNode):
            continue
        if isinstance(document, ox.NamedNode):
            start = fields["start"].get(node, "")
            yield (
                node,
                document,
                Quote(
                    fields["exact"][node],
                    fields["prefix"].get(node, ""),
                    fields["suffix"].get(node, ""),
                    int(start) if start.isdigit() else None,
                ),
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
    for name, text in (("documentSays", found.document_says), ("difference", found.difference)):
        if text is not None:
            yield ox.Quad(node, KB(name), ox.Literal(text), graph)
    if found.moved:
        yield ox.Quad(node, KB("moved"), ox.Literal("true", datatype=XSD("boolean")), graph)
