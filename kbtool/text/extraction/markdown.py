"""Articles in Markdown (CommonMark with common extensions): the text, without its markup."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kbtool.errors import InputError
from kbtool.text.extraction.article import (
    Article,
    controls_left_out,
    lay_out,
    one_line,
    stated_day,
    stated_language,
)
from kbtool.text.extraction.critic_markup import accepted
from kbtool.text.extraction.decoding import decode
from kbtool.text.extraction.markdown_extensions import (
    box_title,
    formula,
    is_own_title,
    name_unseen,
    parser,
    settle,
)
from kbtool.text.extraction.markdown_marks import MarkdownMarks
from kbtool.text.extraction.omissions import Omissions
from kbtool.text.structure import Kind, Paragraph, texts

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?\n)---[ \t]*(?:\r?\n|$)", re.DOTALL)
_FRONT_TOML = re.compile(r"\+\+\+[ \t]*\r?\n(.*?\n)\+\+\+[ \t]*(?:\r?\n|$)", re.DOTALL)
_FACT = re.compile(r"([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*))?")
_ITEM = re.compile(r"[ \t]*- +(.+)")
_FLOW = re.compile(r"\[(.*)\]")
_TAG = re.compile(r"<(?:/?[A-Za-z]|!--)")
_ELEMENT = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_NO_WORDS = ("[", "{", ">", "|", "&", "*", "!", "%", "@", "`")
"""What a list, a mapping, a block and the like begin with in YAML; plain words do not."""
_MARKED = frozenset(
    {"s_open", "s_close", "sub_open", "sub_close", "sup_open", "sup_close", "footnote_ref"}
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MATH = frozenset({
    "math", "mfrac", "mi", "mn", "mo", "mover", "mroot", "mrow", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtext",
    "munder",
})  # fmt: skip
_DEEPEST = 200


def extract(data: bytes, charset: str | None) -> Article:
    """An article in Markdown. What it states of itself is in its front matter, or it is its one first-level heading.

    Raises:
        InputError: it is not text.
    """
    decoded = decode(data, charset)
    if "\0" in decoded.text:
        raise InputError("holds a NUL character, so it is not text", help="save it as UTF-8")
    text = decoded.text.removeprefix("\ufeff")
    facts, body = _front_matter(text)
    omissions = Omissions()
    tokens = _parsed(accepted(body, omissions), omissions)
    words, blocks = lay_out(_paragraphs(tokens, omissions))
    return Article(
        words,
        title=facts.get("title") or _heading(tokens),
        creator=facts.get("author"),
        issued=stated_day(facts.get("date")),
        publisher=facts.get("publisher"),
        canonical=facts.get("canonical") or facts.get("canonical_url") or facts.get("url"),
        license=facts.get("license"),
        language=stated_language(facts.get("lang") or facts.get("language")),
        facts=facts,
        notes=(*decoded.notes, *controls_left_out(decoded.text), *omissions.notes),
        comments=omissions.comments,
        blocks=blocks,
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The plain facts of a YAML block at the start, and the text behind it; a rule is no such block."""
    toml = _FRONT_TOML.match(text)
    if toml:
        return _toml_facts(toml[1]), text[toml.end() :]
    match = _FRONT.match(text)
    lines = match[1].splitlines() if match else []
    facts: dict[str, str] = {}
    listing = ""
    for line in lines:
        fact, item = _FACT.fullmatch(line.rstrip()), _ITEM.fullmatch(line.rstrip())
        if fact:
            listing = fact[1].casefold()
            _add(facts, listing, fact[2] or "")
        elif item and listing:
            _add(facts, listing, item[1])
        elif line.strip() and not line.startswith((" ", "\t", "-", "#")):
            return {}, text
    return (facts, text[match.end() :]) if match and facts else ({}, text)


def _add(facts: dict[str, str], name: str, said: str) -> None:
    """Add what is said under a name: a word, or several in a list; what is said twice is said of both."""
    value = said.strip()
    flow = _FLOW.fullmatch(value)
    for part in flow[1].split(",") if flow else [value]:
        word = part.strip()
        told = None if word.startswith(_NO_WORDS) else one_line(word.strip("\"'"))
        if told:
            facts[name] = f"{facts[name]}, {told}" if name in facts else told


def _toml_facts(text: str) -> dict[str, str]:
    """The plain facts of a TOML block at the start."""
    try:
        found = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError:
        return {}
    plain = {
        key.casefold(): one_line(", ".join(map(str, v if isinstance(v, list) else [v])))
        for key, v in found.items()
        if isinstance(v, str | date) or (isinstance(v, list) and all(isinstance(e, str) for e in v))
    }
    return {key: value for key, value in plain.items() if value}


