"""Automatic numbers of paragraphs of Word, which no run holds as text though all readers see them (ECMA-376-1, 17.9)."""

from __future__ import annotations

import re
from typing import Any

from kbtool.text.extraction.numbering import in_style

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES = {
    "upperRoman": "upper-roman",
    "lowerRoman": "lower-roman",
    "decimalZero": "decimal-leading-zero",
}
_NONE = ("bullet", "none")
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_MOST_LETTERS = 26 * 30
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


class Numbering:
    """Gives each paragraph its number, in reading order.

    Args:
        numbering: the root of ``word/numbering.xml``; None if there is none.
        styles: the root of ``word/styles.xml``; None if there is none.

    Attributes:
        styles: the styles by their identifiers.
    """

    def __init__(self, numbering: Any, styles: Any) -> None:
        found = [] if styles is None else styles.iter(f"{W}style")
        self.styles = {style.get(f"{W}styleId"): style for style in found}
        definitions = [] if numbering is None else list(numbering)
        self._abstract = _by_id(definitions, "abstractNum", "abstractNumId")
        self._instances = _by_id(definitions, "num", "numId")
        self._counts: dict[str | None, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def number(self, paragraph: Any) -> str:
        """The number of a paragraph, as it is shown; empty if it has none, or a bullet. Each call counts."""
        instance, level = self.place(paragraph)
        num = self._instances.get(instance)
        if num is None or not 0 <= level < _LEVELS:
            return ""
        key, levels = self._levels(num)
        here = levels.get(level)
        if here is None:
            return ""
        counts = self._counts.setdefault(key, [None] * _LEVELS)
        override = _override(num, level)
        if override is not None and (instance, level) not in self._begun:
            counts[level] = override
        else:
            before = counts[level]
            counts[level] = _start(here) if before is None else before + 1
        self._begun.add((instance, level))
        for deeper in range(level + 1, _LEVELS):
            restart = _whole(levels.get(deeper), "lvlRestart", deeper)
            if level < restart:
                counts[deeper] = None
        return _shown(here, levels, counts)

    def place(self, paragraph: Any) -> tuple[str, int]:
        """The list that a paragraph is in, empty for none, and its level, from 0.

        What it does not say itself, its style or that one's base does.
        """
        instance: str | None = None
        level: int | None = None
        holder, style, seen = paragraph, None, set()
        while holder is not None:
            properties = holder.find(f"{W}pPr/{W}numPr")
            if properties is not None:
                instance = instance or _value(properties, "numId")
                level = _whole(properties, "ilvl", None) if level is None else level
            if instance is not None:
                break
            link = holder.find(f"{W}pPr/{W}pStyle" if holder is paragraph else f"{W}basedOn")
            style = None if link is None else link.get(f"{W}val")
            if style in seen:
                break
            seen.add(style)
            holder = self.styles.get(style)
        if level is None and style is not None and instance is not None:
            level = self._level_of(instance, style)
        return instance or "", level or 0

    def _level_of(self, instance: str, style: str) -> int | None:
        num = self._instances.get(instance)
        _, levels = self._levels(num) if num is not None else (None, {})
        return next((at for at, level in levels.items() if _value(level, "pStyle") == style), None)

    def _levels(self, num: Any) -> tuple[str | None, dict[int, Any]]:
        """The definition that a list follows, and its levels as the list has them."""
        key, seen = _value(num, "abstractNumId"), set()
        while key not in seen:
            seen.add(key)
            link = _value(self._abstract.get(key), "numStyleLink")
            style = self.styles.get(link)
            linked = None if style is None else style.find(f"{W}pPr/{W}numPr")
            other = self._instances.get(_value(linked, "numId") or "")
            key = key if other is None else _value(other, "abstractNumId")
        definition = self._abstract.get(key)
        levels = [] if definition is None else definition.findall(f"{W}lvl")
        levels += num.findall(f"{W}lvlOverride/{W}lvl")
        return key, {at: lvl for lvl in levels if (at := _attribute(lvl, "ilvl")) is not None}


def _by_id(elements: list[Any], name: str, attribute: str) -> dict[str | None, Any]:
    return {e.get(f"{W}{attribute}"): e for e in elements if e.tag == f"{W}{name}"}


def _value(element: Any, name: str) -> str | None:
    child = None if element is None else element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def _whole(element: Any, name: str, usual: Any) -> Any:
    stated = _value(element, name)
    return int(stated) if stated is not None and re.fullmatch(r"-?\d{1,9}", stated) else usual


def _attribute(element: Any, name: str) -> int | None:
    stated = element.get(f"{W}{name}") or ""
    return int(stated) if re.fullmatch(r"\d{1,2}", stated) else None


def _start(level: Any) -> int:
    start: int = _whole(level, "start", 0)
    return start


def _override(num: Any, level: int) -> int | None:
    for override in num.findall(f"{W}lvlOverride"):
        if _attribute(override, "ilvl") == level:
            start: int | None = _whole(override, "startOverride", None)
            return start
    return None


def _shown(here: Any, levels: dict[int, Any], counts: list[int | None]) -> str:
    """The text of a level with the numbers of the levels that it names."""
    if _value(here, "numFmt") in _NONE:
        return ""
    legal = here.find(f"{W}isLgl") is not None and (_value(here, "isLgl") or "1") not in (
        "0",
        "false",
    )

    def number(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        level, count = levels.get(at), counts[at]
        if level is None:
            return ""
        count = _start(level) if count is None else count
        return str(count) if legal else _formatted(count, _value(level, "numFmt") or "decimal")

    return _PLACE.sub(number, _value(here, "lvlText") or "").strip()


def _formatted(count: int, kind: str) -> str:
    if kind in _NONE:
        return ""
    if kind in ("lowerLetter", "upperLetter") and 0 < count <= _MOST_LETTERS:
        times, letter = divmod(count - 1, 26)
        text = chr(ord("a") + letter) * (times + 1)
        return text.upper() if kind == "upperLetter" else text
    if kind == "ordinal":
        return f"{count}{'th' if count % 100 in (11, 12, 13) else _ENDINGS.get(count % 10, 'th')}"
    return in_style(count, _STYLES.get(kind, "decimal"))
