"""The runs of a paragraph of Word as a line of text (ECMA-376 part 1, section 17.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from kbtool.text.extraction.formulas import formula_text
from kbtool.text.extraction.numbering import in_style
from kbtool.text.extraction.omissions import Omissions
from kbtool.text.extraction.superscripts import Piece, line_of
from kbtool.text.extraction.symbols import in_symbol, is_symbol, symbol
from kbtool.text.extraction.word_numbering import Numbering, W

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_SPACES = {
    f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011",
}  # fmt: skip
_SAYING = (f"{W}t", f"{W}delText", f"{W}sym", MATH, *_SPACES)
_FIELD = f"{W}fldChar"
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_GONE = frozenset({f"{W}del", f"{W}moveFrom"})
_ON = frozenset({"1", "true", "on"})


class Runs:
    """Reads paragraphs.

    Args:
        styles: the root of ``word/styles.xml``; None if there is none.
        numbering: the root of ``word/numbering.xml``; None if there is none.
        omissions: takes what is left out.

    Attributes:
        notes: the marks of the footnotes and endnotes that were referred to, by kind and number in their file.
    """

    def __init__(self, styles: Any, numbering: Any, omissions: Omissions) -> None:
        found = [] if styles is None else styles.iter(f"{W}style")
        self._styles = {style.get(f"{W}styleId"): style for style in found}
        self._numbering = Numbering(numbering, styles)
        self._omissions = omissions
        self.notes: dict[tuple[str, str], str] = {}

    def text(self, *paragraphs: Any) -> str:
        """The words of a paragraph; those in boxes are paragraphs of their own.

        Args:
            paragraphs: it, or several that are one because the marks between them are deleted; the last gives the number.
        """
        words = self._words(paragraphs)
        number = self._numbering.number(paragraphs[-1])
        return f"{number} {words}" if number and words.strip() else words

    def runs_on(self, paragraph: Any) -> bool:
        """Whether the mark at the end of a paragraph is deleted or hidden, so that the next one goes on in its line."""
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is None:
            return False
        gone = any(mark.find(f"{W}{name}") is not None for name in ("del", "moveFrom"))
        return gone or any(_is_on(mark.find(f"{W}{name}")) for name in ("vanish", "specVanish"))

    def groups(self, paragraphs: Iterable[Any]) -> list[list[Any]]:
        """Paragraphs, those together that are one."""
        groups: list[list[Any]] = []
        open_ = False
        for paragraph in paragraphs:
            if open_:
                groups[-1].append(paragraph)
            else:
                groups.append([paragraph])
            open_ = self.runs_on(paragraph)
        return groups

    def _words(self, paragraphs: Iterable[Any]) -> str:
        pieces = [piece for paragraph in paragraphs for piece in self._pieces(paragraph)]
        removed = ""
        for piece, following in pairwise([*pieces, Piece("")]):
            if piece.kind in ("deleted", "hidden"):
                removed += piece.text
                if following.kind != piece.kind:
                    self._omissions.add(piece.kind, removed)
                    removed = ""
        return line_of(pieces)

    def _pieces(self, paragraph: Any) -> Iterator[Piece]:
        fields: list[bool] = []
        for element in paragraph.iter(*_SAYING, _FIELD, *_NOTES):
            above = list(element.iterancestors())
            owner = next(a for a in above if a.tag == f"{W}p")
            if owner is not paragraph or above[0].tag == f"{W}tabs":
                continue
            if element.tag == _FIELD:
                _follow(fields, element.get(f"{W}fldCharType"))
                continue
            if not all(fields):
                continue
            run = next((a for a in above if a.tag == f"{W}r"), None)
            kind = "deleted" if any(a.tag in _GONE for a in above) else self._kind(run, paragraph)
            linked = any(a.tag == f"{W}hyperlink" for a in above)
            if element.tag not in _NOTES:
                yield Piece(self._said(element, run), kind, linked)
            elif kind != "deleted" and (mark := self._note(element)):
                yield Piece(f"[{mark}]", "superscript", linked)

    def _note(self, reference: Any) -> str:
        """The mark of a note; empty for one whose mark stands in the text."""
        kind, number = _NOTES[reference.tag], reference.get(f"{W}id") or ""
        if _is_on(reference, "customMarkFollows", "0"):
            self.notes[kind, number] = ""
        if (kind, number) not in self.notes:
            before = sum(other == kind and mark != "" for (other, _), mark in self.notes.items())
            style = "decimal" if kind == "footnote" else "lower-roman"
            self.notes[kind, number] = in_style(before + 1, style)
        return self.notes[kind, number]

    def _said(self, element: Any, run: Any) -> str:
        if element.tag == MATH:
            return formula_text(element)
        if element.tag != f"{W}sym":
            text = _SPACES.get(element.tag) or element.text or ""
            return in_symbol(text) if is_symbol(self._font(run)) else text
        font, code = element.get(f"{W}font"), element.get(f"{W}char")
        character = symbol(font, code)
        if character is None:
            self._omissions.add("symbol", f"{code} of the font {font}")
        return character or ""

    def _font(self, run: Any) -> str | None:
        fonts = self._property(run, "rFonts")
        return None if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")

    def _kind(self, run: Any, paragraph: Any) -> str:
        if any(self._is_so(run, paragraph, name) for name in ("strike", "dstrike")):
            return "deleted"
        if any(self._is_so(run, paragraph, name) for name in ("vanish", "specVanish")):
            return "hidden"
        aligned = self._property(run, "vertAlign")
        kind = "" if aligned is None else aligned.get(f"{W}val") or ""
        return kind if kind in ("superscript", "subscript") else self._moved(run)

    def _is_so(self, run: Any, paragraph: Any, name: str) -> bool:
        """Whether a property is switched on for a run, or else for the style of its paragraph."""
        found = self._property(run, name)
        return _is_on(self._property_of_style(paragraph, name) if found is None else found)

    def _property_of_style(self, paragraph: Any, name: str) -> Any:
        link = paragraph.find(f"{W}pPr/{W}pStyle")
        style = self._styles.get(None if link is None else link.get(f"{W}val"))
        return None if style is None else self._property(style, name)

    def _moved(self, run: Any) -> str:
        """Whether a run is raised or lowered by hand, in half points."""
        position = self._property(run, "position")
        value = "" if position is None else (position.get(f"{W}val") or "").removesuffix("pt")
        if not value.strip("0").lstrip("-").strip("."):
            return ""
        return "subscript" if value.startswith("-") else "superscript"

    def _property(self, run: Any, name: str) -> Any:
        """A property of a run, of its style, or of the styles which that is based on."""
        holder, seen = run, set()
        while holder is not None:
            found = holder.find(f"{W}rPr/{W}{name}")
            if found is not None:
                return found
            link = holder.find(f"{W}basedOn" if holder.tag == f"{W}style" else f"{W}rPr/{W}rStyle")
            style = None if link is None else link.get(f"{W}val")
            if style in seen:
                return None
            seen.add(style)
            holder = self._styles.get(style)
        return None


def _follow(fields: list[bool], step: str | None) -> None:
    """Which of the fields that are open have come to their results; before that, they hold instructions."""
    if step == "begin":
        fields.append(False)
    elif step == "separate" and fields:
        fields[-1] = True
    elif step == "end" and fields:
        fields.pop()


def _is_on(flag: Any, name: str = "val", usual: str = "1") -> bool:
    return flag is not None and (flag.get(f"{W}{name}") or usual).casefold() in _ON
