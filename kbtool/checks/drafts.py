"""What a draft does to the verdicts on claims that are there already."""

from __future__ import annotations

from kbtool.checks.report import Shift
from kbtool.knowledge.base import KnowledgeBase


def verdict_shifts(without: KnowledgeBase, within: KnowledgeBase) -> tuple[Shift, ...]:
    """The claims whose verdict is another one with a draft, in reading order.

    Args:
        without: the knowledge base as it is.
        within: the knowledge base with the draft.
    """
    before = {claim.iri: claim.verdict.label for claim in without.claims}
    return tuple(
        Shift(claim, before[claim.iri], claim.verdict.label)
        for claim in sorted(within.claims, key=lambda claim: claim.order)
        if claim.iri in before and before[claim.iri] != claim.verdict.label
    )
