"""Which blocks of a page are its article: a library's choice, held against what it leaves out."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from kbtool.errors import InputError
from kbtool.text.extraction.blocks import Block

_ENDS = (".", "!", "?", "…")
_CLOSING = "\"'”’»)]"
_FEWEST_WORDS = 5
_LONG = 25
"""A block of this many characters that stands in the main text can be nothing else."""
_MENU = 0.8
_ARTICLES = ("article", "main")
_SHORT = 120
"""Fewer characters than this are the small print of any page, and outweigh no article."""
_MOST = 0.5
"""An element that holds more than this part of what a page says holds its article."""


def select(blocks: list[Block], main: str) -> tuple[list[Block], list[Block]]:
    """The blocks of the article, and the others.

    Args:
        blocks: those of the page.
        main: the main text as a library tells it. Where that leaves out more than it takes, and the page marks no
            article as such, it is not trusted: then the smallest element that holds most sentences is the article.

    Raises:
        InputError: most of what the page says would be left out all the same.
    """
    chosen = _chosen(blocks, main)
    if not _outweighed(*chosen) or _is_marked(chosen[0], blocks):
        return chosen
    taken, left = _densest(blocks)
    if _outweighed(taken, left):
        raise InputError(
            "most sentences of the page would be left out: its article cannot be told from the rest",
            help="copy the text of the article into a .txt file, and give that",
        )
    return taken, left


def _weight(blocks: list[Block]) -> int:
    """The characters of sentences, without those of links."""
    return sum(len(b.text) for b in blocks if b.linked < _MENU and says(b))


def _outweighed(taken: list[Block], left: list[Block]) -> bool:
    """Whether more is said in what is left out, what readers comment apart, than stands in what is taken."""
    said = _weight([block for block in left if not block.apart or _in_menu(block)])
    return said >= _SHORT and said > sum(len(block.text) for block in taken if block.linked < _MENU)


def _in_menu(block: Block) -> bool:
    return any(e.tag == "nav" for e in (block.element, *block.element.iterancestors()))


def _is_marked(taken: list[Block], blocks: list[Block]) -> bool:
    """Whether the page itself says that what is taken is its article: no other one says more."""
    holder = _holder([block for block in taken if says(block)] or taken)
    if holder is None or holder.tag not in _ARTICLES:
        return False
    weights: dict[Any, int] = defaultdict(int)
    for block in blocks:
        for above in (block.element, *block.element.iterancestors()):
            if above.tag in _ARTICLES:
                weights[above] += _weight([block])
    inside = set(holder.iterancestors())
    return all(weights[holder] >= w for other, w in weights.items() if other not in inside)


def _densest(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks of the smallest element that holds most of the sentences, menus and comments apart."""
    candidates = [block for block in blocks if not block.apart]
    weights: dict[Any, int] = defaultdict(int)
    for block in candidates:
        for above in (block.element, *block.element.iterancestors()):
            weights[above] += _weight([block])
    total = _weight(candidates)
    holder = None
    for element, weight in weights.items():
        if weight > _MOST * total and (holder is None or holder in set(element.iterancestors())):
            holder = element
    taken: list[Block] = []
    left: list[Block] = []
    for block in blocks:
        inside = _lies_in(block, holder) and not block.apart and block.linked < _MENU
        (taken if inside or _is_title(block) else left).append(block)
    return taken, left


def _chosen(blocks: list[Block], main: str) -> tuple[list[Block], list[Block]]:
    """The blocks of the main text, with the sentences between them; and the others."""
    lines = {_solid(line.lstrip(" -")) for line in main.splitlines()}
    lines |= {_solid(cell) for line in main.splitlines() if "|" in line for cell in line.split("|")}
    whole = _solid(main)
    sure = [_is_main(block, lines, whole) for block in blocks]
    if not any(sure):
        inside = [block for block in blocks if not (block.around or block.apart)]
        return inside, [block for block in blocks if block.around or block.apart]
    first, last = sure.index(True), len(sure) - 1 - sure[::-1].index(True)
    holder = _holder([block for block, is_sure in zip(blocks, sure, strict=True) if is_sure])
    taken: list[Block] = []
    left: list[Block] = []
    for at, block in enumerate(blocks):
        near = first < at < last or _lies_in(block, holder)
        text = not block.apart and block.linked < _MENU and (not block.around or says(block))
        (taken if sure[at] or (near and text) or _is_title(block) else left).append(block)
    return taken, left


def _holder(blocks: list[Block]) -> Any:
    """The article that holds all of the blocks, else the smallest element that does; None, if that is the page."""
    chain = [blocks[0].element, *blocks[0].element.iterancestors()]
    for block in blocks[1:]:
        element = block.element
        while element not in chain:
            element = element.getparent()
        chain = chain[chain.index(element) :]
    article = next((element for element in chain if element.tag == "article"), chain[0])
    return None if article.tag in ("html", "body") else article


def _lies_in(block: Block, holder: Any) -> bool:
    return holder is not None and (
        block.element is holder or any(a is holder for a in block.element.iterancestors())
    )


def _is_main(block: Block, lines: set[str], whole: str) -> bool:
    solid = _solid(block.text)
    if (block.around or block.apart) and len(solid) < _LONG:
        return False
    return solid in lines or (len(solid) >= _LONG and solid in whole)


def _is_title(block: Block) -> bool:
    element = block.element
    return element.tag == "h1" or any(a.tag == "h1" for a in element.iterancestors())


def says(block: Block) -> bool:
    """Whether it has a sentence, or is a row of a table with figures."""
    is_row = "\t" in block.text and any(c.isdigit() for c in block.text)
    words = block.text.split()[_FEWEST_WORDS - 1 :]
    return is_row or any(word.rstrip(_CLOSING).endswith(_ENDS) for word in words)


def _solid(text: str) -> str:
    """The text without spaces and without the bars that part cells."""
    return "".join(text.replace("|", "").split())
