"""Articles from files and addresses, as bytes."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from kbtool.errors import InputError

if TYPE_CHECKING:
    from kbtool.io.web import Fetcher

MOST_BYTES = 50_000_000
"""No article is larger; of a larger file, one byte more is read."""

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_ACCEPT = "text/html, application/xhtml+xml, text/markdown, text/plain, application/pdf, */*;q=0.5"
_SAVE = "save the page from a browser, and give the file"
_ADVICE = {
    401: f"the server wants you to sign in: {_SAVE}",
    403: f"the server refuses programs: {_SAVE}",
    404: "look the address up",
    410: "the page is gone; look the address up",
}


class Original(Struct, frozen=True):
    """What an article is to be extracted from.

    Attributes:
        data: its bytes.
        shown: the file or address, as messages name it.
        name: the name of the file, or the path of the address.
        day: when it was fetched, or taken in.
        url: the address that it was fetched from; None for a file.
        content_type: the header of that name; empty if there is none.
    """

    data: bytes
    shown: str
    name: str
    day: date
    url: str | None = None
    content_type: str = ""

    @property
    def sha256(self) -> str:
        """The hash of its bytes, hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def is_address(where: str) -> bool:
    """Whether an argument is an address and no file.

    Raises:
        InputError: it is an address of another kind.
    """
    if _ADDRESS.match(where):
        return True
    if _SCHEME.match(where):
        raise InputError(
            "only addresses that begin with http:// or https:// are fetched",
            path=where,
            help="name the file itself, or its address on the web",
        )
    return False


def read_original(path: Path) -> Original:
    """A file.

    Raises:
        InputError: it cannot be read.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise InputError("is not a regular file", path=path, help="name a file")
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        is_missing = isinstance(error, FileNotFoundError)
        raise InputError(
            "is missing" if is_missing else f"cannot be read: {error.strerror}",
            path=path,
            help="name a file, or an address that begins with https://",
        ) from error
    return Original(data, str(path), path.name, date.today())


def fetch_original(url: str, fetcher: Fetcher, *, fresh: bool, named: bool) -> Original:
    """What an address answers.

    Args:
        url: the address.
        fetcher: fetches it.
        fresh: ask the server, whatever is kept from an earlier time.
        named: whether the user named the address, and not a file.

    Raises:
        InputError: there is no answer, or none with a page.
    """
    from kbtool.io.web import Unavailable

    try:
        answer = fetcher.get(url, accept=_ACCEPT, fresh=fresh, named=named)
    except Unavailable as error:
        raise InputError(
            error.message, path=error.url, help=f"try again later, or {_SAVE}"
        ) from error
    if answer.status != 200:
        raise InputError(
            f"answered with status {answer.status}",
            path=url,
            help=_ADVICE.get(answer.status, f"try again later, or {_SAVE}"),
        )
    name = unquote(urlsplit(answer.url).path)
    return Original(answer.body, url, name, answer.day, answer.url, answer.content_type)
