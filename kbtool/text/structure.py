"""What the lines of an article are: headings, paragraphs, items of lists, rows of tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from msgspec import Struct

from kbtool.text.stretch import Stretch


class Kind(Enum):
    """What a line of a text is."""

    PARAGRAPH = "paragraph"
    LINE = "line that ends as no sentence does: a heading or an item, it does not say which"
    HEADING = "heading"
    ITEM = "item of a list"
    TERM = "term that is defined"
    DEFINITION = "definition"
    ROW = "row of a table"
    NOTE = "footnote"


LOWEST = 7
"""The level of a heading that does not say of which it is: below the six of HTML."""


class Mark(Struct, frozen=True):
    """What a line is, and what it stands in.

    Attributes:
        kind: what it is.
        level: the level of a heading, 1 to 7; else 0.
        depth: in how many lists it stands.
        group: which list or table of the text it is a part of; 0 outside of any.
        quoted: whether it stands in a block quotation.
        heads: whether it is a row of the heads of a table.
    """

    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    depth: int = 0
    group: int = 0
    quoted: bool = False
    heads: bool = False


PLAIN = Mark()

_ENDS: Sequence[str] = '.!,;"\u201d'
"""What a sentence ends with, or what goes on."""
LONGEST_LINE = 14
"""Words of the longest line that is a heading by its looks, or an item without a sign."""


class Paragraph(Struct, frozen=True):
    """Words that an article has in one place, and what they are."""

    text: str
    mark: Mark = PLAIN


class Block(Struct, frozen=True):
    """A line of a text.

    Attributes:
        line: where it stands, without its end.
        mark: what it is.
    """

    line: Stretch
    mark: Mark


class Groups:
    """Numbers the lists and tables of a text, and knows in which lists a place stands.

    Args:
        taken: the highest number that is in use.
    """

    def __init__(self, taken: int = 0) -> None:
        self._last = taken
        self._open: list[int] = []

    def another(self) -> int:
        """The number of a list or table that begins."""
        self._last += 1
        return self._last

    def begin(self) -> None:
        """A list begins, in which the next ones stand."""
        self._open.append(self.another())

    def end(self) -> None:
        """The list ends that was begun last."""
        if self._open:
            self._open.pop()

    @property
    def depth(self) -> int:
        """How many lists are open."""
        return len(self._open)

    @property
    def group(self) -> int:
        """The innermost of them; 0, if none is."""
        return self._open[-1] if self._open else 0


def texts(paragraphs: Iterable[Paragraph]) -> list[str]:
    """The words of paragraphs alone."""
    return [each.text for each in paragraphs]


def stands_out(text: str) -> bool:
    """Whether words in bold are a heading: short, on one line, and they do not end as a sentence does."""
    said = text.strip()
    ends = said[-1:] in _ENDS or "\n" in said
    return bool(said) and not ends and len(said.split()) <= LONGEST_LINE
