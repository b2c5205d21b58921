"""Known prefixes that a file declares for another address than they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache

import pyoxigraph as ox
from msgspec import Struct

_PREFIX = re.compile(r"[pP][rR][eE][fF][iI][xX]\s+([^\s:]*):\s*<([^>]*)>")
_WORD = b"prefix"

_KEPT_CHARACTERS = 500_000
"""A longer text is searched each time: to keep it would cost memory."""


class OtherPrefix(Struct, frozen=True):
    """One of them.

    Attributes:
        prefix: the prefix, without its colon.
        address: what the file says that it stands for.
        usual: what it stands for.
        line: the 1-based line.
    """

    prefix: str
    address: str
    usual: str
    line: int


def declarations(text: str) -> Iterable[re.Match[str]]:
    """The declarations of prefixes in a Turtle text: each with the prefix and its address as groups.

    They stand at the start of a line or behind the end of a statement; where else one seems to stand it is text.
    """
    return _kept(text) if len(text) <= _KEPT_CHARACTERS else _declarations(text)


@lru_cache(maxsize=64)
def _kept(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_declarations(text))


def _declarations(text: str) -> Iterator[re.Match[str]]:
    end = 0
    for place in _places_of_word(text):
        found = _PREFIX.match(text, place) if place >= end else None
        if found is not None and _is_at_start(text, place):
            end = found.end()
            yield found


def _places_of_word(text: str) -> Iterator[int]:
    """Where a text has the word, in whatever letters; found among bytes, that takes half as long as by an expression."""
    data = text.encode("utf-8", "surrogatepass").lower()  # of bytes, only letters of ASCII
    characters, last = 0, 0
    place = data.find(_WORD)
    while place >= 0:
        between = data[last:place]
        characters += len(between if text.isascii() else between.decode("utf-8", "surrogatepass"))
        yield characters
        last = place
        place = data.find(_WORD, place + 1)


def _is_at_start(text: str, place: int) -> bool:
    start = place - text.endswith("@", 0, place)
    end = start
    while end and text[end - 1].isspace():
        end -= 1
    return not end or text[end - 1] in ".>" or "\n" in text[end:start]


def other_prefixes(
    text: str, known: Mapping[str, str], allowed: Mapping[str, str]
) -> tuple[OtherPrefix, ...]:
    """The known prefixes that a Turtle file declares for another address.

    Args:
        text: the file's text.
        known: what prefixes stand for.
        allowed: what some of them may stand for as well.
    """
    return tuple(
        OtherPrefix(match[1], match[2], known[match[1]], text.count("\n", 0, match.start(2)) + 1)
        for match in declarations(text)
        if match[2] not in (known.get(match[1], match[2]), allowed.get(match[1]))
        and _declared(text[: match.end()]).get(match[1]) == match[2]
    )


def as_meant(text: str, others: tuple[OtherPrefix, ...]) -> str:
    """A text in which such prefixes stand for what they usually do; no line of it moves."""
    usual = {(one.prefix, one.address): one.usual for one in others}
    pieces, last = [], 0
    for match in declarations(text):
        pieces += [text[last : match.start(2)], usual.get((match[1], match[2]), match[2])]
        last = match.end(2)
    return "".join([*pieces, text[last:]])


def _declared(text: str) -> dict[str, str]:
    """The prefixes that the parser has read at the end of a text; what a quoted text says of prefixes is none."""
    parser = ox.parse(f"{text} .", format=ox.RdfFormat.TURTLE)
    with suppress(SyntaxError, ValueError):
        for _ in parser:
            pass
    return dict(parser.prefixes)
