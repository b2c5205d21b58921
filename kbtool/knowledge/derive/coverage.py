"""The sentences that nobody has said anything about, and their triples."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from msgspec import Struct

from kbtool.rdf.namespaces import KB, OA, PROV, RDF, XSD, Names, local_name
from kbtool.text.document import Document
from kbtool.text.sentences import uncovered
from kbtool.text.stretch import Stretch


class UncoveredSentence(Struct, frozen=True):
    """A sentence of a document that no quote overlaps; its node stays the same where the sentence moves."""

    node: ox.NamedNode
    document: Document
    stretch: Stretch

    @property
    def words(self) -> str:
        """The sentence."""
        return self.stretch.of(self.document.text)


def uncovered_sentences(
    document: Document, covered: Iterable[Stretch], names: Names
) -> Iterator[UncoveredSentence]:
    """The sentences of a document that none of the covered stretches overlaps."""
    seen: Counter[str] = Counter()
    name = local_name(document.iri)
    for stretch in uncovered(document.text, covered):
        words = stretch.of(document.text)
        seen[words] += 1
        key = hashlib.sha1(f"{seen[words]} {words}".encode()).hexdigest()[:12]
        yield UncoveredSentence(names.node(f"uncovered/{name}/{key}"), document, stretch)


def coverage_quads(
    sentences: Iterable[UncoveredSentence], graph: ox.NamedNode
) -> Iterator[ox.Quad]:
    """A kb:UncoveredSentence for each sentence, with its words and its place."""
    for sentence in sentences:
        node, document, (start, end) = sentence.node, sentence.document, sentence.stretch
        line, column = document.position(start)
        yield ox.Quad(node, RDF("type"), KB("UncoveredSentence"), graph)
        yield ox.Quad(node, PROV("wasQuotedFrom"), ox.NamedNode(document.iri), graph)
        yield ox.Quad(node, OA("exact"), ox.Literal(sentence.words), graph)
        for name, number in (("start", start), ("end", end), ("line", line), ("column", column)):
            yield ox.Quad(node, KB(name), ox.Literal(str(number), datatype=XSD("integer")), graph)
