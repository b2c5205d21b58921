"""Whether a stretch of a text stands by itself, or is cut out of a longer word or number.

"Likely to help" stands in "unlikely to help", "5 percent" in "15 percent", "opioid" in "non-opioid", and none of them is
what the text says.
"""

from __future__ import annotations

import unicodedata

from kbtool.typography import INVISIBLE

_HYPHENS = frozenset("-‐‑‒–−")
_APOSTROPHES = frozenset("'’‘ʼ")
_SIGNS = _HYPHENS | frozenset("+±~≈<>≤≥")
_PERCENT = frozenset("%‰")
_UNITS = _PERCENT | frozenset("°+")
_INSIDE_FIGURES = frozenset(".,:/⁄+±×^—―·٫\u00a0\u2009\u202f")
"""Marks that make one figure of two, and nothing of two words: a dash between words parts them."""


def stands_free(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends where words and numbers of the text do.

    A hyphen or apostrophe between letters belongs to the word, except that of a possessive at its end; a sign, decimal point
    or percent sign at a digit belongs to the number, and so does the rest of a range. Unseen characters are passed over.

    Args:
        text: the text.
        start: 0-based offset of the stretch, which is not empty.
        end: the offset behind it.
    """
    while start < end - 1 and text[start] in INVISIBLE:
        start += 1
    while start < end - 1 and text[end - 1] in INVISIBLE:
        end -= 1
    return not (_cut_at_start(text, start) or _cut_at_end(text, end))


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
