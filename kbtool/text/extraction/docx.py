"""Articles in DOCX (Office Open XML, ECMA-376): paragraphs, lists and tables in reading order."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from kbtool.errors import InputError
from kbtool.text.extraction.article import Article, one_line, paragraphs_to_text, stated_language
from kbtool.text.extraction.formulas import formula_text
from kbtool.text.extraction.library_errors import LIBRARY_ERRORS
from kbtool.text.extraction.omissions import Omissions
from kbtool.text.extraction.word_runs import MATH, Runs, W

_MOST_BYTES = 100_000_000
_MOST_FILES = 5000
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_SAVE = "open it in a word processor and save it as .docx again, or as plain text"
_STYLES = "/word/styles.xml"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_AROUND = re.compile(r"/word/(?:header|footer)\d*\.xml")
_NOTES = ("/word/footnotes.xml", "/word/endnotes.xml")


def extract(data: bytes, charset: str | None) -> Article:
    """An article in DOCX, its footnotes at the end. Title, author, language and licence are those of its properties.

    Raises:
        InputError: it is damaged, larger than can be trusted when unpacked, or has no text.
    """
    _refuse_bombs(data)
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        document = docx.Document(io.BytesIO(data))
        _refuse_entities(document.element)
        properties = document.core_properties
        parts = {str(part.partname): part for part in document.part.package.iter_parts()}
        omissions = Omissions()
        runs = Runs(_parsed(parts[_STYLES].blob) if _STYLES in parts else None, omissions)
        paragraphs = list(_paragraphs(document.element.body, runs))
        for picture in document.element.iter(_PICTURE):
            omissions.add("picture", picture.get("descr"))
        licence = None
        for name, part in parts.items():
            if name in _NOTES:
                paragraphs += _paragraphs(_parsed(part.blob), runs)
            elif _AROUND.fullmatch(name):
                for text in _paragraphs(_parsed(part.blob), runs):
                    omissions.add("header or footer", text if any(map(str.isalpha, text)) else None)
            elif name == "/docProps/custom.xml":
                licence = _licence(_parsed(part.blob))
        return Article(
            paragraphs_to_text(paragraphs),
            title=one_line(properties.title),
            creator=one_line(properties.author),
            language=stated_language(properties.language),
            license=licence,
            notes=omissions.notes,
        )
    except (OpcError, etree.LxmlError, *LIBRARY_ERRORS) as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> InputError:
    why = one_line(str(error)) or type(error).__name__
    return InputError(f"is a damaged DOCX file: {why}", help=_SAVE)


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
    except LIBRARY_ERRORS as error:
        raise _damaged(error) from error
    size = sum(file.file_size for file in files)
    if size > _MOST_BYTES or len(files) > _MOST_FILES:
        raise InputError(
            f"unpacks to {size} bytes in {len(files)} files, which is too much to trust",
            help=_SAVE,
        )
    if any(file.flag_bits & 1 for file in files):
        raise InputError("needs a password", help="save it without one")


def _parsed(blob: bytes) -> Any:
    from lxml import etree

    root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    _refuse_entities(root)
    return root


def _refuse_entities(root: Any) -> None:
    """OPC allows no document type (ECMA-376 part 2): with one, entities could hide or multiply text."""
    if root.getroottree().docinfo.doctype:
        raise InputError("declares XML entities, which a DOCX file may not", help=_SAVE)


def _paragraphs(root: Any, runs: Runs) -> Iterator[str]:
    """The paragraphs below an element, rows of tables with a tab between their cells."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}p":
            yield runs.text(element)
            boxes = [b for b in element.iter(f"{W}txbxContent") if not _in_fallback(b)]
            waiting += reversed(boxes)
        elif element.tag == MATH:
            yield formula_text(element)
        elif element.tag == f"{W}tr" and not _is_layout(element):
            cells = [
                " ".join(runs.text(p) for p in c.iter(f"{W}p")) for c in element.iter(f"{W}tc")
            ]
            yield "\t".join(cell.replace("\n", " ") for cell in cells)
        else:
            waiting += reversed(element)


def _is_layout(row: Any) -> bool:
    """Whether a row holds paragraphs or tables in a cell, not a value in each."""
    cells = list(row.iter(f"{W}tc"))
    return any(sum(1 for p in cell.iter(f"{W}p") if _has_text(p)) > 1 for cell in cells) or any(
        True for _ in row.iter(f"{W}txbxContent", f"{W}tbl")
    )


def _has_text(paragraph: Any) -> bool:
    return any((t.text or "").strip() for t in paragraph.iter(f"{W}t")) or any(
        True for _ in paragraph.iter(f"{W}sym", MATH)
    )


def _in_fallback(element: Any) -> bool:
    return any(True for _ in element.iterancestors(_FALLBACK))


def _licence(root: Any) -> str | None:
    for item in root.iter(_CUSTOM):
        if (item.get("name") or "").casefold() in ("license", "licence", "rights"):
            return one_line("".join(item.itertext()))
    return None
