"""Articles in PDF: the text of the pages, joined into paragraphs."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kbtool.errors import InputError
from kbtool.text.extraction.article import Article, one_line, paragraphs_to_text, stated_language
from kbtool.text.extraction.library_errors import LIBRARY_ERRORS
from kbtool.text.extraction.paragraphs import join_lines

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PAGES = 1000
_MOST_SECONDS = 120.0
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
        pages = [list(page) for page in _pages(reader)]
        facts = _facts(reader)
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
    joined = join_lines(pages)
    text = paragraphs_to_text(joined.paragraphs)
    if not text.strip():
        raise InputError(
            "has pages and no text: a scan, or pictures of text",
            help="run text recognition (OCR) over it, read what comes out, and give that",
        )
    empty = [
        number for number, page in enumerate(pages, 1) if not any(line.strip() for line in page)
    ]
    notes = list(joined.notes)
    if empty:
        notes.append(f"no text on page {', '.join(map(str, empty[:10]))}: pictures are not read")
    if any(character.isdigit() for character in text):
        notes.append(_RAISED)
    return replace(facts, text=text, notes=tuple(notes))


_RAISED = "raised figures and columns of a PDF cannot be told from the rest: compare the figures with the page"


def _pages(reader: PdfReader) -> Iterator[list[str]]:
    if len(reader.pages) > _MOST_PAGES:
        raise InputError(
            f"has {len(reader.pages)} pages, more than {_MOST_PAGES}",
            help="give the pages of the article only",
        )
    began = time.monotonic()
    for page in reader.pages:
        if time.monotonic() - began > _MOST_SECONDS:
            raise InputError(f"takes more than {_MOST_SECONDS:g} seconds to read", help=_COPY)
        yield page.extract_text().splitlines()


def _facts(reader: PdfReader) -> Article:
    """What the metadata state, without a text; the day on which the file was made is not the day of publication."""
    info, xmp, root = reader.metadata, reader.xmp_metadata, reader.root_object
    rights = (xmp.dc_rights if xmp else None) or {}
    return Article(
        "",
        title=one_line(info.title) if info else None,
        creator=one_line(info.author) if info else None,
        publisher=one_line("; ".join(xmp.dc_publisher or [])) if xmp else None,
        license=one_line(rights.get("x-default") or next(iter(rights.values()), None)),
        language=stated_language(str(root["/Lang"])) if "/Lang" in root else None,
    )
