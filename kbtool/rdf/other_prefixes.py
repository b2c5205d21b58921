"""Known prefixes that a file declares for another address than they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

import pyoxigraph as ox

PREFIX = re.compile(
    r"(?:^|(?<=[.>]))\s*@?prefix\s+([^\s:]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True)
class OtherPrefix:
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
        for match in PREFIX.finditer(text)
        if match[2] not in (known.get(match[1], match[2]), allowed.get(match[1]))
        and _declared(text[: match.end()]).get(match[1]) == match[2]
    )


def as_meant(text: str, others: tuple[OtherPrefix, ...]) -> str:
    """A text in which such prefixes stand for what they usually do; no line of it moves."""
    usual = {(one.prefix, one.address): one.usual for one in others}

    def instead(match: re.Match[str]) -> str:
        address = usual.get((match[1], match[2]), match[2])
        start, end = match.start(2) - match.start(), match.end(2) - match.start()
        return match[0][:start] + address + match[0][end:]

    return PREFIX.sub(instead, text)


def _declared(text: str) -> dict[str, str]:
    """The prefixes that the parser has read at the end of a text; what a quoted text says of prefixes is none."""
    parser = ox.parse(f"{text} .", format=ox.RdfFormat.TURTLE)
    with suppress(SyntaxError, ValueError):
        for _ in parser:
            pass
    return dict(parser.prefixes)
