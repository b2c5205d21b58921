"""A text that is too long for its place ends where something has been said, and not in the middle of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from kbtool.text.changes import parts

_END = re.compile(r"; |: |, (?=\w)| \(")
_ENOUGH = 0.6
"""So much of what there is room for is said at least by a beginning that ends with a clause."""


def whole_clauses(text: str, fits: Callable[[str], bool]) -> str | None:
    """The longest beginning of a text that fits and ends with a sentence or a clause, with … for what is left out.

    Args:
        text: one line; it is given back as it is, if it fits.
        fits: whether there is room for a text.

    Returns:
        None, if what ends so leaves much of the room empty: then the words tell more than the clauses.
    """
    if fits(text):
        return text
    spaces = [at.start() for at in re.finditer(" ", text)]
    least = _ENOUGH * max((end for end in spaces if fits(f"{text[:end]} …")), default=0)
    sentences = [stretch.end for stretch in parts(text)]
    clauses = [at.start() for at in _END.finditer(text)]
    whole = [end for end in clauses if text[end] == ";"]
    for ends in ([*sentences, *whole], clauses):
        for end in sorted(ends, reverse=True):
            beginning = _closed(f"{text[:end]} (" if text[end:].startswith(" (") else text[:end])
            if least <= end and text[end:].strip() and beginning and fits(beginning):
                return beginning
    return None


def _closed(beginning: str) -> str | None:
    """A beginning with … and what closes its brackets; None, if it breaks off within a quotation or a command."""
    if beginning.count("“") > beginning.count("”") or beginning.count("`") % 2:
        return None
    gap = "" if beginning.endswith("(") else " "
    return f"{beginning.rstrip()}{gap}…{')' * (beginning.count('(') - beginning.count(')'))}"
