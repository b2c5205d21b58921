"""Articles in DOCX (Office Open XML, ECMA-376): paragraphs, lists and tables in reading order."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

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
from kbtool.text.extraction.formulas import formula_text
from kbtool.text.extraction.library_errors import LIBRARY_ERRORS
from kbtool.text.extraction.omissions import Omissions
from kbtool.text.extraction.word_layout import Layout
from kbtool.text.extraction.word_numbering import W
from kbtool.text.extraction.word_parts import Chunks, counts_pages, name_unread
from kbtool.text.extraction.word_runs import MATH, Runs
from kbtool.text.structure import Kind, Mark, Paragraph, texts

_MOST_BYTES = 100_000_000
_MOST_FILES = 5000
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_SAVE = "open it in a word processor and save it as .docx again, or as plain text"
_STYLES = "/word/styles.xml"
_NUMBERING = "/word/numbering.xml"
_PROPERTIES = "/docProps/custom.xml"
_AROUND = re.compile(r"/word/(?:header|footer)\d*\.xml")
_NOTES = {"footnote": "/word/footnotes.xml", "endnote": "/word/endnotes.xml"}
_READ = re.compile(
    r"/word/(?:styles|numbering|footnotes|endnotes|comments|(?:header|footer)\d*|charts/chart\d*|diagrams/data\d*)\.xml"
    r"|/docProps/custom\.xml"
)
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


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
        roots = {name: _parsed(part.blob) for name, part in parts.items() if _READ.fullmatch(name)}
        omissions = Omissions()
        runs = Runs(roots.get(_STYLES), roots.get(_NUMBERING), omissions)

        layout = Layout(roots.get(_STYLES), roots.get(_NUMBERING))

        def read(root: Any) -> list[Paragraph]:
            chunks = Chunks(document.part, omissions)
            return list(_paragraphs(root, runs, layout, omissions, chunks))

        paragraphs = read(document.element.body)
        for kind, name in _NOTES.items():
            paragraphs += _notes(roots.get(name), kind, runs, read, omissions)
        name_unread(document.element, roots, omissions)
        for name, root in roots.items():
            if _AROUND.fullmatch(name):
                for text in texts(read(root)):
                    omissions.add("header or footer", text if any(map(str.isalpha, text)) else None)
        licence = _licence(roots[_PROPERTIES]) if _PROPERTIES in roots else None
        text, blocks = lay_out(paragraphs)
        return Article(
            text,
            title=stated_title(properties.title),
            creator=stated_name(properties.author),
            language=stated_language(properties.language),
            license=licence,
            comments=omissions.comments,
            notes=(*omissions.notes, *controls_left_out("".join(texts(paragraphs)))),
            blocks=blocks,
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


def _paragraphs(
    root: Any, runs: Runs, layout: Layout, omissions: Omissions, chunks: Chunks
) -> Iterator[Paragraph]:
    """The paragraphs below an element, rows of tables with a tab between their cells."""
    waiting = [root]
    together: list[Any] = []
    while waiting:
        element = waiting.pop()
        is_paragraph = element.tag == f"{W}p"
        if is_paragraph and not together and root.tag == f"{W}body" and counts_pages(element):
            omissions.add("page number", runs.text(element) or "#")
        elif is_paragraph:
            together.append(element)
            if runs.runs_on(element) and _is_followed(element):
                continue
            yield Paragraph(runs.text(*together), layout.mark(together[0]))
            boxes = [b for p in together for b in p.iter(f"{W}txbxContent") if not _in_fallback(b)]
            waiting += reversed(boxes)
            together = []
        elif element.tag == MATH:
            yield Paragraph(formula_text(element))
        elif element.tag == f"{W}altChunk":
            yield from chunks(element)
        elif element.tag == f"{W}tr" and (kind := _why_left_out(element)):
            omissions.add(kind, _plain_words(element))
        elif element.tag == f"{W}tr" and not _is_layout(element):
            cells = [_cell(c, runs, omissions) for c in element.iter(f"{W}tc")]
            words = "\t".join(cell.replace("\n", " ") for cell in cells if cell is not None)
            yield Paragraph(words, layout.row(element))
        else:
            waiting += reversed(element)


def _is_followed(paragraph: Any) -> bool:
    """Whether another paragraph follows in the same part, with which one whose mark is deleted is one."""
    following = paragraph.getnext()
    while following is not None and following.tag not in (f"{W}p", f"{W}tbl", f"{W}sdt"):
        following = following.getnext()
    return following is not None and following.tag == f"{W}p"


def _why_left_out(row: Any) -> str:
    """Why a row or cell is not part of the text: its deletion is marked at the whole of it, or it is hidden."""
    properties = row.find(f"{W}trPr" if row.tag == f"{W}tr" else f"{W}tcPr")
    if properties is None:
        return ""
    if any(properties.find(f"{W}{name}") is not None for name in ("del", "cellDel")):
        return "deleted"
    merged = properties.find(f"{W}vMerge")
    goes_on = merged is not None and merged.get(f"{W}val") != "restart"
    return "hidden" if goes_on or properties.find(f"{W}hidden") is not None else ""


def _cell(cell: Any, runs: Runs, omissions: Omissions) -> str | None:
    """The words of a cell; None for one that is deleted, and none for one that another covers."""
    kind = _why_left_out(cell)
    if kind:
        omissions.add(kind, _plain_words(cell))
        return None if kind == "deleted" else ""
    return " ".join(runs.text(*group) for group in runs.groups(cell.iter(f"{W}p")))


def _plain_words(element: Any) -> str:
    return " ".join(
        "".join(t.text or "" for t in p.iter(f"{W}t", f"{W}delText")) for p in element.iter(f"{W}p")
    )


def _is_layout(row: Any) -> bool:
    """Whether a row holds paragraphs or tables in a cell, not a value in each."""
    cells = list(row.iter(f"{W}tc"))
    return any(_paragraphs_in(cell) > 1 for cell in cells) or any(
        True for _ in row.iter(f"{W}txbxContent", f"{W}tbl")
    )


def _paragraphs_in(cell: Any) -> int:
    """How many paragraphs of a cell have text; one whose mark is deleted is one with the next."""
    deleted = f"{W}pPr/{W}rPr/{W}del"
    return sum(1 for p in cell.iter(f"{W}p") if _has_text(p) and p.find(deleted) is None)


def _has_text(paragraph: Any) -> bool:
    return any((t.text or "").strip() for t in paragraph.iter(f"{W}t")) or any(
        True for _ in paragraph.iter(f"{W}sym", MATH)
    )


def _in_fallback(element: Any) -> bool:
    return any(True for _ in element.iterancestors(_FALLBACK))


def _notes(
    root: Any,
    kind: str,
    runs: Runs,
    read: Callable[[Any], list[Paragraph]],
    omissions: Omissions,
) -> Iterator[Paragraph]:
    """The notes at the foot or end, each behind its mark; one that nothing refers to is shown nowhere."""
    notes = [] if root is None else list(root.iter(f"{W}{kind}"))
    order = {key: at for at, key in enumerate(runs.notes)}
    notes.sort(key=lambda note: order.get((kind, note.get(f"{W}id") or ""), -1))
    for note in notes:
        words = [text for text in texts(read(note)) if text.strip()]
        mark = runs.notes.get((kind, note.get(f"{W}id") or ""))
        if mark is not None and words:
            first = f"[{mark}] {words[0].lstrip()}" if mark else words[0]
            yield from (Paragraph(each, Mark(Kind.NOTE)) for each in (first, *words[1:]))
        elif note.get(f"{W}type") not in _SEPARATORS:
            omissions.add(f"{kind} without a mark", " ".join(words))


def _licence(root: Any) -> str | None:
    for item in root.iter(_CUSTOM):
        if (item.get("name") or "").casefold() in ("license", "licence", "rights"):
            return one_line("".join(item.itertext()))
    return None
