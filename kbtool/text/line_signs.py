"""What lines are by the signs before them, where a format does not say it: bullets, numbers, hashes, tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from kbtool.text.stretch import Stretch
from kbtool.text.structure import LONGEST_LINE, Block, Groups, Kind, Mark

ITEM = re.compile(r"[ \t>]*(?:[-*+\u2022\u25e6\u25aa\u2023\u2013\u00b7]|\(?\d{1,2}[.)])[ \t]+")
"""The sign of an item of a list."""
_HASHES = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+\S")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:(=)=+|--+)[ \t]*")
_ENDS = '.!,;"\u201d'
"""What a sentence ends with, or what goes on."""
_CELL = "\t"
_NESTED = 2
"""So many spaces more stand before an item of a list in another."""


def by_signs(text: str, blocks: Sequence[Block] = ()) -> list[Block]:
    """The lines of a text with what they are.

    Args:
        text: the text.
        blocks: what its format says of them; what is a mere paragraph to it may have signs. Without any, all lines may.
    """
    lines = list(blocks) or list(lines_of(text))
    taken = max((each.mark.group for each in lines), default=0)
    return list(_Reader(text, taken).read(lines))


def lines_of(text: str) -> Iterator[Block]:
    """The lines of a text that are not blank, each as a paragraph."""
    for match in re.finditer(r"[^\r\n]+", text):
        if match.group().strip():
            yield Block(Stretch(*match.span()), Mark())


class _Reader:
    """What has been seen of a text."""

    def __init__(self, text: str, taken: int) -> None:
        self._text = text
        self._groups = Groups(taken)
        self._lists: list[tuple[int, int]] = []
        self._table = 0

    def read(self, lines: Sequence[Block]) -> Iterator[Block]:
        """The lines as they are by their signs."""
        for number, block in enumerate(lines):
            said = block.line.of(self._text)
            behind = lines[number + 1].line.of(self._text) if number + 1 < len(lines) else ""
            mark = block.mark
            if mark.kind is Kind.PARAGRAPH and not mark.depth:
                mark = self._mark(mark, said, behind)
            if mark.kind is not Kind.ROW:
                self._table = 0
            if mark.kind not in (Kind.ITEM, Kind.PARAGRAPH):
                self._lists = []
            yield Block(block.line, mark)

    def _mark(self, mark: Mark, said: str, behind: str) -> Mark:
        if said.lstrip(" ").startswith(">"):
            mark = replace(mark, quoted=True)
        hashes = _HASHES.match(said)
        if hashes is not None:
            return replace(mark, kind=Kind.HEADING, level=len(hashes[1]))
        if underlined := _underlined(said, behind):
            return replace(mark, kind=Kind.HEADING, level=underlined)
        if _CELL in said.strip():
            self._table = self._table or self._groups.another()
            return replace(mark, kind=Kind.ROW, group=self._table)
        if (sign := ITEM.match(said)) is not None and sign.end() < len(said):
            return self._item(mark, len(said) - len(said.lstrip(" \t>")))
        indent = len(said) - len(said.lstrip(" \t"))
        if self._lists and indent >= _NESTED:
            return replace(mark, depth=len(self._lists), group=self._lists[-1][1])
        self._lists = []
        return replace(mark, kind=Kind.LINE) if may_be_heading(said) else mark

    def _item(self, mark: Mark, indent: int) -> Mark:
        while self._lists and self._lists[-1][0] >= indent + _NESTED:
            self._lists.pop()
        if not self._lists or self._lists[-1][0] + _NESTED <= indent:
            self._lists.append((indent, self._groups.another()))
        depth, group = len(self._lists), self._lists[-1][1]
        return replace(mark, kind=Kind.ITEM, depth=depth, group=group)


def _underlined(said: str, behind: str) -> int:
    """The level of a heading by the line of signs below it; 0, if there is none."""
    line = _UNDERLINE.fullmatch(behind)
    if line is None or not any(map(str.isalpha, said)) or len(said.split()) > LONGEST_LINE:
        return 0
    return 1 if line[1] else 2


def may_be_heading(said: str) -> bool:
    """Whether a line ends as no sentence does.

    Args:
        said: the line.
    """
    return said.rstrip()[-1:] not in _ENDS
