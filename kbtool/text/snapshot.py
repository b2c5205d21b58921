"""An article as taken from a file or an address, with the bytes that it was taken from."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from msgspec import Struct

from kbtool.io.originals import Original
from kbtool.text.addresses import absolute
from kbtool.text.extraction import Article, Format, extract


class Snapshot(Struct, frozen=True):
    """An article as text, and what it was extracted from.

    Attributes:
        article: its text, and what it states of itself.
        format: the format that it was extracted from.
        original: the bytes that it was extracted from, and where they are from.
    """

    article: Article
    format: Format
    original: Original

    @property
    def text(self) -> bytes:
        """The bytes of the snapshot."""
        return self.article.text.encode()

    @property
    def sha256(self) -> str:
        """The hash of the snapshot, hexadecimal."""
        return hashlib.sha256(self.text).hexdigest()

    @property
    def is_extracted(self) -> bool:
        """Whether the snapshot is other bytes than the original."""
        return self.text != self.original.data

    @property
    def address(self) -> str | None:
        """The address to find it at again: the canonical one that it states, if that is on the server it is from."""
        url = self.original.url
        stated = absolute(self.article.canonical, url)
        if url is None or stated is None:
            return stated or url
        return stated if urlsplit(stated).hostname == urlsplit(url).hostname else url


def take(original: Original) -> Snapshot:
    """The article in what was read or fetched.

    Raises:
        InputError: there is none that can be read.
    """
    format_, article = extract(
        original.data,
        shown=original.shown,
        name=original.name,
        content_type=original.content_type,
    )
    return Snapshot(article, format_, original)
