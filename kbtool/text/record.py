"""What is kept of an article's sentences, so that a later change around a quote shows without the old text.

Kept is a short hash of each piece of the text. Where pieces end is simple on purpose, and stays as it is: a record of years
ago has to mean the same.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from kbtool.text.changes import around, key, parts
from kbtool.text.stretch import Stretch

_END = re.compile(r"(?<=[.!?])\s+|[\r\n]+")
"""Where a piece ends: behind a full stop, exclamation or question mark before white space, and at the end of a line."""

_DIGITS = 6
"""Hexadecimal digits of a hash: of a thousand recorded pieces, a changed one is taken for one in 1 of 16,000 cases."""


def record(text: str, without: Iterable[Stretch] = ()) -> str:
    """The record of a text: the hashes of its pieces, in order, each once.

    Args:
        text: the text.
        without: stretches whose pieces are left out, because nobody has read them yet.
    """
    left_out = list(without)
    kept = (piece for piece in _pieces(text) if not any(piece.meets(one) for one in left_out))
    return " ".join(dict.fromkeys(_digest(piece.of(text)) for piece in kept))


def unrecorded(text: str, recorded: str) -> list[Stretch]:
    """The pieces of a text that a record lacks; typography and white space do not count."""
    known = frozenset(recorded.split())
    return [piece for piece in _pieces(text) if _digest(piece.of(text)) not in known]


def unrecorded_sentences(text: str, recorded: str) -> list[Stretch]:
    """The sentences of a text that have a piece that a record lacks; neighbouring ones are one stretch.

    What a quote that is no longer there has become stands in one of them: what was recorded has not come of it.

    Args:
        text: the text.
        recorded: the record.
    """
    sentences = parts(text)
    places: list[Stretch] = []
    for piece in unrecorded(text, recorded):
        place = around(sentences, *piece)
        if places and not text[places[-1].end : place.start].strip():
            place = Stretch(places.pop().start, place.end)
        places.append(place)
    return places


def changed_sentences(
    text: str, recorded: str, places: Iterable[Stretch]
) -> dict[Stretch, Stretch]:
    """The sentences around some places that are not as they were recorded, by place.

    Args:
        text: the text.
        recorded: the record.
        places: the stretches, such as those of quotes.
    """
    changed = unrecorded(text, recorded)
    if not changed:
        return {}
    sentences = parts(text)
    whole = {place: around(sentences, *place) for place in places}
    return {
        place: sentence
        for place, sentence in whole.items()
        if any(piece.meets(sentence) for piece in changed)
    }


def _pieces(text: str) -> Iterable[Stretch]:
    start = 0
    for end, following in [*((m.start(), m.end()) for m in _END.finditer(text)), (len(text),) * 2]:
        if any(map(str.isalnum, text[start:end])):
            yield Stretch(start, end)
        start = following


def _digest(piece: str) -> str:
    return hashlib.sha256(repr(key(piece)).encode()).hexdigest()[:_DIGITS]
