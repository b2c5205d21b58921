"""The claims of a knowledge base with what several formats say of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.places import STATES, Span
from kbtool.rdf.namespaces import DCT, FOAF, KB, OA, PROV, RDF
from kbtool.rdf.terms import Term, one, text
from kbtool.text.document import Document


@dataclass(frozen=True)
class ExportedClaim:
    """A claim.

    Attributes:
        node: the claim.
        document: its document.
        span: its place there, if the quote was found.
        quote: its words.
        says: what it states, as a phrase.
        states: how it holds the proposition or quantity: asserts, denies or gives.
        held: that proposition or quantity.
        certainty: how it is worded.
        verdict: its verdict, with a decision if there is one.
        computed: the computed verdict.
        decision: the resolution in force, if there is one.
        stars: how well the verdict is founded.
    """

    node: ox.NamedNode
    document: Document
    span: Span | None
    quote: str
    says: str
    states: ox.NamedNode
    held: Term | None
    certainty: Term | None
    verdict: Term | None
    computed: Term | None
    decision: Term | None
    stars: int


def exported_claims(kb: KnowledgeBase) -> Iterator[ExportedClaim]:
    """The claims that state something, in reading order."""
    store = kb.store
    for document in sorted(kb.documents.values(), key=lambda d: str(d.path)):
        iri = ox.NamedNode(document.iri)
        quoted = store.quads_for_pattern(None, PROV("wasQuotedFrom"), iri, None)
        nodes = {q.subject for q in quoted if isinstance(q.subject, ox.NamedNode)}
        found = []
        for node in nodes:
            states = next((s for s in STATES if one(store, node, s) is not None), None)
            kinds = {q.object for q in store.quads_for_pattern(node, RDF("type"), None, None)}
            if KB("Claim") not in kinds or states is None:
                continue
            found.append(
                ExportedClaim(
                    node=node,
                    document=document,
                    span=kb.places.span(node),
                    quote=text(store, node, OA("exact")) or "",
                    says=text(store, node, KB("says")) or "",
                    states=states,
                    held=one(store, node, states),
                    certainty=one(store, node, KB("certainty")),
                    verdict=one(store, node, KB("verdict")),
                    computed=one(store, node, KB("computedVerdict")),
                    decision=one(store, node, KB("decidedBy")),
                    stars=int(text(store, node, KB("stars")) or 0),
                )
            )
        yield from sorted(found, key=_reading_order)


def address(kb: KnowledgeBase, document: Document) -> str:
    """Where a document can be read: its page, if it has one, else its IRI."""
    page = one(kb.store, ox.NamedNode(document.iri), FOAF("page"))
    return page.value if isinstance(page, ox.NamedNode) else document.iri


def title(kb: KnowledgeBase, document: Document) -> str:
    """A document's title, else its label."""
    iri = ox.NamedNode(document.iri)
    return text(kb.store, iri, DCT("title")) or kb.labels.label(iri)


def publisher(kb: KnowledgeBase, document: Document) -> str | None:
    """Who publishes a document, by name."""
    node = one(kb.store, ox.NamedNode(document.iri), DCT("publisher"))
    return None if node is None else kb.labels.label(node)


def _reading_order(claim: ExportedClaim) -> tuple[int, int, str]:
    span = claim.span
    return (span.start if span else -1, span.end if span else -1, claim.node.value)
