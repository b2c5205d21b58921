"""Columns of a page, read one after the other, however the page draws them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

_FEWEST_ROWS = 4
_MEAN_WIDTH = 0.5
"""Of a character, in parts of the size of its font; of running text in common fonts."""
_SAME_ROW = 2.0
_MOST_ACROSS = 0.25
_FEWEST_CHARACTERS = 15
"""Cells of tables are shorter on the whole than lines of columns."""


class Fragment(Struct, frozen=True):
    """A piece of text on a page: where it begins, in points from the lower left corner, and the size of its font."""

    text: str
    x: float
    y: float
    size: float

    @property
    def end(self) -> float:
        """About where it ends."""
        return self.x + _MEAN_WIDTH * self.size * len(self.text)


def in_columns(fragments: Sequence[Fragment]) -> list[str] | None:
    """The lines of a page, column by column; None if they are not drawn across two columns, row by row.

    Args:
        fragments: the pieces of the page in the order in which they are drawn.
    """
    rows = _rows(fragments)
    pairs = [row for row in rows if len(row) == 2]
    if len(pairs) < _FEWEST_ROWS or not _drawn_across(fragments):
        return None
    gutter = _gutter(pairs)
    if gutter is None:
        return None
    across = [row for row in rows if len(row) != 2 and any(f.x < gutter < f.end for f in row)]
    if len(across) > _MOST_ACROSS * len(rows):
        return None
    if sum(len(f.text) for row in pairs for f in row) < 2 * _FEWEST_CHARACTERS * len(pairs):
        return None
    return _read(rows, gutter)


def _rows(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: (-f.y, f.x)):
        if rows and abs(rows[-1][0].y - fragment.y) <= _SAME_ROW:
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [sorted(row, key=lambda f: f.x) for row in rows]


def _drawn_across(fragments: Sequence[Fragment]) -> bool:
    """Whether a page draws what stands beside each other together, so that its order is that of rows."""
    beside = sum(abs(a.y - b.y) <= _SAME_ROW for a, b in pairwise(fragments))
    return beside >= _FEWEST_ROWS


def _gutter(pairs: list[list[Fragment]]) -> float | None:
    """Where the right column begins, if all rows have it at one place and no left part reaches it."""
    starts = [right.x for _, right in pairs]
    begin = min(starts)
    lefts = [left.x for left, _ in pairs]
    if max(starts) - begin > 40 or max(lefts) - min(lefts) > 40:
        return None
    return begin if all(left.end < begin + 10 for left, _ in pairs) else None


def _read(rows: list[list[Fragment]], gutter: float) -> list[str]:
    lines: list[str] = []
    left: list[str] = []
    right: list[str] = []
    for row in rows:
        spans = len(row) == 1 and row[0].x < gutter < row[0].end
        if spans:
            lines += [*left, *right]
            left, right = [], []
            lines.append(row[0].text)
            continue
        for side, of_side in ((left, True), (right, False)):
            words = " ".join(f.text for f in row if (f.x < gutter - 5) is of_side)
            if words:
                side.append(words)
    return [*lines, *left, *right]
