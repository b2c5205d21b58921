"""Which format some bytes are in: what they begin with decides, then the content type, then the name."""

from __future__ import annotations

import io
import json
import re
import zipfile
from enum import Enum

from kbtool.errors import InputError
from kbtool.text.extraction.library_errors import LIBRARY_ERRORS


class Format(Enum):
    """A format that articles come in; the value is what people call it."""

    HTML = "HTML"
    MARKDOWN = "Markdown"
    PLAIN = "plain text"
    DOCX = "DOCX"
    PDF = "PDF"

    @property
    def media_type(self) -> str:
        """Its media type (RFC 6838)."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Format.HTML: "text/html",
    Format.MARKDOWN: "text/markdown",
    Format.PLAIN: "text/plain",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
}
_TYPES = {
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "text/markdown": Format.MARKDOWN,
    "text/x-markdown": Format.MARKDOWN,
}
_ENDINGS = {
    **dict.fromkeys(("html", "htm", "xhtml"), Format.HTML),
    **dict.fromkeys(("md", "markdown", "mdown"), Format.MARKDOWN),
    **dict.fromkeys(("txt", "text"), Format.PLAIN),
}
_PAGE = re.compile(
    rb"(?:<\?xml[^>]*>|<!--.*?-->|\s)*+<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL
)
_SVG = re.compile(
    rb"(?:<\?xml[^>]*>|<!--.*?-->|\s)*+<(?:!doctype\s+svg|svg)[\s>/]", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(rb"<(?:head|body|title|meta|div|p|h1|article|section|main)[\s>]", re.IGNORECASE)
_OTHERS = (
    (
        b"\xd0\xcf\x11\xe0",
        "is an old Word file (.doc) or another old Office file",
        "save it as .docx",
    ),
    (b"{\\rtf", "is RTF", "save it as .docx"),
    (b"\x1f\x8b", "is compressed (gzip)", "unpack it first"),
    (b"\x89PNG", "is a picture", "give the text that it shows"),
    (b"\xff\xd8\xff", "is a picture", "give the text that it shows"),
    (b"GIF8", "is a picture", "give the text that it shows"),
    (b"bplist", "is a web archive of Safari", "save the page as HTML"),
)
READ = frozenset({*_ENDINGS, "docx", "pdf"})
"""The endings of files that are read."""

_BINARY = {"docx": "Word", "doc": "Word", "pdf": "PDF"}
"""Endings of files that are never plain text."""
_FORMATS = "give the article as HTML, Markdown, plain text, DOCX or PDF"


def format_of(data: bytes, content_type: str, name: str) -> Format:
    """The format of some bytes; a wrong ending or content type does not hide it.

    Args:
        data: the bytes.
        content_type: the header of that name; empty if there is none.
        name: the name of the file, or the path of the address.

    Raises:
        InputError: they are empty, or in a format that is not read.
    """
    if not data.strip():
        raise InputError("is empty", help=_FORMATS)
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(b"PK\x03\x04"):
        return _zip(data)
    for magic, what, advice in _OTHERS:
        if data.startswith(magic):
            raise InputError(what, help=advice)
    ending = _ending(name)
    if ending in _BINARY and b"\0" in data[:65536]:
        raise _no_file_of(ending)
    start = data[:65536].removeprefix(b"\xef\xbb\xbf")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.replace(b"\0", b"")[2:]
    if _PAGE.match(start):
        return Format.HTML
    if _SVG.match(start):
        raise InputError("is a picture (SVG)", help="give the text that it shows")
    if _is_json(data):
        raise InputError("is JSON, and no page", help=_FORMATS)
    if start.startswith(b"<?xml"):
        raise InputError("is XML, and no page", help="give the page as HTML")
    return _named(start, content_type, name)


def _is_json(data: bytes) -> bool:
    """Whether all of it is an object or a list of them; words in brackets are no such thing."""
    if not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        return False
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) or any(isinstance(item, dict | list) for item in value)


def _zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except LIBRARY_ERRORS as error:
        raise InputError(f"is a damaged ZIP or DOCX file: {error}", help="save it again") from error
    if "word/document.xml" in names:
        return Format.DOCX
    raise InputError("is a ZIP file without a Word document in it", help=_FORMATS)


def _ending(name: str) -> str:
    """What stands behind the last dot of a name."""
    return name.rpartition("/")[2].rpartition(".")[2].casefold() if "." in name else ""


def _named(start: bytes, content_type: str, name: str) -> Format:
    media_type = content_type.partition(";")[0].strip().casefold()
    ending = _ending(name)
    if media_type in _TYPES:
        return _TYPES[media_type]
    if (
        media_type
        and not media_type.startswith("text/")
        and media_type not in (*_MEDIA_TYPES.values(), "application/octet-stream")
    ):
        raise InputError(f"is {media_type}, which is not read", help=_FORMATS)
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    if _TAG.search(start[:4096]):
        return Format.HTML
    if ending in _BINARY:
        raise _no_file_of(ending)
    return Format.PLAIN


def _no_file_of(ending: str) -> InputError:
    return InputError(
        f"is a damaged {_BINARY[ending]} file, or none",
        help="save it again; if it is plain text, name it .txt",
    )
