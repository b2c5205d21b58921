"""Parts of a Word file beside its text: embedded pages are read, and what else it shows or holds is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kbtool.text.extraction.furniture import is_counter
from kbtool.text.extraction.omissions import Omissions
from kbtool.text.extraction.word_numbering import W
from kbtool.text.structure import Paragraph

_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_KINDS = {"charts": "chart", "diagrams": "diagram"}


class Chunks:
    """Reads the files that a document embeds as a part of its text (ECMA-376 part 1, section 17.17.2.1, altChunk).

    Args:
        part: the part of the document that they belong to.
        omissions: takes what is left out.
    """

    def __init__(self, part: Any, omissions: Omissions) -> None:
        self._related = part.rels
        self._omissions = omissions

    def __call__(self, element: Any) -> Iterator[Paragraph]:
        """The paragraphs of a page or a text; a file of another kind is named."""
        relation = self._related.get(element.get(_RELATION))
        if relation is None or relation.is_external:
            where = None if relation is None else relation.target_ref
            self._omissions.add("linked file", where or "a file that is not there")
            return
        part = relation.target_part
        kind = str(part.content_type)
        if kind in ("text/html", "application/xhtml+xml"):
            yield from _page(part.blob, self._omissions)
        elif kind == "text/plain":
            from kbtool.text.extraction.decoding import decode

            yield from map(Paragraph, decode(part.blob, None).text.splitlines())
        else:
            self._omissions.add("embedded file", f"{part.partname} ({kind})")


def _page(data: bytes, omissions: Omissions) -> Iterator[Paragraph]:
    from kbtool.text.extraction.blocks import page_blocks
    from kbtool.text.extraction.decoding import decode
    from kbtool.text.extraction.html import parse
    from kbtool.text.extraction.marking import marked
    from kbtool.text.extraction.preparation import prepare

    root = parse(decode(data, None).text)
    prepare(root, omissions)
    yield from marked(page_blocks(root))


def name_unread(document: Any, roots: Mapping[str, Any], omissions: Omissions) -> None:
    """Name what no text is taken of: pictures, embedded objects, linked documents, comments, charts and diagrams.

    Args:
        document: the root of the document.
        roots: the roots of the other parts, by their name.
        omissions: takes them.
    """
    for picture in document.iter(_PICTURE):
        omissions.add("picture", picture.get("descr") or picture.get("title"))
    for embedded in document.iter(_OLE):
        omissions.add("embedded object", embedded.get("ProgID") or "of no stated kind")
    for linked in document.iter(f"{W}subDoc"):
        omissions.add("linked file", linked.get(_RELATION))
    for name, root in roots.items():
        if name == "/word/comments.xml":
            for comment in root.iter(f"{W}comment"):
                omissions.add("comment", " ".join(t.text or "" for t in comment.iter(f"{W}t")))
        folder = name.split("/")[2]
        if folder in _KINDS:
            omissions.add(_KINDS[folder], " / ".join(t.text or "" for t in root.iter(_DRAWN)))


def counts_pages(paragraph: Any) -> bool:
    """Whether a paragraph is the number of its page and nothing else, as converters leave it in the text.

    Args:
        paragraph: it, with the fields that say so (PAGE, ECMA-376 part 1, 17.16.5.45).
    """
    instructions = [text.text or "" for text in paragraph.iter(f"{W}instrText")]
    instructions += [field.get(f"{W}instr") or "" for field in paragraph.iter(f"{W}fldSimple")]
    numbers = paragraph.find(f".//{W}pgNum") is not None
    if not numbers and not any(words.split()[:1] == ["PAGE"] for words in instructions):
        return False
    said = "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
    return is_counter(f"{said} 1" if numbers else said)
