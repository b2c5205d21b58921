"""Comments in Markdown and HTML: those that are none to a browser, as in code or in a text field, are not among them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from kbtool.text.extraction import Format
from kbtool.text.extraction.markdown_extensions import parser
from kbtool.text.stretch import Stretch

if TYPE_CHECKING:
    from markdown_it.token import Token

_ATTRIBUTES = r"(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^<>\"'])*+"
_HTML = re.compile(
    rf"""
      <!--(?:-?>|(?P<comment>.*?)--!?>|.*\Z)
    | <!\[CDATA\[.*?(?:\]\]>|\Z)
    | <(?P<unseen>script|style|textarea|title|template|xmp|noscript|noembed|noframes|iframe)\b{_ATTRIBUTES}>
      .*?(?:</(?P=unseen)\s*>|\Z)
    | <plaintext\b.*
    | <(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*){_ATTRIBUTES}>
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
"""What a browser reads one after the other (HTML, 13.2.5): in elements that hold text alone, there is no comment."""
_CODE = re.compile(
    r"(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).){1,2000}?(?<!`)(?P=ticks)(?!`)|\\<"
    r"|\{--.*?--\}|\{>>.*?<<\}",
    re.DOTALL,
)
"""In Markdown, code within a line, an escaped bracket, and what CriticMarkup takes out."""
_FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n.*?\n\1[ \t]*(?=\r?\n|\Z)", re.DOTALL)
_DEEPEST = 200
_BLOCKS = frozenset({"ul", "ol", "dl", "table", "blockquote"})
_WRAPPERS = frozenset({"div", "figure", "section"})
_OPENS = frozenset({
    "bullet_list_open", "ordered_list_open", "dl_open", "table_open", "blockquote_open",
})  # fmt: skip


class Comment(Struct, frozen=True):
    """A comment.

    Attributes:
        place: where it stands in the source.
        words: what is in it.
        block: where the list, table or quotation stands that follows at once; None, if something else does.
    """

    place: Stretch
    words: str
    block: Stretch | None


def comments(source: str, format: Format) -> list[Comment]:
    """The comments of a source, in its order.

    Args:
        source: the source.
        format: what it is; other than HTML and Markdown, it has none.
    """
    if "<!--" not in source:
        return []
    if format is Format.HTML:
        return list(_in_html(source, source))
    return _in_markdown(source) if format is Format.MARKDOWN else []


def _in_html(source: str, seen: str) -> Iterator[Comment]:
    """The comments in HTML.

    Args:
        source: the source.
        seen: as much of it as is HTML, each character in its place.
    """
    marks = list(_HTML.finditer(seen))
    for number, mark in enumerate(marks):
        if mark["comment"] is not None:
            place = Stretch(*mark.span())
            words = source[mark.start("comment") : mark.end("comment")]
            yield Comment(place, words, _element_behind(seen, marks, number))


def _element_behind(source: str, marks: Sequence[re.Match[str]], number: int) -> Stretch | None:
    """The list, table or quotation that follows a mark with nothing between."""
    end = marks[number].end()
    for at in range(number + 1, len(marks)):
        mark = marks[at]
        if source[end : mark.start()].strip():
            return None
        name = (mark["name"] or "").casefold()
        if not mark["close"] and name in _BLOCKS:
            return Stretch(mark.start(), _closed(source, marks, at, name))
        if mark["comment"] is None and (mark["close"] or name not in _WRAPPERS):
            return None
        end = mark.end()
    return None


def _closed(source: str, marks: Sequence[re.Match[str]], number: int, name: str) -> int:
    """Where an element ends that a mark opens."""
    depth = 0
    for mark in marks[number:]:
        if (mark["name"] or "").casefold() == name:
            depth += -1 if mark["close"] else 1
        if depth == 0:
            return mark.end()
    return len(source)


def _in_markdown(source: str) -> list[Comment]:
    front = _FRONT.match(source)
    body = source if front is None else _blank(source, 0, front.end())
    tokens = parser(_DEEPEST).parse(body)
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", body))]
    seen = body
    for token in tokens:
        if token.type in ("fence", "code_block") and token.map:
            lines = _lines(token, starts, body)
            seen = _blank(seen, *lines)
    seen = _CODE.sub(lambda match: _blank(match.group(), 0, len(match.group())), seen)
    written = [html for token in tokens for html in _html(token, starts, body)]
    found = []
    for each in _in_html(source, seen):
        # What the parser reads as an address, a title or words of a line is none.
        if any(
            lines.start <= each.place.start < lines.end and each.words in html
            for lines, html in written
        ):
            block = each.block or _block_behind(tokens, starts, body, each.place.end)
            found.append(Comment(each.place, each.words, block))
    return found


def _html(token: Token, starts: Sequence[int], source: str) -> Iterator[tuple[Stretch, str]]:
    """The HTML of a block of Markdown, each with the lines that it stands in."""
    if token.map is None:
        return
    lines = _lines(token, starts, source)
    if token.type == "html_block":
        yield lines, token.content
    for child in token.children or ():
        if child.type == "html_inline":
            yield lines, child.content


def _block_behind(
    tokens: Sequence[Token], starts: Sequence[int], source: str, end: int
) -> Stretch | None:
    """The list, table or quotation in Markdown that follows a place with nothing but comments between."""
    line = bisect_right(starts, end - 1) - 1
    for token in tokens:
        if token.map is None or token.map[0] <= line or token.type == "html_block":
            continue
        lines = _lines(token, starts, source)
        between = re.sub(r"<!--.*?-->", "", source[end : lines.start], flags=re.DOTALL)
        return lines if token.type in _OPENS and not between.strip(" \t\r\n>") else None
    return None


def _lines(token: Token, starts: Sequence[int], source: str) -> Stretch:
    assert token.map is not None
    first, behind = token.map
    end = starts[behind] if behind < len(starts) else len(source)
    return Stretch(starts[first], end)


def _blank(text: str, start: int, end: int) -> str:
    """A text with a part of it blank, each line end in its place."""
    return text[:start] + re.sub(r"[^\r\n]", " ", text[start:end]) + text[end:]
