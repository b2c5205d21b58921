"""Whether a stretch of a text stands by itself, or is cut out of a longer word or number.

"Likely to help" stands in "unlikely to help", "5 percent" in "15 percent", "opioid" in "non-opioid", and none of them is
what the text says.
"""

from __future__ import annotations

import unicodedata

from kbtool.typography import INVISIBLE

_HYPHENS = frozenset("-‐‑")
_APOSTROPHES = frozenset("'’‘ʼ")
_SIGNS = frozenset("+-−±<>≤≥")


def stands_free(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends where words and numbers of the text do.

    A hyphen or apostrophe between letters belongs to the word, except that of a possessive at its end; a sign, decimal point
    or percent sign at a digit belongs to the number. Characters that are not seen are passed over.

    Args:
        text: the text.
        start: 0-based offset of the stretch, which is not empty.
        end: the offset behind it.
    """
    return not (_cut_at_start(text, start) or _cut_at_end(text, end))


def _cut_at_start(text: str, start: int) -> bool:
    first, last_before = text[start], _before(text, start)
    if not _in_word(first) or last_before < 0:
        return False
    before = text[last_before]
    further = text[at] if (at := _before(text, last_before)) >= 0 else " "
    if _in_word(before):
        return True
    if before in _HYPHENS or before in _APOSTROPHES:
        return _in_word(further) or (first.isdigit() and before in _SIGNS)
    if first.isdigit():
        return before in _SIGNS or (before in ".," and (further.isdigit() or before == "."))
    return False


def _cut_at_end(text: str, end: int) -> bool:
    last, next_after = text[end - 1], _after(text, end)
    if next_after >= len(text):
        return False
    after = text[next_after]
    if unicodedata.combining(after):
        return True
    rest = _after(text, next_after + 1)
    further = text[rest] if rest < len(text) else " "
    if not _in_word(last):
        return False
    if _in_word(after):
        return True
    if after in _APOSTROPHES and further == "s":
        beyond = _after(text, rest + 1)
        return beyond < len(text) and _in_word(text[beyond])
    if after in _HYPHENS or after in _APOSTROPHES:
        return _in_word(further)
    return last.isdigit() and (after in "%‰" or (after in ".," and further.isdigit()))


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
