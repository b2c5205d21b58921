"""What the blocks of an HTML page are: headings, items, rows, terms and definitions, quotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kbtool.text.extraction.blocks import Block
from kbtool.text.structure import LOWEST, Groups, Kind, Mark, Paragraph, stands_out

_LISTS = frozenset({"ul", "ol", "menu", "dl"})
_ITEMS = {"li": Kind.ITEM, "dt": Kind.TERM, "dd": Kind.DEFINITION}
_BOLD = frozenset({"b", "strong"})


def marked(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The blocks of a page with what they are.

    Args:
        blocks: the blocks, in reading order.
    """
    marks = _Marks()
    for block in blocks:
        yield Paragraph(block.text, marks.of(block))


class _Marks:
    """What has been seen of a page."""

    def __init__(self) -> None:
        self._groups = Groups()
        self._numbers: dict[Any, int] = {}
        self._begun: set[Any] = set()

    def of(self, block: Block) -> Mark:
        chain = [block.element, *block.element.iterancestors()]
        quoted = any(each.tag == "blockquote" for each in chain)
        lists = [each for each in chain if each.tag in _LISTS]
        depth, group = len(lists), self._number(lists[0]) if lists else 0
        if block.element.tag == "tr":
            table = next((each for each in chain if each.tag == "table"), block.element)
            heads = all(cell.tag == "th" for cell in block.element) or _in_head(chain)
            return Mark(Kind.ROW, depth=depth, group=self._number(table), heads=heads)
        level = next(filter(None, map(_level, chain)), 0)
        if level == LOWEST and not stands_out(block.text):
            level = 0
        if level and not lists:
            return Mark(Kind.HEADING, level, quoted=quoted)
        item = next((each for each in chain if each.tag in _ITEMS), None)
        kind = Kind.PARAGRAPH
        if lists and item is not None and item not in self._begun:
            self._begun.add(item)
            kind = _ITEMS[item.tag]
        return Mark(kind, depth=depth, group=group, quoted=quoted)

    def _number(self, element: Any) -> int:
        if element not in self._numbers:
            self._numbers[element] = self._groups.another()
        return self._numbers[element]


def _in_head(chain: Iterable[Any]) -> bool:
    return any(each.tag == "thead" for each in chain)


def _level(element: Any) -> int:
    """The level of an element that is a heading; 0 of any other.

    Source: HTML Living Standard, section 4.3.6; WAI-ARIA 1.2, role heading. What opens at a click, and a paragraph all in
    bold, are headings that say nothing of their level.
    """
    name = str(element.tag)
    if len(name) == 2 and name[0] == "h" and name[1] in "123456":
        return int(name[1])
    if element.get("role") == "heading":
        stated = element.get("aria-level") or "2"
        return int(stated) if stated in "123456" else LOWEST
    return LOWEST if name == "summary" or _is_bold(element) else 0


def _is_bold(element: Any) -> bool:
    """Whether all words of a paragraph are in bold."""
    if element.tag not in ("p", "div") or (element.text or "").strip() or not len(element):
        return False
    return all(
        child.tag == "br" or (child.tag in _BOLD and "".join(child.itertext()).strip())
        for child in element
    ) and not any((child.tail or "").strip() for child in element)
