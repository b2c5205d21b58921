"""What the lines of a text are, as one line of codes that is kept beside it.

A code for each line that is not blank: ``p`` a paragraph, ``l`` a line that may be a heading or an item, ``h2`` a heading
of the second level, ``i`` an item, ``t`` a term, ``d`` its definition, ``r`` a row, ``n`` a footnote. Behind it ``/1.3``: in
one list, which is the third list or table; ``^`` a row of heads; ``>`` in a block quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kbtool.text.line_signs import by_signs, lines_of
from kbtool.text.structure import PLAIN, Block, Kind, Mark

_LETTERS = {
    Kind.PARAGRAPH: "p",
    Kind.LINE: "l",
    Kind.HEADING: "h",
    Kind.ITEM: "i",
    Kind.TERM: "t",
    Kind.DEFINITION: "d",
    Kind.ROW: "r",
    Kind.NOTE: "n",
}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_CODE = re.compile(r"([pitdrnl]|h(?=[1-7]))([1-7]?)(?:/(\d{1,6})\.(\d{1,6}))?(\^?)(>?)")


def written(blocks: Iterable[Block]) -> str:
    """The codes of the lines of a text, in order, with spaces between them."""
    return " ".join(_code(block.mark) for block in blocks)


def read(text: str, codes: str) -> tuple[Block, ...] | None:
    """The lines of a text as codes have them; None, if they are not the codes of so many lines.

    Args:
        text: the text.
        codes: the codes.
    """
    lines, marks = list(lines_of(text)), [_mark(code) for code in codes.split()]
    if len(lines) != len(marks):
        return None
    blocks = tuple(Block(b.line, m) for b, m in zip(lines, marks, strict=True) if m is not None)
    return blocks if len(blocks) == len(lines) else None


def carried_over(
    old: str, blocks: Iterable[Block], new: str, found: Sequence[Block]
) -> Sequence[Block]:
    """The lines of a new text: what its format says of them; if that is nothing, what they were in the old text.

    Args:
        old: the old text.
        blocks: its lines with what they are.
        new: the new text.
        found: its lines as its format has them; none of a format that does not say it.
    """
    if any(each.mark != PLAIN for each in found):
        return found
    known = {each.line.of(old): each.mark for each in blocks}
    lines = found or by_signs(new)
    return [Block(each.line, known.get(each.line.of(new), each.mark)) for each in lines]


def _code(mark: Mark) -> str:
    place = f"/{mark.depth}.{mark.group}" if mark.depth or mark.group else ""
    level = mark.level or ""
    return f"{_LETTERS[mark.kind]}{level}{place}{'^' * mark.heads}{'>' * mark.quoted}"


def _mark(code: str) -> Mark | None:
    found = _CODE.fullmatch(code)
    if found is None:
        return None
    letter, level, depth, group, heads, quoted = found.groups()
    return Mark(
        _KINDS[letter],
        int(level or 0),
        int(depth or 0),
        int(group or 0),
        quoted=bool(quoted),
        heads=bool(heads),
    )
