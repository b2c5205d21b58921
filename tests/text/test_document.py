"""Articles are read whole and hashed as bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kbtool.errors import InputError
from kbtool.text.document import read_document

IRI = "https://example.org/article"


def test_hash_is_over_the_bytes_and_the_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_bytes(b"\xef\xbb\xbfOne.\r\nTwo.")
    document = read_document(IRI, article)
    assert document.text == "One.\r\nTwo."
    assert document.sha256 == hashlib.sha256(b"\xef\xbb\xbfOne.\r\nTwo.").hexdigest()


@pytest.mark.parametrize("data", [b"One.\nTwo.\n", b"One.\r\nTwo.\r\n", b"One.\r\nTwo.\n"])
def test_the_hashes_with_other_line_ends_are_known(tmp_path: Path, data: bytes) -> None:
    article = tmp_path / "article.txt"
    article.write_bytes(data)
    document = read_document(IRI, article)
    kinds = {hashlib.sha256(d).hexdigest() for d in (b"One.\nTwo.\n", b"One.\r\nTwo.\r\n")}
    assert {document.sha256, *document.with_other_line_ends} == kinds | {document.sha256}
    assert document.sha256 not in document.with_other_line_ends


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
