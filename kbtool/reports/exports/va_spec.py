"""The verdicts in the terms of GA4GH VA-Spec 1.0: statements with evidence lines, directions and strengths, in JSON.

VA-Spec's own statements are on genetic variants. Here they have its generic Proposition, which its class EvidenceLine
admits as a target and its class Statement does not; no variant is made up. Everything else is as its classes have it, and
what they have no place for is an Extension (https://va-ga4gh.readthedocs.io).
"""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import (
    Claim,
    Concept,
    Evidence,
    EvidenceLine,
    Proposition,
    Question,
    Source,
    Stance,
)
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import text
from kbtool.references.reference import Reference
from kbtool.reports.exports.claims import address, exported_claims, title
from kbtool.reports.exports.json_ld import json_ld
from kbtool.text.document import Document
from kbtool.version import __version__

_MIDDLE = 3
"""The rating (kb:ratingValue, 1 to 5) of a verdict that says neither yes nor no."""
_LEVELS = "https://www.cebm.ox.ac.uk/resources/levels-of-evidence/ocebm-levels-of-evidence"


def export(kb: KnowledgeBase) -> str:
    """A Statement for each claim with a verdict on a proposition or quantity that is described whole.

    Directions are those to the proposition, which is phrased positively: what speaks against its denial supports it. The
    verdict is on the claim, and stands with the claim.
    """
    statements = [
        _statement(kb, claim, document, claim.question)
        for claim, document in exported_claims(kb)
        if claim.question is not None and claim.verdict.concept is not None
    ]
    return json_ld({"statements": statements})


def _statement(
    kb: KnowledgeBase, claim: Claim, document: Document, question: Question
) -> dict[str, Any]:
    proposition = _proposition(question, claim)
    denies = claim.stance is Stance.DENIES
    verdict, decision = claim.verdict, claim.verdict.resolution
    assert verdict.concept is not None
    name, kind = (decision.reviewer, "person") if decision else ("kbtool", "software")
    return {
        "id": f"{claim.iri}/verdict",
        "type": "Statement",
        "proposition": proposition,
        "direction": _direction(*_outcome(kb, verdict.concept), turned=denies),
        "strength": {"name": f"{verdict.stars} of 4 stars"},
        "specifiedBy": {"type": "Method", "name": f"kbtool {__version__}"},
        "contributions": [
            {
                "type": "Contribution",
                "activityType": "assessor",
                "contributor": {"type": "Agent", "name": name, "agentType": kind},
            }
        ],
        "hasEvidenceLines": [
            _line(kb, claim, line, proposition, denies)
            for line in sorted(kb.reader.lines(ox.NamedNode(claim.iri)), key=_by_iri)
        ],
        "extensions": _extensions(
            claim={
                "id": claim.iri,
                "quote": claim.quote,
                "states": claim.says,
                "stance": str(claim.stance),
                "verdict": _coded(verdict.concept),
                "certainty": claim.certainty.label if claim.certainty else None,
                "document": {"title": title(kb, document), "url": address(kb, document)},
            },
            scope=verdict.scope,
            because=verdict.because.label if verdict.because else None,
        ),
    }


def _by_iri(line: EvidenceLine) -> tuple[str, str]:
    return line.evidence.iri, line.scope or ""


def _outcome(kb: KnowledgeBase, verdict: Concept) -> tuple[bool, bool]:
    """Whether a verdict speaks for a claim, and against it, by its rating."""
    rating = text(kb.store, ox.NamedNode(verdict.iri), KB("ratingValue"))
    number = _MIDDLE if rating is None else int(rating)
    return number > _MIDDLE, number < _MIDDLE


def _direction(supporting: bool, disputing: bool, *, turned: bool) -> str:
    if supporting == disputing:
        return "neutral"
    return "supports" if supporting is not turned else "disputes"


def _proposition(question: Question, claim: Claim) -> dict[str, Any]:
    """VA-Spec's generic Proposition; a quantity's object is the figure that the claim gives."""
    if isinstance(question, Proposition):
        predicate, said = question.predicate, _thing(question.object)
    else:
        printed = claim.figure.as_printed if claim.figure else ""
        predicate, said = question.measure, {"type": "Figure", "name": printed}
    qualifiers = {q.qualifier: [one.label for one in q.values] for q in question.scope}
    return {
        "id": question.iri,
        "type": "Proposition",
        "name": question.phrase,
        "subject": _thing(question.subject),
        "predicate": predicate.label,
        "object": said,
        "extensions": _extensions(predicateIri=predicate.iri, qualifiers=qualifiers or None),
    }


def _thing(concept: Concept) -> dict[str, Any]:
    if not concept.iri.startswith(("http://", "https://", "urn:")):
        return {"type": "Literal", "name": concept.label}
    return {"id": concept.iri, "type": "Concept", "name": concept.label}


def _coded(concept: Concept) -> dict[str, Any]:
    system, _, code = concept.iri.rpartition("#")
    return {
        "name": concept.label,
        "primaryCoding": {"system": f"{system}#", "code": code, "name": concept.label},
    }


def _line(
    kb: KnowledgeBase, claim: Claim, line: EvidenceLine, proposition: dict[str, Any], denies: bool
) -> dict[str, Any]:
    evidence = line.evidence
    direction = _direction(line.supporting, line.disputing, turned=denies)
    strength = _strength(line)
    return {
        "type": "EvidenceLine",
        "targetProposition": proposition,
        "directionOfEvidenceProvided": direction,
        **({} if direction == "neutral" else {"strengthOfEvidenceProvided": strength}),
        "hasEvidenceItems": [evidence.iri],
        "description": evidence.finding,
        **({"specifiedBy": _method(evidence)} if evidence.design else {}),
        **({"reportedIn": [_document(kb, evidence.source)]} if evidence.source else {}),
        "extensions": _extensions(
            decisive=line.decisive,
            decisiveInPart=line.decisive_in_part,
            directness=line.directness.label if line.directness else None,
            studied=line.scope,
            notCounted=[reason.label for reason in line.not_counted] or None,
            figure=evidence.figure.as_printed if evidence.figure else None,
            verification=evidence.verification.label if evidence.verification else None,
        ),
    }


def _strength(line: EvidenceLine) -> dict[str, Any]:
    if line.tier is None:
        return {"name": "no level"}
    if line.tier == 0:
        return {"name": "authority"}
    name = f"OCEBM level {line.tier}"
    return {
        "name": name,
        "primaryCoding": {"system": _LEVELS, "code": str(line.tier), "name": name},
    }


def _method(evidence: Evidence) -> dict[str, Any]:
    return {"type": "Method", "methodType": str(evidence.design)}


def _document(kb: KnowledgeBase, source: Source) -> dict[str, Any]:
    reference: Reference = kb.references[source.iri]
    found = {one.scheme: one.value for one in reference.identifiers}
    listed = {
        "id": source.iri,
        "type": "Document",
        "name": source.label,
        "title": reference.title,
        "pmid": found.get("pmid"),
        "urls": [one for one in (_doi_address(found.get("doi")), found.get("page")) if one] or None,
    }
    return {name: said for name, said in listed.items() if said}


def _doi_address(doi: str | None) -> str | None:
    """The address of a DOI: VA-Spec's own field takes no brackets or semicolons, which DOIs may have."""
    return f"https://doi.org/{doi}" if doi else None


def _extensions(**values: Any) -> list[dict[str, Any]]:
    return [{"name": name, "value": said} for name, said in values.items() if said is not None]
