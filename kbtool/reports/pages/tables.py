"""Tables that sort and filter, as an address says; without a script a server does it, and of a static site the script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from msgspec import Struct, field

PAGE = 1000
"""Rows on one page."""


class Cell(Struct, frozen=True):
    """A cell.

    Attributes:
        words: what it says.
        address, fragment: where that leads; no address, if nowhere.
        order: by what it is sorted, if not by its words.
        kind: its name in the style sheet.
        more: what stands below the words.
    """

    words: str
    address: str | None = None
    fragment: str = ""
    order: float | None = None
    kind: str = ""
    more: str = ""

    @property
    def key(self) -> tuple[float, str]:
        """Sort key."""
        return self.order or 0.0, self.words.casefold()


class Row(Struct, frozen=True):
    """A row.

    Attributes:
        cells: its cells, as many as there are columns.
        values: its value of each facet by which rows are chosen, by name.
    """

    cells: tuple[Cell, ...]
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_reserved(self) -> bool:
        """Whether something in it is told as a reservation, such as a retraction."""
        return any(cell.kind == "reserved" for cell in self.cells)

    @property
    def words(self) -> str:
        """All its words, in small letters."""
        return " ".join(f"{cell.words} {cell.more}" for cell in self.cells).casefold()


class Table(Struct, frozen=True):
    """A table.

    Attributes:
        columns: the names of its columns, each with whether it holds numbers.
        rows: its rows, in their usual order.
        facets: the names by which rows are chosen.
        about: what it holds, in a sentence or two.
    """

    columns: tuple[tuple[str, bool], ...]
    rows: tuple[Row, ...]
    facets: tuple[str, ...] = ()
    about: str = ""

    def values(self, facet: str) -> list[tuple[str, int]]:
        """The values of a facet, with the number of rows of each."""
        found: dict[str, int] = {}
        for row in self.rows:
            value = row.values.get(facet, "")
            if value:
                found[value] = found.get(value, 0) + 1
        return sorted(found.items(), key=lambda one: (-one[1], one[0]))


class View(Struct, frozen=True):
    """What is shown of a table.

    Attributes:
        table: the table.
        rows: the rows on this page.
        matching: how many match what was asked.
        number, pages: which page of how many.
        sorted_by: the number of the column by which they are sorted; None for the usual order.
        descending: whether from the highest down.
        words: the words that rows must have.
        chosen: the value of each facet that was chosen.
    """

    table: Table
    rows: Sequence[Row]
    matching: int
    number: int
    pages: int
    sorted_by: int | None
    descending: bool
    words: str
    chosen: Mapping[str, str]

    def sorting(self, column: int) -> str:
        """The query that sorts by a column, or turns its order round."""
        order = "up" if self.sorted_by != column or self.descending else "down"
        return self._query(sort=str(column), order=order)

    def as_asked(self) -> str:
        """The query that this is the answer to."""
        if self.sorted_by is None:
            return self._query()
        return self._query(sort=str(self.sorted_by), order="down" if self.descending else "up")

    def _query(self, **more: str) -> str:
        asked = {"q": self.words, **self.chosen, **more}
        return urlencode({name: value for name, value in asked.items() if value})


def view(table: Table, query: Mapping[str, tuple[str, ...]], number: int) -> View | None:
    """What is shown of a table.

    Args:
        table: the table.
        query: what was asked: q for words, sort for the number of a column, order for up or down, and the facets.
        number: which page, from 1.

    Returns:
        It; None, if there is no such page.
    """

    def first(name: str) -> str:
        return next(iter(query.get(name, ())), "")

    words, chosen = first("q").strip(), {name: first(name) for name in table.facets}
    rows: Sequence[Row] = list(_matching(table.rows, words.casefold().split(), chosen))
    at = first("sort")
    column = int(at) if at.isascii() and at.isdecimal() and len(at) < 3 else None
    if column is not None and column >= len(table.columns):
        column = None
    descending = first("order") == "down"
    if column is not None:
        by = column
        rows = sorted(rows, key=lambda row: row.cells[by].key, reverse=descending)
    pages = max(1, -(-len(rows) // PAGE))
    if not 1 <= number <= pages:
        return None
    shown = rows[(number - 1) * PAGE : number * PAGE]
    return View(table, shown, len(rows), number, pages, column, descending, words, chosen)


def _matching(
    rows: Iterable[Row], words: Sequence[str], chosen: Mapping[str, str]
) -> Iterable[Row]:
    wanted = {name: value for name, value in chosen.items() if value}
    for row in rows:
        if all(row.values.get(name) == value for name, value in wanted.items()) and (
            not words or all(word in row.words for word in words)
        ):
            yield row
