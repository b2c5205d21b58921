"""Wordings that would pass: composed of what is on file, and of nothing else.

A verdict's templates (kb:wording and its kin in the vocabulary) say which of it they need. "None was found" follows only a
recorded search, and a denial only evidence that denies the very statement; otherwise the finding itself is told.
"""

from __future__ import annotations

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.chain import strength
from kbtool.knowledge.model import Claim, EvidenceLine, Stance
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import objects, text

_NO_FINDING = (KB("OnlyCorroborates").value, KB("WithoutWeight").value)
"""Of such sources the finding is not told: they tell what others found."""


def wording(kb: KnowledgeBase, claim: Claim) -> str:
    """How the claim could be worded, given its verdict; empty, if nothing on file says."""
    concept = claim.verdict.concept
    if concept is None:
        return ""
    verdict = ox.NamedNode(concept.iri)
    fields = _fields(kb, claim)
    kind = "quantityWording" if claim.stance is Stance.GIVES else "wording"
    for name in ("AfterSearch", "OfDenial", "FromElsewhere", "BesideEvidence", ""):
        template = text(kb.store, verdict, KB(f"{kind}{name}"))
        if template is not None and all(fields.get(n) for n in _needed(template)):
            return _filled(template, fields)
    return ""


def filled(template: str, kb: KnowledgeBase, claim: Claim) -> str:
    """A suggestion with its gaps filled: {wording} and whatever a wording may need."""
    gaps = _needed(template)
    if not gaps:
        return template
    fields = {**_fields(kb, claim), "wording": wording(kb, claim)}
    return _filled(template, fields)


def _fields(kb: KnowledgeBase, claim: Claim) -> dict[str, str]:
    node = ox.NamedNode(claim.iri)
    held = None if claim.question_iri is None else ox.NamedNode(claim.question_iri)
    lines = sorted(kb.reader.lines(node), key=strength)
    lead = _lead(lines)
    fields = {
        "proposition": kb.labels.label(held),
        "scope": claim.verdict.scope or "",
        "says": claim.says,
    }
    if lead is not None:
        if not any(why.iri in _NO_FINDING for why in lead.not_counted):
            name = "finding" if _is_direct(lead) else "elsewhere"
            fields[name] = lead.evidence.finding.rstrip(".")
        fields["design"] = str(lead.evidence.design or "")
    if held is not None and claim.stance is not Stance.GIVES:
        fields["proposition"] = kb.labels.phrase(held) or ""
        if _is_denied(lines, held):
            negated = claim.stance is Stance.ASSERTS
            fields["negation"] = kb.labels.phrase(held, negated=negated) or ""
    if lead is None or not _is_direct(lead):
        for search in objects(kb.store, node, KB("coveredBy")):
            fields["searched"] = text(kb.store, search, KB("searchedOn")) or ""
            fields["where"] = text(kb.store, search, KB("searchedIn")) or ""
    return fields


def _is_direct(line: EvidenceLine) -> bool:
    return line.directness is None or line.directness.iri == KB("Direct").value


def _lead(lines: list[EvidenceLine]) -> EvidenceLine | None:
    """The line that says most: a decisive one against the claim, else the strongest."""
    against = (line for line in lines if line.decisive and line.disputing)
    telling = (line for line in lines if line.supporting or line.disputing)
    return next(against, next(telling, next(iter(lines), None)))


def _is_denied(lines: list[EvidenceLine], held: ox.NamedNode) -> bool:
    """Whether evidence that decides speaks against the very statement, and not for another that excludes it."""
    return any(
        line.decisive and line.disputing and line.via is not None and line.via.iri == held.value
        for line in lines
    )


def _needed(template: str) -> list[str]:
    return [part.partition("}")[0] for part in template.split("{")[1:]]


def _filled(template: str, fields: dict[str, str]) -> str:
    for name in _needed(template):
        template = template.replace(f"{{{name}}}", fields.get(name, ""))
    return template
