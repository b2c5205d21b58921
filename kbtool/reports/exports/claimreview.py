"""The verdicts as ClaimReview in JSON-LD (schema.org), as fact-check aggregators read it."""

from __future__ import annotations

import json
from typing import Any

from kbtool import __version__
from kbtool.knowledge.base import KnowledgeBase
from kbtool.rdf.namespaces import DCT, KB
from kbtool.rdf.terms import one, text
from kbtool.reports.exports.claims import ExportedClaim, address, exported_claims, publisher, title


def export(kb: KnowledgeBase) -> str:
    """A ClaimReview for each claim whose verdict says something of its truth.

    It has two ratings: the verdict as kbtool words it, and the normalised one of kb:normalizedRating.
    The author is the reviewer who decided, or kbtool.
    """
    reviews = [
        _review(kb, claim)
        for claim in exported_claims(kb)
        if text(kb.store, claim.verdict, KB("normalizedRating")) is not None
    ]
    document = {"@context": "https://schema.org", "@graph": reviews}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _review(kb: KnowledgeBase, claim: ExportedClaim) -> dict[str, Any]:
    claimed: dict[str, Any] = {
        "@type": "Claim",
        "text": claim.quote,
        "appearance": {
            "@type": "CreativeWork",
            "url": address(kb, claim.document),
            "name": title(kb, claim.document),
        },
    }
    author = publisher(kb, claim.document)
    if author is not None:
        claimed["author"] = {"@type": "Organization", "name": author}
    return {
        "@type": "ClaimReview",
        "@id": f"{claim.node.value}/review",
        "url": claim.node.value,
        "claimReviewed": claim.says,
        "datePublished": text(kb.store, claim.decision, DCT("date")) or kb.today.isoformat(),
        "author": _author(kb, claim),
        "itemReviewed": claimed,
        "reviewRating": _ratings(kb, claim),
    }


def _author(kb: KnowledgeBase, claim: ExportedClaim) -> dict[str, Any]:
    if claim.decision is not None:
        reviewer = kb.labels.label(one(kb.store, claim.decision, KB("reviewer")))
        return {"@type": "Person", "name": reviewer}
    return {"@type": "SoftwareApplication", "name": "kbtool", "softwareVersion": __version__}


def _ratings(kb: KnowledgeBase, claim: ExportedClaim) -> list[dict[str, Any]]:
    original: dict[str, Any] = {
        "@type": "Rating",
        "name": "original rating",
        "alternateName": kb.labels.label(claim.verdict),
        "ratingExplanation": _explanation(kb, claim),
    }
    normalized: dict[str, Any] = {
        "@type": "Rating",
        "name": "normalized rating",
        "alternateName": text(kb.store, claim.verdict, KB("normalizedRating")),
    }
    number = text(kb.store, claim.verdict, KB("ratingValue"))
    if number is not None:
        normalized |= {"ratingValue": int(number), "bestRating": 5, "worstRating": 1}
    return [original, normalized]


def _explanation(kb: KnowledgeBase, claim: ExportedClaim) -> str:
    reason = text(kb.store, claim.decision, KB("reason"))
    if reason is None:
        return f"{claim.stars} of 4 stars for how well the verdict is founded."
    return f"{reason} (Computed: {kb.labels.label(claim.computed)}.)"
