"""Claims held to the words by which a text tells of experience: "some patients report" is no fact and no mere hedge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kbtool.knowledge.derive.left_out import any_of, expression
from kbtool.rdf.columns import Columns
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import objects, value
from kbtool.text.document import Document
from kbtool.text.stretch import Stretch
from kbtool.text.surroundings import Sentences

_ANECDOTAL = KB("Anecdotal")


def anecdote_quads(
    store: ox.Store,
    documents: Mapping[ox.NamedNode, Document],
    stretches: Mapping[tuple[ox.NamedNode, str], Stretch],
) -> Iterator[ox.Quad]:
    """Of a claim that is no anecdote, the words by which its quote tells of reports; of one that is, that no word does.

    Args:
        store: the knowledge base.
        documents: its documents.
        stretches: where its quotes stand, by claim and document.
    """
    tellers, reports = (_listed(store, name) for name in ("tellsOfExperience", "reportWord"))
    if not tellers or not reports:
        return
    people, told, between = map(expression, (tellers, reports, _hedges(store)))
    reported = re.compile(rf"{people}\s+(?:{between}\s+)?{told}", re.IGNORECASE)
    experience = any_of(reports | _listed(store, "experienceWord"))
    columns = Columns(store)
    texts: dict[str, Sentences] = {}
    for (node, iri), stretch in stretches.items():
        document = documents.get(ox.NamedNode(iri))
        certainty = columns.one(node, KB("certainty"))
        if document is None or certainty is None:
            continue
        quote = stretch.of(document.text)
        if certainty != _ANECDOTAL:
            if (found := reported.search(quote)) is not None:
                yield ox.Quad(node, KB("reportInQuote"), ox.Literal(found[0]), DERIVED)
            continue
        if iri not in texts:
            texts[iri] = Sentences(document.text)
        around = texts[iri].around(stretch)
        if not experience.search(" ".join((around.lead, around.before, quote, around.behind))):
            yield ox.Quad(node, KB("reportNotWorded"), ox.Literal(True), DERIVED)


def _hedges(store: ox.Store) -> set[str]:
    quads = store.quads_for_pattern(None, KB("hedgeWord"), None, None)
    return {value(quad.object) for quad in quads}


def _listed(store: ox.Store, name: str) -> set[str]:
    return {value(term) for term in objects(store, _ANECDOTAL, KB(name))}
