"""A text in lines, each in pieces: the words that a mark is on, and those between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic

from msgspec import Struct

from kbtool.reports.runs import M, cut_lines


class Piece(Struct, Generic[M], frozen=True):
    """A stretch of a line.

    Attributes:
        words: its words.
        mark: what is on it.
        first: whether what is on it begins here.
        last: whether it ends here.
    """

    words: str
    mark: M | None = None
    first: bool = False
    last: bool = False


def marked_lines(text: str, marks: Iterable[M]) -> Iterator[list[Piece[M]]]:
    """The lines of a text that say something, each in pieces; together these are all of the line.

    Args:
        text: the text.
        marks: what is on stretches of it that do not overlap; a stretch may go on over several lines.
    """
    for line in cut_lines(text, marks):
        yield [
            Piece(run.words, next(iter(run.on), None), bool(run.starts), bool(run.ends))
            for run in line.runs
        ]
