"""The statement of one subject in a Turtle file, as it is written there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct

from kbtool.rdf.store import TurtleFile


class Block(Struct, frozen=True):
    """What a file says of a subject.

    Attributes:
        first, last: its lines, from 1.
        text: them.
    """

    first: int
    last: int
    text: str


class Blocks:
    """Finds what files say of their subjects, which begin at the start of a line, as house style has it.

    Args:
        files: the files.
    """

    def __init__(self, files: Iterable[TurtleFile]) -> None:
        self._files = {file.shown: _Lines(file) for file in files}

    def block(self, shown: str, subject: str) -> Block | None:
        """What a file says of a subject, where it first does.

        Args:
            shown: the file, as messages name it.
            subject: the IRI of the subject.
        """
        file = self._files.get(shown)
        return None if file is None else file.block(subject)


class _Lines:
    def __init__(self, file: TurtleFile) -> None:
        self._file = file

    @cached_property
    def _lines(self) -> list[str]:
        return self._file.text.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        return sorted(self._file.lines.values())

    def block(self, subject: str) -> Block | None:
        first = self._file.lines.get(subject)
        if first is None:
            return None
        following = bisect_right(self._starts, first)
        behind = self._starts[following] if following < len(self._starts) else len(self._lines) + 1
        last = behind - 1
        while last > first and (
            not self._lines[last - 1].strip() or self._lines[last - 1].startswith(("#", "@"))
        ):
            last -= 1
        return Block(first, last, "\n".join(self._lines[first - 1 : last]))