def _parsed(text: str, omissions: Omissions) -> list[Token]:
    env: dict[str, Any] = {}
    tokens = parser(_DEEPEST).parse(text, env)
    if max((token.level for token in tokens), default=0) >= _DEEPEST - 1:
        raise InputError(
            f"has lists or quotes nested deeper than {_DEEPEST}",
            help="take some of the nesting out, or give the text as .txt",
        )
    settle(tokens, omissions)
    name_unseen(env, omissions)
    return tokens


def _heading(tokens: Sequence[Token]) -> str | None:
    """The words of the first-level heading, if there is one only."""
    found = [
        inline
        for token, inline in pairwise(tokens)
        if token.type == "heading_open" and token.tag == "h1"
    ]
    return one_line(_inline(found[0], Omissions())) if len(found) == 1 else None


def _paragraphs(tokens: Sequence[Token], omissions: Omissions) -> Iterator[Paragraph]:
    """The blocks of text; an item of an ordered list keeps its number, which may be part of what is said."""
    number = ""
    cells: list[str] | None = None
    usual = False
    marks = MarkdownMarks()
    for token in tokens:
        marks.pass_by(token)
        if token.type == "admonition_open":
            usual = not is_own_title(token)
        elif token.type == "inline" and usual:
            usual = False
            continue
        if token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "footnote_open":
            number = f"[{token.meta['id'] + 1}] "
        elif token.type in ("list_item_close", "footnote_close") and number:
            yield Paragraph(number, marks.mark())
            number = ""
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            yield Paragraph("\t".join(cells), marks.mark(Kind.ROW))
            cells = None
        elif token.type == "inline" and cells is not None:
            cells.append(_inline(token, omissions).replace("\n", " ").replace("\t", " "))
        elif token.type == "html_block":
            for each in _html(token.content, omissions):
                yield Paragraph(number + each.text, each.mark)
                number = ""
        else:
            text = _block(token, omissions)
            if text:
                yield Paragraph(number + text, marks.mark(token=token))
                number = ""


def _block(token: Token, omissions: Omissions) -> str:
    if token.type == "inline":
        return _inline(token, omissions)
    if token.type in ("fence", "code_block"):
        return token.content
    if token.type == "math_block":
        return formula(token.content, omissions)
    return box_title(token) if token.type == "container_box_open" else ""


def _inline(token: Token, omissions: Omissions) -> str:
    children = token.children or ()
    if any(child.type in _MARKED or _is_element(child) for child in children):
        html = "".join(_as_html(child, omissions) for child in children)
        return "\n".join(texts(_html(html, omissions)))
    return "".join(_plain(child, omissions) for child in children)


def _plain(token: Token, omissions: Omissions) -> str:
    if token.type in ("text", "code_inline", "text_special"):
        return token.content
    if token.type in ("math_inline", "math_inline_double"):
        return formula(token.content, omissions)
    if token.type == "image":
        return "".join(_plain(child, omissions) for child in token.children or ())
    if token.type == "softbreak":
        return " "
    is_break = token.type == "html_inline" and _BREAK.match(token.content)
    return "\n" if token.type == "hardbreak" or is_break else ""


def _is_element(token: Token) -> bool:
    """Whether HTML in a line is more than a break or a word in angle brackets."""
    from lxml.html.defs import tags

    name = _ELEMENT.match(token.content) if token.type == "html_inline" else None
    return (
        name is not None and not _BREAK.match(token.content) and name[1].casefold() in tags | _MATH
    )


def _as_html(token: Token, omissions: Omissions) -> str:
    """A part of a line as HTML, so that elements which are written out act on what is between them."""
    if token.type == "footnote_ref":
        return f"<sup><a href='#'>{token.meta['id'] + 1}</a></sup>"
    if token.type in _MARKED or token.tag == "a":
        attributes = " href='#'" if token.tag == "a" else ""
        return f"<{token.tag}{attributes}>" if token.nesting > 0 else f"</{token.tag}>"
    if _is_element(token):
        return token.content
    return escape(_plain(token, omissions)).replace("\n", "<br>")


def _html(text: str, omissions: Omissions) -> Sequence[Paragraph]:
    """The words in HTML; what they leave out is named, scripts too, for to Markdown their bodies are words."""
    from kbtool.text.extraction.blocks import page_blocks
    from kbtool.text.extraction.html import parse
    from kbtool.text.extraction.marking import marked
    from kbtool.text.extraction.preparation import prepare

    if not _TAG.search(text):
        return [Paragraph(text)]
    root = parse(f"<html><body>{text}</body></html>")
    prepare(root, omissions, scripts=True)
    return list(marked(page_blocks(root)))
