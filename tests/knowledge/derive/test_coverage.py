"""Sentences that nobody has said anything about are nodes of the derived graph."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kbtool.knowledge.derive.coverage import coverage_quads, uncovered_sentences
from kbtool.rdf.namespaces import ID, KB, OA, PROV, RDF, Names
from kbtool.text.document import Document
from kbtool.text.stretch import Stretch


def derived(text: str, *places: tuple[int, int]) -> list[ox.Quad]:
    """The derived triples of an article of which claims quote these places."""
    iri = ID("article")
    article = Document(text, iri=iri.value, path=Path("a.txt"), file=Path("a.txt"), sha256="")
    covered = [Stretch(start, end) for start, end in places]
    return list(coverage_quads(uncovered_sentences(article, covered, Names()), KB("derived")))


def test_an_uncovered_sentence_is_a_node_with_its_words_and_place() -> None:
    quads = derived("One is.\nTwo is. Three is.", (0, 3), (16, 21))
    node = quads[0].subject
    assert isinstance(node, ox.NamedNode)
    assert node.value.startswith(ID("uncovered/article/").value)
    assert {(quad.subject, quad.graph_name) for quad in quads} == {(node, KB("derived"))}
    assert {(quad.predicate, quad.object) for quad in quads} == {
        (RDF("type"), KB("UncoveredSentence")),
        (PROV("wasQuotedFrom"), ID("article")),
        (OA("exact"), ox.Literal("Two is.")),
        (KB("start"), ox.Literal(8)),
        (KB("end"), ox.Literal(15)),
        (KB("line"), ox.Literal(2)),
        (KB("column"), ox.Literal(1)),
    }


def test_equal_sentences_are_nodes_of_their_own_that_survive_a_move() -> None:
    before = [quad.subject for quad in derived("It is safe. It is safe.")]
    after = [quad.subject for quad in derived("New here. It is safe. It is safe.", (0, 4))]
    assert len(set(before)) == 2
    assert before == after
