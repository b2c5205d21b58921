"""Sources of a text with what is no word of it masked, each character in its place."""

from __future__ import annotations

import re
from html import unescape

Masked = str
"""A source with its markup masked: as long as the source, so that places hold."""
MASK = "\0"
PADDING = "\1"
"""The rest of a character that is written out, such as ``&amp;``."""
BREAK = "\2"
"""What ends a paragraph, cell or item."""

_ENTITY = r"(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
_TAG = r"</?(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^<>\"'])*+>"
_COMMENT = r"<!--.*?(?:-->|\Z)"
_UNSEEN = (
    r"<(?P<unseen>script|style|head|template|del|s|strike)\b[^<>]*>.*?(?:</(?P=unseen)\s*>|\Z)"
)
_HTML = re.compile(
    rf"{_COMMENT}|<!\[CDATA\[|<[!?][^<>]*>|{_UNSEEN}|{_TAG}|{_ENTITY}", re.DOTALL | re.IGNORECASE
)
_MARKDOWN = re.compile(
    rf"""
      {_COMMENT}
    | \A(?P<rule>---|\+\+\+)[ \t]*\r?\n.*?\n(?P=rule)[ \t]*(?=\r?\n|\Z)
    | \]\([ \t]*(?:<[^<>\n]*>|(?:[^()\s\\]|\\.|\([^()\s]*\))*+)
      (?:\s+(?:"[^"]{{0,500}}"|'[^']{{0,500}}'|\([^()]{{0,500}}\)))?\s*\)
    | \]\[[^\[\]\n]*\]
    | \[\^[^\[\]\s]*\]:?
    | ^[ ]{{0,3}}\[[^\[\]\n]+\]:[^\n]*
    | ~~(?=\S)[^~\n]+~~ | \{{--[^{{}}]*--\}} | \{{>>[^{{}}]*<<\}}
    | \{{[#.][^{{}}\n]*\}}
    | \*+ | `+ | (?<!\w)_+ | _+(?!\w) | \\(?=[!-/:-@\[-`{{-~])
    | {_TAG}
    | {_ENTITY}
    """,
    re.DOTALL | re.VERBOSE | re.MULTILINE,
)

_WITHIN = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "img", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
"""Elements that end no sentence."""
_SPACES = str.maketrans("\r\n\t", "   ")


def masked_html(source: str) -> Masked:
    """HTML without tags, comments, and what is never shown as text; entities are the characters that they stand for."""
    return _HTML.sub(_mask, source).translate(_SPACES)


def masked_markdown(source: str) -> Masked:
    """Markdown without addresses, notes' marks, comments, tags and what stands before its text."""
    return _MARKDOWN.sub(_mask, source)


def _mask(match: re.Match[str]) -> str:
    whole = match.group()
    entity = match.group("entity")
    meant = unescape(entity) if entity else ""
    if len(meant) == 1:
        return meant + PADDING * (len(whole) - 1)
    name = match.group("name")
    ends = name is not None and name.casefold() not in _WITHIN
    return (BREAK if ends else MASK) * len(whole)
