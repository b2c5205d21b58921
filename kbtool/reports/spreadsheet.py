"""Tables for spreadsheets: CSV (RFC 4180) in UTF-8 with a byte-order mark, which Excel needs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from msgspec import Struct

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")
"""The signs of formulas, wide ones (U+FF1D) among them, and what some spreadsheets leave out before them."""


Cell = str | int | None


class Column(Struct, frozen=True):
    """A column: its heading, and whether its cells are whole numbers; else they are text. Any cell may be empty."""

    name: str
    numbers: bool = False


def sheet(columns: Iterable[Column], rows: Iterable[Iterable[Cell]]) -> str:
    """A table with its heading; None is an empty cell."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(column.name for column in columns)
    for row in rows:
        writer.writerow(map(cell, row))
    return "\ufeff" + buffer.getvalue()


def cell(content: Cell) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before its first character.

    Source: OWASP, CSV Injection.
    """
    text = "" if content is None else str(content)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text
