"""A text in lines, each in pieces: the words that a mark is on, and those between."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Generic, Protocol, TypeVar

from kbtool.text.stretch import Stretch


class Marked(Protocol):
    """What is on a stretch of a text, or on all of it."""

    @property
    def stretch(self) -> Stretch | None:
        """The stretch; None, if it is on all of the text."""


M = TypeVar("M", bound=Marked)


@dataclass(frozen=True)
class Piece(Generic[M]):
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
    placed = [(mark.stretch, mark) for mark in marks if mark.stretch is not None]
    waiting = deque(sorted(placed, key=lambda one: one[0]))
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip("\r\n"))
        while waiting and waiting[0][0].end <= start:
            waiting.popleft()
        if line.strip():
            here = takewhile(lambda one: one[0].start < end, waiting)  # noqa: B023 - used at once
            yield list(_pieces(text, Stretch(start, end), here))
        start += len(line)


def _pieces(text: str, line: Stretch, marks: Iterable[tuple[Stretch, M]]) -> Iterator[Piece[M]]:
    done = line.start
    for stretch, mark in marks:
        first, last = max(stretch.start, line.start), min(stretch.end, line.end)
        if done < first:
            yield Piece(text[done:first])
        yield Piece(
            text[first:last],
            mark,
            first=not text[stretch.start : first].strip(),
            last=not text[last : stretch.end].strip(),
        )
        done = last
    if done < line.end:
        yield Piece(text[done : line.end])
