"""What the paragraphs of a Word file are, by their styles and lists (ECMA-376-1, 17.7 and 17.9)."""

from __future__ import annotations

import re
from typing import Any

from kbtool.text.extraction.word_numbering import Numbering, W
from kbtool.text.structure import LOWEST, Groups, Kind, Mark, stands_out

_HEADING = re.compile(r"heading (\d)")
_LIST = re.compile(r"list (?:bullet|number)(?: (\d))?")
_QUOTATION = frozenset({"quote", "intense quote", "block text"})
_TITLE = "title"
_BODY = 9
"""The outline level of what is no heading (17.3.1.20)."""


class Layout:
    """Says what each paragraph is, in reading order.

    Args:
        styles: the root of ``word/styles.xml``; None if there is none.
        numbering: the root of ``word/numbering.xml``; None if there is none.
    """

    def __init__(self, styles: Any, numbering: Any) -> None:
        self._numbering = Numbering(numbering, styles)
        self._groups = Groups()
        self._tables: dict[Any, int] = {}
        self._lists: list[tuple[str, int]] = []

    def mark(self, paragraph: Any) -> Mark:
        """What a paragraph is."""
        names = self._names(paragraph)
        level = self._level(paragraph, names)
        if level:
            self._lists = []
            return Mark(Kind.HEADING, level)
        instance, depth = self._numbering.place(paragraph)
        named = next(filter(None, map(_LIST.fullmatch, names)), None)
        if named is not None:
            instance = named.group().rstrip(" 123456789") if instance in ("", "0") else instance
            depth = max(depth, int(named[1] or 1) - 1)
        if instance not in ("", "0"):
            return Mark(Kind.ITEM, depth=depth + 1, group=self._group(instance, depth))
        quoted = not _QUOTATION.isdisjoint(names)
        if _has_words(paragraph):
            self._lists = []
        return Mark(quoted=quoted)

    def row(self, row: Any) -> Mark:
        """What a row of a table is."""
        table = next(row.iterancestors(f"{W}tbl"), row)
        number = self._tables.get(table) or self._groups.another()
        self._tables[table] = number
        heads = row.find(f"{W}trPr/{W}tblHeader") is not None
        return Mark(Kind.ROW, group=number, heads=heads)

    def _group(self, instance: str, depth: int) -> int:
        """The number of the list that an item is in: another one where the file says so, or the items are deeper."""
        del self._lists[depth + 1 :]
        if len(self._lists) <= depth or self._lists[depth][0] != instance:
            del self._lists[depth:]
            while len(self._lists) <= depth:
                self._lists.append((instance, self._groups.another()))
        return self._lists[depth][1]

    def _level(self, paragraph: Any, names: list[str]) -> int:
        outline = paragraph.find(f"{W}pPr/{W}outlineLvl")
        stated = "" if outline is None else outline.get(f"{W}val") or ""
        if stated.isdecimal() and int(stated) < _BODY:
            return min(int(stated) + 1, LOWEST)
        if _TITLE in names:
            return 1
        named = next(filter(None, map(_HEADING.fullmatch, names)), None)
        if named is not None:
            return min(int(named[1]), LOWEST)
        return LOWEST if _is_bold(paragraph) else 0

    def _names(self, paragraph: Any) -> list[str]:
        """The names of the style of a paragraph, and of those that it is based on."""
        link = paragraph.find(f"{W}pPr/{W}pStyle")
        names: list[str] = []
        seen: set[str | None] = set()
        while link is not None and (key := link.get(f"{W}val")) not in seen:
            seen.add(key)
            style = self._numbering.styles.get(key)
            name = None if style is None else style.find(f"{W}name")
            said = (key or "") if name is None else name.get(f"{W}val") or ""
            names.append(said.casefold())
            link = None if style is None else style.find(f"{W}basedOn")
        return names


def _is_bold(paragraph: Any) -> bool:
    """Whether all words of a paragraph are in bold, and it ends as no sentence does."""
    runs = [run for run in paragraph.iter(f"{W}r") if _has_words(run)]
    bold = [run.find(f"{W}rPr/{W}b") for run in runs]
    if not runs or any(b is None or b.get(f"{W}val") in ("0", "false") for b in bold):
        return False
    return stands_out("".join(t.text or "" for t in paragraph.iter(f"{W}t")))


def _has_words(element: Any) -> bool:
    return any((t.text or "").strip() for t in element.iter(f"{W}t"))
