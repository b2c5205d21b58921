"""A part of a text, by its offsets."""

from __future__ import annotations

from typing import NamedTuple


class Stretch(NamedTuple):
    """A part of a text: the 0-based offset of its first character, and the offset behind its last one."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Its characters in the text that it is a part of."""
        return text[self.start : self.end]

    def meets(self, other: Stretch) -> bool:
        """Whether both have a character in common."""
        return self.start < other.end and other.start < self.end
