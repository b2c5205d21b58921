"""Articles in plain text: kept as they are."""

from __future__ import annotations

from kbtool.errors import InputError
from kbtool.text.extraction.article import Article
from kbtool.text.extraction.decoding import Decoded, decode


def extract(data: bytes, charset: str | None) -> Article:
    """An article in plain text. What is UTF-8 stays byte for byte.

    Raises:
        InputError: it is not text, or holds a NUL character.
    """
    try:
        decoded = Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        decoded = decode(data, charset)
    if "\0" in decoded.text:
        raise InputError(
            "holds a NUL character, so it is not text",
            line=decoded.text.count("\n", 0, decoded.text.index("\0")) + 1,
            help="save it as plain text in UTF-8",
        )
    return Article(decoded.text, notes=decoded.notes)
