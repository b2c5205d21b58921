"""What the blocks of a text in Markdown are, by the tokens of its parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbtool.text.structure import LOWEST, Groups, Kind, Mark, stands_out

if TYPE_CHECKING:
    from markdown_it.token import Token

_LISTS = frozenset({"bullet_list", "ordered_list", "dl"})
_OPENING = {
    "list_item": Kind.ITEM,
    "dt": Kind.TERM,
    "dd": Kind.DEFINITION,
    "heading": Kind.HEADING,
    "footnote": Kind.NOTE,
}


class MarkdownMarks:
    """What is open at a place of a text: lists, quotations, a table."""

    def __init__(self) -> None:
        self._groups = Groups()
        self._quoted = 0
        self._notes = 0
        self._table = 0
        self._heads = False
        self._next = Kind.PARAGRAPH
        self._level = 0

    def pass_by(self, token: Token) -> None:
        """Go on by a token, in order."""
        name, _, way = token.type.rpartition("_")
        if name in _LISTS:
            (self._groups.begin if way == "open" else self._groups.end)()
        elif name == "blockquote":
            self._quoted += token.nesting
        elif name == "footnote":
            self._notes += token.nesting
        elif token.type == "table_open":
            self._table = self._groups.another()
        elif name == "thead":
            self._heads = way == "open"
        if way == "open" and name in _OPENING:
            self._next = _OPENING[name]
            self._level = int(token.tag[1]) if name == "heading" else 0

    def mark(self, kind: Kind | None = None, token: Token | None = None) -> Mark:
        """What stands here: once what was opened, then a paragraph in it.

        Args:
            kind: what it is, if that is known.
            token: its words, which are a heading if all are in bold.
        """
        own, level = self._next, self._level
        self._next, self._level = (Kind.NOTE if self._notes else Kind.PARAGRAPH), 0
        if kind is Kind.ROW:
            return Mark(kind, depth=self._groups.depth, group=self._table, heads=self._heads)
        depth, group = self._groups.depth, self._groups.group
        if own is Kind.PARAGRAPH and not depth and token is not None and _is_bold(token):
            own, level = Kind.HEADING, LOWEST
        return Mark(own, level, depth, group, quoted=self._quoted > 0)


def _is_bold(token: Token) -> bool:
    """Whether all words of a paragraph are in bold, and it ends as no sentence does."""
    bold = False
    for child in token.children or ():
        if child.type in ("strong_open", "strong_close"):
            bold = child.nesting > 0
        elif child.content.strip() and not bold:
            return False
    return token.content.startswith(("**", "__")) and stands_out(token.content.strip("*_"))
