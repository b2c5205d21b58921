"""What a server answered, and that none could be had."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from kbtool.errors import KbtoolError


class Unavailable(KbtoolError):  # noqa: N818 -- it is an answer, too
    """No answer could be had, or none that can be trusted: this says nothing of what was asked for.

    Args:
        message: why, a phrase after the address.
        url: what was asked for; keys and mail addresses in it are left out.
    """

    def __init__(self, message: str, url: str) -> None:
        url = re.sub(r"(?<=[?&])(api_key|mailto|email)=[^&#]*", r"\1=...", url)
        super().__init__(f"{url} {message}")
        self.message = message
        self.url = url


class Answer(Struct, frozen=True):
    """An answer of a server, whole.

    Attributes:
        url: where it came from in the end, after redirects.
        status: the HTTP status.
        content_type: the header of that name; empty, if there is none.
        body: the bytes, decompressed.
        day: the day on which the server gave it; of a cached one, that of the first time.
        cached: whether it was kept from an earlier time.
    """

    url: str
    status: int
    content_type: str
    body: bytes
    day: date
    cached: bool = False

    @property
    def text(self) -> str:
        """The body, which must be UTF-8.

        Raises:
            Unavailable: it is not.
        """
        try:
            return self.body.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Unavailable("answered in no UTF-8", self.url) from error

    @property
    def is_html(self) -> bool:
        """Whether it is a web page, whatever it says that it is."""
        start = self.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower()
        return "html" in self.content_type.lower() or start.startswith(
            (b"<!doctype html", b"<html")
        )

    def json_object(self) -> Mapping[str, Any]:
        """The body as a JSON object (RFC 8259).

        Raises:
            Unavailable: it is not JSON, or not an object; a page of a hotel's network, say.
        """
        content = self.json()
        if not isinstance(content, dict):
            raise Unavailable("answered with JSON of another form", self.url)
        return content

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            Unavailable: it is none.
        """
        if self.is_html:
            raise Unavailable("answered with a web page instead of JSON", self.url)
        try:
            content = json.loads(self.text)
            json.dumps(content, ensure_ascii=False).encode()  # halves of characters are not text
            return content
        except (ValueError, RecursionError) as error:
            raise Unavailable("answered with broken JSON", self.url) from error
