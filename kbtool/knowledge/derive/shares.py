"""What a figure says of "most" and "all": the share of those of whom it is true, held to what the word asks for.

A proposition with a quantifier may name the quantity that is the share (kb:share). Evidence that gives it speaks for the
proposition where the whole interval of its figure lies above what the quantifier asks for (kb:supportedAbove), against it
where the whole interval lies below what it can be (kb:refutedBelow), and neither way where it does not decide: 4 of 7
patients are not shown to be most. A figure of which nothing says how precise it is decides nothing either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.derive.intervals import wilson
from kbtool.knowledge.derive.units import number
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term, objects, one


class Threshold(Struct, frozen=True):
    """What a share has to be for a proposition, as fractions.

    Attributes:
        proposition: the proposition.
        above: a share above it shows the proposition; None, if no figure does.
        below: a share below it refutes it; None, if no figure does.
    """

    proposition: ox.NamedNode
    above: Decimal | None
    below: Decimal | None


def thresholds(store: ox.Store) -> Mapping[Term, list[Threshold]]:
    """The propositions that each quantity decides as their share, by the quantity."""
    found: dict[Term, list[Threshold]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, KB("share"), None, None):
        if not isinstance(quad.subject, ox.NamedNode):
            continue
        for quantifier in objects(store, quad.subject, KB("quantifier")):
            above, below = (
                number(one(store, quantifier, KB(name)))
                for name in ("supportedAbove", "refutedBelow")
            )
            found[quad.object].append(Threshold(quad.subject, above, below))
    return found


def speaks_of_shares(
    store: ox.Store, evidence: Term, asked: Mapping[Term, list[Threshold]]
) -> Iterator[tuple[str, ox.NamedNode]]:
    """How the figure of an item of evidence speaks of the propositions of which it gives the share.

    Args:
        store: the store, with the bounds of figures.
        evidence: the item.
        asked: the propositions by the quantity that is their share.

    Yields:
        "supports", "disputes" or "neutralOn", and the proposition.
    """
    for quantity in objects(store, evidence, KB("gives")):
        for threshold in asked.get(quantity, ()):
            lower, upper = _interval(store, evidence)
            if threshold.above is not None and lower is not None and lower > threshold.above:
                yield "supports", threshold.proposition
            elif threshold.below is not None and upper is not None and upper < threshold.below:
                yield "disputes", threshold.proposition
            else:
                yield "neutralOn", threshold.proposition


def _interval(store: ox.Store, evidence: Term) -> tuple[Decimal | None, Decimal | None]:
    """Between which fractions a share lies, by its sample or the interval that is stated; None, where nothing says."""
    kind = one(store, one(store, evidence, KB("unit")), KB("unitKind"))
    if kind != KB("Proportion") or one(store, evidence, KB("imprecise")) is not None:
        return None, None
    lower, upper, low, high, size = (
        number(one(store, evidence, KB(name)))
        for name in ("lowerBound", "upperBound", "samplingLow", "samplingHigh", "sampleSize")
    )
    if low is not None and high is not None:
        return low, high
    if size is None or size <= 0:
        return None, None
    return (
        None if lower is None else wilson(lower, int(size)).lower,
        None if upper is None else wilson(upper, int(size)).upper,
    )
