"""How deep and how long a query is: what reads it goes as deep itself, and a parser that goes too deep ends its process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kbtool.errors import InputError
from kbtool.io.limits import in_force, raising
from kbtool.rdf.sparql_tokens import CLOSING, OPENING, Token, tokenise

_SIGNS = "!^+-"
"""What may stand before an expression or a path, any number of times."""
_STEPS = frozenset("|&*/^+-") | {"UNION", "OPTIONAL", "MINUS", "FILTER", "BIND"}
"""What joins one part of a query to all before it: a chain of them is as deep as it is long."""
_JOINS = ("mark", "word")
_MOST_STEPS = 1000
_MOST_TOKENS = 2000
"""Words and signs besides lists of values: patterns, columns and lists of them nest as deep as they are long, and what
orders patterns takes a time that is the cube of their number."""
_MOST_CHARACTERS = 1_000_000
"""What checks a query reads it many times over, and says again what it holds."""
_MOST_PATTERNS = 100
"""What orders the patterns of a query takes seconds for so many, and minutes for some times as many."""
_ENDS = frozenset(".;,")
_NO_VALUES = ("{", "}", "[", "]", "<")
_IN_PARTS = "ask in parts, or give many values by VALUES"


def refuse_deep_queries(text: str, path: Path | str | None = None) -> None:
    """Refuse a query with more brackets within brackets, or signs behind each other, than the limits in force allow,
    or with too long a chain of parts, or with too many words and signs.

    Args:
        text: the query, which need not be valid.
        path: the file that it stands in, if it is all of that file, for messages.

    Raises:
        InputError: it is nested too deeply or too long, with the line.
    """
    if len(text) > _MOST_CHARACTERS:
        why = f"too long: it has more than {_MOST_CHARACTERS:,} characters"
        raise _refused(why, text, 0, path, _IN_PARTS)
    tokens = tokenise(text)
    steps = [
        token
        for token in tokens
        if token.kind in _JOINS
        and token.text in _STEPS
        and text[token.start - 1 : token.start] != token.text  # "||" is one
    ]
    if len(steps) > _MOST_STEPS:
        why = f"nested too deeply: it joins more than {_MOST_STEPS:,} parts"
        raise _refused(why, text, steps[_MOST_STEPS].start, path, _IN_PARTS)
    _refuse_depth(text, tokens, path)
    if len(tokens) > _MOST_TOKENS:
        values = _values(tokens)
        counted = [token for token in tokens if token not in values]
        if len(counted) > _MOST_TOKENS:
            why = f"too long: it has more than {_MOST_TOKENS:,} words and signs besides lists of values"
            raise _refused(why, text, counted[_MOST_TOKENS].start, path, _IN_PARTS)
    _refuse_patterns(text, tokens, path)


def _refuse_patterns(text: str, tokens: Sequence[Token], path: Path | str | None) -> None:
    """Refuse more patterns than can be put in order in time; each ends in a sign, or with its group."""
    if sum(text.count(mark) for mark in _ENDS) < _MOST_PATTERNS:
        return
    values = _values(tokens)
    number = inside = 0
    for token in tokens:
        if token.kind != "mark" or token in values:
            continue
        if token.text in "()":
            inside = max(0, inside + (1 if token.text == "(" else -1))
        elif token.text in _ENDS and not inside and not _is_within_number(text, token.start):
            number += 1
            if number >= _MOST_PATTERNS:
                why = f"too long: it has more than {_MOST_PATTERNS} patterns"
                raise _refused(why, text, token.start, path, _IN_PARTS)


def _is_within_number(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _refuse_depth(text: str, tokens: Sequence[Token], path: Path | str | None) -> None:
    deepest = in_force().nesting
    if sum(text.count(mark) for mark in (*OPENING, *_SIGNS, "<<")) <= deepest:
        return
    depth = signs = 0
    for kind, mark, start in _marks(tokens):
        if kind != "mark" or mark not in _SIGNS:
            signs = 0
        if kind != "mark":
            continue
        if mark in _SIGNS:
            signs += 1
        elif mark in OPENING or mark == "<<":
            depth += 1
        elif mark in CLOSING or mark == ">>":
            depth = max(0, depth - 1)
        if depth + signs > deepest:
            why = f"nested too deeply: it has more than {deepest:g} brackets or signs within each other"
            raise _refused(why, text, start, path, f"ask in parts, or {raising('nesting')}")


def _marks(tokens: Sequence[Token]) -> Iterator[tuple[str, str, int]]:
    """The kind, text and place of each token, two of < or > as one.

    What looks like an IRI may be a comparison, so its characters count.
    """
    half: Token | None = None
    for token in tokens:
        is_whole = half is not None and half.text == token.text and half.end == token.start
        half = None
        if token.kind == "iri":
            yield from (("mark", one, token.start) for one in token.text)
        elif token.kind == "mark" and token.text in "<>":
            if is_whole:
                yield "mark", token.text * 2, token.start
            else:
                half = token
        else:
            yield token.kind, token.text, token.start


def _values(tokens: Sequence[Token]) -> frozenset[Token]:
    """What stands in lists of values: the rows of VALUES, and the terms of IN."""
    found: set[Token] = set()
    begins: str | None = None
    list_, depth = "", 0  # the list that is read, and the brackets that are open in it
    for token in tokens:
        mark = token.text if token.kind == "mark" else ""
        if not list_:
            if begins and mark == begins:
                list_, depth, begins = begins, 1, None
            elif token.is_word("VALUES", "IN"):
                begins = "{" if token.text == "VALUES" else "("
            elif begins == "(":
                begins = None
            continue
        depth += (mark in OPENING) - (mark in CLOSING) if mark else 0
        if not depth:
            list_ = ""
        elif depth <= (2 if list_ == "{" else 1) and mark not in _NO_VALUES:
            found.add(token)
    return frozenset(found)


def _refused(why: str, text: str, start: int, path: Path | str | None, help_: str) -> InputError:
    line = text.count("\n", 0, start) + 1
    return InputError(f"the query is {why}", path=path, line=line, help=help_)
