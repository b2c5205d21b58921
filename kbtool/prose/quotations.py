"""Where a sentence has words in quotation marks."""

from __future__ import annotations

from collections.abc import Sequence

_OPENING, _CLOSING = frozenset('“"'), frozenset('”"')


def quotations_in(words: Sequence[str]) -> list[range]:
    """Where quotations stand in the words and marks of a sentence, their marks left out."""
    found: list[range] = []
    begin: int | None = None
    for at, word in enumerate(words):
        if begin is None and word in _OPENING:
            begin = at + 1
        elif word in _CLOSING:
            found.append(range(begin or 0, at))
            begin = None
    if begin is not None:
        found.append(range(begin, len(words)))
    return found
