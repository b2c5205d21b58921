"""What is no draft is refused in a line, in bounded time."""

from __future__ import annotations

from datetime import date

import pytest

from kbtool.errors import InputError
from kbtool.io.originals import Original
from kbtool.prose.bounds import take_draft


def refused(data: bytes, name: str) -> InputError:
    with pytest.raises(InputError) as error:
        take_draft(Original(data, name, name, date(2026, 1, 1)))
    return error.value


@pytest.mark.parametrize("name", ["draft.txt", "draft.md"])
def test_ten_million_characters_are_no_draft(name: str) -> None:
    error = refused(b"Velorastat calms mice.\n\n" * 420_000, name)
    assert error.message == "is longer than 500,000 characters of text"


def test_a_sentence_of_a_hundred_thousand_characters_is_told_with_its_line() -> None:
    error = refused(b"A line.\n" + b"and so on " * 10_000 + b"\n", "draft.txt")
    assert error.message == "has a sentence of 99,999 characters, more than 20,000"
    assert error.line == 2


def test_two_encodings_in_one_file_are_told_with_the_line() -> None:
    error = refused("Naïve.\n".encode() + "Naïve again, and a café.\n".encode("cp1252"), "draft.md")
    assert (error.line, str(error.path)) == (2, "draft.md")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("Naïve, and a café in the rain; the name is José.\n".encode("cp1252"), "draft.txt"),
        ("הכול בסדר. It is fine. كل شيء على ما يرام.\n".encode(), "draft.md"),
        ("<meta charset='windows-1252'><p>It is a café.</p>".encode("cp1252"), "draft.html"),
    ],
    ids=["another encoding", "from right to left", "an encoding that is stated"],
)
def test_what_is_unusual_is_read(data: bytes, name: str) -> None:
    take_draft(Original(data, name, name, date(2026, 1, 1)))
