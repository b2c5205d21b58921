"""Turtle in the house style. Line breaks inside of a statement are the author's, the other white space is the style's.

A reader of the style finds it in kb/README.md. No token is added, left out or changed, and comments keep their order.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from kbtool.rdf.turtle.tokens import Token

_STEP = 4
"""Spaces for each level."""

_TALL = 3
"""From this many lines on, a statement is set off by blank lines."""


class _Block(Struct):
    """A statement, or a comment between statements.

    Attributes:
        parts: its text, in pieces.
        blank: whether a blank line stands before it.
        statement: whether it is a statement.
        head: of a prefix on one line, what stands before the IRI.
        wide: the author has more than one space there.
    """

    parts: list[str]
    blank: bool
    statement: bool
    head: str = ""
    wide: bool = False

    @property
    def text(self) -> str:
        return "".join(self.parts)

    @property
    def tall(self) -> bool:
        return self.statement and self.text.count("\n") + 1 >= _TALL


class _Level(Struct):
    """What is open: a statement or a bracket.

    Attributes:
        kind: ``[``, ``(``, ``.`` (triples) or ``@`` (a directive).
        inner: the indentation of the lines inside of it.
        outer: the indentation of the line that opens it.
        awaits: what comes next: subject, verb, object, ``end`` behind an object, or always an item in a list.
    """

    kind: str
    inner: int
    outer: int
    awaits: str

    def indent(self, token: Token) -> int:
        """The indentation of a line that begins with a token."""
        if token.is_mark("]", ")", "."):
            return self.outer
        continued = self.kind in "[." and self.awaits in ("object", "end")
        return self.inner + _STEP * continued

    def take(self, token: Token) -> None:
        """Go on behind a token, or behind the bracket that it closes."""
        if token.is_mark(";"):
            self.awaits = "verb"
        elif token.is_mark(","):
            self.awaits = "object"
        elif self.kind in "[.":
            following = {"subject": "verb", "verb": "object", "object": "end", "end": "end"}
            self.awaits = following[self.awaits]


class _Printer(Struct):
    blocks: list[_Block] = field(default_factory=list)
    open: list[_Level] = field(default_factory=list)
    last: Token | None = None
    """The last token, a comment or not, of the statement that is open."""
    line: int = 0
    """The indentation of the line that is written."""
    words: int = 0
    """Tokens of the statement so far, without comments."""

    def put(self, token: Token, following: Token | None) -> None:
        """Write a token; ``following`` is the next one that is not a comment."""
        if not self.open and token.kind == "comment":
            self._comment_between(token)
            return
        if not self.open:
            self._begin(token)
        elif token.kind == "comment" and not token.breaks:
            self.blocks[-1].parts += ["  ", token.text]
        else:
            self._space(token, following)
            self.blocks[-1].parts.append(token.text)
        self.last = token
        if token.kind != "comment":
            self._go_on(token)

    def _comment_between(self, token: Token) -> None:
        if self.blocks and not token.breaks:
            self.blocks[-1].parts += ["  ", token.text]
        else:
            self.blocks.append(_Block([token.text], token.breaks > 1, statement=False))

    def _begin(self, token: Token) -> None:
        self.blocks.append(_Block([token.text], token.breaks > 1, statement=True))
        kind = "@" if token.kind == "directive" else "."
        self.open = [_Level(kind, _STEP, 0, "subject")]
        self.line = self.words = 0

    def _space(self, token: Token, following: Token | None) -> None:
        """Write what stands between the last token and this one."""
        block, level, last = self.blocks[-1], self.open[-1], self.last
        assert last is not None
        breaks = min(token.breaks, 2)
        if last.kind == "comment":
            breaks = max(breaks, 1)
        if last.is_mark("[", "(") or token.is_mark("]", ")", "."):
            breaks = min(breaks, 1)
        if _glued(last, token):
            breaks = 0
        if breaks:
            if token.kind != "comment":
                self.line = level.indent(token)
            elif following is None or following.is_mark("]", ")", "."):
                self.line = level.inner
            else:
                self.line = level.indent(following)
            block.parts.append("\n" * breaks + " " * self.line)
            return
        if level.kind == "@" and token.kind == "iri" and self.words == 2 and "\n" not in block.text:
            block.head, block.wide = block.text, token.wide
        if not _glued(last, token):
            block.parts.append(" ")

    def _go_on(self, token: Token) -> None:
        self.words += 1
        level = self.open[-1]
        if token.is_mark("[", "("):
            outer = 0 if level.awaits == "subject" else max(self.line, level.inner)
            awaits = "verb" if token.text == "[" else "item"
            self.open.append(_Level(token.text, outer + _STEP, outer, awaits))
        elif token.is_mark("]", ")"):
            self.open.pop()
            self.open[-1].take(token)
        elif token.is_mark(".") or (level.kind == "@" and self._ends_without_dot(token)):
            self.open = []
        elif not token.is_mark("^^"):
            level.take(token)

    def _ends_without_dot(self, token: Token) -> bool:
        return token.kind == "iri" and not self.blocks[-1].text.startswith("@")


def print_turtle(tokens: Iterable[Token]) -> str:
    """Turtle in the house style.

    Args:
        tokens: those of a text that a parser has accepted.
    """
    printer = _Printer()
    ordered = _with_punctuation_behind(list(tokens))
    following: list[Token | None] = []
    upcoming = None
    for token in reversed(ordered):
        following.append(upcoming)
        if token.kind != "comment":
            upcoming = token
    for token, after in zip(ordered, reversed(following), strict=True):
        printer.put(token, after)
    _set_off(printer.blocks)
    _align(printer.blocks)
    lines = [
        ("\n" if n and block.blank else "") + block.text for n, block in enumerate(printer.blocks)
    ]
    return "".join(line + "\n" for line in lines)


def _glued(last: Token, token: Token) -> bool:
    """Whether no space is between two tokens."""
    if last.kind == "comment":
        return False
    return (
        token.is_mark(",", "^^")
        or last.is_mark("^^")
        or (token.kind == "language" and last.kind == "string")
        or (last.is_mark("[") and token.is_mark("]"))
        or (last.is_mark("(") and token.is_mark(")"))
    )


def _with_punctuation_behind(tokens: list[Token]) -> list[Token]:
    """The tokens with ``;``, ``,`` and ``.`` behind what they end, on its line, and the line break behind them.

    A ``.`` stays on a line of its own behind a ``;`` or a comment of its own line.
    """
    found: list[Token] = []
    broken = 0
    for token in tokens:
        if broken and token.kind != "comment":
            token = replace(token, breaks=max(token.breaks, broken))
            broken = 0
        elif token.kind == "comment" and found and found[-1].kind == "comment":
            token = replace(token, breaks=max(token.breaks, 1))
        if not token.is_mark(";", ",", "."):
            found.append(token)
            continue
        place = len(found)
        while place and found[place - 1].kind == "comment":
            place -= 1
        comments = found[place:]
        if token.is_mark(".") and (
            found[place - 1].is_mark(";") or any(comment.breaks for comment in comments)
        ):
            found.append(token)
            continue
        broken = token.breaks
        found.insert(place, replace(token, breaks=0, wide=False))
    return found


def _set_off(blocks: list[_Block]) -> None:
    """Put a blank line between two statements if one of them is tall and the author has put none."""
    places = [n for n, block in enumerate(blocks) if block.statement]
    for first, second in pairwise(places):
        between = blocks[first + 1 : second + 1]
        tall = blocks[first].tall or blocks[second].tall
        if tall and not any(block.blank for block in between):
            between[0].blank = True


def _align(blocks: list[_Block]) -> None:
    """Align the IRIs of prefixes that follow each other, where the author has aligned some."""
    group: list[_Block] = []
    for block in [*blocks, _Block([], True, False)]:
        if group and (block.blank or not block.head):
            width = max(len(member.head) for member in group)
            if any(member.wide for member in group):
                for member in group:
                    rest = member.text[len(member.head) :]
                    member.parts = [member.head.ljust(width), rest]
            group = []
        if block.head:
            group.append(block)
