"""The comparisons in an expression of a query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from kbtool.rdf.sparql_parts import COMPUTING, Part, Parts
from kbtool.rdf.sparql_tokens import CLOSING, OPENING, Token, closing, is_mark


class Compared(Struct, frozen=True):
    """A comparison, as written.

    Attributes:
        left: the expression on the left.
        sign: ``=``, ``!=``, ``<``, ``>``, ``<=``, ``>=`` or ``IN``.
        right: the expressions on the right; several only with IN.
        start: the offset in the query of its first character.
        end: the offset behind its last.
    """

    left: str
    sign: str
    right: tuple[str, ...]
    start: int
    end: int


def comparisons(parts: Parts, part: Part) -> Iterator[Compared]:
    """The comparisons in an expression, but for those in patterns of EXISTS and in aggregates."""
    tokens = parts.tokens
    place = part.first
    while place < part.end:
        token = tokens[place]
        aggregate = token.is_word(*COMPUTING, "COUNT", "SAMPLE", "GROUP_CONCAT")
        if token.is_mark("{") or (aggregate and is_mark(tokens, place + 1, "(")):
            place = closing(tokens, place + aggregate) + 1
            continue
        found = _comparison(parts, part, place)
        if found is not None:
            yield found
        place += 1


def _comparison(parts: Parts, part: Part, place: int) -> Compared | None:
    tokens = parts.tokens
    length, sign = _sign(parts.text, tokens, place)
    if not sign:
        return None
    first = place
    while first > part.first and not _ends_operand(tokens[first - 1], OPENING):
        first -= 1
        if tokens[first].kind == "mark" and tokens[first].text in CLOSING:
            first = next(at for at in range(first, -1, -1) if closing(tokens, at) == first)
    stop = place + length
    if sign == "IN":
        right = tuple(_split(parts, stop + 1, closing(tokens, stop)))
        stop = closing(tokens, stop) + 1
    else:
        while stop < part.end and not _ends_operand(tokens[stop], CLOSING):
            opens = tokens[stop].kind == "mark" and tokens[stop].text in OPENING
            stop = closing(tokens, stop) + 1 if opens else stop + 1
        right = (parts.written(place + length, stop),) if stop > place + length else ()
    if first == place or not right:
        return None
    start, end = tokens[first].start, tokens[stop - 1].end
    return Compared(parts.written(first, place), sign, right, start, end)


def _sign(text: str, tokens: Sequence[Token], place: int) -> tuple[int, str]:
    """How many tokens the sign of a comparison has that begins at a place, and the sign; none, if none does."""
    token = tokens[place]
    if token.is_word("IN") and is_mark(tokens, place + 1, "("):
        return 1, "IN"
    if token.is_word("NOT") and place + 1 < len(tokens) and tokens[place + 1].is_word("IN"):
        return 2, "IN"
    last = tokens[place - 1]
    is_second = last.kind == "mark" and last.text in "<>!" and last.end == token.start
    if token.kind != "mark" or (is_second and token.text == "="):
        return 0, ""
    two = text[token.start : token.start + 2]
    if two in ("<=", ">=", "!="):
        return 2, two
    return (1, token.text) if token.text in "=<>" else (0, "")


def _ends_operand(token: Token, outer: str) -> bool:
    if token.kind == "word":
        return token.text in ("AS", "IN", "NOT")
    return token.kind == "mark" and token.text in outer + ",;&|!"


def _split(parts: Parts, first: int, end: int) -> Iterator[str]:
    start = first
    for place in range(first, end + 1):
        if (place == end or is_mark(parts.tokens, place, ",")) and place > start:
            yield parts.written(start, place)
            start = place + 1
