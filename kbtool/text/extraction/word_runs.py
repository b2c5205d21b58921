"""The runs of a paragraph of Word as a line of text (ECMA-376 part 1, section 17.3)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from kbtool.text.extraction.formulas import formula_text
from kbtool.text.extraction.omissions import Omissions
from kbtool.text.extraction.superscripts import Piece, line_of
from kbtool.text.extraction.symbols import in_symbol, is_symbol, symbol

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_SPACES = {
    f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011",
}  # fmt: skip
_SAYING = (f"{W}t", f"{W}delText", f"{W}sym", MATH, *_SPACES)
_GONE = frozenset({f"{W}del", f"{W}moveFrom"})
_ON = frozenset({"1", "true", "on"})


class Runs:
    """Reads paragraphs.

    Args:
        styles: the root of ``word/styles.xml``; None if there is none.
        omissions: takes what is left out.
    """

    def __init__(self, styles: Any, omissions: Omissions) -> None:
        found = [] if styles is None else styles.iter(f"{W}style")
        self._styles = {style.get(f"{W}styleId"): style for style in found}
        self._omissions = omissions

    def text(self, paragraph: Any) -> str:
        """The words of a paragraph; those in boxes are paragraphs of their own."""
        pieces = list(self._pieces(paragraph))
        removed = ""
        for piece, following in pairwise([*pieces, Piece("")]):
            if piece.kind in ("deleted", "hidden"):
                removed += piece.text
                if following.kind != piece.kind:
                    self._omissions.add(piece.kind, removed)
                    removed = ""
        return line_of(pieces)

    def _pieces(self, paragraph: Any) -> Iterator[Piece]:
        for element in paragraph.iter(*_SAYING):
            above = list(element.iterancestors())
            owner = next(a for a in above if a.tag == f"{W}p")
            if owner is not paragraph or above[0].tag == f"{W}tabs":
                continue
            run = next((a for a in above if a.tag == f"{W}r"), None)
            kind = "deleted" if any(a.tag in _GONE for a in above) else self._kind(run)
            linked = any(a.tag == f"{W}hyperlink" for a in above)
            yield Piece(self._said(element, run), kind, linked)

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

    def _kind(self, run: Any) -> str:
        if any(_is_on(self._property(run, name)) for name in ("strike", "dstrike")):
            return "deleted"
        if _is_on(self._property(run, "vanish")):
            return "hidden"
        aligned = self._property(run, "vertAlign")
        kind = "" if aligned is None else aligned.get(f"{W}val") or ""
        return kind if kind in ("superscript", "subscript") else self._moved(run)

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
            link = holder.find(f"{W}rPr/{W}rStyle" if holder is run else f"{W}basedOn")
            style = None if link is None else link.get(f"{W}val")
            if style in seen:
                return None
            seen.add(style)
            holder = self._styles.get(style)
        return None


def _is_on(flag: Any) -> bool:
    return flag is not None and (flag.get(f"{W}val") or "1").casefold() in _ON
