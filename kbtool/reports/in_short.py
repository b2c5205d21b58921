"""The short answer at the head of a long page: the worst, and how the claims are judged, with the statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import named, whole
from kbtool.reports.blocks import in_reading_order
from kbtool.reports.style import Style
from kbtool.reports.wording import counted

FEW = 3
"""So many entries of a section are shown where somebody has not asked for all."""
_NAMED = 3
"""So many statements of a verdict are named."""


def in_short(kb: KnowledgeBase, claims: Sequence[Claim], style: Style) -> Iterator[str]:
    """What there is to know of claims in some rows: the worst of them, and the statements by verdict, those first that the
    evidence speaks against and of which most is at stake.

    Args:
        kb: the knowledge base.
        claims: the claims; of a few nothing is said, since they stand there themselves.
        style: how it is shown.
    """
    if len(claims) <= FEW:
        return
    order = {verdict: rank for rank, verdict in enumerate(verdicts(kb))}
    groups: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda one: order.get(_label(one), len(order))):
        groups.setdefault(_label(claim), []).append(claim)
    worst = min(claims, key=lambda one: worst_first(kb, one))
    yield style.bold("In short")
    if harm(kb, worst):
        where = f"{worst.document.path}:{worst.span.line}" if worst.document and worst.span else ""
        said = f"the worst: {worst.says} [{_label(worst)}]"
        yield from style.wrap(said, "  ", 4)
        yield from style.wrap(f"{worst.name}  {where}", "    ", 6)
    for label, group in groups.items():
        group.sort(key=lambda one: worst_first(kb, one))
        yield from style.wrap(f"{label}: {_statements(group)}", "  ", 4)
    yield ""


def verdicts(kb: KnowledgeBase) -> list[str]:
    """The names of verdicts, those first that speak most against a claim."""
    quads = kb.store.quads_for_pattern(None, KB("doubt"), None, None)
    found = {q.subject: int(q.object.value) for q in quads if isinstance(q.object, ox.Literal)}
    ordered = sorted(named(found), key=lambda verdict: (-found[verdict], verdict.value))
    return [kb.labels.label(verdict) for verdict in ordered]


def harm(kb: KnowledgeBase, claim: Claim) -> int:
    """What can come of a claim, 0 to 9: what is at stake, times how far its verdict speaks against its words."""
    return _stakes(kb, claim) * _doubt(kb, claim)


def worst_first(kb: KnowledgeBase, claim: Claim) -> tuple[object, ...]:
    """Sort key: by harm, by how far the verdict speaks against the words, by what is at stake, and as one reads."""
    doubt, stakes = _doubt(kb, claim), _stakes(kb, claim)
    return (-doubt * stakes, -doubt, -stakes, *in_reading_order(claim))


def _doubt(kb: KnowledgeBase, claim: Claim) -> int:
    concept = claim.verdict.concept
    return whole(kb.columns.text(ox.NamedNode(concept.iri), KB("doubt"))) if concept else 0


def _label(claim: Claim) -> str:
    return claim.verdict.label or "no verdict"


def _stakes(kb: KnowledgeBase, claim: Claim) -> int:
    return whole(kb.columns.text(ox.NamedNode(claim.iri), KB("stakes")))


def _statements(claims: Sequence[Claim]) -> str:
    """The statements of claims, each once, with the scope in which something is known; of many the first few."""
    said = list(dict.fromkeys(f"{claim.says}{_scope(claim)}" for claim in claims))
    more = [f"and {len(said) - _NAMED} more"] if len(said) > _NAMED else []
    return f"{counted(len(claims), 'claim')}: {'; '.join([*said[:_NAMED], *more])}"


def _scope(claim: Claim) -> str:
    """In which scope something is known of a claim; of several the first."""
    first, several, _ = (claim.verdict.scope or "").partition(";")
    return f" ({first}{', and others' if several else ''})" if first else ""
