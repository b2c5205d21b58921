"""The blocks of text of an HTML page, in reading order, whatever they are for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

_UNSEEN = frozenset({
    "applet", "audio", "canvas", "datalist", "head", "iframe", "math", "noembed", "noframes", "noscript", "object",
    "option", "script", "select", "style", "svg", "template", "textarea", "title", "video",
})  # fmt: skip
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "embed", "font", "i",
    "img", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "script", "slot", "small", "span", "strike",
    "strong", "style", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_PARAGRAPHS = ("p", "li", "dt", "dd", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6")
_ARTICLE = frozenset({"article", "main"})
_AROUND = frozenset({"header", "footer"})
"""Of the page, if they stand in no article; else of the article (HTML Living Standard, section 4.3)."""
_COMMENTS = frozenset(
    {"comments", "comment-list", "commentlist", "comments-area", "disqus_thread", "respond"}
)


class Block(Struct, frozen=True):
    """A stretch of text that stands by itself.

    Attributes:
        text: its words; the cells of a row of a table are parted by tabs.
        around: whether it stands in the head or foot of the page.
        apart: whether it stands in a menu, or in what readers comment.
        linked: the part of its characters that are links, 0 to 1.
        element: the element that it ends in or before.
    """

    text: str
    around: bool
    apart: bool
    linked: float
    element: Any


class _Open(Struct):
    """What is being read: the block so far, and what it stands in."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0
    unseen: int = 0
    around: int = 0
    apart: int = 0
    articles: int = 0
    links: int = 0
    pre: int = 0
    rows: list[bool] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        if text and not self.unseen:
            self.parts.append(text if self.pre else text.replace("\n", " ").replace("\t", " "))
            if self.links:
                self.linked += len("".join(text.split()))

    def add_gap(self, gap: str) -> None:
        if gap and not self.unseen:
            self.parts.append(gap)

    def end(self, element: Any) -> Iterator[Block]:
        text = "".join(self.parts)
        solid = len("".join(text.split()))
        if solid:
            yield Block(text, self.around > 0, self.apart > 0, self.linked / solid, element)
        self.parts, self.linked = [], 0


def page_blocks(root: Any) -> list[Block]:
    """The blocks of a tree of lxml that is settled: what is still hidden opens at a click, so it is part of the page."""
    return list(_blocks(root))


def _blocks(root: Any) -> Iterator[Block]:
    from lxml import etree

    now = _Open()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        yield from (_start if event == "start" else _end)(now, element, element.tag)
    yield from now.end(root)


def _start(now: _Open, element: Any, name: str) -> Iterator[Block]:
    if _in_data(now):
        now.add_gap("\t" if name in _CELLS and element.getprevious() is not None else _gap(name))
    elif name not in INLINE:
        yield from now.end(element.getparent())
    if name == "tr":
        now.rows.append(_is_data(element))
    _count(now, element, 1)
    now.add(element.text)


def _end(now: _Open, element: Any, name: str) -> Iterator[Block]:
    if name == "tr":
        yield from now.end(element)
        now.rows.pop()
    elif _in_data(now):
        now.add_gap(_gap(name))
    elif name not in INLINE:
        yield from now.end(element)
    _count(now, element, -1)
    now.add(element.tail)


def _count(now: _Open, element: Any, step: int) -> None:
    name = element.tag
    now.unseen += step * (name in _UNSEEN)
    now.articles += step * (name in _ARTICLE)
    now.around += step * (name in _AROUND and not now.articles)
    now.apart += step * (name == "nav" or _is_comments(element))
    now.links += step * (name == "a")
    now.pre += step * (name == "pre")


def _in_data(now: _Open) -> bool:
    return bool(now.rows) and now.rows[-1]


def _gap(name: str) -> str:
    return "" if name in INLINE or name in _CELLS else " "


def _is_comments(element: Any) -> bool:
    marks = f"{element.get('id') or ''} {element.get('class') or ''}".casefold().split()
    return not _COMMENTS.isdisjoint(marks)


def _is_data(row: Any) -> bool:
    """Whether a row of a table has one value in each cell, and is not a means of layout."""
    if next(row.iter("table"), None) is not None:
        return False
    return all(sum(1 for _ in cell.iter(*_PARAGRAPHS)) <= 1 for cell in row)
