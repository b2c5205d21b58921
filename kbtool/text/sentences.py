"""Sentences of a document that nobody has said anything about: neither a claim nor a passage with nothing to check."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from sentencex import get_sentence_boundaries

from kbtool.rdf.namespaces import ID, KB, OA, PROV, RDF, XSD
from kbtool.text.document import Document

Stretch = tuple[int, int]
"""0-based start offset and exclusive end."""

_OFFSET = re.compile(r"[0-9]{1,18}")

# Latin and titles never end a sentence; a figure follows these; the others may end one, which a word like "The" shows.
_NEVER_LAST = re.compile(r"\b(?:approx|e\.g|i\.e|cf|vs|ca|Dr|Prof|Mr|Mrs|Ms|St)\.\s*$")
_BEFORE_FIGURE = re.compile(r"\b(?:No|Nos|Fig|Figs|Ref|Refs|Vol|vol|pp?)\.\s*$")
_SHORTENED = re.compile(r"(?:\b(?:etc|al|N|J|Engl|Med|Am|Br|Clin|Psychiatry)\.|\b[A-Z]\.)\s*$")
_OPENING = re.compile(
    r"(?:An?|The|This|That|These|Those|It|Its|They|Their|He|His|She|Her|We|Our|You|Your|There|Here|In|On|At|As|For|With|"
    r"By|From|If|When|While|Although|Because|But|And|Or|However|Then|So|Some|Many|Most|No|Not|Other|Others)\b"
)


def sentences(text: str) -> list[Stretch]:
    """The sentences of a text, without the white space around them.

    A line end always ends a sentence; an abbreviation does not. Lines without a letter are none.
    """
    found: list[Stretch] = []
    for match in re.finditer(r"[^\r\n]+", text):
        line: list[Stretch] = []
        for boundary in get_sentence_boundaries("en", match.group()):
            start = match.start() + boundary["start_index"]
            end = match.start() + boundary["end_index"]
            if line and _goes_on(text[slice(*line[-1])], text[start:end]):
                line[-1] = (line[-1][0], end)
            else:
                line.append((start, end))
        found += [_stripped(text, start, end) for start, end in line]
    return [s for s in found if any(character.isalpha() for character in text[s[0] : s[1]])]


def uncovered(text: str, covered: Iterable[Stretch]) -> list[Stretch]:
    """The sentences of a text that none of the stretches overlaps."""
    stretches = _merged(covered)
    ends = [end for _, end in stretches]
    found = []
    for start, end in sentences(text):
        at = bisect_right(ends, start)
        if at == len(stretches) or stretches[at][0] >= end:
            found.append((start, end))
    return found


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


def _goes_on(before: str, after: str) -> bool:
    """Whether a sentence that was split between these two parts is one."""
    if _NEVER_LAST.search(before):
        return True
    if _BEFORE_FIGURE.search(before):
        return after[:1].isdecimal()
    return _SHORTENED.search(before) is not None and _OPENING.match(after) is None


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches in order, those that overlap as one, those without a character left out."""
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if start >= end:
            continue
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


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
        if isinstance(quad.object, ox.Literal) and _OFFSET.fullmatch(quad.object.value)
    }


def _stripped(text: str, start: int, end: int) -> Stretch:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
