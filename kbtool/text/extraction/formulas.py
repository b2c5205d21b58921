"""Formulas in MathML and in Office's own XML (OMML, ECMA-376 part 1, section 22.1) as a line of text."""

from __future__ import annotations

import re
from typing import Any

_DEEPEST = 60
_SILENT = frozenset({"annotation", "annotation-xml", "delText", "script", "style"})
_TOGETHER = frozenset({"mtable", "mtr", "mtd", "m", "mr", "eqArr"})
_POWERS = frozenset({"msup", "sSup", "mover", "limUpp"})
_INDICES = frozenset({"msub", "sSub", "munder", "limLow"})
_BOTH = frozenset({"msubsup", "sSubSup", "munderover"})
_FRACTIONS = frozenset({"mfrac", "f"})
_UNSEEN = re.compile("[\u2061-\u2064\u200b]")
_SIMPLE = re.compile(r"[-−+]?\w+(?:[.,]\w+)*")


def formula_text(element: Any) -> str:
    """The text of a formula in reading order; exponents, indices and fractions stay apart from their base."""
    return " ".join(_text(element, 0).split())


def _text(element: Any, depth: int) -> str:
    if depth > _DEEPEST:
        return " ".join(element.itertext())
    name = _name(element)
    if name in _SILENT or name.endswith("Pr"):
        return ""
    children = [child for child in element if not _name(child).endswith("Pr")]
    if not children:
        return _UNSEEN.sub(" ", element.text or "")
    parts = [_text(child, depth + 1) for child in children]
    if name == "semantics":
        return parts[0]
    if name in _FRACTIONS and len(parts) == 2:
        return f"{_bracketed(parts[0])}/{_bracketed(parts[1])}"
    if name in _POWERS and len(parts) == 2:
        return parts[0] + _marked("^", parts[1])
    if name in _INDICES and len(parts) == 2:
        return parts[0] + _marked("_", parts[1])
    if name in _BOTH and len(parts) == 3:
        return parts[0] + _marked("_", parts[1]) + _marked("^", parts[2])
    if name == "sPre" and len(parts) == 3:
        return _marked("_", parts[0]) + _marked("^", parts[1]) + parts[2]
    if name == "nary" and len(parts) == 3:
        sign = _value(element, "chr", "∫")
        return f"{sign}{_marked('_', parts[0])}{_marked('^', parts[1])} {parts[2]}"
    if name in ("rad", "mroot") and len(parts) == 2:
        degree, base = parts if name == "rad" else parts[::-1]
        mark = _marked("^", degree)
        return f"{mark} √({base.strip()})" if mark else f"√({base.strip()})"
    return _others(element, name, parts)


def _others(element: Any, name: str, parts: list[str]) -> str:
    if name == "msqrt":
        return f"√({_row(parts)})"
    if name == "mfenced":
        return f"{element.get('open', '(')}{', '.join(parts)}{element.get('close', ')')}"
    if name == "d":
        return f"{_value(element, 'begChr', '(')}{', '.join(parts)}{_value(element, 'endChr', ')')}"
    if name == "acc":
        return _row(parts) + _value(element, "chr", "\u0302")
    return " ".join(parts) if name in _TOGETHER else _row(parts)


def _row(parts: list[str]) -> str:
    """Parts beside each other; two figures are two."""
    row = ""
    for part in parts:
        row += f" {part}" if row[-1:].isdigit() and part[:1].isdigit() else part
    return row


def _marked(mark: str, text: str) -> str:
    said = text.strip()
    if not said:
        return ""
    return mark + _bracketed(said) if any(c.isalnum() for c in said) else said


def _bracketed(text: str) -> str:
    said = text.strip()
    return said if _SIMPLE.fullmatch(said) else f"({said})"


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else "annotation"


def _value(element: Any, name: str, usual: str) -> str:
    """A character that the properties of an element of OMML state; stated as empty, there is none."""
    for properties in element:
        if _name(properties).endswith("Pr"):
            for item in properties:
                if _name(item) == name:
                    return next((v for k, v in item.attrib.items() if k.endswith("val")), "")
    return usual
