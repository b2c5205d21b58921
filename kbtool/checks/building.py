"""From the sides of findings to findings as people read them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kbtool.checks.findings import Finding, Related
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.reservations import reservations
from kbtool.knowledge.rules import Rule
from kbtool.knowledge.sides import Side, sides
from kbtool.rdf.namespaces import CITO, KB, OA, RDF
from kbtool.rdf.terms import Term, objects, one, text, value
from kbtool.shacl import ValidationResult


def findings(
    kb: KnowledgeBase, results: Iterable[ValidationResult], rules: Mapping[Term, Rule]
) -> list[Finding]:
    """The findings that results amount to, in reading order.

    Args:
        kb: the knowledge base.
        results: the results.
        rules: the rules that they are of, by shape.
    """
    found = [_finding(kb, rules[side.rule], side) for side in sides(results, kb.places)]
    return sorted(found, key=lambda finding: finding.order)


def _finding(kb: KnowledgeBase, rule: Rule, side: Side) -> Finding:
    place, places = side.place, kb.places
    claim = place if place is not None and places.is_claim(place) else None
    document = places.document(place) if place is not None else None
    verdict = None if claim is None else one(kb.store, claim, KB("verdict"))
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        message=kb.labels.replace_iris(side.message),
        suggestion=_suggestion(kb, rule, claim),
        node=value(side.focus),
        claim=claim.value if claim else None,
        verdict=kb.labels.label(verdict) or None,
        computed=_computed(kb, claim) if claim else None,
        quote=text(kb.store, place, OA("exact")),
        document=str(document.path) if document else None,
        span=places.span(place) if place is not None else None,
        declared=places.declared(place) or places.declared(side.focus),
        related=tuple(_related(kb, node) for node in side.others),
        fingerprint=_fingerprint(
            rule.code, _lasting(side.focus), sorted(map(_lasting, side.values)), side.message
        ),
        results=side.results,
    )


def _related(kb: KnowledgeBase, node: Term) -> Related:
    """A node as the other side of a finding."""
    if not isinstance(node, ox.NamedNode):
        return Related(str(node), kb.labels.label(node))
    if KB("Evidence") in objects(kb.store, node, RDF("type")):
        return _evidence(kb, node)
    document = kb.places.document(node)
    return Related(
        iri=node.value,
        message=text(kb.store, node, KB("says")) or kb.labels.label(node),
        document=str(document.path) if document else None,
        span=kb.places.span(node),
        quote=text(kb.store, node, OA("exact")),
        declared=kb.places.declared(node),
    )


def _evidence(kb: KnowledgeBase, node: ox.NamedNode) -> Related:
    reference = one(kb.store, node, CITO("citesAsEvidence"))
    design = kb.labels.label(one(kb.store, node, KB("design")))
    level = text(kb.store, node, KB("level"))
    known = [design, *([f"OCEBM level {level}"] if level else [])]
    quality = ", ".join(known + reservations(kb.store, kb.labels, reference))
    finding = text(kb.store, node, KB("finding")) or text(kb.store, node, KB("says")) or ""
    return Related(
        iri=node.value,
        message=f"{finding.rstrip('.')} ({quality})",
        reference=kb.labels.label(reference) if reference is not None else None,
        declared=kb.places.declared(node),
    )


def _suggestion(kb: KnowledgeBase, rule: Rule, claim: ox.NamedNode | None) -> str:
    if claim is None or "{" not in rule.suggestion:
        return rule.suggestion
    denied = one(kb.store, claim, KB("denies"))
    held = denied or one(kb.store, claim, KB("asserts"))
    verdict = one(kb.store, claim, KB("verdict"))
    if isinstance(held, ox.NamedNode):
        phrase = kb.labels.phrase(held) or ""
        negation = kb.labels.phrase(held, negated=denied is None) or ""
        template = text(kb.store, verdict, KB("wording"))
    else:
        phrase = negation = kb.labels.label(one(kb.store, claim, KB("gives")))
        template = text(kb.store, verdict, KB("quantityWording"))
    wording = (template or "").replace("{proposition}", phrase).replace("{negation}", negation)
    return rule.suggestion.replace("{wording}", wording).replace("{negation}", negation)


def _computed(kb: KnowledgeBase, claim: ox.NamedNode) -> str | None:
    """The computed verdict of a claim that a reviewer has decided on."""
    if one(kb.store, claim, KB("decidedBy")) is None:
        return None
    return kb.labels.label(one(kb.store, claim, KB("computedVerdict")))


def _lasting(term: Term) -> str:
    """A term as a fingerprint has it: labels of blank nodes last no longer than the run."""
    return "_:" if isinstance(term, ox.BlankNode) else value(term)


def _fingerprint(code: str, focus: str, values: list[str], message: str) -> str:
    return hashlib.sha256(repr((code, focus, values, message)).encode()).hexdigest()[:16]
