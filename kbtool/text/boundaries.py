"""Whether a stretch of a text stands by itself, or is cut out of a longer word or number.

"Likely to help" stands in "unlikely to help", "5 percent" in "15 percent", "opioid" in "non-opioid", and none of them is
what the text says. Nor does "50 mg" stand in "50 mg/kg": a unit goes on over a slash.
"""

from __future__ import annotations

import re
import unicodedata

from kbtool.text.stretch import Stretch
from kbtool.text.typography import INVISIBLE, visible

_HYPHENS = frozenset("-‐‑‒–−")
_APOSTROPHES = frozenset("'’‘ʼ")
_SIGNS = _HYPHENS | frozenset("+±~≈<>≤≥")
_PERCENT = frozenset("%‰")
_UNITS = _PERCENT | frozenset("°+")
_INSIDE_FIGURES = frozenset(".,:/⁄+±×^—―·٫\u00a0\u2009\u202f")
"""Marks that make one figure of two, and nothing of two words: a dash between words parts them."""

_SLASHES = frozenset("/⁄∕·⋅")
"""Marks that join two units: mg/kg, and g·mol."""

_SEEN_BACK, _SEEN_AHEAD = 60, 20
"""Characters at a slash that are looked at; figure and unit are shorter."""

_BLANK = 200
"""Characters of white space around a place that are looked over, besides those between words."""

_SPACES = "[ \u00a0\u2009\u202f]?"
_FIGURE = rf"(?:^|[\s(\[<>≤≥=~≈±+–—−-])(?:\d[\d.,/⁄–−-]*|[½¼¾⅓⅔])(?:{_SPACES}[%‰])?"
_OVER = "[/⁄∕·⋅]"
_MEASURED = "(?!pm)[kmµμnpdc]?(?:g|l|mol|m|s|J|Pa|W|V|Hz|cal|Bq|Gy|Sv|eq|IU|U)|mcg|mmHg|IE|units?|lbs?|oz|kJ|kcal"
_PER = "kg|lb|d[lL]|day|d|week|wk|month|mo|year|yr|y|hour|hr|h|minute|min|second|sec|dose|person|patient-year|person-year"
_MEASURED_BEFORE = re.compile(
    rf"{_FIGURE}{_SPACES}(?:(?i:{_MEASURED})[²³23]?(?:{_OVER}[^\W_][\w.²³]*)*)$"
)
_COUNTED_BEFORE = re.compile(rf"{_FIGURE}{_SPACES}(?:[^\W\d_]+(?:{_OVER}[^\W_][\w.²³]*)*)?$")
_PER_BEHIND = re.compile(rf"(?:(?i:{_PER}s?)|(?i:{_MEASURED})[²³23]?)(?![\w])")


def stands_free(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends where words and numbers of the text do.

    A hyphen or apostrophe between letters belongs to the word, except that of a possessive at its end; a sign, decimal point
    or percent sign at a digit belongs to the number, and so does the rest of a range. A unit with a slash belongs to its
    figure, and a slash between other words parts them ("and/or"). Unseen characters are passed over.

    Args:
        text: the text.
        start: 0-based offset of the stretch, which is not empty.
        end: the offset behind it.
    """
    while start < end - 1 and text[start] in INVISIBLE:
        start += 1
    while start < end - 1 and text[end - 1] in INVISIBLE:
        end -= 1
    if _cut_at_start(text, start) or _cut_at_end(text, end):
        return False
    return not any(_in_unit(text, at) for at in _slashes(text, start, end))


def stands_in(text: str, phrase: str) -> bool:
    """Whether a phrase stands in a text by itself somewhere: "5%" does not in "25%", nor "0%" in "70%"."""
    at = text.find(phrase) if phrase else -1
    while at >= 0:
        if stands_free(text, at, at + len(phrase)):
            return True
        at = text.find(phrase, at + 1)
    return False


def _slashes(text: str, start: int, end: int) -> set[int]:
    """Where a slash stands just inside or outside of an end of a stretch."""
    ends = (_before(text, start), start, end - 1, _after(text, end))
    return {at for at in ends if _seen(text, at) in _SLASHES}


def _in_unit(text: str, slash: int) -> bool:
    """Whether a slash stands in a unit that has a figure: what is before it is measured, or what is behind it is a "per"."""
    first = max(0, slash - _SEEN_BACK)
    before = ("…" if first else "") + visible(text[first:slash])
    behind = visible(text[slash + 1 : slash + 1 + _SEEN_AHEAD])
    if not behind[:1].isalnum():
        return False
    if _MEASURED_BEFORE.search(before):
        return True
    return bool(_COUNTED_BEFORE.search(before) and _PER_BEHIND.match(behind))


def _cut_at_start(text: str, start: int) -> bool:
    first, second = text[start], _seen(text, _after(text, start + 1))
    last_before = _before(text, start)
    before, further = _seen(text, last_before), _seen(text, _before(text, last_before))
    if not _in_word(first):
        glued = first in _UNITS and before.isnumeric()
        return glued or (second.isnumeric() and _joins(before, first, second))
    if _in_word(before) or _joins(further, before, first):
        return True
    return first.isnumeric() and (before in _SIGNS or before == ".")


def _cut_at_end(text: str, end: int) -> bool:
    last, previous = text[end - 1], _seen(text, _before(text, end - 1))
    next_after = _after(text, end)
    rest = _after(text, next_after + 1)
    after, further = _seen(text, next_after), _seen(text, rest)
    if unicodedata.combining(after):
        return True
    if not _in_word(last):
        glued = last in _SIGNS and after.isnumeric()
        in_figure = after.isnumeric() and _joins(previous, last, after)
        return glued or in_figure or (last in _PERCENT and _joins(last, after, further))
    if _in_word(after):
        return True
    if after in _APOSTROPHES and further == "s":
        return _in_word(_seen(text, _after(text, rest + 1)))
    return _joins(last, after, further) or (last.isnumeric() and after in _UNITS)


def _joins(left: str, mark: str, right: str) -> bool:
    """Whether a mark makes one word or number of what stands at its sides."""
    if mark in _HYPHENS or mark in _APOSTROPHES:
        return all(_in_word(side) or side in _PERCENT for side in (left, right))
    figures = all(side.isnumeric() or side in _PERCENT for side in (left, right))
    return mark in _INSIDE_FIGURES and figures


def _seen(text: str, at: int) -> str:
    """The character at an offset; a space outside of the text, where nothing goes on."""
    return text[at] if 0 <= at < len(text) else " "


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.combining(character) > 0


def _before(text: str, at: int) -> int:
    """The offset of the character that is seen before an offset; -1 if there is none."""
    at -= 1
    while at >= 0 and text[at] in INVISIBLE:
        at -= 1
    return at


def _after(text: str, at: int) -> int:
    """The offset of the first character that is seen at an offset or behind it; the length if there is none."""
    while at < len(text) and text[at] in INVISIBLE:
        at += 1
    return at


def stands_between(text: str, place: Stretch, prefix: str, suffix: str) -> bool:
    """Whether a place in a text stands between some words, whatever white space is in and around these.

    Args:
        text: the text.
        place: the place.
        prefix: the words before it.
        suffix: the words behind it.
    """
    first, last = ("".join(part.split()) for part in (prefix, suffix))
    before = text[max(0, place.start - 8 * len(prefix) - _BLANK) : place.start]
    behind = text[place.end : place.end + 8 * len(suffix) + _BLANK]
    return "".join(before.split()).endswith(first) and "".join(behind.split()).startswith(last)
