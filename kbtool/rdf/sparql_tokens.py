"""A SPARQL 1.1 tokeniser, just fine enough to find groups, variables and keywords."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<space>\s+)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>(?<!\\)(?:\"\"\"(?:(?:\"|\"\")?(?:[^\"\\]|\\.))*\"\"\"
               | '''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
               | \"(?:[^\"\\\n\r]|\\.)*\"
               | '(?:[^'\\\n\r]|\\.)*'))
    | (?P<variable>[?$]\w+)
    | (?P<language>@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)
    | (?P<name>(?:[^\W\d][\w.\-]{0,255})?:(?:\.*(?:[\w:\-]|%[0-9A-Fa-f]{2}|\\.))*)
    | (?P<word>[^\W\d]\w*)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
OPENING, CLOSING = "({[", ")}]"
"""The brackets, in one order."""


class Token(NamedTuple):
    """A token and where it stands.

    Attributes:
        kind: iri, string, variable, language, name (prefixed), word or mark.
        text: a variable without its ``?`` or ``$``, a word in upper case, else as written.
        start: offset of its first character.
        end: offset after its last character.
    """

    kind: str
    text: str
    start: int
    end: int

    def is_mark(self, text: str) -> bool:
        """Whether it is this punctuation character."""
        return self.kind == "mark" and self.text == text

    def is_word(self, *texts: str) -> bool:
        """Whether it is one of these keywords, given in upper case."""
        return self.kind == "word" and self.text in texts

    def is_variable(self, name: str) -> bool:
        """Whether it is ``?name`` or ``$name``."""
        return self.kind == "variable" and self.text == name


@lru_cache(maxsize=512)
def tokenise(query: str) -> tuple[Token, ...]:
    """The tokens of ``query``, without white space and comments; kept, because a query is read in several ways."""
    found: list[Token] = []
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or "mark"
        if kind in ("space", "comment"):
            continue
        text = match.group()
        if kind == "variable":
            text = text[1:]
        elif kind == "word":
            text = text.upper()
        found.append(Token(kind, text, *match.span()))
    return tuple(found)


def prefixes_declared(tokens: Sequence[Token]) -> dict[str, str]:
    """The prefixes that a query declares, with their namespaces."""
    return {
        name.text.removesuffix(":"): iri.text[1:-1]
        for before, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if before.is_word("PREFIX") and name.kind == "name" and iri.kind == "iri"
    }


def is_mark(tokens: Sequence[Token], place: int, text: str) -> bool:
    """Whether there is a token at a place, and it is this punctuation character."""
    return place < len(tokens) and tokens[place].is_mark(text)


def closing(tokens: Sequence[Token], place: int) -> int:
    """The place of the bracket that closes the one at a place; of the last token, if none does."""
    depth = 0
    for at in range(place, len(tokens)):
        token = tokens[at]
        if token.kind == "mark":
            depth += (token.text in OPENING) - (token.text in CLOSING)
        if depth == 0:
            return at
    return len(tokens) - 1
