"""How the address of a page becomes a link: relative files of a static site, or paths of a server."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

from msgspec import Struct

_PLAIN = re.compile(r"[A-Za-z0-9_-]")
_LONGEST = 120
"""Characters of a part of an address: file systems have no more than 255 bytes, with an ending."""
ASSETS = "static"
"""The folder of style sheets and scripts."""


def segment(name: str) -> str:
    """A name as one part of an address, which is also the name of a file and needs no escapes in a link.

    A character that may not stand there is written as ~ and the hexadecimal digits of its UTF-8, so that no name can lead
    out of a folder and two names stay two; a long name is cut, and ends with its hash.

    >>> segment("vit-non-addictive")
    'vit-non-addictive'
    >>> segment("../etc")
    '~2E~2E~2Fetc'
    """
    plain = "".join(one if _PLAIN.match(one) else _escaped(one) for one in name) or "~"
    if len(plain) <= _LONGEST:
        return plain
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{plain[: _LONGEST - 18]}~~{digest}"


def _escaped(character: str) -> str:
    return "".join(f"~{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def web_address(address: str | None) -> str | None:
    """An address that a page may link to: of the web; None for any other scheme, such as one that runs a script."""
    if not address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


class Links(Struct, frozen=True):
    """How pages link to each other, and what there is besides them.

    Attributes:
        root: the path below which a server has the pages, without a slash at its end; None for files that link to each
            other by relative paths.
        sparql: whether there is a page for queries.
        drafts: whether there is one for drafts.
        deciding: whether decisions can be made.
        what_if: whether it can be asked what would change if something fell.
        comparing: whether two revisions can be compared.
    """

    root: str | None = None
    sparql: bool = False
    drafts: bool = False
    deciding: bool = False
    what_if: bool = False
    comparing: bool = False

    @property
    def is_static(self) -> bool:
        """Whether pages are files."""
        return self.root is None

    def href(self, address: str, at: str, *, query: str = "", fragment: str = "") -> str:
        """The link to a page.

        Args:
            address: the address of the page, such as "claims/vit-non-addictive"; "" is the overview.
            at: the address of the page on which the link stands.
            query: what stands behind the question mark.
            fragment: what stands behind the number sign.
        """
        is_file = self.root is None
        path = _upwards(at) + file_of(address) if is_file else f"{self.root}/{address}"
        return path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")

    def asset(self, name: str, at: str) -> str:
        """The link to a style sheet or script."""
        path = f"{ASSETS}/{name}"
        return _upwards(at) + path if self.root is None else f"{self.root}/{path}"


def file_of(address: str) -> str:
    """The file of a static site that holds a page."""
    return f"{address or 'index'}.html"


def _upwards(at: str) -> str:
    return "../" * at.count("/")
