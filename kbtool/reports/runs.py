"""A text in lines, each cut into runs wherever something begins or ends that is said of it: what is marked may overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

from kbtool.text.stretch import Stretch


class Placed(Protocol):
    """What is on a stretch of a text."""

    @property
    def stretch(self) -> Stretch | None:
        """The stretch; None, if it is on no part of the text."""


M = TypeVar("M", bound=Placed)


class Run(Struct, Generic[M], frozen=True):
    """Words of a line of which the same is said from the first to the last.

    Attributes:
        words: the words.
        on: what is on them, in the order in which it begins.
        starts: what of that begins here.
        ends: what of that ends here.
    """

    words: str
    on: tuple[M, ...] = ()
    starts: tuple[M, ...] = ()
    ends: tuple[M, ...] = ()


class Line(Struct, Generic[M], frozen=True):
    """A line of a text.

    Attributes:
        number: its 1-based number.
        runs: its words in runs; together these are all of the line.
    """

    number: int
    runs: tuple[Run[M], ...]

    @property
    def starts(self) -> tuple[M, ...]:
        """What begins in it."""
        return tuple(mark for run in self.runs for mark in run.starts)


def cut_lines(text: str, marks: Iterable[M], within: Stretch | None = None) -> Iterator[Line[M]]:
    """The lines of a text that say something, each in runs.

    Args:
        text: the text.
        marks: what is on stretches of it, which may overlap and go on over several lines; what is on no words at all, or on
            white space between lines alone, is on no run.
        within: the lines that are wanted; all, if None.
    """
    wanted = within or Stretch(0, len(text))
    placed = [(mark.stretch, mark) for mark in marks if mark.stretch is not None]
    waiting = sorted(placed, key=lambda one: (one[0].start, -one[0].end))
    waiting.reverse()
    open_: list[tuple[Stretch, M]] = []
    begun: set[int] = set()
    start = wanted.start
    first = len(text[:start].splitlines()) + 1
    for number, line in enumerate(wanted.of(text).splitlines(keepends=True), first):
        end = start + len(line.rstrip("\r\n"))
        while waiting and waiting[-1][0].start < end:
            open_.append(waiting.pop())
        open_ = [one for one in open_ if one[0].end > start]
        if line.strip():
            yield Line(number, tuple(_runs(text, Stretch(start, end), open_, begun)))
        start += len(line)


def _runs(
    text: str, line: Stretch, marks: list[tuple[Stretch, M]], begun: set[int]
) -> Iterator[Run[M]]:
    edges = {line.start, line.end}
    for stretch, _ in marks:
        edges |= {max(stretch.start, line.start), min(stretch.end, line.end)}
    ordered = sorted(edges)
    for first, last in pairwise(ordered):
        on = [one for one in marks if one[0].start <= first and last <= one[0].end]
        starts = tuple(mark for _, mark in on if id(mark) not in begun)
        begun |= {id(mark) for mark in starts}
        yield Run(
            text[first:last],
            tuple(mark for _, mark in on),
            starts,
            tuple(mark for stretch, mark in on if _is_over(text, last, stretch)),
        )


def _is_over(text: str, at: int, stretch: Stretch) -> bool:
    """Whether nothing of a stretch that says something stands behind a place."""
    return stretch.end <= at or not text[at : stretch.end].strip()
