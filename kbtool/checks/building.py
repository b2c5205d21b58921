"""From the sides of findings to findings as people read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import zip_longest

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.checks.findings import Finding, Related
from kbtool.checks.fingerprints import Fingerprints
from kbtool.checks.nearness import is_far, nearest_lines, shown
from kbtool.checks.wordings import filled, naming, passing
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim, Evidence, EvidenceLine
from kbtool.knowledge.rules import Rule
from kbtool.knowledge.sides import Side, sides
from kbtool.rdf.namespaces import KB, OA, RDF
from kbtool.rdf.terms import Term, named, value, whole
from kbtool.shacl import ValidationResult


def findings(
    kb: KnowledgeBase,
    results: Iterable[ValidationResult],
    rules: Mapping[Term, Rule],
    chosen: Callable[[Sequence[Side]], Iterable[Side]] = lambda sides: sides,
) -> list[Finding]:
    """The findings that results amount to, in reading order.

    Args:
        kb: the knowledge base.
        results: the results.
        rules: the rules that they are of, by shape.
        chosen: chooses among their sides.
    """
    prints = Fingerprints(kb)
    asked = chosen(sides(results, kb.places))
    found = [_finding(kb, rules[side.rule], side, prints) for side in asked]
    return sorted(found, key=lambda finding: finding.order)


def _finding(kb: KnowledgeBase, rule: Rule, side: Side, prints: Fingerprints) -> Finding:
    place, places = side.place, kb.places
    claim = kb.reader.claim(place) if place is not None and places.is_claim(place) else None
    document = places.document(place) if place is not None else None
    decided = claim is not None and claim.verdict.resolution is not None
    bearing = nearest_lines(kb, claim) if claim else {}
    others = shown(side.others, bearing)
    related = _all_related(kb, others, bearing)
    concept = claim.verdict.concept if claim else None
    verdict = ox.NamedNode(concept.iri) if concept else None
    further = 0 if claim is None else kb.reader.further(ox.NamedNode(claim.iri), others)
    suggestion = rule.suggestion if document is None else naming(rule.suggestion, kb, document)
    suggestion = suggestion if claim is None else filled(suggestion, kb, claim)
    brief, lead_in = _brief(rule.suggestion, suggestion)
    brief = brief if claim is None else _without_asides(brief, kb, claim)
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        message=kb.labels.replace_iris(side.message),
        suggestion=suggestion,
        says_the_same=suggestion == rule.suggestion,
        brief=brief,
        lead_in=lead_in,
        passing=passing(rule.suggestion, kb, claim) if claim else "",
        node=value(side.focus),
        claim=claim.iri if claim else None,
        verdict=claim.verdict.label or None if claim else None,
        computed=str(claim.verdict.computed or "") if claim and decided else None,
        quote=kb.columns.text(place, OA("exact")),
        document=str(document.path) if document else None,
        span=places.span(place) if place is not None else None,
        declared=places.declared(place) or places.declared(side.focus),
        related=related,
        more=len(side.others) - len(others) + further,
        fingerprint=prints.of(rule.code, side),
        scope=claim.verdict.scope if claim else None,
        because=str(claim.verdict.because or "") or None if claim else None,
        detail_of=(rule.detail_of, document.iri) if rule.detail_of and document else None,
        omits=rule.finds_omission,
        gathered=rule.gathered,
        asks=rule.asks_first,
        together=_together(rule.gathered_as, claim, related),
        together_help=rule.gathered_suggestion,
        to_curator=rule.curator_suggestion,
        mended_by=rule.mended_by,
        question=claim.question_iri if claim else None,
        says=claim.says if claim else "",
        stars=claim.verdict.stars if claim else 0,
        stakes=max(rule.stakes, whole(kb.columns.text(place, KB("stakes")))),
        doubt=whole(kb.columns.text(verdict, KB("doubt"))) if claim else min(rule.stakes, 1),
        results=side.results,
    )


def _brief(template: str, filled: str) -> tuple[str, str]:
    """The sentence of a suggestion that has the wording for the claim, and its words before that.

    Where there is no wording, the whole of the suggestion, and none.
    """
    before, gap, _ = template.partition("{wording}")
    start = before.rfind(". ") + 2 if ". " in before else 0
    if not gap or "{" in before or not filled[start:]:
        return filled, ""
    return filled[start:], before[start:]


def _without_asides(brief: str, kb: KnowledgeBase, claim: Claim) -> str:
    """A suggestion in short without where was searched and how something was found, which the whole of it says: what was
    found, or not found, is what counts.
    """
    node = ox.NamedNode(claim.iri)
    places = [
        kb.columns.text(s, KB("searchedIn")) for s in kb.columns.objects(node, KB("coveredBy"))
    ]
    rests = named(kb.columns.objects(node, KB("wordingRestsOn")))
    designs = [kb.labels.label(kb.columns.one(evidence, KB("design"))) for evidence in rests]
    for aside in filter(None, (*places, *designs)):
        brief = brief.replace(f" ({aside})", "")
    return brief


def _together(template: str, claim: Claim | None, others: Sequence[Related]) -> str:
    """What a finding says together with those gathered with it."""
    because = str(claim.verdict.because or "") if claim else ""
    other = (others[0].asked or others[0].message) if others else ""
    return template.replace("{because}", because).replace("{other}", other)


def _all_related(
    kb: KnowledgeBase, nodes: Iterable[Term], bearing: Mapping[str, EvidenceLine]
) -> tuple[Related, ...]:
    """Nodes as the other side of a finding. What is indirect says so, and the first of each kind what it is on.

    Where some evidence speaks for the claim and some against it, each says which, and the two take turns.
    """
    told: set[str] = set()
    found = []
    nodes = list(nodes)
    is_split = len({_side(bearing.get(value(node))) for node in nodes} - {""}) > 1
    for node in _in_turn(nodes, bearing) if is_split else nodes:
        line, aside = bearing.get(value(node)), ""
        if line is not None and is_far(line):
            on = str(line.via or "")
            aside = "indirect" if on in told or not on else f"indirect: on “{on}”"
            told.add(on)
        related = _related(kb, node, aside)
        side = _side(line) if is_split else ""
        found.append(replace(related, message=f"{side}: {related.message}") if side else related)
    return tuple(found)


def _side(line: EvidenceLine | None) -> str:
    """Whether evidence speaks for or against a claim, in a word; nothing, if it does neither."""
    if line is None or not (line.supporting or line.disputing):
        return ""
    return "for it" if line.supporting else "against it"


def _in_turn(nodes: Iterable[Term], bearing: Mapping[str, EvidenceLine]) -> list[Term]:
    """Nodes of two sides in turn, so that the first few are of both; what is on neither comes last."""
    by_side: dict[str, list[Term]] = {"against it": [], "for it": [], "": []}
    for node in nodes:
        by_side[_side(bearing.get(value(node)))].append(node)
    neither = by_side.pop("")
    pairs = zip_longest(*by_side.values())
    return [*(node for pair in pairs for node in pair if node is not None), *neither]


def _related(kb: KnowledgeBase, node: Term, aside: str = "") -> Related:
    """A node as the other side of a finding, and how it bears, if it is evidence."""
    if not isinstance(node, ox.NamedNode):
        return Related(str(node), kb.labels.label(node))
    if kb.columns.has(node, RDF("type"), KB("Evidence")):
        compared = kb.columns.text(node, KB("comparedAs")) or ""
        return _evidence(kb.reader.evidence(node), [compared, aside])
    document = kb.places.document(node)
    return Related(
        iri=node.value,
        message=_said(kb, node),
        document=str(document.path) if document else None,
        span=kb.places.span(node),
        quote=kb.columns.text(node, OA("exact")),
        declared=kb.places.declared(node),
        asked=kb.columns.text(node, KB("question")),
    )


def _said(kb: KnowledgeBase, node: ox.NamedNode) -> str:
    """What a node states or, of a search, what was looked for and when; else its name."""
    asked, day = (kb.columns.text(node, KB(name)) for name in ("question", "searchedOn"))
    if asked and day:
        none = ", and none found" if kb.columns.text(node, KB("foundNothing")) == "true" else ""
        return f"searched on {day}{none}: {asked}"
    return kb.columns.text(node, KB("says")) or asked or kb.labels.label(node)


def _evidence(evidence: Evidence, asides: Iterable[str]) -> Related:
    known = [str(evidence.design or "")]
    if evidence.level is not None:
        known.append(f"OCEBM level {evidence.level}")
    reservations = evidence.source.reservations if evidence.source else ()
    quality = ", ".join([*known, *filter(None, asides), *reservations])
    return Related(
        iri=evidence.iri,
        message=f"{evidence.finding.rstrip('.')} ({quality})",
        reference=evidence.source.label if evidence.source else None,
        declared=evidence.declared,
        address=evidence.source.address if evidence.source else None,
    )
