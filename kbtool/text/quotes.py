"""Finds quotes in texts (W3C Web Annotation Data Model, section 4.2.4, TextQuoteSelector).

A quote is found if its characters stand in the text as whole words, or stand there up to typography. Anything else is
at most like it: a likeness locates a changed passage and never accepts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from kbtool.text.boundaries import stands_between, stands_free
from kbtool.text.differences import (
    opcodes,
    raised,
    raised_difference,
    typographic_difference,
    word_difference,
)
from kbtool.text.searchable import SearchableText
from kbtool.text.sentences import sentences
from kbtool.text.stretch import Stretch
from kbtool.text.typography import level
from kbtool.text.words import WordIndex

LIKENESS = 75.0
"""rapidfuzz partial ratio from which a passage counts as the quote, changed."""

_LEAST_CONTEXT = 8
"""Characters before or behind a quote that may tell it from the same words elsewhere; twice as many, where they do not."""

_WORD = re.compile(r"\S+")


class Status(Enum):
    """How a quote was found; the value is the local name of the derived term."""

    EXACT = "ExactMatch"
    AMBIGUOUS = "AmbiguousMatch"
    TYPOGRAPHIC = "TypographicMatch"
    CHANGED = "ChangedMatch"
    MISSING = "NoMatch"
    GONE = "WordsGone"
    """Not found, and known to have stood there before a new text was taken over."""


class Quote(Struct, frozen=True):
    """A quote as recorded: its words, the words around it, and its recorded offset, if any."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None


class Anchor(Struct, frozen=True):
    """Where a quote was found.

    Attributes:
        status: how.
        start: 0-based offset of its first character, of the first place if there are several.
        end: offset behind it.
        occurrences: number of places.
        document_says: the document's words, where they differ.
        difference: how they differ, in words.
        moved: whether it stands elsewhere than recorded.
        places: all its places, if there are several.
    """

    status: Status
    start: int | None = None
    end: int | None = None
    occurrences: int = 0
    document_says: str | None = None
    difference: str | None = None
    moved: bool = False
    places: tuple[Stretch, ...] = ()


def anchor(text: SearchableText, quote: Quote) -> Anchor:
    """Find a quote in a text, such as a document."""
    return _exactly(text, quote) or _nearly(text, quote)


def told_apart(text: SearchableText, place: Stretch) -> tuple[Quote, Anchor] | None:
    """A quote of some words with as much around them as tells them from the same words elsewhere, and where it was found.

    Args:
        text: the text.
        place: where the words stand in it.

    Returns:
        None, if the words are cut out of longer ones, and so are no quote.
    """
    if not stands_free(text.text, *place):
        return None
    for quote in _contexts(text.text, place):
        found = anchor(text, quote)
        if found.status is Status.EXACT and found.start == place.start:
            return quote, found
    return None


def _contexts(text: str, place: Stretch) -> Iterator[Quote]:
    """The words alone, then with more and more of what stands before, behind and around them, up to the whole text."""
    exact = place.of(text)
    yield Quote(exact)
    size = _LEAST_CONTEXT
    while True:
        before, behind = text[max(0, place.start - size) : place.start], text[place.end :][:size]
        yield Quote(exact, before, "")
        yield Quote(exact, "", behind)
        yield Quote(exact, before, behind)
        if size >= len(text):
            return
        size *= 2


def _exactly(text: SearchableText, quote: Quote) -> Anchor | None:
    if _is_blank(quote.exact):
        return Anchor(Status.MISSING)
    quote = _with_line_ends(quote, text.line_end)
    size = len(quote.exact)
    places = [Stretch(at, at + size) for at in _places(text.words, quote)]
    places = [place for place in places if stands_free(text.text, *place)]
    return _found(Status.EXACT, places, quote) if places else None


def _nearly(text: SearchableText, quote: Quote) -> Anchor:
    plain = _levelled_quote(quote)
    size = len(plain.exact)
    places = [text.levelled.original(at, at + size) for at in _levelled_places(text, plain)]
    if not places:
        return _nearest(text, plain)
    figures = raised(quote.exact)
    same = [place for place in places if raised(place.of(text.text)) == figures]
    if not same:
        start, end = places[0]
        says = text.text[start:end]
        return Anchor(Status.CHANGED, start, end, 1, says, raised_difference(quote.exact, says))
    found = _found(Status.TYPOGRAPHIC, same, quote)
    if found.status is Status.AMBIGUOUS:
        return found
    place = same[0]
    says = place.of(text.text)
    if says == quote.exact and stands_between(text.text, place, quote.prefix, quote.suffix):
        return replace(found, status=Status.EXACT)
    return replace(found, document_says=says, difference=typographic_difference(quote.exact, says))


def _found(status: Status, places: list[Stretch], quote: Quote) -> Anchor:
    """The anchor of a quote that stands in these places, one or more."""
    start, end = places[0]
    moved = quote.start is not None and all(quote.start != at for at, _ in places)
    if len(places) == 1:
        return Anchor(status, start, end, 1, moved=moved)
    return Anchor(Status.AMBIGUOUS, start, end, len(places), moved=moved, places=tuple(places))


def _is_blank(text: str) -> bool:
    return not any(map(str.isalnum, text)) and not level(text).text.strip()


