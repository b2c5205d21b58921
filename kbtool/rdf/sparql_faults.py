"""What is wrong with a query that is not SPARQL, in words for who wrote it.

The parser tells every token that could have stood at the furthest place that it reached; most of them say nothing to
anybody, so only what names a fault is passed on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from kbtool.near import nearest
from kbtool.rdf.sparql_tokens import Token, prefixes_declared, tokenise

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_BRACKETS = {"{": "}", "(": ")", "[": "]"}
_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
_SENTENCE = re.compile(r"(?<![\"'\[])\b[A-Z][^,\"'\[\]]+ [^,\"'\[\]]+ [^,\"'\[\]]+")


class Fault(Struct, frozen=True):
    """What is wrong with a query.

    Attributes:
        message: in words.
        line: the 1-based line, if it is known.
        help: what to do.
    """

    message: str
    line: int | None
    help: str


def find_fault(text: str, parser: str, prefixes: Mapping[str, str]) -> Fault:
    """What is wrong with a query that a parser has refused.

    Args:
        text: the query.
        parser: the parser's message.
        prefixes: the prefixes that need not be declared, with their namespaces.
    """
    tokens = tokenise(text)
    return (
        _no_query(text, tokens)
        or _undeclared_prefix(text, tokens, prefixes)
        or _unbalanced(text, tokens)
        or _unexpected(text, tokens, parser)
    )


def _no_query(text: str, tokens: Sequence[Token]) -> Fault | None:
    reads = "kbtool reads queries that begin with SELECT, ASK, CONSTRUCT or DESCRIBE, after their prefixes"
    if not tokens:
        return Fault("the query is empty", None, reads)
    place = 0
    while place < len(tokens) and tokens[place].is_word("PREFIX", "BASE"):
        place += 3 if tokens[place].is_word("PREFIX") else 2
    if place >= len(tokens):
        return Fault("the query has prefixes and nothing else", None, reads)
    first = tokens[place]
    line = _line(text, first)
    if first.is_word(*_FORMS):
        return None
    if first.is_word(*_UPDATES):
        return Fault(f"the query changes data ({first.text})", line, "queries only read")
    near = nearest(first.text, _FORMS)
    written = text[first.start : first.end]
    return Fault(
        f"a query does not begin with “{written}”",
        line,
        f"did you mean {near}?" if near else reads,
    )


def _undeclared_prefix(
    text: str, tokens: Sequence[Token], prefixes: Mapping[str, str]
) -> Fault | None:
    known = {**prefixes, **prefixes_declared(tokens)}
    for last, token in zip([None, *tokens], tokens, strict=False):
        prefix, colon, _ = token.text.partition(":")
        declares = last is not None and last.is_word("PREFIX")
        if token.kind == "name" and colon and not declares and prefix not in known:
            near = nearest(prefix, known)
            listed = ", ".join(f"{name}:" for name in known)
            return Fault(
                f"the prefix {prefix}: is not declared",
                _line(text, token),
                (f"did you mean {near}:? " if near else "")
                + f"begin the query with PREFIX {prefix}: <...>; known without that: {listed}",
            )
    return None


def _unbalanced(text: str, tokens: Sequence[Token]) -> Fault | None:
    open_: list[Token] = []
    for token in tokens:
        if token.kind != "mark":
            continue
        if token.text in _BRACKETS:
            open_.append(token)
        elif token.text in _BRACKETS.values():
            if not open_ or _BRACKETS[open_[-1].text] != token.text:
                if any(_BRACKETS[one.text] == token.text for one in open_):
                    return _unclosed(text, open_[-1])
                what = f"closes no “{_opening(token.text)}”"
                return Fault(
                    f"“{token.text}” {what}", _line(text, token), "take it out, or open it"
                )
            open_.pop()
        elif token.text in "\"'":
            return Fault(
                f"the text that begins with {token.text} does not end",
                _line(text, token),
                "end it on its line, or put three quotation marks around a text of several lines",
            )
    if open_:
        return _unclosed(text, open_[-1])
    return None


def _unclosed(text: str, last: Token) -> Fault:
    return Fault(
        f"“{last.text}” is never closed", _line(text, last), f"add “{_BRACKETS[last.text]}”"
    )


def _unexpected(text: str, tokens: Sequence[Token], parser: str) -> Fault:
    match = _PLACE.match(parser)
    help_ = "queries are SPARQL 1.1 SELECT, ASK, CONSTRUCT or DESCRIBE"
    if not match:
        return Fault(f"not a valid SPARQL query: {' '.join(parser.split())}", None, help_)
    said = _SENTENCE.search(match[3])
    at = _offset(text, int(match[1]), int(match[2]))
    stop = next((token for token in tokens if token.end > at), None)
    if said:
        return Fault(
            f"not a valid SPARQL query: {said.group().strip()}",
            _line(text, stop or tokens[-1]),
            help_,
        )
    if stop is None:
        missing = re.fullmatch(r"[A-Z]+", match[3].strip())
        what = (
            f"{missing.group()} is missing"
            if missing
            else "it ends where more has to come, or has a fault before its end"
        )
        return Fault(f"not a valid SPARQL query: {what}", _line(text, tokens[-1]), help_)
    written = text[stop.start : stop.end]
    return Fault(
        f"not a valid SPARQL query: “{written}” cannot stand here", _line(text, stop), help_
    )


def _opening(closing: str) -> str:
    return next(one for one, other in _BRACKETS.items() if other == closing)


def _offset(text: str, line: int, column: int) -> int:
    lines = text.splitlines(keepends=True)
    return sum(map(len, lines[: line - 1])) + column - 1


def _line(text: str, token: Token) -> int:
    return text.count("\n", 0, token.start) + 1
