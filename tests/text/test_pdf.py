"""PDF files: what a printer puts around the text is left out, columns are read one after the other, and the rest is named."""

from __future__ import annotations

import pytest

from kbtool.text.extraction import Article, extract
from kbtool.text.extraction.furniture import without_furniture
from originals import pdf_file

HEAD = "Example Clinic Newsletter - Vol. 3"
FIRST = [
    "Ketamine was given to 64 adults with treat-",
    "ment-resistant depression. The short-",
    "acting drug worked in 30 of them, and the",
    "dose was 0.5 mg/kg over 40 minutes, which is a",
]
SECOND = ["dose that most clinics use. A count of 10", "cells was needed."]


def taken(data: bytes) -> Article:
    return extract(data, shown="a.pdf", name="a.pdf")[1]


def left_out(data: bytes) -> list[str]:
    notes = taken(data).notes
    return [note.removeprefix("left out: ") for note in notes if note.startswith("left out: ")]


def test_running_heads_and_page_numbers_stand_in_no_sentence() -> None:
    data = pdf_file([[HEAD, *FIRST, "1"], [HEAD, *SECOND, "2"]], "/Title (untitled) /Author (anonymous)")  # fmt: skip
    found = taken(data)
    assert found.text == (
        "Ketamine was given to 64 adults with treat-ment-resistant depression. The short-acting drug worked in 30 of them, "
        "and the dose was 0.5 mg/kg over 40 minutes, which is a dose that most clinics use. A count of 10 cells was needed.\n"
    )
    assert (found.title, found.creator) == (None, None)
    assert left_out(data) == [f"running line “{HEAD}”", "running line “1 … 2”"]


@pytest.mark.parametrize(
    ("heads", "feet"),
    [
        (["", "", ""], ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]),
        (["", "", ""], ["iii", "iv", "v"]),
        (["", "", ""], ["Page i of iii", "Page ii of iii", "Page iii of iii"]),
        (["", "", ""], ["- 7 -", "- 8 -", "- 9 -"]),
        (["3 | Journal", "4 | Journal", "5 | Journal"], ["", "", ""]),
        (["2 | Journal of X", "A. Writer et al. | 3", "4 | Journal of X"], ["", "", ""]),
        (["A. Writer", "Journal of X", "A. Writer"], ["1", "2", "3"]),
        (["Journal of X 2020", "Journal of X 2020", "Journal of X 2020"], ["Copyright", "Copyright", "Copyright"]),
        (["", "Journal of X", "Journal of X"], ["", "", ""]),
    ],
)  # fmt: skip
def test_lines_that_recur_or_count_the_pages_are_furniture(
    heads: list[str], feet: list[str]
) -> None:
    bodies = [["It is a drug that is", "given to"], ["adults, and some of them"], ["sleep well. 5 mg", "is enough."]]  # fmt: skip
    pages = [
        [line for line in (head, *body, foot) if line]
        for head, body, foot in zip(heads, bodies, feet, strict=True)
    ]
    assert without_furniture(pages)[0] == bodies


@pytest.mark.parametrize(
    "pages",
    [
        [["Dose 5 mg", "is low."], ["Dose 20 mg", "is high."]],
        [["It helps.", "a"], ["It harms.", "b"]],
        [["1. Rest", "x"], ["4. Sleep", "y"]],
        [["1. Rest", "x"], ["2. Sleep", "y"], ["3. Drink", "z"]],
        [["1) Rest", "x"], ["2) Sleep", "y"], ["3) Drink", "z"]],
        [["1 Introduction", "x"], ["2 Methods", "y"], ["3 Results", "z"]],
        [["Doses", "Page 3 of 12"]],
        [["Results", "a"], *([f"text {word}", word] for word in "bcdefghi"), ["Results", "j"]],
        [["42"]],
        [[], ["a"], []],
    ],
)
def test_lines_of_the_text_stay(pages: list[list[str]]) -> None:
    assert without_furniture(pages) == (pages, [])


def test_a_page_that_counts_itself_alone_is_counted() -> None:
    assert without_furniture([["It helps.", "Page 1 of 1"]]) == ([["It helps."]], ["Page 1 of 1"])


def test_a_first_page_without_a_counter_leaves_those_of_the_others_out() -> None:
    pages = [["It helps.", "Some of them"], ["slept well.", "Page 2 of 2"]]
    assert without_furniture(pages) == ([["It helps.", "Some of them"], ["slept well."]], ["Page 2 of 2"])  # fmt: skip


LEFT = [
    "Ketamine lowers scores of depression within",
    "24 hours in adults, as two trials of 40 and 72",
    "people say. The effect is gone after seven",
    "days in most of them. It is not known",
    "whether repeated doses keep it up.",
]
RIGHT = [
    "Blood pressure rises in up to half of all",
    "patients. Ketamine is not approved for",
    "attention deficit disorder. No trial has",
    "looked at children under twelve years.",
    "Bladder pain may follow long use.",
]


@pytest.mark.parametrize("by_rows", [True, False])
def test_columns_are_read_one_after_the_other_however_they_are_drawn(by_rows: bool) -> None:
    left = [(50.0, 780.0 - 12 * n, line) for n, line in enumerate(LEFT)]
    right = [(310.0, 780.0 - 12 * n, line) for n, line in enumerate(RIGHT)]
    rows = [part for pair in zip(left, right, strict=True) for part in pair]
    text = " ".join(taken(pdf_file([rows if by_rows else [*left, *right]])).text.split())
    assert text == " ".join([*LEFT, *RIGHT])


def test_a_table_is_read_by_its_rows() -> None:
    cells = [("Drug", "Dose"), ("Ketamine", "5 mg"), ("Other", "6 mg"), ("Third", "7 mg"), ("Last", "8 mg")]  # fmt: skip
    drawn = [
        (x, 780.0 - 12 * n, text)
        for n, row in enumerate(cells)
        for x, text in zip((50.0, 310.0), row, strict=True)
    ]
    words = taken(pdf_file([drawn])).text.split()
    assert words == " ".join(" ".join(row) for row in cells).split()


def test_a_word_that_is_broken_at_the_end_of_a_page_is_one_word() -> None:
    pages = [["A treatment for all of them is a treat-"], ["ment that most clinics use."]]
    assert taken(pdf_file(pages)).text == (
        "A treatment for all of them is a treatment that most clinics use.\n"
    )


def test_what_a_file_holds_beside_its_text_is_named() -> None:
    note = "/Annots [<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (It cures all.) >>]"
    assert left_out(pdf_file([["It helps."]], page=note)) == ["comment “It cures all.”"]


@pytest.mark.parametrize(
    ("title", "stated"),
    [
        ("untitled", None),
        ("Microsoft Word - draft 3.doc", None),
        ("Document1", None),
        ("final_v2.indd", None),
        ("Ketamine and sleep", "Ketamine and sleep"),
        ("Untitled diseases of the eye", "Untitled diseases of the eye"),
    ],
)
def test_a_name_that_a_program_made_up_is_no_title(title: str, stated: str | None) -> None:
    assert taken(pdf_file([["It helps."]], f"/Title ({title})")).title == stated
