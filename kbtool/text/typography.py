"""Text with its typography levelled, and the way back to the original offsets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from kbtool.text.stretch import Stretch
from kbtool.text.words import WordIndex

_QUOTES = dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟″«»", '"')
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_IGNORABLE = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
    (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
INVISIBLE = frozenset(chr(code) for first, last in _IGNORABLE for code in range(first, last + 1))
"""Characters that nobody sees and that take part in no word: soft hyphens, joiners, spaces of no width, marks, embeddings,
overrides and isolates of direction, variation selectors.

Source: Unicode Character Database, DerivedCoreProperties.txt, Default_Ignorable_Code_Point.
"""

_REPLACED = _QUOTES | _DASHES


_TO_PLAIN = str.maketrans({**_REPLACED, **dict.fromkeys(INVISIBLE), "\u00a0": " "})
_SPACES = re.compile(r"\s+")
_AS_THEY_ARE = re.compile(r"[!-_a-z{-~]+(?: [!-_a-z{-~]+)*(?![^\x00-\u02ff])")
"""Plain characters, with single spaces between them, that levelling leaves as they are; the last of them is no part of a
cluster."""


class Levelled(Struct, frozen=True, dict=True):
    """A text in which quotation marks, dashes, spaces, accents and compatibility forms are levelled.

    Attributes:
        text: the levelled text.
        starts: for each of its characters, where in the original it begins; one more for the end.
        ends: for each of its characters, where in the original it ends.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @cached_property
    def words(self) -> WordIndex:
        """The levelled text, for finding phrases in it."""
        return WordIndex(self.text)

    def original(self, start: int, end: int) -> Stretch:
        """The stretch of the original that a stretch of the levelled text stands for."""
        if start >= end:
            return Stretch(self.starts[start], self.starts[start])
        return Stretch(self.starts[start], self.ends[end - 1])

    def splits(self, start: int, end: int) -> bool:
        """Whether a stretch of the levelled text has only a part of what one original character became: "it" in "ﬁt"."""
        begins_inside = start > 0 and self.starts[start] == self.starts[start - 1]
        return begins_inside or (end < len(self.text) and self.ends[end - 1] == self.ends[end])


def level(text: str) -> Levelled:
    """Level the typography of a text: NFKC, one kind of quotation mark, dash and space; runs of space are one.

    Case, digits and punctuation stay: a difference in those is a difference.
    """
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last = 0
    for run in _AS_THEY_ARE.finditer(text):
        _level_slowly(text, last, run.start(), characters, starts, ends)
        start, last = run.span()
        characters.extend(run.group())
        starts.extend(range(start, last))
        ends.extend(range(start + 1, last + 1))
    _level_slowly(text, last, len(text), characters, starts, ends)
    return Levelled("".join(characters), (*starts, len(text)), tuple(ends))


def _level_slowly(
    text: str, begin: int, stop: int, characters: list[str], starts: list[int], ends: list[int]
) -> None:
    """Level a stretch of a text that begins and stops where characters do, one by one, behind what has been levelled."""
    for start, end in _clusters(text, begin, stop):
        cluster = text[start:end]
        if cluster in INVISIBLE:
            continue
        for form in unicodedata.normalize("NFKC", _REPLACED.get(cluster, cluster)):
            levelled = " " if form.isspace() else _REPLACED.get(form, form)
            if levelled == " " and characters and characters[-1] == " ":
                continue
            characters.append(levelled)
            starts.append(start)
            ends.append(end)


def level_text(text: str) -> str:
    """The text of `level`, where nobody asks where its characters come from; most texts need no look at each of them."""
    plain = text.translate(_TO_PLAIN)
    if not plain.isascii():
        return level(text).text
    return _SPACES.sub(" ", plain)


def visible(text: str) -> str:
    """The text without the characters that nobody sees."""
    return "".join(character for character in text if character not in INVISIBLE)


def named(character: str) -> str:
    """A character by its code point and its name, for characters that look like nothing or like others."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


def _clusters(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Stretches that NFKC may compose into one character: each with the combining marks behind it."""
    start = begin
    for at in range(begin + 1, stop + 1):
        if at == stop or not (text[at] > "\u02ff" and unicodedata.combining(text[at])):
            yield start, at
            start = at
