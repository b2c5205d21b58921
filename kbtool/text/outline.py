"""How the lines of a text hang together: the line that leads to a list, the headings above, the head of a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from kbtool.text.line_signs import by_signs
from kbtool.text.stretch import Stretch
from kbtool.text.structure import LOWEST, Block, Kind, Mark


class Outline:
    """The lines of a text, each in its place.

    Args:
        text: the text.
        blocks: its lines with what they are, by its format; without any, they are told by their signs.
    """

    def __init__(self, text: str, blocks: Sequence[Block] = ()) -> None:
        self.text = text
        self.blocks = by_signs(text, blocks)
        self._starts = [each.line.start for each in self.blocks]
        self._leads = _leads(self.blocks)
        self._above = _headings(self.blocks)
        self._heads = _table_heads(self.blocks)

    def number(self, place: int) -> int:
        """The number of the line in which a place of the text stands."""
        return max(bisect_right(self._starts, place) - 1, 0)

    def at(self, place: int) -> Block:
        """The line in which a place of the text stands."""
        if not self.blocks:
            return Block(Stretch(0, len(self.text)), Mark())
        return self.blocks[self.number(place)]

    def lead(self, place: int) -> Block | None:
        """The line that leads to the list in which a place stands: for a nested one, the item above it."""
        found = self._leads[self.number(place)] if self.blocks else None
        return None if found is None else self.blocks[found]

    def heading(self, place: int) -> Block | None:
        """The nearest heading above the line of a place, which that is not."""
        found = self._above[self.number(place)] if self.blocks else None
        return None if found is None else self.blocks[found]

    def head(self, place: int) -> Block | None:
        """The row of heads of the table in which a place stands, if it is another row."""
        found = self._heads[self.number(place)] if self.blocks else None
        return None if found is None else self.blocks[found]

    def heads_table(self, block: Block) -> bool:
        """Whether a line is the row of heads of a table, with another row below it."""
        number = self.number(block.line.start) + 1
        if block.mark.kind is not Kind.ROW or number >= len(self.blocks):
            return False
        return self.head(self.blocks[number].line.start) == block

    def leads(self, block: Block) -> bool:
        """Whether a list stands right below a line."""
        number = self.number(block.line.start) + 1
        return number < len(self.blocks) and self.blocks[number].mark.depth > block.mark.depth

    def is_apart(self, one: Block, other: Block) -> bool:
        """Whether a blank line stands between two lines that follow each other."""
        return self.text.count("\n", one.line.end, other.line.start) > 1


def _leads(blocks: Sequence[Block]) -> list[int | None]:
    """The number of the line that leads to the list of each line."""
    found: list[int | None] = []
    open_: list[tuple[int, int, int | None]] = []
    for number, block in enumerate(blocks):
        depth, group = block.mark.depth, block.mark.group
        while open_ and (open_[-1][0] > depth or open_[-1] != (depth, group, open_[-1][2])):
            if open_[-1][0] < depth:
                break
            open_.pop()
        if depth and block.mark.kind is not Kind.ROW and (not open_ or open_[-1][0] < depth):
            before = blocks[number - 1].mark if number else None
            leads = before is not None and before.depth < depth and before.kind is not Kind.ROW
            open_.append((depth, group, number - 1 if leads else None))
        found.append(open_[-1][2] if open_ and depth else None)
    return found


def _headings(blocks: Sequence[Block]) -> list[int | None]:
    """The number of the nearest heading above each line, of those that hold it."""
    found: list[int | None] = []
    open_: list[int] = []
    for number, block in enumerate(blocks):
        level = level_of(block.mark)
        while open_ and blocks[open_[-1]].mark.kind is Kind.TERM and _ends_term(block):
            open_.pop()
        while 0 < level <= LOWEST and open_ and level_of(blocks[open_[-1]].mark) >= level:
            if open_[-1] == number - 1 and level_of(blocks[open_[-1]].mark) == level:
                break  # a heading right above holds it, whatever its level
            open_.pop()
        found.append(open_[-1] if open_ else None)
        if level:
            open_.append(number)
    return found


def _ends_term(block: Block) -> bool:
    return block.mark.kind is Kind.TERM or not block.mark.depth


def level_of(mark: Mark) -> int:
    """The level of a line that is or may be a heading; 0 of any other."""
    if mark.kind in (Kind.LINE, Kind.TERM):
        return LOWEST + 1
    return mark.level if mark.kind is Kind.HEADING else 0


def _table_heads(blocks: Sequence[Block]) -> list[int | None]:
    """The number of the row of heads of each row's table: the one that the text says is it, or the first."""
    first: dict[int, int] = {}
    for number, block in enumerate(blocks):
        mark = block.mark
        if mark.kind is Kind.ROW and (
            mark.group not in first or (mark.heads and not blocks[first[mark.group]].mark.heads)
        ):
            first.setdefault(mark.group, number)
    return [
        first[block.mark.group]
        if block.mark.kind is Kind.ROW and first[block.mark.group] < number
        else None
        for number, block in enumerate(blocks)
    ]
