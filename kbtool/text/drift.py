"""What a new text of an article does to the quotes that are taken from the old one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

import pyoxigraph as ox
from rapidfuzz.fuzz import ratio

from kbtool.text.changes import around, key, parts
from kbtool.text.document import Document
from kbtool.text.quotes import Anchor, Quote, Status, anchor, first_difference
from kbtool.text.sentences import Stretch
from kbtool.text.typography import Levelled, level

EXACT, MOVED, TYPOGRAPHY, IN_CHANGED, CHANGED, AMBIGUOUS, GONE = (
    "exact",
    "moved",
    "typography",
    "in a changed sentence",
    "changed",
    "ambiguous",
    "gone",
)
KINDS = (EXACT, MOVED, TYPOGRAPHY, IN_CHANGED, CHANGED, AMBIGUOUS, GONE)
HARMLESS = (EXACT, MOVED, TYPOGRAPHY)
"""What becomes of a quote whose words are still there, once, in a sentence that says what it said."""

_FOUND = (Status.EXACT, Status.TYPOGRAPHIC)


@dataclass(frozen=True)
class Drift:
    """What becomes of one quote.

    Attributes:
        node: the claim or passage.
        kind: exact, moved, typography (only its form differs), in a changed sentence (its words stand there, and the rest
            of their sentence is another), changed, ambiguous or gone.
        quote: the quote as recorded.
        before: where it stood, as line and column; None if it did not.
        after: where it stands, or what is like it; None if it is gone.
        start: the 0-based offset of that.
        says: the new text's words there, where they differ.
        difference: how they differ, in words.
        score: how alike a changed passage is, 0 to 100; a suggestion, no more.
        sentence: the new sentence around the quote, where it is another.
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
    sentence: str | None = None


def drifts(
    old: Document, new: Document, quotes: Iterable[tuple[ox.NamedNode, Quote]]
) -> list[Drift]:
    """What becomes of each quote, in the order of the old text."""

    @cache
    def levelled(which: str) -> Levelled:
        return level((old if which == "old" else new).text)

    @cache
    def sentences(which: str) -> list[Stretch]:
        return parts((old if which == "old" else new).text)

    same = key(old.text) == key(new.text)
    found = []
    for node, quote in quotes:
        before = anchor(old, quote, lambda: levelled("old"))
        after = anchor(new, quote, lambda: levelled("new"))
        drift = _drift(node, quote, old, before, new, after)
        if drift.kind in HARMLESS and before.start is not None and not same:
            were = [old.text[slice(*around(sentences("old"), *place))] for place in _places(before)]
            now = new.text[slice(*around(sentences("new"), *_places(after)[0]))]
            drift = _in_its_sentence(drift, were, now)
        found.append((before.start, drift))
    return [d for _, d in sorted(found, key=lambda item: (item[0] or 0, item[1].node.value))]


def _in_its_sentence(drift: Drift, were: list[str], now: str) -> Drift:
    """The drift of a quote whose words stand there, once the sentences around it have been compared.

    Args:
        drift: what becomes of the quote by itself.
        were: the sentences in which its words stood.
        now: the one in which they stand.
    """
    if not were or key(now) in map(key, were):
        return drift
    words = first_difference(key(were[0])[0], key(now)[0])
    said = f"{words[0]} before, {words[1]} now" if words else "raised or lowered figures differ"
    return replace(
        drift,
        kind=IN_CHANGED,
        difference=f"in its sentence: {said}",
        sentence=" ".join(now.split()),
    )


def _places(found: Anchor) -> list[Stretch]:
    """Where the words of a quote stand, if they do."""
    if found.places:
        return list(found.places)
    if found.status not in _FOUND or found.start is None or found.end is None:
        return []
    return [(found.start, found.end)]


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
