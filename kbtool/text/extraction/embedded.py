"""What a page holds and shows in other ways than as its text: shadow trees, forms, frames and what is embedded."""

from __future__ import annotations

import re
from typing import Any

from kbtool.text.extraction.omissions import Omissions

FALLBACKS = frozenset({
    "applet", "audio", "canvas", "iframe", "noembed", "noframes", "noscript", "object", "video",
})  # fmt: skip
"""Elements whose own text is for browsers that cannot show what they stand for."""
_LINKED = {
    "applet": ("code",), "audio": ("src",), "embed": ("src",), "frame": ("src",), "iframe": ("srcdoc", "src"),
    "object": ("data",), "video": ("src",),
}  # fmt: skip
_GENERATED = re.compile(r"""(?<![\w-])content\s*:\s*["']([^"'\n]{1,400})["']""", re.IGNORECASE)
"""Text before or behind elements (CSS Generated Content Module Level 3, section 2)."""
_CODE = re.compile(r"\\[0-9A-Fa-f]{1,6}\s?")
_TAG = re.compile(r"<[^>]*>")
_BLANK = ("about:", "javascript:")
_NO_WORDS = frozenset(
    {"hidden", "password", "checkbox", "radio", "range", "color", "file", "image"}
)
"""Types of fields that show no words."""


def open_shadows(root: Any, omissions: Omissions) -> None:
    """Put shadow trees that a page declares in the place of what their hosts hold, which they show in slots or not at all.

    Source: HTML Living Standard, section 4.12.3 (shadowrootmode); DOM Standard, section 4.2.2.3 (slots).
    """
    for template in reversed(list(root.iter("template"))):
        host = template.getparent()
        mode = (template.get("shadowrootmode") or "").casefold()
        if host is not None and mode in ("open", "closed"):
            _open(host, template, omissions)


def _open(host: Any, template: Any, omissions: Omissions) -> None:
    light, words = [child for child in host if child is not template], [host.text or ""]
    words += [child.tail or "" for child in host]
    template.tag, template.tail = "div", None
    slots: dict[str, Any] = {}
    for slot in template.iter("slot"):
        slots.setdefault(slot.get("name") or "", slot)
    for child in light:
        child.tail = None
        slot = slots.get(child.get("slot") or "")
        if slot is None:
            omissions.add("hidden", " ".join("".join(child.itertext()).split()))
            host.remove(child)
        else:
            _fill(slot).append(child)
    said = " ".join(" ".join(words).split())
    host.text = None
    if said and "" in slots:
        _fill(slots[""]).text = said
    elif said:
        omissions.add("hidden", said)


def _fill(slot: Any) -> Any:
    """A slot without what it shows if it gets nothing."""
    if slot.tag == "slot":
        slot.clear(keep_tail=True)
        slot.tag = "span"
    return slot


def name_unread(root: Any, omissions: Omissions, words: Any, *, scripts: bool) -> None:
    """Name what no text is taken of: fallbacks, frames, embedded files, fields of forms, templates, drawings.

    Args:
        root: the tree of lxml.
        omissions: takes them.
        words: gives the words of an element.
        scripts: whether scripts and styles are named, too.
    """
    for sheet in root.iter("style"):
        for text in _GENERATED.findall(sheet.text or ""):
            said = _CODE.sub("", text)
            omissions.add("text that a style adds", said if any(map(str.isalnum, said)) else None)
    silent = ("script", "style") if scripts else ()
    for element in root.iter(
        "svg", "template", "textarea", "input", "select", "datalist", "embed", "frame", *FALLBACKS, *silent
    ):  # fmt: skip
        if any(above.tag in FALLBACKS or above.tag == "nav" for above in element.iterancestors()):
            continue
        kind, tag = element.tag, element.tag
        if tag == "svg":
            for text in element.iter("text"):
                omissions.add("text of a picture", words(text))
        elif tag in ("select", "datalist"):
            omissions.add("options", " / ".join(map(_option, element.iter("option"))))
        elif tag == "input":
            omissions.add("field", _field(element))
        elif tag == "textarea":
            omissions.add(
                "field", "".join(element.itertext()).strip() or element.get("placeholder")
            )
        elif tag in silent:
            omissions.add(kind, element.text)
        else:
            if tag != "embed":  # it has no end: what follows is no part of it
                omissions.add(kind, words(element) if tag != "template" else _apart(element))
            _name_linked(element, omissions)


def _name_linked(element: Any, omissions: Omissions) -> None:
    for name in _LINKED.get(element.tag, ()):
        where = (element.get(name) or "").strip()
        if name == "srcdoc":
            where = " ".join(_TAG.sub(" ", where).split())
        if where and not where.casefold().startswith(_BLANK):
            title = element.get("title")
            omissions.add(f"linked {element.tag}", f"{title} ({where})" if title else where)
            return


def _option(option: Any) -> str:
    return "".join(option.itertext()).strip() or option.get("label") or option.get("value") or ""


def _field(element: Any) -> str | None:
    kind = (element.get("type") or "text").casefold()
    if kind in _NO_WORDS:
        return None
    return element.get("value") or element.get("placeholder") or None


def _apart(element: Any) -> str:
    """The words of an element, those of its parts apart."""
    return " ".join(element.itertext())


def name_pictures(root: Any, omissions: Omissions) -> None:
    """Name what is told of pictures."""
    for element in root.iter("img", "area"):
        if all(above.tag != "nav" for above in element.iterancestors()):
            omissions.add("picture", element.get("alt"))
