"""Sentences of a document that nobody has said anything about: neither a claim nor a passage with nothing to check."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from sentencex import get_sentence_boundaries

from kbtool.documents import Document
from kbtool.namespaces import ID, KB, OA, PROV, RDF, XSD

Stretch = tuple[int, int]
"""0-based start offset and exclusive end."""

_ABBREVIATION = re.compile(
    r"(?:\b(?:approx|e\.g|i\.e|cf|vs|etc|al|Dr|Prof|Mr|Mrs|Ms|St|No|Fig|Figs|Ref|Refs|Vol|ca|N|J|Engl|Med|Am|Br|Clin|Psychiatry)\.|\b[A-Z]\.)\s*$"
)


def sentences(text: str) -> list[Stretch]:
    """The sentences of a text, without the white space around them.

    A line end always ends a sentence; an abbreviation does not. Lines without a letter are none.
    """
    found: list[Stretch] = []
    for match in re.finditer(r"[^\n]+", text):
        line: list[Stretch] = []
        for boundary in get_sentence_boundaries("en", match.group()):
            start = match.start() + boundary["start_index"]
            end = match.start() + boundary["end_index"]
            if line and _ABBREVIATION.search(text[line[-1][0] : line[-1][1]]):
                line[-1] = (line[-1][0], end)
            else:
                line.append((start, end))
        found += [_stripped(text, start, end) for start, end in line]
    return [s for s in found if any(character.isalpha() for character in text[s[0] : s[1]])]


def uncovered(text: str, covered: Iterable[Stretch]) -> list[Stretch]:
    """The sentences of a text that none of the stretches overlaps."""
    stretches = sorted(covered)
    return [
        (start, end)
        for start, end in sentences(text)
        if not any(a < end and start < b for a, b in stretches)
    ]


def coverage_quads(
    store: ox.Store, documents: Iterable[Document], graph: ox.NamedNode
) -> Iterator[ox.Quad]:
    """A derived kb:UncoveredSentence for each sentence that no anchored quote overlaps."""
    starts = _offsets(store, KB("start"))
    ends = _offsets(store, KB("end"))
    for document in documents:
        quoted = store.quads_for_pattern(None, PROV("wasQuotedFrom"), document.iri, None)
        nodes = {quad.subject for quad in quoted}
        covered = [(starts[node], ends[node]) for node in nodes if node in starts and node in ends]
        seen: Counter[str] = Counter()
        for start, end in uncovered(document.text, covered):
            text = document.text[start:end]
            seen[text] += 1
            yield from _triples(document, start, end, seen[text], graph)


def _triples(
    document: Document, start: int, end: int, ordinal: int, graph: ox.NamedNode
) -> Iterator[ox.Quad]:
    text = document.text[start:end]
    key = hashlib.sha1(f"{ordinal} {text}".encode()).hexdigest()[:12]
    node = ID(f"uncovered/{document.iri.value.rpartition('/')[2]}/{key}")
    line, column = document.position(start)
    yield ox.Quad(node, RDF("type"), KB("UncoveredSentence"), graph)
    yield ox.Quad(node, PROV("wasQuotedFrom"), document.iri, graph)
    yield ox.Quad(node, OA("exact"), ox.Literal(text), graph)
    for name, number in (("start", start), ("end", end), ("line", line), ("column", column)):
        yield ox.Quad(node, KB(name), ox.Literal(str(number), datatype=XSD("integer")), graph)


def _offsets(store: ox.Store, name: ox.NamedNode) -> dict[object, int]:
    return {
        quad.subject: int(quad.object.value)
        for quad in store.quads_for_pattern(None, name, None, None)
        if isinstance(quad.object, ox.Literal) and quad.object.value.isdigit()
    }


def _stripped(text: str, start: int, end: int) -> Stretch:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
