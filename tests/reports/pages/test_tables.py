"""Tables: what an address asks for is what is shown."""

from __future__ import annotations

from kbtool.reports.pages.tables import PAGE, Cell, Row, Table, view


def row(name: str, number: int, kind: str) -> Row:
    return Row((Cell(name), Cell(str(number), order=float(number))), {"kind": kind})


TABLE = Table(
    (("name", False), ("number", True)),
    (row("beta", 10, "trial"), row("Alpha", 9, "label"), row("gamma", 2, "trial")),
    ("kind",),
)


def names(**query: str) -> list[str]:
    shown = view(TABLE, {name: (value,) for name, value in query.items()}, 1)
    assert shown is not None
    return [one.cells[0].words for one in shown.rows]


def test_rows_stand_in_their_usual_order() -> None:
    assert names() == ["beta", "Alpha", "gamma"]


def test_words_are_sorted_without_capitals_and_numbers_as_numbers() -> None:
    assert names(sort="0", order="up") == ["Alpha", "beta", "gamma"]
    assert names(sort="1", order="down") == ["beta", "Alpha", "gamma"]


def test_rows_are_chosen_by_words_and_by_a_facet() -> None:
    assert names(q="A L") == ["Alpha"]
    assert names(kind="trial") == ["beta", "gamma"]
    assert names(kind="trial", q="gam") == ["gamma"]


def test_what_is_no_column_or_facet_changes_nothing() -> None:
    assert names(sort="7", colour="red") == names(sort="x") == ["beta", "Alpha", "gamma"]


def test_a_long_table_has_several_pages_and_no_more() -> None:
    long = Table(TABLE.columns, TABLE.rows * PAGE)
    last = view(long, {}, 3)
    assert last is not None and last.pages == 3
    assert len(last.rows) == PAGE
    assert view(long, {}, 4) is None
    assert view(long, {}, 0) is None


def test_what_was_asked_can_be_asked_again_and_sorted_otherwise() -> None:
    shown = view(TABLE, {"q": ("a",), "kind": ("trial",), "sort": ("1",), "order": ("up",)}, 1)
    assert shown is not None
    assert shown.as_asked() == "q=a&kind=trial&sort=1&order=up"
    assert shown.sorting(1) == "q=a&kind=trial&sort=1&order=down"
    assert shown.sorting(0) == "q=a&kind=trial&sort=0&order=up"
