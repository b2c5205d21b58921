"""What several formats say of claims and of the documents that make them."""

from __future__ import annotations

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim
from kbtool.rdf.namespaces import DCT, FOAF
from kbtool.rdf.terms import one, text
from kbtool.text.document import Document


def exported_claims(kb: KnowledgeBase) -> list[tuple[Claim, Document]]:
    """The claims that state something, each with its document, in reading order."""
    stating = [(c, c.document) for c in kb.claims if c.document is not None and c.stance]
    return sorted(stating, key=lambda pair: pair[0].order)


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
