"""The verdicts as ClaimReview in JSON-LD (schema.org), as fact-check aggregators read it."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim, Resolution, Verdict
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import text
from kbtool.reports.exports.claims import address, exported_claims, publisher, title
from kbtool.reports.exports.json_ld import json_ld
from kbtool.text.document import Document
from kbtool.version import __version__


def export(kb: KnowledgeBase) -> str:
    """A ClaimReview for each claim whose verdict says something of its truth.

    It has two ratings: the verdict as kbtool words it, and the normalised one of kb:normalizedRating.
    The author is the reviewer who decided, or kbtool.
    """
    reviews = [
        _review(kb, claim, document, normalized)
        for claim, document in exported_claims(kb)
        if (normalized := _of_verdict(kb, claim, "normalizedRating")) is not None
    ]
    graph = {"@context": "https://schema.org", "@graph": reviews}
    return json_ld(graph)


def _review(kb: KnowledgeBase, claim: Claim, document: Document, normalized: str) -> dict[str, Any]:
    claimed: dict[str, Any] = {
        "@type": "Claim",
        "text": claim.quote,
        "appearance": {
            "@type": "CreativeWork",
            "url": address(kb, document),
            "name": title(kb, document),
        },
    }
    author = publisher(kb, document)
    if author is not None:
        claimed["author"] = {"@type": "Organization", "name": author}
    decision = claim.verdict.resolution
    return {
        "@type": "ClaimReview",
        "@id": f"{claim.iri}/review",
        "url": claim.iri,
        "claimReviewed": claim.says,
        "datePublished": (decision and decision.date) or kb.today.isoformat(),
        "author": _author(decision),
        "itemReviewed": claimed,
        "reviewRating": _ratings(kb, claim, normalized),
    }


def _author(decision: Resolution | None) -> dict[str, Any]:
    if decision is not None:
        return {"@type": "Person", "name": decision.reviewer}
    return {"@type": "SoftwareApplication", "name": "kbtool", "softwareVersion": __version__}


def _ratings(kb: KnowledgeBase, claim: Claim, normalized: str) -> list[dict[str, Any]]:
    original: dict[str, Any] = {
        "@type": "Rating",
        "name": "original rating",
        "alternateName": _original(claim.verdict),
        "ratingExplanation": _explanation(claim.verdict),
    }
    common: dict[str, Any] = {
        "@type": "Rating",
        "name": "normalized rating",
        "alternateName": normalized,
    }
    number = _of_verdict(kb, claim, "ratingValue")
    if number is not None:
        common |= {"ratingValue": int(number), "bestRating": 5, "worstRating": 1}
    return [original, common]


def _original(verdict: Verdict) -> str:
    """The rating as it is shown to readers: "supported in part" says nothing without the scope."""
    if verdict.scope is None or verdict.resolution is not None:
        return verdict.label
    return f"{verdict.label}: {verdict.scope}"


def _explanation(verdict: Verdict) -> str:
    decision = verdict.resolution
    if decision is None or not decision.reason:
        return f"{verdict.stars} of 4 stars for how well the verdict is founded."
    return f"{decision.reason} (Computed: {verdict.computed or ''}.)"


def _of_verdict(kb: KnowledgeBase, claim: Claim, property: str) -> str | None:
    """What the vocabulary says of the verdict on a claim."""
    concept = claim.verdict.concept
    return None if concept is None else text(kb.store, ox.NamedNode(concept.iri), KB(property))
