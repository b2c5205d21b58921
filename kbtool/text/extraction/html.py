"""Articles in HTML: the main text, and of what is left out the sentences, so that none is lost unseen."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from typing import Any

from kbtool.errors import InputError
from kbtool.text.extraction.article import Article, paragraphs_to_text, without_controls
from kbtool.text.extraction.blocks import Block, page_blocks
from kbtool.text.extraction.decoding import decode
from kbtool.text.extraction.head import read_head
from kbtool.text.extraction.omissions import Omissions, named
from kbtool.text.extraction.preparation import prepare

_ENDS = (".", "!", "?", "…")
_CLOSING = "\"'”’»)]"
_FEWEST_WORDS = 5
_LONG = 25
"""A block of this many characters that stands in the main text can be nothing else."""
_MENU = 0.8
_DECLARATIONS = re.compile(
    r"""\A([\s\ufeff]*(?:<\?[^>]*>\s*|<!--.*?-->\s*)*+<!DOCTYPE[^>\[]*)\[(?:<!--.*?-->|"[^"]*"|'[^']*'|[^\]"'])*+\]\s*>""",
    re.IGNORECASE | re.DOTALL,
)


def extract(data: bytes, charset: str | None) -> Article:
    """An article in HTML.

    trafilatura tells the main text; it leaves out captions, asides and some tables. So what stands
    between its parts, or in the article that holds them, is taken too, but for menus and comments, and
    first-level headings are. Sentences and rows of tables elsewhere are named in a note.

    Raises:
        InputError: it is not HTML, has no text, or is nested deeper than any page.
    """
    decoded = decode(data, charset)
    root = parse(decoded.text)
    omissions = Omissions()
    prepare(root, omissions)
    head = read_head(parse(decoded.text))
    taken, left = _main(page_blocks(root), _main_text(root))
    text = paragraphs_to_text([block.text for block in taken])
    sentences = [" ".join(block.text.split()) for block in left if _says(block)]
    notes = (*decoded.notes, *named(sentences), *omissions.notes)
    return Article(text, **vars(head), notes=notes)


def parse(text: str) -> Any:
    """The tree of an HTML text, by lxml.

    Raises:
        InputError: there is nothing in it.
    """
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    try:
        return document_fromstring(_plain(text).encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(
            "has no HTML elements in it", help="save the page again, or give its text as .txt"
        ) from error


def _plain(text: str) -> str:
    """The text as lxml takes it; it would read declarations in a document type as words."""
    text = _DECLARATIONS.sub(r"\1>", text, count=1)
    return without_controls(text).replace("\v", " ").replace("\f", " ")


def _main_text(root: Any) -> str:
    """What trafilatura takes of a page; it changes the tree that it is given, so that is a copy."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.extract(
        deepcopy(root),
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        deduplicate=False,
    )
    return found or ""


def _main(blocks: list[Block], main: str) -> tuple[list[Block], list[Block]]:
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
        text = not block.apart and block.linked < _MENU and (not block.around or _says(block))
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


def _says(block: Block) -> bool:
    """Whether it has a sentence, or is a row of a table with figures."""
    is_row = "\t" in block.text and any(c.isdigit() for c in block.text)
    words = block.text.split()[_FEWEST_WORDS - 1 :]
    return is_row or any(word.rstrip(_CLOSING).endswith(_ENDS) for word in words)


def _solid(text: str) -> str:
    """The text without spaces and without the bars that part cells."""
    return "".join(text.replace("|", "").split())
