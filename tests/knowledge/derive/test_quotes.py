"""How and where a quote is found, as triples of its claim."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kbtool.knowledge.derive.quotes import anchor_quads, anchored_quotes
from kbtool.rdf.namespaces import ID, KB, OA, PROV, XSD
from kbtool.text.document import Document

ARTICLE = "Reading time: 6 minutes\nPatients are monitored for at least two hours.\n"


def derived(start: str | None = None, exact: str = "at least two hours") -> dict[str, str]:
    """The derived triples of one claim, by local name."""
    claim, iri, graph = ID("claim"), ID("article"), KB("derived")
    article = Document(
        ARTICLE, iri=iri.value, path=Path("a.txt"), file=Path("a.txt"), sha256="ab12"
    )
    store = ox.Store()
    store.add(ox.Quad(claim, OA("exact"), ox.Literal(exact)))
    store.add(ox.Quad(claim, PROV("wasQuotedFrom"), iri))
    if start is not None:
        store.add(ox.Quad(claim, OA("start"), ox.Literal(start)))
    quads = list(anchor_quads(anchored_quotes(store, [article]), [article], graph))
    assert {quad.graph_name for quad in quads} == {graph}
    assert ox.Quad(iri, KB("computedSha256"), ox.Literal("ab12"), graph) in quads
    integers = {"occurrences", "start", "end", "line", "column"}
    found: dict[str, str] = {}
    for quad in quads:
        if quad.subject == claim:
            assert isinstance(quad.object, ox.NamedNode | ox.Literal)
            name = quad.predicate.value.removeprefix(KB.base)
            found[name] = quad.object.value.removeprefix(KB.base)
            if name in integers:
                assert isinstance(quad.object, ox.Literal)
                assert quad.object.datatype == XSD("integer")
    return found


def test_a_claim_gets_its_status_and_place_as_triples() -> None:
    at = ARTICLE.index("at least")
    assert derived() == {
        "anchorStatus": "ExactMatch",
        "occurrences": "1",
        "start": str(at),
        "end": str(at + 18),
        "line": "2",
        "column": "28",
    }


def test_a_changed_quote_gets_the_documents_words_as_triples() -> None:
    found = derived(exact="monitored for up to two hours")
    assert found["anchorStatus"] == "ChangedMatch"
    assert found["documentSays"] == "monitored for at least two hours."
    assert found["difference"] == "“up to” in the quote, “at least” in the document"


def test_a_missing_quote_has_no_place() -> None:
    assert derived(exact="bananas cure everything under the moon") == {
        "anchorStatus": "NoMatch",
        "occurrences": "0",
    }


def test_a_moved_quote_says_so() -> None:
    assert derived(start="3")["moved"] == "true"


@pytest.mark.parametrize("start", ["²", "9" * 5000, "-1", "three"])
def test_a_recorded_offset_that_is_no_offset_is_left_aside(start: str) -> None:
    assert derived(start=start) == derived()
