"""A page before its text is taken: what browsers show by position or strike out is put into words, or left out by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from kbtool.errors import InputError
from kbtool.text.extraction.blocks import INLINE
from kbtool.text.extraction.embedded import name_pictures, name_unread, open_shadows
from kbtool.text.extraction.formulas import formula_text
from kbtool.text.extraction.numbering import number_items
from kbtool.text.extraction.omissions import Omissions
from kbtool.text.extraction.superscripts import LONGEST, Piece, gap, placed

_DELETED = frozenset({"del", "s", "strike"})
_SILENT = frozenset({"script", "style", "template"})
_WHOLE = frozenset({"html", "body", "main", "article"})
"""A page that is hidden as a whole is shown by its script."""
_NEVER_HIDDEN = frozenset({"head", "meta", "link", "title", "base", *_SILENT})
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_STRUCK = re.compile(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*\bline-through\b", re.IGNORECASE)
_LIFTED = re.compile(r"(?:^|;)\s*vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
_ANIMATED = re.compile(r"(?:^|;)\s*animation", re.IGNORECASE)
_BY_NAME = ("aria-controls", "popovertarget", "commandfor")
"""Attributes that name what they open, without a mark before the name."""
_DEEPEST = 1000
"""Browsers stop at 512 elements within each other; no page that is read by people needs more."""
_FARTHEST = 30


def prepare(root: Any, omissions: Omissions, *, scripts: bool = False) -> None:
    """Change a tree of lxml so that the text of its elements is what a reader is told.

    Superscripts and subscripts become words that no figure runs into, formulas a line of text. Deleted and
    hidden text goes; what opens at a click is part of the page, so it stays.

    Args:
        root: the tree.
        omissions: takes what is left out.
        scripts: whether scripts and styles are named, too.

    Raises:
        InputError: it is nested deeper than any page.
    """
    _refuse_deep(root)
    open_shadows(root, omissions)
    openers = _openers(root)
    for element in list(root.iter("math")):
        _put_formula(element)
    for element in _outermost(root, openers):
        kind, removed = _kind(element, openers), _words(element)
        if not _in_menu(element):
            omissions.add(kind or "", removed)
        name_pictures(element, omissions)
        if element.tag in INLINE:
            _put(element, gap(_before(element), removed, _after(element)))
        else:
            element.clear(keep_tail=True)
    for element in [e for e in _from_within(root) if _lift(e)]:
        _put_lifted(element)
    name_pictures(root, omissions)
    name_unread(root, omissions, _words, scripts=scripts)
    number_items(root)


def _refuse_deep(root: Any) -> None:
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise InputError(
                f"has elements nested deeper than {_DEEPEST}",
                help="copy the text of the page into a .txt file and give that",
            )


def _openers(root: Any) -> set[str]:
    """The names of the parts that something on the page opens."""
    found: set[str] = set()
    for element in root.iter():
        for name in (*_BY_NAME, "data-target", "data-bs-target", "href"):
            said = element.get(name) or ""
            if name in _BY_NAME or said.startswith("#"):
                found.update(part.removeprefix("#") for part in said.split())
    return found


def _outermost(root: Any, openers: set[str]) -> list[Any]:
    """The elements to be left out, without those inside of another one."""
    from lxml import etree

    found = []
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if _kind(element, openers) is not None:
            found.append(element)
            walk.skip_subtree()
    return found


def _kind(element: Any, openers: set[str]) -> str | None:
    if element.tag in _NEVER_HIDDEN:
        return None
    style = element.get("style") or ""
    if element.tag in _DELETED or _STRUCK.search(style):
        return "deleted"
    hidden = element.get("hidden")
    is_hidden = (_HIDDEN.search(style) and not _ANIMATED.search(style)) or _is_closed(element)
    if (hidden is None or hidden.casefold() == "until-found") and not is_hidden:
        return None
    return None if element.tag in _WHOLE or _opens(element, openers) else "hidden"


def _is_closed(element: Any) -> bool:
    """Whether an element is shown only once something opens it (HTML Living Standard, sections 4.11.4 and 6.12)."""
    is_dialog = element.tag == "dialog" and element.get("open") is None
    return is_dialog or element.get("popover") is not None


def _opens(element: Any, openers: set[str]) -> bool:
    """Whether a click shows a part of the page that is hidden at first."""
    if element.get("id") in openers or element.get("role") == "tabpanel":
        return True
    before = element.getprevious()
    if element.tag in INLINE or before is None:
        return False
    marked = islice(before.iter(), _FARTHEST)
    return any(
        e.tag in ("button", "summary")
        or e.get("role") in ("button", "tab")
        or e.get("aria-expanded")
        for e in marked
    )


def _in_menu(element: Any) -> bool:
    return any(above.tag == "nav" for above in element.iterancestors())


def _put(element: Any, text: str) -> None:
    """Text in the place of an element; the tree is left as it is, so that many of them take no time."""
    element.clear(keep_tail=True)
    element.tag = "span"
    element.text = text


def _put_formula(element: Any) -> None:
    """The text of a formula; the drawing of the same formula beside it would say it twice, and worse."""
    for holder in (element, element.getparent()):
        beside = [] if holder is None else [holder.getprevious(), holder.getnext()]
        for other in beside:
            if other is not None and (other.get("aria-hidden") or "").casefold() == "true":
                _put(other, "")
    text = formula_text(element) or element.get("alttext") or ""
    before, after = _before(element)[-1:], _after(element)[:1]
    left = " " if before.isalnum() and text[:1].isalnum() else ""
    _put(element, left + text + (" " if text[-1:].isalnum() and after.isalnum() else ""))


def _from_within(root: Any) -> Iterator[Any]:
    from lxml import etree

    for _, element in etree.iterwalk(root, events=("end",)):
        yield element


def _lift(element: Any) -> str | None:
    if element.tag in ("sup", "sub"):
        return str(element.tag)
    found = _LIFTED.search(element.get("style") or "") if element.tag in INLINE else None
    return found and {"super": "sup", "sub": "sub"}[found[1].casefold()]


def _put_lifted(element: Any) -> None:
    lift = _lift(element)
    around = element.getparent()
    is_alone = around is not None and _lift(around) == lift and len(around) == 1 and not around.text
    text = "".join(islice(_characters(element), 2 * LONGEST))
    if is_alone:
        return
    if len(" ".join(text.split())) > LONGEST or any(e.tag not in INLINE for e in element.iter()):
        runs_on = _before(element)[-1:].isalnum() and text[:1].isalnum()
        element.text = (" " if runs_on else "") + (element.text or "")
        element.tag = "span"
        return
    tail = element.tail
    while not tail and element.getnext() is not None and _lift(element.getnext()) == lift:
        other = element.getnext()
        text += _words(other)
        tail = other.tail
        element.append(other)
    linked = _is_linked(element)
    following = element.getnext()
    is_marked = not tail and following is not None and _lift(following) is not None
    before, after = _before(element), "" if is_marked else tail or _after(element)
    kind = "superscript" if lift == "sup" else "subscript"
    _put(element, placed(before, Piece(text, kind, linked), after))
    element.tail = tail


def _is_linked(element: Any) -> bool:
    """Whether raised characters are or hold a link, or are all that a link says."""
    if any(e.get("href") for e in element.iter("a")):
        return True
    for above in element.iterancestors():
        if above.tag == "a":
            own = "".join(islice(_characters(above), 2 * LONGEST)).split()
            return own == "".join(_characters(element)).split()
        if above.tag not in INLINE:
            return False
    return False


def _words(element: Any) -> str:
    """The text of an element that people may read."""
    return "".join(_characters(element))


def _characters(element: Any) -> Iterator[str]:
    from lxml import etree

    if element.tag in _SILENT:
        return
    yield from element.text or ""
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, child in walk:
        if child is element:
            continue
        if event == "start" and child.tag in _SILENT:
            walk.skip_subtree()
        elif event == "start":
            yield from " " if child.tag not in INLINE else ""
            yield from child.text or ""
        else:
            yield from child.tail or ""


def _before(element: Any) -> str:
    """What stands before an element in its line, as far as the next word; empty at the start of the line."""
    found = ""
    for text in islice(_backwards(element), _FARTHEST):
        found = text[-LONGEST:] + found
        if found.strip():
            break
    return found


def _backwards(element: Any) -> Iterator[str]:
    """The texts before an element in its line, the nearest first."""
    while element is not None:
        other = element.getprevious()
        if other is None:
            element = element.getparent()
            if element is None:
                return
            yield element.text or ""
            if element.tag not in INLINE:
                return
            continue
        while True:
            yield other.tail or ""
            if other.tag not in INLINE:
                return
            element = other
            if not len(element) or element.tag in _SILENT:
                break
            other = element[-1]
        yield "" if element.tag in _SILENT else element.text or ""


def _after(element: Any) -> str:
    """The start of what stands behind an element in its line; empty at the end of one."""
    for _ in range(_FARTHEST):
        if element.tail:
            return str(element.tail)[:LONGEST]
        other = element.getnext()
        if other is None:
            element = element.getparent()
            if element is None or element.tag not in INLINE:
                return ""
            continue
        if other.tag not in INLINE:
            return ""
        inside = "".join(islice(_characters(other), LONGEST))
        if inside:
            return inside
        element = other
    return ""