def _with_line_ends(quote: Quote, line_end: str) -> Quote:
    """The quote with the text's line ends, which are a matter of the editor and not of the words."""
    parts = (quote.exact, quote.prefix, quote.suffix)
    if not any("\n" in part for part in parts):
        return quote
    exact, prefix, suffix = (part.replace("\r\n", "\n").replace("\n", line_end) for part in parts)
    return replace(quote, exact=exact, prefix=prefix, suffix=suffix)


def _places(words: WordIndex, quote: Quote) -> list[int]:
    """Offsets at which the exact words stand between prefix and suffix."""
    found = words.find_all(quote.prefix + quote.exact + quote.suffix)
    return [at + len(quote.prefix) for at in found]


def _levelled_places(text: SearchableText, quote: Quote) -> list[int]:
    """Offsets in the levelled text at which the exact words stand by themselves in the original."""
    size, levelled = len(quote.exact), text.levelled
    return [
        at
        for at in _places(levelled.words, quote)
        if not levelled.splits(at, at + size)
        and stands_free(text.text, *levelled.original(at, at + size))
    ]


def _levelled_quote(quote: Quote) -> Quote:
    """The quote with its typography levelled; a run of space across a seam is one space, as in the text."""
    exact, prefix, suffix = (level(part).text for part in (quote.exact, quote.prefix, quote.suffix))
    if prefix.endswith(" "):
        exact = exact.lstrip(" ")
    if exact.endswith(" "):
        suffix = suffix.lstrip(" ")
    return Quote(exact, prefix, suffix)


def _nearest(text: SearchableText, quote: Quote) -> Anchor:
    from rapidfuzz.fuzz import partial_ratio_alignment

    levelled = text.levelled
    elsewhere = _levelled_places(text, Quote(quote.exact))
    if elsewhere:
        at = _best_context(levelled.text, quote, elsewhere)
        start, end = levelled.original(at, at + len(quote.exact))
        difference = "the words before or after it are not as recorded"
        return Anchor(Status.CHANGED, start, end, 1, text.text[start:end], difference)
    found = partial_ratio_alignment(quote.exact, levelled.text, score_cutoff=LIKENESS)
    if found is None or not levelled.text[found.dest_start : found.dest_end].strip():
        return Anchor(Status.MISSING)
    stretch = _whole_words(levelled.text, found.dest_start, found.dest_end)
    stretch = _in_sentences(quote.exact, levelled.text, *stretch)
    start, end = levelled.original(*_trimmed(quote.exact, levelled.text, *stretch))
    says = text.text[start:end]
    return Anchor(
        Status.CHANGED, start, end, 1, says, word_difference(quote.exact, level(says).text)
    )


def nearest_in(text: SearchableText, quote: Quote, places: Sequence[Stretch]) -> Anchor:
    """What is most like a quote in some stretches of a text only, such as the sentence that took the place of its own.

    Args:
        text: the text.
        quote: the quote.
        places: the stretches.
    """
    from rapidfuzz.fuzz import ratio

    plain = _levelled_quote(quote)
    best, most = Anchor(Status.MISSING), 0.0
    for place in places:
        words = SearchableText(place.of(text.text))
        # Two words are wholly like a part of a longer quote: what is shorter is held against all of it.
        short = len(words.levelled.text) < len(plain.exact)
        if short and ratio(plain.exact, words.levelled.text) < LIKENESS:
            continue
        found = _nearest(words, plain)
        if found.start is None or found.end is None or found.document_says is None:
            continue
        like = ratio(plain.exact, level(found.document_says).text)
        if like > most:
            start, end = place.start + found.start, place.start + found.end
            best, most = replace(found, start=start, end=end), like
    return best


def _best_context(text: str, quote: Quote, places: list[int]) -> int:
    """Of the places of the exact words, the one whose surroundings are most like prefix and suffix."""
    from rapidfuzz.fuzz import ratio

    def likeness(at: int) -> float:
        end = at + len(quote.exact)
        before = text[max(0, at - len(quote.prefix)) : at]
        return ratio(quote.prefix + quote.suffix, before + text[end : end + len(quote.suffix)])

    return max(places, key=likeness)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _in_sentences(quoted: str, text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of a text without the sentences at its ends that the quote has not; of several, those most like it."""
    from rapidfuzz.fuzz import ratio

    parts = sentences(text[start:end])
    size = max(1, len(sentences(quoted)))
    if len(parts) <= size:
        return start, end
    spans = [
        (start + first.start, start + last.end)
        for first, last in zip(parts, parts[size - 1 :], strict=False)
    ]
    return max(spans, key=lambda span: ratio(quoted, text[slice(*span)]))


def _trimmed(quoted: str, text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of a text without the words at its ends that only the text has."""
    mine = _WORD.findall(quoted)
    theirs = [
        (m.group(), start + m.start(), start + m.end()) for m in _WORD.finditer(text[start:end])
    ]
    codes = opcodes(mine, [word for word, _, _ in theirs])
    first = codes[0][4] if codes[0][0] == "insert" else 0
    last = codes[-1][3] if codes[-1][0] == "insert" and len(codes) > 1 else len(theirs)
    return theirs[first][1], theirs[last - 1][2]
