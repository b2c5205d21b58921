"""Markdown with the extensions that editors and publishers commonly render, so that none of their marks stays as a word."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kbtool.text.extraction.formulas import formula_text
from kbtool.text.extraction.markdown_brackets import refuse_open_brackets
from kbtool.text.extraction.omissions import Omissions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_ABBREVIATION = re.compile(r"\*\[([^\]]+)\]:[ \t]*(.*)")
_ALERT = re.compile(r"\[!([A-Za-z]+)\][+-]?[ \t]*")
_ATTRIBUTES = re.compile(r"[ \t]*\{[#.:][^{}]*\}[ \t]*$")
_MARK = re.compile(r"(?<!=)==(?!=)")
_OPENS = re.compile(r"(?<![\w=])==(?=[^\s=]|$)")
_CLOSES = re.compile(r"(?:(?<=[^\s=])|^)==(?![\w=])")
_BESIDE = re.compile(r"\{[^{}\n]*[#.=][^{}\n]*\}")
_BOX = re.compile(r"\s*[^\s\[{]+(?:\[([^\]]*)\]|[ \t]+([^{}]*\S))?")


def parser(deepest: int) -> MarkdownIt:
    """A parser of CommonMark with tables, deletions, notes, definitions, tasks, raised and lowered text, formulas, boxes,
    attributes and abbreviations.

    Args:
        deepest: how deep blocks may be nested.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.admon import admon_plugin
    from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
    from mdit_py_plugins.container import container_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.subscript import sub_plugin
    from mdit_py_plugins.superscript import superscript_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    reader = MarkdownIt("commonmark", {"maxNesting": deepest}).enable(["table", "strikethrough"])
    reader.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin).use(admon_plugin)
    reader.use(dollarmath_plugin, allow_space=False, allow_digits=False)
    reader.use(sub_plugin).use(superscript_plugin)
    reader.use(attrs_plugin, spans=True).use(attrs_block_plugin)
    container_plugin(reader, "box", validate=lambda named, _marks: bool(named.strip()))
    reader.block.ruler.before("reference", "abbreviation", _abbreviation, {"alt": ["paragraph", "reference"]})  # fmt: skip
    reader.core.ruler.before("inline", "open_brackets", refuse_open_brackets)
    reader.core.ruler.before("footnote_tail", "note_words", _keep_note_words)
    reader.core.ruler.before("text_join", "marks", _marks)
    return reader


def _marks(state: StateCore) -> None:
    """Take out ``==`` around marked words; what is escaped is a text of its own as yet, and stays."""
    for token in state.tokens:
        if token.type == "inline":
            _take_marks(token.children or [])


def _abbreviation(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line such as ``*[FDA]: Food and Drug Administration``, which is shown where a pointer rests on the letters."""
    if state.is_code_block(start):
        return False
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    found = _ABBREVIATION.fullmatch(line.rstrip())
    if found is None:
        return False
    if not silent:
        state.env.setdefault("abbreviations", []).append(f"{found[1]}: {found[2]}")
        state.line = start + 1
    return True


def _keep_note_words(state: StateCore) -> None:
    """The words of each note, before those that nothing refers to are dropped."""
    words: dict[str, list[str]] = state.env.setdefault("note_words", {})
    label = None
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
        elif token.type == "footnote_reference_close":
            label = None
        elif token.type == "inline" and label is not None:
            words.setdefault(label, []).append(token.content)


def name_unseen(env: Any, omissions: Omissions) -> None:
    """Name the abbreviations, and the notes that nothing refers to, of a text that was parsed with this environment."""
    for abbreviation in env.get("abbreviations", ()):
        omissions.add("abbreviation", abbreviation)
    references = env.get("footnotes", {}).get("refs", {})
    for label, words in env.get("note_words", {}).items():
        if references.get(f":{label}", -1) < 0:
            omissions.add("note without a mark", " ".join(words))


def settle(tokens: Sequence[Token], omissions: Omissions) -> None:
    """Take out marks of extensions that no plugin reads: ``[!NOTE]``, ``# Heading {#id}``."""
    quoted = heading = False
    for before, token in pairwise([None, *tokens]):
        if token is None or token.type != "inline":
            quoted = quoted and token is not None and token.type == "paragraph_open"
            quoted = quoted or (token is not None and token.type == "blockquote_open")
            continue
        children = token.children or []
        heading = before is not None and before.type == "heading_open"
        if quoted and children and children[0].type == "text":
            _take_alert(children, omissions)
        if heading and children and children[-1].type == "text":
            children[-1].content = _ATTRIBUTES.sub("", children[-1].content)
        for one, other in pairwise(children):
            if one.type == "image" and other.type == "text":
                beside = _BESIDE.match(other.content)
                other.content = other.content[beside.end() if beside else 0 :]
        _keep_signs(children)
        quoted = False


def _take_alert(children: list[Token], omissions: Omissions) -> None:
    found = _ALERT.match(children[0].content)
    if found is None:
        return
    omissions.add("mark of a box", found[1])
    children[0].content = children[0].content[found.end() :]
    if len(children) > 1 and children[1].type == "softbreak":
        children[1].type = "hardbreak"
        if not children[0].content:
            del children[:2]


def _take_marks(children: list[Token]) -> None:
    """Take out pairs of ``==`` around marked words, whatever stands between them."""
    found = [
        (child, match)
        for child in children
        if child.type == "text"
        for match in _MARK.finditer(child.content)
    ]
    opening = None
    pairs = []
    for child, match in found:
        if opening is None and _OPENS.match(child.content, match.start()):
            opening = (child, match)
        elif opening is not None and _CLOSES.match(child.content, match.start()):
            pairs += [opening, (child, match)]
            opening = None
    for child, match in reversed(pairs):
        child.content = child.content[: match.start()] + child.content[match.end() :]


def _keep_signs(children: list[Token]) -> None:
    """``~`` before a figure says "about": what it lowers stands behind a letter, figure or bracket."""
    last = ""
    for at, child in enumerate(children):
        if child.type == "sub_open" and not (last.isalnum() or last in ")]"):
            for sign in (child, children[at + 2]):
                sign.type, sign.content = "text", "~"
        last = child.content[-1:] or last


def box_title(token: Token) -> str:
    """The title of a box that is opened by ``::: kind Title`` or ``:::kind[Title]``; empty, if it has none."""
    found = _BOX.match(token.info)
    return (found[1] or found[2] or "") if found else ""


def is_own_title(token: Token) -> bool:
    """Whether the title of a box is the author's, and not the name of its kind."""
    return token.content.casefold() != str(token.meta["tag"]).casefold()


def formula(source: str, omissions: Omissions) -> str:
    """A formula in TeX as a line of text; one that cannot be read stays as it is written, and is named."""
    from latex2mathml.converter import convert
    from lxml import etree

    from kbtool.text.extraction.library_errors import LIBRARY_ERRORS

    try:
        text = formula_text(etree.fromstring(convert(source)))
    except (etree.LxmlError, *LIBRARY_ERRORS):
        text = "\\"
    if "\\" in text or not text:
        omissions.add("reading of a formula", source)
        return source
    return text
