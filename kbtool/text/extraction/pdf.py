"""Articles in PDF: the text of the pages, joined into paragraphs."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from kbtool.errors import InputError
from kbtool.text.extraction.article import (
    Article,
    controls_left_out,
    lay_out,
    one_line,
    stated_language,
    stated_name,
    stated_title,
)
from kbtool.text.extraction.columns import Fragment, in_columns
from kbtool.text.extraction.furniture import without_furniture
from kbtool.text.extraction.library_errors import LIBRARY_ERRORS
from kbtool.text.extraction.omissions import Omissions
from kbtool.text.extraction.paragraphs import join_lines
from kbtool.text.structure import Paragraph

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PAGES = 1000
_MOST_SECONDS = 120.0
_LIGATURES = str.maketrans({
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
})  # fmt: skip
_COPY = "copy its text into a .txt file, one paragraph a line, and give that"


def extract(data: bytes, charset: str | None) -> Article:
    """An article in PDF. Title, author, licence and language are those of its metadata.

    Raises:
        InputError: it is damaged, needs a password, has too many pages or no text (a scan).
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    broken: tuple[type[Exception], ...] = (PyPdfError, *LIBRARY_ERRORS)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("needs a password", help="save it without one, or " + _COPY)
        printed_pages = list(pages(reader))
        facts = _facts(reader)
        omissions = Omissions()
        _name_unread(reader, omissions)
    except InputError:
        raise
    except DependencyError as error:
        raise InputError("is encrypted", help="save it without a password, or " + _COPY) from error
    except RecursionError as error:
        raise InputError("is damaged: it is nested too deep", help=_COPY) from error
    except broken as error:
        raise InputError(
            f"is a damaged PDF: {one_line(str(error)) or 'unreadable'}", help=_COPY
        ) from error
    printed, furniture = without_furniture(printed_pages)
    for line in furniture:
        omissions.add("running line", line)
    joined = join_lines(printed)
    text, blocks = lay_out(map(Paragraph, joined.paragraphs))
    if not text.strip():
        raise InputError(
            "has pages and no text: a scan, or pictures of text",
            help="run text recognition (OCR) over it, read what comes out, and give that",
        )
    empty = [
        number
        for number, page in enumerate(printed_pages, 1)
        if not any(line.strip() for line in page)
    ]
    controls = controls_left_out("".join(joined.paragraphs))
    notes = [*joined.notes, *omissions.notes, *controls]
    if empty:
        notes.append(f"no text on page {', '.join(map(str, empty[:10]))}: pictures are not read")
    if any(character.isdigit() for character in text):
        notes.append(_RAISED)
    elif len(text) > _LONG:
        notes.append(_COLUMNS)
    return replace(facts, text=text, notes=tuple(notes), comments=omissions.comments, blocks=blocks)


_LONG = 500
"""Shorter texts have hardly columns."""
_COLUMNS = "columns of a PDF cannot always be told: look whether the sentences follow each other"
_RAISED = "raised figures and columns of a PDF cannot be told from the rest: compare the figures with the page"


def pages(reader: PdfReader) -> Iterator[list[str]]:
    """The lines of each page, in reading order.

    Raises:
        InputError: there are too many pages, or they take too long to read.
    """
    if len(reader.pages) > _MOST_PAGES:
        raise InputError(
            f"has {len(reader.pages)} pages, more than {_MOST_PAGES}",
            help="give the pages of the article only",
        )
    began = time.monotonic()
    for page in reader.pages:
        if time.monotonic() - began > _MOST_SECONDS:
            raise InputError(f"takes more than {_MOST_SECONDS:g} seconds to read", help=_COPY)
        yield _lines(page)


def _lines(page: Any) -> list[str]:
    """The lines of a page, column by column; ligatures are the letters that they stand for."""
    fragments: list[Fragment] = []

    def visit(text: str, _cm: Any, tm: Sequence[float], _font: Any, size: float) -> None:
        if text.strip():
            fragments.append(Fragment(text.strip(), tm[4], tm[5], size * (abs(tm[3]) or 1)))

    text = page.extract_text(visitor_text=visit)
    lines = in_columns(fragments) or text.splitlines()
    return [line.translate(_LIGATURES) for line in lines]


def _name_unread(reader: PdfReader, omissions: Omissions) -> None:
    """Name what the pages show or the file holds beside their text: comments, fields, attached files."""
    for page in reader.pages:
        for annotation in page.annotations or ():
            item = annotation.get_object()
            if isinstance(item, dict) and item.get("/Subtype") != "/Widget":
                omissions.add("comment", one_line(str(item.get("/Contents") or "")))
    for name, value in (reader.get_form_text_fields() or {}).items():
        omissions.add("field", one_line(f"{name}: {value}") if value else None)
    for name in reader.attachments:
        omissions.add("embedded file", name)


def _facts(reader: PdfReader) -> Article:
    """What the metadata state, without a text; the day on which the file was made is not the day of publication."""
    info, xmp, root = reader.metadata, reader.xmp_metadata, reader.root_object
    rights = (xmp.dc_rights if xmp else None) or {}
    return Article(
        "",
        title=stated_title(info.title) if info else None,
        creator=stated_name(info.author) if info else None,
        publisher=one_line("; ".join(xmp.dc_publisher or [])) if xmp else None,
        license=one_line(rights.get("x-default") or next(iter(rights.values()), None)),
        language=stated_language(str(root["/Lang"])) if "/Lang" in root else None,
    )
