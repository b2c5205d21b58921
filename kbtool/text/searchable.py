"""A text, and what finding quotes in it needs."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from kbtool.text.typography import Levelled, level
from kbtool.text.words import WordIndex

_LINE_END = re.compile(r"\r\n|\n|\r")


class Position(NamedTuple):
    """A place for people: the line and the column, in characters, both counted from 1."""

    line: int
    column: int


class SearchableText(Struct, frozen=True, dict=True):
    """A text in which quotes are looked for. What that needs is computed once, when it is first asked for.

    Attributes:
        text: the text.
    """

    text: str

    @cached_property
    def words(self) -> WordIndex:
        """The text, for finding phrases in it."""
        return WordIndex(self.text)

    @cached_property
    def levelled(self) -> Levelled:
        """The text with its typography levelled."""
        return level(self.text)

    @cached_property
    def line_end(self) -> str:
        """What ends its lines."""
        return "\r\n" if "\r\n" in self.text else "\n"

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def position(self, offset: int) -> Position:
        """The line and column of a 0-based offset."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)
