"""What a new text of an article does to the quotes that are taken from the old one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from rapidfuzz.fuzz import ratio

from kbtool.anchoring import Anchor, Quote, Status, anchor
from kbtool.documents import Document
from kbtool.typography import Levelled, level

EXACT, MOVED, TYPOGRAPHY, CHANGED, AMBIGUOUS, GONE = (
    "exact",
    "moved",
    "typography",
    "changed",
    "ambiguous",
    "gone",
)
KINDS = (EXACT, MOVED, TYPOGRAPHY, CHANGED, AMBIGUOUS, GONE)
HARMLESS = (EXACT, MOVED, TYPOGRAPHY)
"""What becomes of a quote whose words are still there, once."""


@dataclass(frozen=True)
class Drift:
    """What becomes of one quote.

    Attributes:
        node: the claim or passage.
        kind: exact, moved, typography (only its form differs), changed, ambiguous or gone.
        quote: the quote as recorded.
        before: where it stood, as line and column; None if it did not.
        after: where it stands, or what is like it; None if it is gone.
        start: the 0-based offset of that.
        says: the new text's words there, where they differ.
        difference: how they differ, in words.
        score: how alike a changed passage is, 0 to 100; a suggestion, no more.
    """

    node: ox.NamedNode
    kind: str
    quote: Quote
    before: tuple[int, int] | None
    after: tuple[int, int] | None
    start: int | None
    says: str | None
    difference: str | None
    score: float | None


def drifts(
    old: Document, new: Document, quotes: Iterable[tuple[ox.NamedNode, Quote]]
) -> list[Drift]:
    """What becomes of each quote, in the order of the old text."""

    @cache
    def levelled(which: str) -> Levelled:
        return level((old if which == "old" else new).text)

    found = []
    for node, quote in quotes:
        before = anchor(old, quote, lambda: levelled("old"))
        after = anchor(new, quote, lambda: levelled("new"))
        found.append((before.start, _drift(node, quote, old, before, new, after)))
    return [d for _, d in sorted(found, key=lambda item: (item[0] or 0, item[1].node.value))]


def _drift(
    node: ox.NamedNode, quote: Quote, old: Document, before: Anchor, new: Document, after: Anchor
) -> Drift:
    says = after.document_says if after.status is Status.CHANGED else None
    return Drift(
        node=node,
        kind=_kind(before, after),
        quote=quote,
        before=None if before.start is None else old.position(before.start),
        after=None if after.start is None else new.position(after.start),
        start=after.start,
        says=after.document_says,
        difference=after.difference,
        score=None if says is None else round(ratio(quote.exact, says), 1),
    )


def _kind(before: Anchor, after: Anchor) -> str:
    if after.status is Status.EXACT:
        return EXACT if after.start == before.start else MOVED
    return {
        Status.TYPOGRAPHIC: TYPOGRAPHY,
        Status.CHANGED: CHANGED,
        Status.AMBIGUOUS: AMBIGUOUS,
        Status.MISSING: GONE,
    }[after.status]
