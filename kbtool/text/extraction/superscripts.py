"""Raised and lowered characters in a line of text: what they say is kept, and no figure grows by them."""

from __future__ import annotations

import re

from msgspec import Struct

_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "re", "ère", "nde", "e", "ème"})
_UNITS = frozenset({
    "m", "mm", "cm", "dm", "km", "µm", "μm", "nm", "in", "ft", "yd", "mi", "s", "sec", "min", "h", "kg", "mg", "µg", "μg",
    "mcg", "ml", "dl", "mol", "mmol", "hz",
})  # fmt: skip
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_SIGNED = re.compile(r"[-−–+].*\d|.*[-−–+]$", re.DOTALL)
_BARE = re.compile(r"[-−–+±]?[^\s()]+")
LONGEST = 40
"""More characters than this are a passage in small print, no exponent and no mark of a note."""


class Piece(Struct, frozen=True):
    """A stretch of a line: ``kind`` is "" as a rule, "superscript", "subscript" or what is left out of the text."""

    text: str
    kind: str = ""
    linked: bool = False


def superscript(before: str, raised: str, after: str, *, linked: bool) -> str:
    """What stands in the text for raised characters: ``10^6``, ``m^2``, ``1st``, `` [3]`` for the mark of a note.

    Args:
        before: the text before them, or its end.
        raised: the characters.
        after: the text behind them, or its start.
        linked: whether they are a link, as marks of notes are.
    """
    said = " ".join(raised.split())
    if not said:
        return " " if raised else ""
    base = before.rstrip()
    space = before[len(base) :]
    if linked or (said[0] == "[" and said[-1] == "]"):
        mark = said if said[0] in "[(" and said[-1] in "])" else f"[{said}]"
        return _apart(_behind(before, mark), after)
    if not any(c.isalnum() or c in "-−–+" for c in said):
        return said
    if base[-1:].isdigit() and not space and said.casefold() in _ORDINALS:
        return _apart(said, after)
    if _is_power(base, space, said, after):
        return _apart(f"^{said}" if _BARE.fullmatch(said) else f"^({said})", after)
    mark = said if said[0] == "(" and said[-1] == ")" else f"[{said}]"
    return _apart(_behind(before, mark), after)


def subscript(before: str, lowered: str, after: str) -> str:
    """What stands in the text for lowered characters: joined to letters (``H2O``), apart from figures (``10_2``)."""
    said = " ".join(lowered.split())
    if not said:
        return " " if lowered else ""
    last = before[-1:]
    if not last or last.isspace():
        return _apart(said, after)
    if " " in said:
        return _apart(f"_({said})", after)
    joined = last.isalpha() or last in ")]"
    runs_on = said[-1].isdigit() and after[:1].isdigit()
    return _apart(said if joined and not runs_on else f"_{said}", after)


def gap(before: str, removed: str, after: str) -> str:
    """What stays where text is left out: a space, unless the words beside it are one word without it."""
    if before[-1:].isspace() or after[:1].isspace() or not (before and after):
        return ""
    if removed[:1].isspace() or removed[-1:].isspace():
        return " "
    beside = before[-1] + after[0]
    return " " if beside.isalnum() and not (beside + removed).isalpha() else ""


def line_of(pieces: list[Piece]) -> str:
    """The text of a line. Neighbours of one kind are one piece: word processors part them at will."""
    whole: list[Piece] = []
    for piece in pieces:
        if piece.text and whole and whole[-1].kind == piece.kind:
            linked = whole[-1].linked or piece.linked
            whole[-1] = Piece(whole[-1].text + piece.text, piece.kind, linked)
        elif piece.text:
            whole.append(piece)
    parts: list[str] = []
    before = ""
    for at, piece in enumerate(whole):
        after = next((p.text if not p.kind else "" for p in whole[at + 1 :] if p.kind in KEPT), "")
        part = placed(before, piece, after)
        parts.append(part)
        before = (before + part)[-LONGEST:]
    return "".join(parts)


KEPT = ("", "superscript", "subscript")
"""The kinds of pieces that are part of the text."""


def placed(before: str, piece: Piece, after: str) -> str:
    """What stands in the text for a piece between what is before it and behind it."""
    if piece.kind == "superscript":
        return superscript(before, piece.text, after, linked=piece.linked)
    if piece.kind == "subscript":
        return subscript(before, piece.text, after)
    return piece.text if piece.kind == "" else gap(before, piece.text, after)


def _is_power(base: str, space: str, said: str, after: str) -> bool:
    """Whether raised characters belong to the figure, unit or sign before them, or to the letter behind them."""
    if not base or space:
        is_isotope = said.isdigit() and after[:1].isalpha()
        return is_isotope or (base[-1:].isdigit() and len(said) <= LONGEST)
    if base[-1].isdigit() or _SIGNED.fullmatch(said):
        return True
    word = _LAST_WORD.search(base[-LONGEST:])
    if word is None:
        return False
    if any(c.isdigit() for c in said):
        return len(word[0]) == 1 or word[0].casefold() in _UNITS
    return len(said) > 1


def _behind(before: str, mark: str) -> str:
    return mark if not before or before[-1].isspace() or before[-1] in "([" else f" {mark}"


def _apart(text: str, after: str) -> str:
    """The text, with a space behind it where a figure would run on."""
    runs_on = after[:1].isdigit() and (text[-1:].isalnum() or text[-1:] in "])")
    return f"{text} " if runs_on else text
