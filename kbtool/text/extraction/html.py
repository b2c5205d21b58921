"""Articles in HTML: the main text, and of what is left out the sentences, so that none is lost unseen."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from typing import Any

from msgspec.structs import asdict

from kbtool.errors import InputError
from kbtool.text.extraction.article import (
    Article,
    controls_left_out,
    lay_out,
    without_controls,
)
from kbtool.text.extraction.blocks import page_blocks
from kbtool.text.extraction.decoding import decode
from kbtool.text.extraction.head import read_head
from kbtool.text.extraction.marking import marked
from kbtool.text.extraction.omissions import Omissions, named
from kbtool.text.extraction.preparation import prepare
from kbtool.text.extraction.selection import says, select

_DECLARATIONS = re.compile(
    r"""\A([\s\ufeff]*(?:<\?[^>]*>\s*|<!--.*?-->\s*)*+<!DOCTYPE[^>\[]*)\[(?:<!--.*?-->|"[^"]*"|'[^']*'|[^\]"'])*+\]\s*>""",
    re.IGNORECASE | re.DOTALL,
)


def extract(data: bytes, charset: str | None) -> Article:
    """An article in HTML.

    trafilatura tells the main text; it leaves out captions, asides and some tables. So what stands
    between its parts, or in the article that holds them, is taken too, but for menus and comments, and
    first-level headings are. Sentences and rows of tables elsewhere are named in a note; where they
    outweigh what is taken, the choice is made anew.

    Raises:
        InputError: it is not HTML, has no text, is nested deeper than any page, or most of it would be left out.
    """
    decoded = decode(data, charset)
    root = parse(decoded.text)
    omissions = Omissions()
    prepare(root, omissions)
    head = read_head(parse(decoded.text))
    taken, left = select(page_blocks(root), _main_text(root))
    text, blocks = lay_out(marked(taken))
    sentences = [" ".join(block.text.split()) for block in left if says(block)]
    notes = (*decoded.notes, *controls_left_out(decoded.text), *named(sentences), *omissions.notes)
    return Article(text, **asdict(head), notes=notes, blocks=blocks)


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
