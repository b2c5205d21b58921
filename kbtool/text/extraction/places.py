"""What the places of words are counted in, in files without lines: the paragraphs of DOCX, the pages of PDF."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from kbtool.text.extraction.word_numbering import W

_UNREAD = (f"{W}del", f"{W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")  # fmt: skip
_MARKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}


def word_paragraphs(data: bytes) -> list[str]:
    """The paragraphs of the body of a DOCX file that was read before, in the order of the file, empty ones and cells, too.

    Args:
        data: the file.
    """
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read(_main_part(archive))
    root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    return [_words(each) for each in root.iter(f"{W}p") if not _is_unread(each, root)]


def pdf_pages(data: bytes) -> list[str]:
    """The pages of a PDF that was read before, a text each.

    Args:
        data: the file.
    """
    from pypdf import PdfReader

    from kbtool.text.extraction.pdf import pages

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        reader.decrypt("")
    return ["\n".join(lines) for lines in pages(reader)]


def _main_part(archive: zipfile.ZipFile) -> str:
    """The part that the package names as its document (ECMA-376 part 2, 9.3)."""
    from lxml import etree

    relations = etree.fromstring(archive.read("_rels/.rels"))
    target = next(
        each.get("Target") for each in relations if each.get("Type", "").endswith("/officeDocument")
    )
    return str(target).lstrip("/")


def _words(paragraph: Any) -> str:
    """The words of a paragraph as they are shown, without those of a text box in it."""
    found = []
    for each in paragraph.iter(f"{W}t", *_MARKS):
        holder = next(each.iterancestors(f"{W}p"))
        if holder is paragraph and not _is_unread(each, paragraph):
            found.append(_MARKS.get(each.tag) or each.text or "")
    return "".join(found)


def _is_unread(element: Any, top: Any) -> bool:
    for each in element.iterancestors(*_UNREAD):
        return each is not top
    return False
