"""Bytes to text: UTF-8 first, then what is declared, then a guess that says it is one."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from kbtool.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_AS_BROWSERS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030"}
"""What pages mean when they declare these (WHATWG Encoding Standard, section 4.2)."""


class Decoded(Struct, frozen=True):
    """A text with the name of its encoding, and whether that was guessed."""

    text: str
    encoding: str
    guessed: bool = False

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of it."""
        if not self.guessed:
            return ()
        return (f"the encoding is not stated, {self.encoding} is a guess: look for odd characters",)


def decode(data: bytes, charset: str | None) -> Decoded:
    """The text of some bytes.

    Args:
        data: the bytes.
        charset: what the server declared, if it did; an unknown name counts as none.

    Raises:
        InputError: no encoding fits, so they are not text.
    """
    for mark, name in _MARKS:
        marked = _try(data, name) if data.startswith(mark) else None
        if marked is not None:
            return Decoded(marked, name.removesuffix("-sig"))
    text = _try(data, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8")
    meta = _META.search(data[:4096])
    for declared in (charset, meta[1].decode("ascii") if meta else None):
        known = _python_name(declared)
        text = _try(data, known) if known else None
        if known and text is not None:
            return Decoded(text, known)
    return _guess(data)


def _python_name(charset: str | None) -> str | None:
    try:
        name = codecs.lookup((charset or "").strip("\"' ")).name
    except (LookupError, ValueError):
        return None
    return _AS_BROWSERS.get(name, name)


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (LookupError, ValueError):
        return None


def _guess(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    best = None if b"\0" in data[:65536] else from_bytes(data).best()
    text = _try(data, best.encoding) if best else None
    if best is None or text is None:
        raise InputError(
            "is not text: no encoding fits its bytes",
            help="give the article as HTML, Markdown, plain text, DOCX or PDF",
        )
    return Decoded(text, best.encoding, guessed=True)
