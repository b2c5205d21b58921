"""The quotes as Web Annotations in JSON-LD (W3C Web Annotation Data Model), for annotation tools."""

from __future__ import annotations

from typing import Any

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim
from kbtool.knowledge.places import Span
from kbtool.rdf.namespaces import GRAPH
from kbtool.reports.exports.claims import address, exported_claims, title
from kbtool.reports.exports.json_ld import json_ld
from kbtool.reports.wording import judged_in_words
from kbtool.text.document import Document

CONTEXT = 32
"""Characters before and behind a quote that tell it from others (section 4.2.4)."""


def export(kb: KnowledgeBase) -> str:
    """An annotation collection with one page (section 5): an annotation for each claim whose quote was found."""
    items = [
        _annotation(kb, claim, document, claim.span)
        for claim, document in exported_claims(kb)
        if claim.span
    ]
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": GRAPH("annotations").value,
        "type": "AnnotationCollection",
        "label": "Medical claims and their verdicts",
        "total": len(items),
        "first": {
            "id": GRAPH("annotations/1").value,
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    return json_ld(collection)


def _annotation(kb: KnowledgeBase, claim: Claim, document: Document, span: Span) -> dict[str, Any]:
    text, start, end = document.text, span.start, span.end
    verdict = judged_in_words(claim.verdict)
    return {
        "id": claim.iri,
        "type": "Annotation",
        "motivation": "assessing",
        "body": [
            {
                "type": "TextualBody",
                "purpose": "describing",
                "value": claim.says,
                "format": "text/plain",
                "language": "en",
            },
            {
                "type": "TextualBody",
                "purpose": "assessing",
                "value": verdict,
                "format": "text/plain",
                "language": "en",
            },
        ],
        "target": {
            "source": {
                "id": address(kb, document),
                "type": "Text",
                "dc:title": title(kb, document),
            },
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": text[start:end],
                    "prefix": text[max(0, start - CONTEXT) : start],
                    "suffix": text[end : end + CONTEXT],
                },
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
    }
