"""The triples of the sentences that nobody has said anything about."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kbtool.rdf.namespaces import ID, KB, OA, PROV, RDF, XSD
from kbtool.text.document import Document
from kbtool.text.sentences import uncovered
from kbtool.text.stretch import Stretch

_OFFSET = re.compile(r"[0-9]{1,18}")


def coverage_quads(
    store: ox.Store, documents: Iterable[Document], graph: ox.NamedNode
) -> Iterator[ox.Quad]:
    """A derived kb:UncoveredSentence for each sentence that no anchored quote overlaps."""
    starts = _offsets(store, KB("start"))
    ends = _offsets(store, KB("end"))
    for document in documents:
        iri = ox.NamedNode(document.iri)
        quoted = store.quads_for_pattern(None, PROV("wasQuotedFrom"), iri, None)
        nodes = {quad.subject for quad in quoted}
        covered = [
            Stretch(starts[node], ends[node]) for node in nodes if node in starts and node in ends
        ]
        seen: Counter[str] = Counter()
        for sentence in uncovered(document.text, covered):
            words = sentence.of(document.text)
            seen[words] += 1
            yield from _triples(document, sentence, seen[words], graph)


def _triples(
    document: Document, sentence: Stretch, ordinal: int, graph: ox.NamedNode
) -> Iterator[ox.Quad]:
    words = sentence.of(document.text)
    key = hashlib.sha1(f"{ordinal} {words}".encode()).hexdigest()[:12]
    node = ID(f"uncovered/{document.iri.rpartition('/')[2]}/{key}")
    line, column = document.position(sentence.start)
    numbers = {"start": sentence.start, "end": sentence.end, "line": line, "column": column}
    yield ox.Quad(node, RDF("type"), KB("UncoveredSentence"), graph)
    yield ox.Quad(node, PROV("wasQuotedFrom"), ox.NamedNode(document.iri), graph)
    yield ox.Quad(node, OA("exact"), ox.Literal(words), graph)
    for name, number in numbers.items():
        yield ox.Quad(node, KB(name), ox.Literal(str(number), datatype=XSD("integer")), graph)


def _offsets(store: ox.Store, name: ox.NamedNode) -> dict[object, int]:
    return {
        quad.subject: int(quad.object.value)
        for quad in store.quads_for_pattern(None, name, None, None)
        if isinstance(quad.object, ox.Literal) and _OFFSET.fullmatch(quad.object.value)
    }
