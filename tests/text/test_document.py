"""Articles are read whole, hashed as bytes, and positioned for people."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.errors import InputError
from kbtool.text.document import Document, read_document

IRI = ox.NamedNode("https://example.org/article")


def test_hash_is_over_the_bytes_and_the_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_bytes(b"\xef\xbb\xbfOne.\r\nTwo.")
    document = read_document(IRI, article)
    assert document.text == "One.\r\nTwo."
    assert document.sha256 == hashlib.sha256(b"\xef\xbb\xbfOne.\r\nTwo.").hexdigest()


@given(st.text(alphabet="ab\n’ ", min_size=1))
def test_positions_lead_back_to_the_offset(text: str) -> None:
    document = Document(IRI, Path("article.txt"), text, "")
    lines = text.split("\n")
    for offset in range(len(text) + 1):
        line, column = document.position(offset)
        assert sum(len(before) + 1 for before in lines[: line - 1]) + column - 1 == offset


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_ends_a_line(end: str) -> None:
    document = Document(IRI, Path("article.txt"), f"One.{end}Two.{end}{end}Four.", "")
    assert document.position(document.text.index("Two")) == (2, 1)
    assert document.position(document.text.index("our")) == (4, 2)


def test_a_missing_article_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone.txt: is missing, .*sources.ttl"):
        read_document(IRI, tmp_path / "gone.txt")


def test_a_wrong_encoding_names_the_line_of_the_first_bad_byte(tmp_path: Path) -> None:
    article = tmp_path / "latin.txt"
    article.write_bytes("One.\nCafé.".encode("latin-1"))
    with pytest.raises(InputError, match=r"latin.txt:2: is not UTF-8: byte 0xe9"):
        read_document(IRI, article)


@pytest.mark.parametrize("content", ["", " \n\n"])
def test_an_empty_article_is_refused(tmp_path: Path, content: str) -> None:
    article = tmp_path / "empty.txt"
    article.write_text(content)
    with pytest.raises(InputError, match="is empty"):
        read_document(IRI, article)


def test_a_folder_is_no_article(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_document(IRI, tmp_path)
