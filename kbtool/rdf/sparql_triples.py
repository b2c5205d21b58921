"""The triple patterns of a query, and which of them leaves nothing of an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from kbtool.rdf.sparql_parts import Parts
from kbtool.rdf.sparql_tokens import OPENING, Token, closing, is_mark


class TriplePattern(Struct, frozen=True):
    """A triple pattern.

    Attributes:
        text: the pattern, with its subject, also where that stands before another one.
        group: the place of the brace that opens its group.
        place: the place of its property.
    """

    text: str
    group: int
    place: int


def triple_patterns(parts: Parts) -> Iterator[TriplePattern]:
    """The triple patterns that each solution matches, in their order: not those of OPTIONAL, UNION, MINUS and EXISTS."""
    tokens = parts.tokens
    needed = [True]
    for place, token in enumerate(tokens):
        if place in parts.template:
            continue
        if token.is_mark("{"):
            last = tokens[place - 1]
            behind = closing(tokens, place) + 1
            union = behind < len(tokens) and tokens[behind].is_word("UNION")
            optional = union or last.is_word("OPTIONAL", "UNION", "MINUS", "EXISTS")
            needed.append(needed[-1] and not optional)
            if needed[-1]:
                yield from _of_group(parts, place)
        elif token.is_mark("}"):
            needed.pop()


def patterns_before(patterns: Sequence[TriplePattern]) -> Iterator[tuple[TriplePattern, str]]:
    """Each pattern with those that stand before it in its group."""
    ordered = sorted(patterns, key=lambda one: (one.group, one.place))
    for _, found in groupby(ordered, key=lambda one: one.group):
        before = ""
        for one in found:
            yield one, before
            before += f"{one.text} . "


def _of_group(parts: Parts, group: int) -> Iterator[TriplePattern]:
    tokens = parts.tokens
    end = closing(tokens, group)
    place = group + 1
    while place < end:
        token = tokens[place]
        if token.is_word("FILTER", "BIND", "VALUES"):
            place = _behind(tokens, place + 1, end)
        elif token.is_word("SELECT"):
            return
        elif token.is_word("GRAPH"):
            place = _term(tokens, place + 1)
        elif token.is_mark("{"):
            place = closing(tokens, place) + 1
        elif (
            (token.kind == "word" and not token.is_word("TRUE", "FALSE"))
            or token.is_mark(".")
            or token.is_mark("}")
        ):
            place += 1
        else:
            subject = parts.written(place, _term(tokens, place))
            place = _term(tokens, place)
            while place < end and not (tokens[place].is_mark(".") or _is_keyword(tokens[place])):
                if tokens[place].is_mark("{") or tokens[place].is_mark("}"):
                    break
                if tokens[place].is_mark(";"):
                    place += 1
                    continue
                property_, behind = place, _path(tokens, place)
                shown = parts.written(property_, behind)
                while True:
                    place = _term(tokens, behind)
                    text = f"{subject} {shown} {parts.written(behind, place)}"
                    yield TriplePattern(text, group, property_)
                    if not is_mark(tokens, place, ","):
                        break
                    behind = place + 1


def _is_keyword(token: Token) -> bool:
    return token.kind == "word" and not token.is_word("A", "TRUE", "FALSE")


def _behind(tokens: Sequence[Token], place: int, end: int) -> int:
    """The place behind the brackets that come next."""
    while place < end and not (tokens[place].kind == "mark" and tokens[place].text in "({"):
        place += 1
    behind = closing(tokens, place) + 1
    return closing(tokens, behind) + 1 if is_mark(tokens, behind, "{") else behind


def _term(tokens: Sequence[Token], place: int) -> int:
    """The place behind the term that begins at a place."""
    token = tokens[place]
    if token.kind == "mark" and token.text in OPENING:
        return closing(tokens, place) + 1
    if token.kind == "string":
        if place + 1 < len(tokens) and tokens[place + 1].kind == "language":
            return place + 2
        typed = is_mark(tokens, place + 1, "^") and is_mark(tokens, place + 2, "^")
        return place + 4 if typed else place + 1
    behind = place + 1
    while token.kind == "mark" and behind < len(tokens) and _goes_on(tokens, behind):
        behind += 1
    return behind


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    """Whether a token is a further character of a number."""
    last, token = tokens[place - 1], tokens[place]
    if last.end != token.start or token.kind not in ("mark", "word"):
        return False
    digit = place + 1 < len(tokens) and tokens[place + 1].text.isdigit()
    return token.text.isdigit() or token.kind == "word" or (token.text == "." and digit)


def _path(tokens: Sequence[Token], place: int) -> int:
    """The place behind the property or the path of properties that begins at a place."""
    while place < len(tokens):
        while is_mark(tokens, place, "^") or is_mark(tokens, place, "!"):
            place += 1
        opens = tokens[place].kind == "mark" and tokens[place].text in OPENING
        place = closing(tokens, place) + 1 if opens else place + 1
        while place < len(tokens) and tokens[place].kind == "mark" and tokens[place].text in "*+?":
            place += 1
        if not (is_mark(tokens, place, "/") or is_mark(tokens, place, "|")):
            return place
        place += 1
    return place
