"""Text with its typography levelled, and the way back to the original offsets."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_QUOTES = dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟″«»", '"')
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_INVISIBLE = set("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_REPLACED = _QUOTES | _DASHES


@dataclass(frozen=True)
class Levelled:
    """A text in which quotation marks, dashes, spaces and compatibility forms are levelled.

    Attributes:
        text: the levelled text.
        offsets: for each of its characters, the offset in the original; one more for the end.
    """

    text: str
    offsets: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that a stretch of the levelled text stands for."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


def level(text: str) -> Levelled:
    """Level the typography of a text: NFKC, one kind of quotation mark, dash and space; runs of space are one.

    Case, digits and punctuation stay: a difference in those is a difference.
    """
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        if character in _INVISIBLE:
            continue
        for form in unicodedata.normalize("NFKC", _REPLACED.get(character, character)):
            levelled = " " if form.isspace() else _REPLACED.get(form, form)
            if levelled == " " and characters and characters[-1] == " ":
                continue
            characters.append(levelled)
            offsets.append(offset)
    return Levelled("".join(characters), (*offsets, len(text)))
