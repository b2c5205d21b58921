"""What an editor is told to do about a finding on a claim, with its gaps filled."""

from __future__ import annotations

import re
import shlex

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim, Evidence, Stance
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import named, text
from kbtool.text.document import Document

_FIGURES = 2
"""Of so many items of evidence a suggestion has the figures."""
_OTHERWISE = "Also on file"
_WHICH = "Name the source that you follow, and whom it is of."
_AMOUNTS = ("quantifier", "frequency")
_GAP = re.compile(r"\{(\w+)\}")


def wording(kb: KnowledgeBase, claim: Claim) -> str:
    """How the claim could be worded, given its verdict; empty, if nothing on file says."""
    return text(kb.store, ox.NamedNode(claim.iri), KB("proposedWording")) or ""


def passing(template: str, kb: KnowledgeBase, claim: Claim) -> str:
    """A sentence that could stand in the place of the claim, where a suggestion proposes a wording; empty, if none could."""
    if "{wording}" not in template:
        return ""
    return text(kb.store, ox.NamedNode(claim.iri), KB("passingWording")) or ""


def filled(template: str, kb: KnowledgeBase, claim: Claim) -> str:
    """A suggestion with its gaps filled; they are {wording}, {proposition}, {negation}, {says}, {scope}, {figures},
    {decided}, {printed} and {amount}.
    """
    if not _GAP.search(template):
        return template
    held = None if claim.question_iri is None else ox.NamedNode(claim.question_iri)
    fields = {
        "wording": wording(kb, claim),
        "proposition": kb.labels.label(held),
        "says": claim.says,
        "scope": claim.verdict.scope or "",
    }
    if "{figures}" in template or "{decided}" in template:
        fields["figures"] = figures = _figures(kb, claim)
        fields["decided"] = figures and f"{_OTHERWISE}: {figures}. {_WHICH}"
    if "{printed}" in template:
        fields["printed"] = _as_printed(kb, claim)
    if held is not None and "{amount}" in template:
        fields["amount"] = _amount(kb, held)
    if held is not None and claim.stance is not Stance.GIVES:
        negated = claim.stance is Stance.ASSERTS
        fields["negation"] = kb.labels.phrase(held, negated=negated) or ""
    return _GAP.sub(lambda gap: fields.get(gap[1], ""), template).strip()


def _amount(kb: KnowledgeBase, held: ox.NamedNode) -> str:
    """What to give in the place of an amount that nobody has laid down, such as "many"; empty, where none is stated."""
    for amount in named(n for how in _AMOUNTS for n in kb.columns.objects(held, KB(how))):
        if kb.columns.text(amount, KB("openAmount")) == "true":
            return f"; of how many, with the share and its source in place of “{kb.labels.label(amount)}”"
    return ""


def _figures(kb: KnowledgeBase, claim: Claim) -> str:
    """What the evidence that decides against a claim has found, in its own words; its unit, where the claim has another."""
    against = {
        f"{line.evidence.finding.rstrip('. ')}{_unit(line.evidence, claim)}"
        for line in kb.reader.lines(ox.NamedNode(claim.iri))
        if line.decisive and line.disputing
    }
    return "; ".join(sorted(against)[:_FIGURES])


def _unit(evidence: Evidence, claim: Claim) -> str:
    """The unit of a figure on file, if a claim has another one."""
    if not _is_in_another_unit(evidence, claim):
        return ""
    unit = evidence.figure and evidence.figure.unit
    return f" (in {unit})" if unit else ""


def _as_printed(kb: KnowledgeBase, claim: Claim) -> str:
    """How the evidence prints the digits of a claim that has them in another unit."""
    digits = kb.columns.text(ox.NamedNode(claim.iri), KB("digits"))
    for line in kb.reader.lines(ox.NamedNode(claim.iri)):
        evidence = line.evidence
        is_alike = kb.columns.text(ox.NamedNode(evidence.iri), KB("digits")) == digits
        if line.disputing and is_alike and _is_in_another_unit(evidence, claim):
            return evidence.figure.as_printed if evidence.figure else ""
    return ""


def _is_in_another_unit(evidence: Evidence, claim: Claim) -> bool:
    of_both = [known.unit.iri for known in (evidence.figure, claim.figure) if known and known.unit]
    return len(set(of_both)) == 2


def naming(template: str, kb: KnowledgeBase, document: Document) -> str:
    """A suggestion about a document, with its name for {document} and its path for {path}, as a command takes them."""
    name, path = shlex.quote(kb.names.short(document.iri)), shlex.quote(str(document.path))
    return template.replace("{document}", name).replace("{path}", path)
