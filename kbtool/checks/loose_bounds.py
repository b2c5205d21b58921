"""Bounds that are true of what is on file and say far less than it: "at least 20 minutes" of what takes two hours."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term, objects, one, text

FAR = Decimal(2)
"""So many times what was found a bound may be, and restate it; beyond a bound on file, none may."""


def is_loose(kb: KnowledgeBase, claim: Claim) -> bool:
    """Whether a bound or a range that a claim gives lies far from all that decides on it, on the side where it is true.

    Only what is above zero has a bound that is so many times another; of differences nothing is told.

    Args:
        kb: the knowledge base with the claim.
        claim: a claim, of any verdict.
    """
    node = ox.NamedNode(claim.iri)
    low, high = _number(kb, node, "lowerBound"), _number(kb, node, "upperBound")
    ends = list(_ends(kb, node))
    if not ends or any(end <= 0 for some in ends for end in some if end is not None):
        return False
    return (low is not None and all(_is_below(low, *some) for some in ends)) or (
        high is not None and all(_is_above(high, *some) for some in ends)
    )


def _is_below(bound: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    if low is None:
        return False
    return bound < low if high is None else bound * FAR < low


def _is_above(bound: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    if high is None:
        return False
    return bound > high if low is None else bound > high * FAR


def _ends(
    kb: KnowledgeBase, claim: ox.NamedNode
) -> Iterable[tuple[Decimal | None, Decimal | None]]:
    """What the evidence that decides on a claim gives: from where to where, each open on a side where it is a bound."""
    for quad in kb.store.quads_for_pattern(None, KB("claim"), claim, None):
        line = quad.subject
        if not objects(kb.store, line, KB("decisive")):
            continue
        evidence = one(kb.store, line, KB("evidence"))
        estimate = _number(kb, evidence, "estimate")
        ends = _number(kb, evidence, "lowerBound"), _number(kb, evidence, "upperBound")
        if estimate is not None and None not in ends:
            ends = estimate, estimate
        if ends != (None, None):
            yield ends


def _number(kb: KnowledgeBase, node: Term | None, name: str) -> Decimal | None:
    said = text(kb.store, node, KB(name))
    return None if said is None else Decimal(said)
