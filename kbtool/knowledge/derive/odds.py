"""Odds ratios beside relative risks.

The two are the same only where the outcome is rare: of an odds ratio and the share p that has the outcome among those
compared, the relative risk is OR / (1 - p + p OR). Without that share nobody can turn the one into the other; yet it lies
between OR, where nobody has the outcome, and 2 OR / (1 + OR), where half of them do.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pyoxigraph as ox

from kbtool.knowledge.derive.intervals import Interval
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import instances, one, text

_SHOWN = Decimal("0.01")


def as_relative_risk(odds: Interval) -> Interval:
    """The relative risks for which odds ratios can stand, if at most half of those compared have the outcome.

    Args:
        odds: the odds ratios; an open end stays open.
    """
    return Interval(
        None if odds.lower is None else min(odds.lower, _at_half(odds.lower)),
        None if odds.upper is None else max(odds.upper, _at_half(odds.upper)),
    )


def _at_half(odds: Decimal) -> Decimal:
    """The relative risk for an odds ratio where half have the outcome."""
    return 2 * odds / (1 + odds)


def given_as_odds(store: ox.Store) -> Mapping[ox.NamedNode, str]:
    """Evidence that has its figure as odds (kb:reportedMeasure), each with the words for how it is compared."""
    found = {}
    for measure in instances(store, KB("Measure")):
        if text(store, measure, KB("ofOdds")) == "true":
            for quad in store.quads_for_pattern(None, KB("reportedMeasure"), measure, None):
                if isinstance(quad.subject, ox.NamedNode) and one(
                    store, one(store, quad.subject, KB("gives")), KB("measure")
                ) not in (None, measure):
                    found[quad.subject] = text(store, measure, KB("comparedPhrase")) or ""
    return found


def in_words(phrase: str, risks: Interval) -> str:
    """How odds are compared, in words: {value} of the phrase is the range of the relative risks."""
    ends = ("?" if end is None else f"{end.quantize(_SHOWN)}" for end in (risks.lower, risks.upper))
    return phrase.replace("{value}", " to ".join(ends))
