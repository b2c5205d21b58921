"""The text of titles and abstracts, which registries give with markup: XML, HTML and JATS in JSON, escaped once or twice."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from kbtool.text.extraction.formulas import formula_text
from kbtool.text.extraction.superscripts import Piece, line_of

_RAISED = frozenset({"sup", "su"})
_LOWERED = frozenset({"sub", "inf"})
_BLOCKS = frozenset({
    "p", "title", "sec", "br", "break", "list", "list-item", "li", "ul", "ol", "def-list", "def-item", "label", "tr", "td",
    "th", "table", "div", "disp-formula", "dispformula", "disp-quote", "abstract", "abstracttext", "h1", "h2", "h3", "h4",
    "head", "fp", "fp-1", "fp-2", "fp1-2", "pspace", "hd1", "hd2", "hd3", "extract", "note", "cita", "auth", "source",
    *(f"div{n}" for n in range(1, 10)),
})  # fmt: skip
"""Elements that end a line, in HTML, JATS, PubMed's and the Government Publishing Office's XML."""
_INLINE = frozenset({
    "i", "b", "u", "em", "strong", "italic", "bold", "underline", "sc", "scp", "small", "big", "tt", "font", "span", "a",
    "inline-formula", "monospace", "roman", "sans-serif", "overline", "styled-content", "named-content", "ext-link", "xref",
    "email", "uri", "alternatives", "tex-math", "math", "inline-graphic", "abbrev", "strike", "s", "cite",
})  # fmt: skip
_KNOWN = _RAISED | _LOWERED | _BLOCKS | _INLINE
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(
    r"""<(/?)(?:(jats|mml|m|xhtml):)?([A-Za-z][\w-]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))*)\s*(/?)>"""
)
_GPO = {"51": "superscript", "52": "subscript", "53": "superscript", "54": "subscript"}
"""The types of emphasis of the Government Publishing Office that raise or lower: <E T="52">."""
_TIMES = 5
_DEEPEST = 100
_UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Headings(Struct, frozen=True):
    """What becomes of the headings of a structured abstract, and what is put behind each.

    Attributes:
        kept: whether they are part of the text.
        behind: what stands behind one.
    """

    kept: bool = True
    behind: str = ""


def text_of(node: Any, headings: Headings = Headings()) -> str | None:
    """The text of an element, runs of space as one and without entities; None, if there is none.

    Raised and lowered characters stay apart from figures, as in the text of articles: ``10^6``. Markup that was escaped
    is markup, too.
    """
    if node is None:
        return None
    line = " ".join(line_of(_apart(list(_pieces(node, "", headings)))).split())
    return (_plain(line, headings) if _TAG.search(line) or _ENTITY.search(line) else line) or None


def plain(said: str, headings: Headings = Headings()) -> str | None:
    """A text that may have markup in it, escaped or not, without it; None, if nothing is left."""
    return _plain(said, headings) or None


def _plain(said: str, headings: Headings) -> str:
    for _ in range(_TIMES):
        unescaped = _ENTITY.sub(lambda entity: html.unescape(entity[0]), said)
        if unescaped == said:
            break
        said = unescaped
    if not any(_is_markup(tag) for tag in _TAG.finditer(said)):
        return " ".join(said.split())
    from lxml import etree

    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    root = etree.fromstring(f"<r>{_as_xml(said)}</r>".encode(), parser)
    return " ".join(line_of(_apart(list(_pieces(root, "", headings)))).split())


def _is_markup(tag: re.Match[str]) -> bool:
    """Whether it is of a language of markup; what only looks so is text: "T<B and C>D"."""
    return tag[2] is not None or tag[3].lower() in _KNOWN


def _as_xml(said: str) -> str:
    """A text whose markup is XML without attributes, and all else of it is escaped."""
    parts = []
    opened: list[str] = []
    end = 0
    for tag in _TAG.finditer(said):
        if not _is_markup(tag):
            continue
        parts.append(html.escape(said[end : tag.start()]))
        end = tag.end()
        name = tag[3] if tag[2] in ("mml", "m") else tag[3].lower()
        if tag[5] or name == "br":
            parts.append(f"<{name}/>")
        elif not tag[1] and len(opened) < _DEEPEST:
            opened.append(name)
            parts.append(f"<{name}>")
        while tag[1] and name in opened:
            last = opened.pop()
            parts.append(f"</{last}>")
            if last == name:
                break
    parts += [html.escape(said[end:]), *(f"</{name}>" for name in reversed(opened))]
    return _UNFIT.sub("", "".join(parts))


def _pieces(node: Any, kind: str, headings: Headings) -> Iterator[Piece]:
    """The text of an element, in pieces that are raised, lowered, or neither; formulas are marked by their kind."""
    name = _name(node)
    if name == "tex-math" and any(_name(beside) == "math" for beside in node.getparent()):
        return  # the same formula once more
    if name == "math":
        yield Piece(formula_text(node), "formula")
        return
    kind = _lift(node, name) or kind
    if name in _BLOCKS:
        yield Piece(" ")
    if name == "title" and not headings.kept:
        return
    if name == "fr":
        yield Piece(" ", kind)  # "2<FR>1/2</FR>" is two and a half
    yield Piece(node.text or "", kind)
    for child in node:
        if isinstance(child.tag, str):
            yield from _pieces(child, kind, headings)
        yield Piece(child.tail or "", kind)
    if name == "title":
        yield Piece(headings.behind)
    if name in _BLOCKS:
        yield Piece(" ")


def _apart(pieces: list[Piece]) -> list[Piece]:
    """Pieces with a space between a formula and the word beside it."""
    found: list[Piece] = []
    pieces = [piece for piece in pieces if piece.text]
    for at, piece in enumerate(pieces):
        if piece.kind != "formula":
            found.append(piece)
            continue
        before = found[-1].text[-1:] if found else ""
        after = pieces[at + 1].text[:1] if at + 1 < len(pieces) else ""
        left = " " if before.isalnum() and piece.text[:1].isalnum() else ""
        right = " " if after.isalnum() and piece.text[-1:].isalnum() else ""
        found.append(Piece(left + piece.text + right))
    return found


def _lift(node: Any, name: str) -> str:
    if name == "e":
        return _GPO.get(node.get("T") or "", "")
    return "superscript" if name in _RAISED else "subscript" if name in _LOWERED else ""


def _name(node: Any) -> str:
    tag = node.tag if isinstance(node.tag, str) else ""
    return tag.rpartition("}")[2].lower()
