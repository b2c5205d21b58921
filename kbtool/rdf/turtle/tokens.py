"""The tokens of Turtle 1.1, with the white space before each, after the grammar of the recommendation.

https://www.w3.org/TR/turtle/#sec-grammar
"""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from kbtool.errors import InputError

_BASE = (
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_CHARS = rf"{_BASE}_\-0-9\u00B7\u0300-\u036F\u203F-\u2040"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
LOCAL_NAME = rf"[{_BASE}_0-9](?:\.*[{_CHARS}])*"
"""A pattern of what may stand behind the colon of a prefixed name without an escape."""
_EXPONENT = r"[eE][+-]?[0-9]+"

_TOKEN = re.compile(
    rf"""
      (?P<space>[ \t\r\n]+)
    | (?P<comment>\#[^\r\n]*)
    | (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]++|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
    | (?P<string>\"\"\"(?:[^"\\]++|\\.|"{{1,2}}(?!"))*\"\"\"
               | '''(?:[^'\\]++|\\.|'{{1,2}}(?!'))*'''
               | "(?:[^"\\\r\n]++|\\.)*"
               | '(?:[^'\\\r\n]++|\\.)*')
    | (?P<name>(?:[{_BASE}](?:\.*[{_CHARS}])*)?:
               (?:(?:[{_BASE}_:0-9]|{_ESCAPED})(?:\.*(?:[{_CHARS}:]|{_ESCAPED}))*)?)
    | (?P<blank>_:[{_BASE}_0-9](?:\.*[{_CHARS}])*)
    | (?P<number>[+-]?(?:[0-9]+\.[0-9]*{_EXPONENT}|\.?[0-9]+{_EXPONENT}|[0-9]*\.[0-9]+|[0-9]+))
    | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<word>[A-Za-z]+)
    | (?P<mark>\^\^|[\[\]().,;])
    """,
    re.VERBOSE | re.DOTALL,
)
_LATER = re.compile(r"<<|>>|\{\||\|\}|~|--|@?version\b", re.IGNORECASE)
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class Token(Struct, frozen=True):
    """A token of Turtle.

    Attributes:
        kind: comment, iri, string, name (prefixed), blank, number, language, directive (``@prefix``, ``BASE`` ...),
            word (``a``, ``true``, ``false``) or mark (punctuation).
        text: as written; of a comment without the white space at its end.
        breaks: the line breaks before it, behind the token before.
        wide: more than one space before it, on the same line.
    """

    kind: str
    text: str
    breaks: int
    wide: bool

    def is_mark(self, *texts: str) -> bool:
        """Whether it is one of these punctuation marks."""
        return self.kind == "mark" and self.text in texts


def turtle_tokens(text: str, shown: Path | str) -> list[Token]:
    """The tokens of a text that a parser has accepted as Turtle, comments included.

    Args:
        text: the Turtle.
        shown: the file as messages name it.

    Raises:
        InputError: a token is not one of Turtle 1.1, with the line.
    """
    tokens: list[Token] = []
    position, gap, before = 0, "", ""
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _unknown(text, position, shown)
        kind, found = match.lastgroup or "", match.group()
        if kind == "space":
            gap = found
        else:
            if kind in ("at", "word"):
                kind = _sort(kind, found, before)
                if not kind:
                    raise _unknown(text, position, shown)
            if kind == "comment":
                found = found.replace("\t", "    ").rstrip(" ")
            else:
                before = kind
            breaks = len(_LINE_BREAK.findall(gap))
            wide = not breaks and (len(gap) > 1 or "\t" in gap)
            tokens.append(Token(kind, found, breaks, wide))
            gap = ""
        position = match.end()
    return tokens


def _sort(kind: str, text: str, before: str) -> str:
    """What a word or ``@`` and a word is, behind a token of some kind; empty if nothing of Turtle 1.1."""
    if kind == "at":
        if before == "string":
            return "language"
        return "directive" if text in ("@prefix", "@base") else ""
    if text in ("a", "true", "false"):
        return "word"
    return "directive" if text.lower() in ("prefix", "base") else ""


def _unknown(text: str, position: int, shown: Path | str) -> InputError:
    later = _LATER.match(text, position)
    what = later.group() if later else text[position]
    return InputError(
        f"has “{what}”, which is not in Turtle 1.1, so it cannot be formatted",
        path=shown,
        line=len(_LINE_BREAK.findall(text, 0, position)) + 1,
        help="quoted triples, annotations and directions are Turtle 1.2: format the other files by name, without this one",
    )
