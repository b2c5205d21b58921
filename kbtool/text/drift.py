"""What a new text of an article does to the quotes that are taken from the old one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz.fuzz import ratio

from kbtool.text.changes import Sentence, around, key, parts
from kbtool.text.differences import differences
from kbtool.text.quotes import Anchor, Quote, Status, anchor, nearest_in
from kbtool.text.replacement import Replacement
from kbtool.text.searchable import Position, SearchableText
from kbtool.text.stretch import Stretch

_FOUND = (Status.EXACT, Status.TYPOGRAPHIC)
_UNFOUND = (Status.CHANGED, Status.MISSING)

_PLACE = 1000
"""This many characters of what took the place of a sentence are kept: of a text that was written anew, that is all of it."""


class DriftKind(Enum):
    """What becomes of a quote; the value is how reports name it."""

    EXACT = "exact"
    MOVED = "moved"
    """It stands elsewhere among the sentences, not only further down."""
    TYPOGRAPHY = "typography"
    """Only its form differs."""
    IN_CHANGED = "in a changed sentence"
    """Its words stand there, and the rest of their sentence is another."""
    CHANGED = "changed"
    AMBIGUOUS = "ambiguous"
    GONE = "gone"

    @property
    def is_harmless(self) -> bool:
        """Whether its words are still there, once, in a sentence that says what it said."""
        return self in (DriftKind.EXACT, DriftKind.MOVED, DriftKind.TYPOGRAPHY)


class Drift(Struct, frozen=True):
    """What becomes of one quote.

    Attributes:
        node: the IRI of the claim or passage.
        kind: what becomes of it.
        quote: the quote as recorded.
        before: where it stood; None if it did not.
        after: where it stands, or what is like it; None if it is gone.
        start: the 0-based offset of that.
        says: the new text's words there, where they differ.
        difference: how they differ, in words.
        score: how alike a changed passage is, 0 to 100; a suggestion, no more.
        sentence: the new sentence around the quote, where it is another.
        in_place: what stands in the place of the sentence of a quote that is gone; None if nothing does.
        was_lost: whether an earlier text that was taken over lacked it already.
    """

    node: str
    kind: DriftKind
    quote: Quote
    before: Position | None
    after: Position | None
    start: int | None
    says: str | None
    difference: str | None
    score: float | None
    sentence: str | None = None
    in_place: Sentence | None = None
    was_lost: bool = False


def drifts(
    old: SearchableText,
    new: SearchableText,
    quotes: Iterable[tuple[str, Quote]],
    in_place: Mapping[str, str] | None = None,
) -> list[Drift]:
    """What becomes of each quote, in the order of the old text.

    Args:
        old: the text that they are taken from.
        new: the text that takes its place.
        quotes: each with the IRI of its claim or passage.
        in_place: what is known to have taken the place of quotes that the old text lacks, by that IRI.
    """
    sentences = cache(parts)

    def sentence(text: str, place: Stretch) -> str:
        return around(sentences(text), *place).of(text)

    same = key(old.text) == key(new.text)
    replacement = Replacement(old.text, new.text)
    known = in_place or {}
    found = []
    for node, quote in quotes:
        before, after = anchor(old, quote), anchor(new, quote)
        stands = after.status not in _UNFOUND
        lost = node in known and before.status in _UNFOUND
        at = _where(old, known[node]) if lost else _stretches(before)
        if stands or not (at or lost) or (same and not lost):
            drift = drift_of(node, quote, old, before, new, after)
        else:
            before = Anchor(Status.MISSING) if lost else before
            places = _merged(replacement.places(each) for each in at)
            after = nearest_in(new, quote, places)
            if after.status is Status.MISSING:
                after = nearest_in(new, quote, replacement.inserted)
            drift = replace(drift_of(node, quote, old, before, new, after), was_lost=lost)
            if drift.kind is DriftKind.GONE and places:
                drift = replace(drift, in_place=_sentence(new, places))
        if drift.kind is DriftKind.EXACT and not same and _has_moved(before, replacement):
            drift = replace(drift, kind=DriftKind.MOVED)
        if drift.kind.is_harmless and before.start is not None and not same:
            were = [sentence(old.text, place) for place in _places(before)]
            drift = _in_its_sentence(drift, were, sentence(new.text, _places(after)[0]))
        found.append((at[0].start if at else 0, drift))
    return [d for _, d in sorted(found, key=lambda item: (item[0], item[1].node))]


def _has_moved(before: Anchor, replacement: Replacement) -> bool:
    """Whether the sentence of a quote that stood in one place stands elsewhere among the others."""
    return any(
        place.start < moved.end and moved.start < place.end
        for place in _places(before)
        for moved, _ in replacement.moved
    )


def _where(text: SearchableText, in_place: str) -> list[Stretch]:
    """Where the sentences stand that took the place of a quote; those that stand there no more are left out."""
    anchors = (anchor(text, Quote(part.of(in_place))) for part in parts(in_place))
    return [each for found in anchors if found.status not in _UNFOUND for each in _stretches(found)]


def _stretches(found: Anchor) -> list[Stretch]:
    """Where a quote, or what is like it, stands, if anything does."""
    if found.start is None or found.end is None:
        return []
    return [Stretch(found.start, found.end)]


def _merged(places: Iterable[list[Stretch]]) -> list[Stretch]:
    """Stretches, each once, in order."""
    return sorted({place for each in places for place in each})


def _sentence(text: SearchableText, places: list[Stretch]) -> Sentence:
    words = " ".join(" ".join(place.of(text.text).split()) for place in places)
    return Sentence(text.position(places[0].start)[0], words[:_PLACE])


def _in_its_sentence(drift: Drift, were: list[str], now: str) -> Drift:
    """The drift of a quote whose words stand there, once the sentences around it have been compared.

    Args:
        drift: what becomes of the quote by itself.
        were: the sentences in which its words stood.
        now: the one in which they stand.
    """
    if not were or key(now) in map(key, were):
        return drift
    words = differences(key(were[0])[0], key(now)[0])
    told = "; ".join(f"{before} before, {after} now" for before, after in words)
    said = told or "raised or lowered figures differ"
    return replace(
        drift,
        kind=DriftKind.IN_CHANGED,
        difference=f"in its sentence: {said}",
        sentence=" ".join(now.split()),
    )


def _places(found: Anchor) -> list[Stretch]:
    """Where the words of a quote stand, if they do."""
    if found.places:
        return list(found.places)
    if found.status not in _FOUND or found.start is None or found.end is None:
        return []
    return [Stretch(found.start, found.end)]


def drift_of(
    node: str,
    quote: Quote,
    old: SearchableText,
    before: Anchor,
    new: SearchableText,
    after: Anchor,
) -> Drift:
    """What becomes of a quote by itself.

    Args:
        node: the IRI of its claim or passage.
        quote: the quote.
        old: the text that it was taken from.
        before: where it stood there.
        new: the text that takes its place.
        after: where it stands there, or what is like it.
    """
    says = after.document_says if after.status is Status.CHANGED else None
    return Drift(
        node=node,
        kind=_kind(after),
        quote=quote,
        before=None if before.start is None else old.position(before.start),
        after=None if after.start is None else new.position(after.start),
        start=after.start,
        says=after.document_says,
        difference=after.difference,
        score=None if says is None else round(ratio(quote.exact, says), 1),
    )


def _kind(after: Anchor) -> DriftKind:
    return {
        Status.EXACT: DriftKind.EXACT,
        Status.TYPOGRAPHIC: DriftKind.TYPOGRAPHY,
        Status.CHANGED: DriftKind.CHANGED,
        Status.AMBIGUOUS: DriftKind.AMBIGUOUS,
        Status.MISSING: DriftKind.GONE,
    }[after.status]
