"""Articles in Markdown (CommonMark with tables): the text, without its markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from kbtool.errors import InputError
from kbtool.extraction.article import (
    Article,
    one_line,
    paragraphs_to_text,
    stated_day,
    stated_language,
)
from kbtool.extraction.decoding import decode

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?\n)---[ \t]*(?:\r?\n|$)", re.DOTALL)
_FACT = re.compile(r"([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*))?")
_TAG = re.compile(r"<(?:/?[A-Za-z]|!--)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def extract(data: bytes, charset: str | None) -> Article:
    """An article in Markdown. What it states of itself is in its front matter, or it is its one first-level heading.

    Raises:
        InputError: it is no text.
    """
    decoded = decode(data, charset)
    if "\0" in decoded.text:
        raise InputError("holds a NUL character, so it is no text", help="save it as UTF-8")
    text = decoded.text.removeprefix("\ufeff")
    facts, body = _front_matter(text)
    tokens = _parsed(body)
    return Article(
        paragraphs_to_text(list(_paragraphs(tokens))),
        title=facts.get("title") or _heading(tokens),
        creator=facts.get("author"),
        issued=stated_day(facts.get("date")),
        publisher=facts.get("publisher"),
        canonical=facts.get("canonical") or facts.get("canonical_url") or facts.get("url"),
        license=facts.get("license"),
        language=stated_language(facts.get("lang") or facts.get("language")),
        notes=decoded.notes,
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The plain facts of a YAML block at the start, and the text behind it; a rule is no such block."""
    match = _FRONT.match(text)
    lines = match[1].splitlines() if match else []
    facts: dict[str, str] = {}
    for line in lines:
        fact = _FACT.fullmatch(line.rstrip())
        if fact:
            said = one_line((fact[2] or "").strip().strip("\"'"))
            facts.update({fact[1].casefold(): said} if said else {})
        elif line.strip() and not line.startswith((" ", "\t", "-", "#")):
            return {}, text
    return (facts, text[match.end() :]) if match and facts else ({}, text)


def _parsed(text: str) -> list[Token]:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def _heading(tokens: Sequence[Token]) -> str | None:
    """The words of the first-level heading, if there is one only."""
    found = [
        inline
        for token, inline in pairwise(tokens)
        if token.type == "heading_open" and token.tag == "h1"
    ]
    return one_line(_inline(found[0])) if len(found) == 1 else None


def _paragraphs(tokens: Sequence[Token]) -> Iterator[str]:
    """The blocks of text; an item of an ordered list keeps its number, which may be part of what is said."""
    number = ""
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "list_item_close" and number:
            yield number
            number = ""
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            yield "\t".join(cells)
            cells = None
        elif token.type == "inline" and cells is not None:
            cells.append(_inline(token).replace("\n", " ").replace("\t", " "))
        else:
            text = _block(token)
            if text:
                yield number + text
                number = ""


def _block(token: Token) -> str:
    if token.type == "inline":
        return _inline(token)
    if token.type in ("fence", "code_block"):
        return token.content
    return _html(token.content) if token.type == "html_block" else ""


def _inline(token: Token) -> str:
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline", "text_special"):
            parts.append(child.content)
        elif child.type == "image":
            parts.append(_inline(child))
        elif child.type == "hardbreak" or (
            child.type == "html_inline" and _BREAK.match(child.content)
        ):
            parts.append("\n")
        elif child.type == "softbreak":
            parts.append(" ")
    return "".join(parts)


def _html(text: str) -> str:
    """The words in a block of HTML."""
    from kbtool.extraction.blocks import page_blocks
    from kbtool.extraction.html import parse

    if not _TAG.search(text):
        return text
    wrapped = f"<html><body>{text}</body></html>"
    return "\n".join(block.text for block in page_blocks(parse(wrapped)))
