"""Finds quotes in texts (W3C Web Annotation Data Model, section 4.2.4, TextQuoteSelector).

A quote is found if its characters stand in the text as whole words, or stand there up to typography. Anything else is
at most like it: a likeness locates a changed passage and never accepts it.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from kbtool.text.boundaries import stands_free
from kbtool.text.searchable import SearchableText
from kbtool.text.sentences import sentences
from kbtool.text.stretch import Stretch
from kbtool.text.typography import INVISIBLE, level, named, visible
from kbtool.text.words import WordIndex

LIKENESS = 75.0
"""rapidfuzz partial ratio from which a passage counts as the quote, changed."""

_WORD = re.compile(r"\S+")
_RAISED = ("<super>", "<sub>", "<fraction>", "<circle>")


class Status(Enum):
    """How a quote was found; the value is the local name of the derived term."""

    EXACT = "ExactMatch"
    AMBIGUOUS = "AmbiguousMatch"
    TYPOGRAPHIC = "TypographicMatch"
    CHANGED = "ChangedMatch"
    MISSING = "NoMatch"


@dataclass(frozen=True)
class Quote:
    """A quote as recorded: its words, the words around it, and its recorded offset, if any."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None


@dataclass(frozen=True)
class Anchor:
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
        return Anchor(Status.CHANGED, start, end, 1, says, _raised_difference(quote.exact, says))
    found = _found(Status.TYPOGRAPHIC, same, quote)
    if found.status is Status.AMBIGUOUS:
        return found
    says = text.text[found.start : found.end]
    return replace(found, document_says=says, difference=_typographic_difference(quote.exact, says))


def _typographic_difference(quoted: str, says: str) -> str:
    if quoted == says:
        return "the words before or after it differ in typography"
    parts = []
    for side, own, other in (("document", says, quoted), ("quote", quoted, says)):
        unseen = sorted({c for c in own if c in INVISIBLE and own.count(c) != other.count(c)})
        if unseen:
            parts.append(f"the {side} has {' and '.join(map(named, unseen))}, which nobody sees")
    if not parts or visible(quoted) != visible(says):
        parts.append("quotation marks, dashes, spaces or accents differ in form")
    return "; ".join(parts)


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


def raised(text: str) -> list[str]:
    """The figures whose value hangs on their form: 10² is not 102, and NFKC makes them one."""
    if text.isascii():
        return []
    kinds = ((c, unicodedata.decomposition(c)) for c in text if not c.isascii())
    raised = [c for c, kind in kinds if kind.startswith(_RAISED)]
    return [c for c in raised if any(map(str.isdecimal, unicodedata.normalize("NFKC", c)))]


def _raised_difference(quoted: str, says: str) -> str:
    """The first words whose raised figures differ."""
    for mine, theirs in zip(quoted.split(), says.split(), strict=False):
        if raised(mine) != raised(theirs):
            return f"“{mine}” in the quote, “{theirs}” in the document"
    return "raised or lowered figures differ"


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
    return Anchor(Status.CHANGED, start, end, 1, says, _difference(quote.exact, level(says).text))


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
    codes = _opcodes(mine, [word for word, _, _ in theirs])
    first = codes[0][4] if codes[0][0] == "insert" else 0
    last = codes[-1][3] if codes[-1][0] == "insert" and len(codes) > 1 else len(theirs)
    return theirs[first][1], theirs[last - 1][2]


def first_difference(one: str, other: str) -> tuple[str, str] | None:
    """The first words that differ, in quotation marks, or “nothing” for none; None if no word does."""
    mine, theirs = _WORD.findall(one), _WORD.findall(other)
    for tag, i, j, k, m in _opcodes(mine, theirs):
        if tag != "equal":
            sides = (" ".join(mine[i:j]), " ".join(theirs[k:m]))
            first, second = (f"“{side}”" if side else "nothing" for side in sides)
            return first, second
    return None


def _difference(quoted: str, says: str) -> str:
    """The first words that differ: “at least” in the quote, “up to” in the document."""
    words = first_difference(quoted, says)
    if words is not None:
        alike = _look_alikes(*words)
        return f"{words[0]} in the quote, {words[1]} in the document{alike}"
    if quoted == says:
        return "in the document, it is a part of a longer word or number"
    return "only the white space at its ends differs"


def _look_alikes(mine: str, theirs: str) -> str:
    """The characters in which two words differ, named where a reader may take one for the other."""
    pairs = [pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]]
    if len(mine) != len(theirs) or all(a.isascii() and b.isascii() for a, b in pairs):
        return ""
    return f" ({named(pairs[0][0])}, {named(pairs[0][1])})"


def _opcodes(mine: list[str], theirs: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return difflib.SequenceMatcher(a=mine, b=theirs, autojunk=False).get_opcodes()
