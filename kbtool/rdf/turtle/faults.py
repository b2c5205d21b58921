"""What is wrong with Turtle that cannot be read, in words for who wrote it, and the line where to look.

The parser tells where it stopped. What is missing is often further up: the sign at the end of a line, the quotation mark
that a text begins with, the bracket that was never closed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

_TOKEN = re.compile(
    r'''
      (?P<space>\s+)
    | (?P<comment>\#[^\n\r]*)
    | (?P<string>"""(?:"{0,2}(?:[^"\\]|\\.))*"""|\'\'\'(?:'{0,2}(?:[^'\\]|\\.))*\'\'\'
               | "(?!"")(?:[^"\\\n\r]|\\.)*" | '(?!'')(?:[^'\\\n\r]|\\.)*')
    | (?P<open>"""|\'\'\'|["'])
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<cut><)
    | (?P<mark>[\[\](){},;]|\.(?=[\s#\[\](){},;]|$)|\^\^)
    | (?P<word>[^\s"'<>\[\](){},;#]+?(?=\.?(?:[\s"'<>\[\](){},;]|$)))
    | (?P<other>.)
    ''',
    re.VERBOSE | re.DOTALL,
)
_QUOTES = (
    "a text has one before it and one behind it, on one line; three of them around several lines"
)
_SIGNS = "between two properties stands “;”, between two values “,”; a comma before that may have to be “;”"
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|={7}|\|{7})(?:[ \r\n]|$)", re.MULTILINE)
"""A line that Git leaves where two sides do not agree."""
_PAIRS = {"[": "]", "(": ")", "{": "}"}


class Fault(Struct, frozen=True):
    """What is wrong with a text.

    Attributes:
        message: in words.
        line: the 1-based line where to look.
        help: what to do.
    """

    message: str
    line: int
    help: str


class _Token(Struct, frozen=True):
    kind: str
    text: str
    line: int
    start: int


def find_fault(text: str, reason: str, line: int, column: int) -> Fault | None:
    """What is wrong with a text that a parser has refused; None, if only the parser's words say it.

    Args:
        text: the text.
        reason: what the parser says.
        line: the 1-based line at which it stopped.
        column: the 1-based column.
    """
    tokens = _tokens(text)
    return (
        _merged(text)
        or _undeclared(reason, line)
        or _cut(tokens, line)
        or _unbalanced(tokens, line)
        or _unended(text, tokens, reason, line, column)
    )


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    line = 1
    for match in _TOKEN.finditer(text):
        if match.lastgroup not in ("space", "comment"):
            found.append(_Token(match.lastgroup or "", match.group(), line, match.start()))
        line += match.group().count("\n")
        if match.lastgroup == "open":
            break
    return found


def _merged(text: str) -> Fault | None:
    """A merge that was left half done."""
    match = _CONFLICT.search(text)
    if match is None:
        return None
    line = text.count("\n", 0, match.start()) + 1
    return Fault(
        "a merge was left half done here",
        line,
        "decide between the two sides, and take out Git’s marks",
    )


def _undeclared(reason: str, line: int) -> Fault | None:
    match = re.search(r"The prefix (\S*:) has not been declared", reason)
    if match is None:
        return None
    what = f"the prefix {match[1]} is not declared"
    return Fault(what, line, f"correct it, or begin the file with @prefix {match[1]} <...> .")


def _cut(tokens: Sequence[_Token], line: int) -> Fault | None:
    """A text or an address that does not end."""
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        if token.kind == "string" and after is not None and _touch(token, after):
            return Fault(
                "a quotation mark is missing in the text that begins here", token.line, _QUOTES
            )
        if token.kind == "open" and len(token.text) == 3:
            what = f"the text that begins with {token.text} does not end"
            return Fault(what, token.line, f"end it with {token.text}")
        if token.line > line:
            return None
        if token.kind == "open":
            return Fault("a quotation mark is missing", token.line, _QUOTES)
        if token.kind == "cut":
            what = "an address that begins with “<” does not end with “>”, or has a space in it"
            return Fault(what, token.line, "add “>”")
    return None


def _touch(text: _Token, after: _Token) -> bool:
    """Whether a word stands right behind the end of a text, so that one of the two is no end."""
    beside = text.start + len(text.text) == after.start
    return beside and after.kind in ("word", "string", "open") and after.text[0] not in "@."


def _unbalanced(tokens: Sequence[_Token], line: int) -> Fault | None:
    open_: list[_Token] = []
    for token in tokens:
        if token.line > line or token.kind != "mark":
            continue
        if token.text in _PAIRS:
            open_.append(token)
        elif token.text in _PAIRS.values():
            if not open_:
                return Fault(
                    f"“{token.text}” closes nothing", token.line, "take it out, or open it"
                )
            if _PAIRS[open_[-1].text] != token.text:
                return _unclosed(open_[-1])
            open_.pop()
        elif token.text == "." and open_:
            return _unclosed(open_[-1])
    return _unclosed(open_[-1]) if open_ and all(token.line <= line for token in tokens) else None


def _unclosed(token: _Token) -> Fault:
    return Fault(f"“{token.text}” is not closed", token.line, f"add “{_PAIRS[token.text]}”")


def _unended(
    text: str, tokens: Sequence[_Token], reason: str, line: int, column: int
) -> Fault | None:
    """A sign that is missing between two statements, or a value before a sign."""
    offset = sum(map(len, text.splitlines(keepends=True)[: line - 1])) + column - 1
    at = next((n for n, token in enumerate(tokens) if token.start + len(token.text) > offset), None)
    if at is None:
        if not tokens or not ("dot is expected" in reason or "Unexpected end" in reason):
            return None
        return Fault("“.” is missing at the end of the last statement", tokens[-1].line, "add “ .”")
    token = tokens[at]
    last = tokens[at - 1] if at else token
    if token.kind == "mark" and token.text in ".;,":
        what = f"something is missing before “{token.text}”"
        return Fault(what, token.line, "a statement has a subject, a property and a value")
    if "dot is expected" not in reason and "should end with" not in reason:
        return None
    if token.line == last.line:
        return Fault(f"“;” is missing before “{token.text}”", token.line, _SIGNS)
    starts_line = token.start == 0 or text[token.start - 1] in "\r\n"
    sign, what = (".", "the next statement") if starts_line else (";", "another property")
    help_ = f"add “ {sign}”: behind it comes {what}"
    return Fault(f"“{sign}” is missing at the end of the line", last.line, help_)
