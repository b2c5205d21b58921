"""Claims held to the words of their sentence: "some patients report" is no mere hedge, and a hedge has a word."""

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
from kbtool.text.surroundings import Sentences, is_heading

_ANECDOTAL, _HEDGED = KB("Anecdotal"), KB("Hedged")
_WEAKENING = (
    "hedgeWord",
    "weakeningWord",
    "conditionWord",
    "readAsPraise",
    "ownsWeakness",
    "modalWord",
    "modalPhrase",
    "reportWord",
)
"""The properties of the vocabulary with words that make less of a statement than a fact, whatever they are on."""


def anecdote_quads(
    store: ox.Store,
    documents: Mapping[ox.NamedNode, Document],
    stretches: Mapping[tuple[ox.NamedNode, str], Stretch],
) -> Iterator[ox.Quad]:
    """Of a claim that is no anecdote, the words by which its quote tells of reports; of one that is, that no word does;
    of one that is hedged, that no word of its sentence makes less of it than a fact.

    Args:
        store: the knowledge base.
        documents: its documents.
        stretches: where its quotes stand, by claim and document.
    """
    tellers, reports = (_listed(store, name) for name in ("tellsOfExperience", "reportWord"))
    if not tellers or not reports:
        return
    people, told, between = map(expression, (tellers, reports, _of_all(store, "hedgeWord")))
    reported = re.compile(rf"{people}\s+(?:{between}\s+)?{told}", re.IGNORECASE)
    experience = any_of(reports | _listed(store, "experienceWord"))
    weaker = re.compile(any_of(_weakening(store)).pattern, re.IGNORECASE)
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
            if certainty != _HEDGED or weaker.search(quote):
                continue
        if iri not in texts:
            texts[iri] = Sentences(document.text)
        around = texts[iri].around(stretch)
        sentence = " ".join((around.lead, around.before, quote, around.behind))
        if certainty == _ANECDOTAL and not experience.search(sentence):
            yield ox.Quad(node, KB("reportNotWorded"), ox.Literal(True), DERIVED)
        elif certainty == _HEDGED and not (
            weaker.search(sentence) or is_heading(texts[iri].text, stretch)
        ):
            yield ox.Quad(node, KB("hedgeNotWorded"), ox.Literal(True), DERIVED)


def _weakening(store: ox.Store) -> set[str]:
    return set().union(*(_of_all(store, name) for name in _WEAKENING))


def _of_all(store: ox.Store, name: str) -> set[str]:
    quads = store.quads_for_pattern(None, KB(name), None, None)
    return {value(quad.object) for quad in quads}


def _listed(store: ox.Store, name: str) -> set[str]:
    return {value(term) for term in objects(store, _ANECDOTAL, KB(name))}
