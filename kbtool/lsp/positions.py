"""Places in a text as the Language Server Protocol counts them (3.17, "Position"): lines from 0, code units within them."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum

from msgspec import Struct

from kbtool.text.searchable import SearchableText


class Encoding(StrEnum):
    """In which units characters are counted; UTF-16, unless client and server agree on another."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"

    def units(self, text: str) -> int:
        """How many units a text has."""
        match self:
            case Encoding.UTF8:
                return len(text.encode("utf-8", "surrogatepass"))
            case Encoding.UTF16:
                return len(text) + sum(ord(each) > 0xFFFF for each in text)
            case Encoding.UTF32:
                return len(text)


class Position(Struct, frozen=True, order=True):
    """A place between two characters."""

    line: int
    character: int


class Range(Struct, frozen=True):
    """A stretch of a text; the end is exclusive."""

    start: Position
    end: Position

    def meets(self, other: Range) -> bool:
        """Whether they share a character or touch, as a cursor does the word behind it."""
        return self.start <= other.end and other.start <= self.end


NOWHERE = Range(Position(0, 0), Position(0, 0))
"""The beginning of a file: where what is said of all of it stands."""


class Places:
    """The places of a text.

    Args:
        text: the text, as the editor has it.
        encoding: in which units characters are counted.
    """

    def __init__(self, text: str, encoding: Encoding) -> None:
        self.text = text
        self._encoding = encoding
        self._starts = SearchableText(text).line_starts

    def position(self, offset: int) -> Position:
        """The position of a 0-based offset in characters."""
        line = bisect_right(self._starts, offset) - 1
        return Position(line, self._encoding.units(self.text[self._starts[line] : offset]))

    def range(self, start: int, end: int) -> Range:
        """The range between two offsets."""
        return Range(self.position(start), self.position(end))

    def first_word(self, line: int) -> Range:
        """The range of the first word of a line.

        Args:
            line: its number, from 1; that of the last one, if there are fewer.
        """
        number = min(line, len(self._starts))
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        words = self.text[start:end]
        begins = start + len(words) - len(words.lstrip())
        return self.range(begins, begins + len((words.split() or [""])[0]))
