"""An article as taken from a file or an address, with the bytes that it was taken from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urljoin, urlsplit

import pyoxigraph as ox

from kbtool.text.extraction import MEDIA_TYPES, Article, extract


@dataclass(frozen=True)
class Taken:
    """An article, and where it is from.

    Attributes:
        article: its text, and what it states of itself.
        format: the format that it was extracted from, as people call it.
        original: the bytes that it was extracted from.
        shown: the file or address, as messages name it.
        name: the name of the file, or the path of the address.
        url: the address that it was fetched from; None for a file.
        day: when it was fetched, or taken in.
    """

    article: Article
    format: str
    original: bytes = field(repr=False)
    shown: str
    name: str
    url: str | None
    day: date

    @property
    def text(self) -> bytes:
        """The bytes of the snapshot."""
        return self.article.text.encode()

    @property
    def sha256(self) -> str:
        """The hash of the snapshot, hexadecimal."""
        return hashlib.sha256(self.text).hexdigest()

    @property
    def media_type(self) -> str:
        """The media type of the original."""
        return MEDIA_TYPES[self.format]

    @property
    def original_sha256(self) -> str:
        """The hash of the original, hexadecimal."""
        return hashlib.sha256(self.original).hexdigest()

    @property
    def is_extracted(self) -> bool:
        """Whether the snapshot is other bytes than the original."""
        return self.text != self.original

    @property
    def address(self) -> str | None:
        """The address to find it at again: the canonical one that it states, if that is on the server it is from."""
        stated = absolute(self.article.canonical, self.url)
        if self.url is None or stated is None:
            return stated or self.url
        same = urlsplit(stated).hostname == urlsplit(self.url).hostname
        return stated if same else self.url


def take(
    data: bytes, *, shown: str, name: str, day: date, url: str | None = None, content_type: str = ""
) -> Taken:
    """An article from its bytes.

    Args:
        data: the bytes.
        shown: the file or address, as messages name it.
        name: the name of the file, or the path of the address.
        day: when they were fetched, or taken in.
        url: the address that they were fetched from.
        content_type: the header that came with them; empty if there is none.

    Raises:
        InputError: they are no article that can be read.
    """
    format_, article = extract(data, shown=shown, name=name, content_type=content_type)
    return Taken(article, format_, data, shown, name, url, day)


def absolute(value: str | None, base: str | None) -> str | None:
    """A stated address as an absolute http or https one that can stand in Turtle; None if it is none."""
    if not value:
        return None
    try:
        found = urljoin(base or "", value)
        host = urlsplit(found).hostname if urlsplit(found).scheme in ("http", "https") else None
        return (
            ox.NamedNode(found).value
            if host and not set(found) & set('<>"{}|\\^` \t\r\n')
            else None
        )
    except ValueError:
        return None
