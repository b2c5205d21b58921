"""The findings as JSON: a contract, version 2."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from msgspec import to_builtins

from kbtool.checks.findings import Finding, Related
from kbtool.checks.report import Report, Shift
from kbtool.checks.sentences import DraftReport, why_unsure
from kbtool.knowledge.places import span_of
from kbtool.knowledge.waivers import Waiver
from kbtool.reports.binding import as_json
from kbtool.reports.findings.left_to_read import compared_in_part, not_compared
from kbtool.reports.presentation import Presentation
from kbtool.reports.whereabouts import as_object
from kbtool.reports.wording import summary
from kbtool.text.searchable import SearchableText
from kbtool.text.stretch import Stretch

VERSION = 2
"""Since 2, a verdict may be "supported in part" or "against in part", with its scope, or "not assessed", with its reason."""


def render(report: Report, how: Presentation) -> str:
    """A report as a JSON document: version, documents, summary, findings.

    Only with a baseline, findings say whether they are new, and what is gone is listed.

    Offsets are 0-based characters, lines and columns 1-based; the end of a span is exclusive. A span in a Word file has its
    paragraph and the offsets in it, one in a PDF its page.
    """
    return (
        json.dumps(
            {
                "version": VERSION,
                "documents": [
                    {
                        "path": tally.path,
                        "claims": tally.claims,
                        "verdicts": dict(tally.verdicts),
                        "outdated": tally.outdated,
                        "decided": [
                            {
                                "claim": claim.iri,
                                "verdict": claim.verdict.label,
                                "computedVerdict": str(claim.verdict.computed or ""),
                            }
                            for claim in tally.decided
                        ],
                    }
                    for tally in report.documents
                ],
                "summary": {
                    **summary(report),
                    "rulesNotRun": list(report.left_out),
                    "policiesOff": list(report.packs_off),
                    **({"asOf": report.as_of.isoformat()} if report.as_of else {}),
                    **(
                        {"rulesNotInForce": list(report.out_of_force)}
                        if report.out_of_force
                        else {}
                    ),
                    **(
                        {"policies": [as_json(reach) for reach in report.reaches]}
                        if report.reaches
                        else {}
                    ),
                },
                **(
                    {}
                    if report.shifts is None
                    else {"verdictChanges": [_shift(shift) for shift in report.shifts]}
                ),
                **(
                    {"drafts": [_draft(report, each) for each in report.drafts]}
                    if report.drafts
                    else {}
                ),
                "findings": [_finding(finding) for finding in report.findings],
                **(
                    {}
                    if report.gone is None
                    else {"gone": [to_builtins(entry) for entry in report.gone]}
                ),
            },
            indent=2,
            ensure_ascii=False,
        )
        + "\n"
    )


def _shift(shift: Shift) -> dict[str, Any]:
    return {"claim": shift.claim.iri, "before": shift.before, "after": shift.after}


def _draft(report: Report, draft: DraftReport) -> dict[str, Any]:
    """What became of the sentences of a draft, and of what was considered and not counted."""
    text = next(tally.text for tally in report.documents if tally.path == draft.path)
    document = SearchableText(text)
    left = {each.sentence.sentence: each.why for each in not_compared(draft, text)}
    in_part = {each.sentence.sentence: each.why for each in compared_in_part(draft, text)}
    why = in_part | left

    def words(stretch: Stretch) -> str:
        return " ".join(stretch.of(text).split())

    return {
        "path": draft.path,
        "sentences": [
            {
                "text": words(each.sentence),
                "span": as_object(span_of(document, each.sentence), each.origin),
                "says": each.says,
                "states": [
                    {"proposition": claim.says, "verdict": claim.verdict.label}
                    for claim in each.claims
                ],
                **(
                    {"borrowed": [words(other) for other in each.borrowed]} if each.borrowed else {}
                ),
                "compared": _how_much(each.sentence, left, in_part),
                **({"why": why[each.sentence]} if each.sentence in why else {}),
                **({"notCompared": [words(word) for word in each.unread]} if each.unread else {}),
                **_advice(draft, number),
            }
            for number, each in enumerate(draft.sentences)
        ],
        "notCounted": [
            *({"words": words(each.words), "why": each.why} for each in draft.not_counted),
            *({"words": words(each.words), "why": why_unsure(each, text)} for each in draft.hints),
        ],
    }


def _how_much(
    sentence: Stretch, left: Mapping[Stretch, str], in_part: Mapping[Stretch, str]
) -> str:
    if sentence in left:
        return "no"
    return "in part" if sentence in in_part else "yes"


def _advice(draft: DraftReport, number: int) -> dict[str, Any]:
    """What others think of a sentence, where somebody named them."""
    if draft.advice is None:
        return {}
    opinion = draft.advice.opinions.get(number)
    near = draft.advice.near.get(number)
    return {
        **({"opinion": {"thinks": opinion.thinks, "why": opinion.why}} if opinion else {}),
        **({"near": list(near)} if near else {}),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "node": finding.node if finding.read_as is None else None,
        "claim": finding.encoded,
        "verdict": finding.verdict,
        **({} if finding.computed is None else {"computedVerdict": finding.computed}),
        **({} if finding.scope is None else {"scope": finding.scope}),
        **({} if finding.because is None else {"because": finding.because}),
        "quote": finding.quote,
        "document": finding.document,
        "span": as_object(finding.span, finding.origin),
        "declared": to_builtins(finding.declared) if finding.declared else None,
        "related": [_related(related) for related in finding.related],
        **({"more": finding.more} if finding.more else {}),
        **({"outdated": list(finding.outdated)} if finding.outdated is not None else {}),
        **_read_as(finding),
        "fingerprint": finding.fingerprint,
        "waived": _waiver(finding.waived),
        **({} if finding.baseline is None else {"baseline": finding.baseline}),
    }


def _read_as(finding: Finding) -> dict[str, Any]:
    """How the sentence of a draft was read; nothing for a claim that somebody encoded."""
    read = finding.read_as
    if read is None:
        return {}
    return {
        "sentence": {"text": read.words, "span": as_object(read.sentence, read.origin)},
        "proposition": finding.says,
        "confidence": read.confidence,
        "borrowed": list(read.borrowed),
    }


def _waiver(waiver: Waiver | None) -> dict[str, Any] | None:
    if waiver is None:
        return None
    return {
        "iri": waiver.iri,
        "reason": waiver.reason,
        "owner": waiver.owner,
        "expires": waiver.expires.isoformat(),
        "declared": to_builtins(waiver.declared) if waiver.declared else None,
    }


def _related(related: Related) -> dict[str, Any]:
    return {
        "iri": related.iri,
        "message": related.message,
        "document": related.document,
        "span": as_object(related.span, related.origin),
        "quote": related.quote,
        "reference": related.reference,
        "declared": to_builtins(related.declared) if related.declared else None,
    }
