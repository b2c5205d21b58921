"""Rows of an answer as people read them: a table where it fits the terminal, a list of entries where it does not."""

from __future__ import annotations

import io
import itertools
import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from kbtool.reports.style import Style
from kbtool.reports.wording import counted

_WIDTH = 120
"""Characters in a line where nothing says how many."""
_UNBROKEN = 1_000_000
"""Characters in a line where none is to be broken."""
_BETWEEN_COLUMNS = 3
"""Characters between two columns of a table."""
_TALL = 3
"""Lines that a row of a table may take on the average; a list reads better than more."""
_SHORT = 28
"""Characters of a value that may share a line of a list with those before it."""
_DOT = " · "

_Row: TypeAlias = Sequence[str]
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def drawn(variables: Sequence[str], rows: Sequence[_Row], *, whole: bool = False) -> str:
    """Rows with what heads their columns, and how many they are.

    They are a table as wide as the terminal, or as COLUMNS says. Where that would break words, or pile up lines, they are
    a list: an entry for each row, headed by its first value, which the rows behind it that share it do not repeat.

    Args:
        variables: the names of the columns.
        rows: the cells.
        whole: whether each row is a line of a table, as wide as it takes.
    """
    width = _UNBROKEN if whole else _width()
    if whole or _fits(variables, rows, width):
        table = _table(variables, rows, width)
        if whole or len(table) <= _TALL * len(rows) + 4:
            return "\n".join([*table, counted(len(rows), "row")]) + "\n"
    lines = list(_entries(variables, rows, Style(width=width)))
    return "\n".join([*lines, "", counted(len(rows), "row")]) + "\n"


def _width() -> int:
    from rich.console import Console

    if sys.stdout.isatty() or "COLUMNS" in os.environ:
        return Console(file=sys.stdout).width
    return _WIDTH


def _fits(variables: Sequence[str], rows: Sequence[_Row], width: int) -> bool:
    """Whether each column has room for its longest word."""
    columns = zip(variables, *rows, strict=True)
    longest = [
        max(len(word) for cell in cells for word in cell.split() or [""]) for cells in columns
    ]
    return sum(longest) + _BETWEEN_COLUMNS * len(longest) <= width or len(variables) == 1


def _table(variables: Sequence[str], rows: Sequence[_Row], width: int) -> list[str]:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for variable in variables:
        table.add_column(variable, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    buffer = io.StringIO()
    Console(file=buffer, width=width, highlight=False, no_color=True).print(table)
    return [line.rstrip() for line in buffer.getvalue().splitlines()]


def _entries(variables: Sequence[str], rows: Sequence[_Row], style: Style) -> Iterator[str]:
    names = [_HUMPS.sub(" ", name).lower() for name in variables]
    for head, group in itertools.groupby(rows, key=lambda row: row[0]):
        yield ""
        yield from style.wrap(head or f"(no {names[0]})", "", 4)
        before: _Row = ()
        for row in group:
            told = list(_new(row, before))
            yield from _entry(names[-len(told) :], told, style)
            before = row


def _new(row: _Row, before: _Row) -> Iterator[str]:
    """The values of a row from the first on in which it differs from the row before, at least the last."""
    pairs = zip(row, before, strict=False)
    shared = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
    return iter(row[min(max(shared, 1), len(row) - 1) :])


def _entry(names: Sequence[str], cells: _Row, style: Style) -> Iterator[str]:
    """The other values of a row: short ones share lines, a longer one has lines of its own."""
    indent, line = "  - ", ""
    for name, cell in zip(names, cells, strict=True):
        if not cell:
            continue
        told = f"{name}: {cell}"
        if line and len(cell) <= _SHORT and len(f"{line}{_DOT}{told}") + 4 <= style.width:
            line += f"{_DOT}{told}"
            continue
        if line:
            yield from style.wrap(line, indent, 6)
            indent = "    "
        line = told
    if line:
        yield from style.wrap(line, indent, 6)
