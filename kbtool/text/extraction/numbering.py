"""The numbers of lists, which no element holds as text though all readers see them."""

from __future__ import annotations

import re
from typing import Any

from kbtool.text.extraction.blocks import INLINE

_KINDS = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}  # fmt: skip
_LATIN = {"lower-latin": "lower-alpha", "upper-latin": "upper-alpha"}
_KNOWN = frozenset({*_KINDS.values(), "decimal-leading-zero", "none", "disc", "circle", "square"})
_STYLE = re.compile(r"(?:^|;)\s*list-style(?:-type)?\s*:([^;]*)", re.IGNORECASE)
_WHOLE = re.compile(r"\s*([+-]?\d{1,9})")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 3999
_LISTS = frozenset({"ol", "ul", "menu"})


def in_style(number: int, style: str) -> str:
    """A number as a list shows it; of those that a style has no sign for, the figures.

    Args:
        number: the number.
        style: its style in CSS (Counter Styles Level 3, section 6), such as "lower-roman".

    Returns:
        Empty for a style that shows no number, such as "disc".
    """
    if style in ("none", "disc", "circle", "square"):
        return ""
    if style == "decimal-leading-zero":
        return f"{number:03d}" if number < 0 else f"{number:02d}"
    if style.endswith("-roman") and 0 < number <= _MOST_ROMAN:
        text = _roman(number)
    elif style.endswith("-alpha") and number > 0:
        text = _letters(number)
    else:
        return str(number)
    return text.upper() if style.startswith("upper-") else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def number_items(root: Any) -> None:
    """Put the number of each item of an ordered list before its words, in a tree of lxml.

    Source: HTML Living Standard, sections 4.4.5 (start, reversed, type) and 4.4.8 (value).
    """
    for ordered in reversed(list(root.iter("ol"))):
        for item, number in reversed(_numbered(ordered)):
            said = in_style(number, _style(item) or _style(ordered) or "decimal")
            if said:
                _put_before(item, f"{said}. ")


def _numbered(ordered: Any) -> list[tuple[Any, int]]:
    items = [item for item in ordered.iter("li") if _owner(item) is ordered and _is_seen(item)]
    step = -1 if ordered.get("reversed") is not None else 1
    number = _whole(ordered.get("start"), len(items) if step < 0 else 1)
    numbered = []
    for item in items:
        number = _whole(item.get("value"), number)
        numbered.append((item, number))
        number += step
    return numbered


def _owner(item: Any) -> Any:
    return next((above for above in item.iterancestors() if above.tag in _LISTS), None)


def _is_seen(item: Any) -> bool:
    """Whether anything is left in an item; one that is hidden has no number."""
    return len(item) > 0 or bool((item.text or "").strip())


def _whole(stated: str | None, usual: int) -> int:
    found = _WHOLE.match(stated or "")
    return int(found[1]) if found else usual


def _style(element: Any) -> str | None:
    """The style that an element states for its numbers; None if it states none that is known."""
    found = _STYLE.search(element.get("style") or "")
    for word in found[1].casefold().split() if found else ():
        word = _LATIN.get(word, word)
        if word in _KNOWN:
            return word
    return _KINDS.get((element.get("type") or "").strip())


def _put_before(item: Any, number: str) -> None:
    """A number in the line of an item's first words, inside of a link, too, if that is how they begin."""
    element = item
    while not (element.text or "").strip() and len(element):
        first = element[0]
        is_list = first.tag in _LISTS
        if not is_list and first.tag in INLINE and not "".join(first.itertext()).strip():
            break
        element = first
    element.text = number + (element.text or "").lstrip()
