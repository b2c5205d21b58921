"""The forms of words kept between runs: the dictionary takes longer to load than most texts to read.

What is kept follows from a word and the dictionary alone, and nothing needs it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from typing import ClassVar, TypeAlias

import msgspec

from kbtool.io.kept import keep_bytes, keeps, name_of, recalled_bytes

Known: TypeAlias = tuple[frozenset[str], frozenset[str]]
"""What a word may be a form of, and which parts of speech it is."""

_DICTIONARY = "lemminflect"
_MOST = 50_000
"""So many words are kept; of more, those of the last run."""


class _Words:
    before: ClassVar[dict[str, Known] | None] = None
    """Those that were kept; None, as long as they are not read."""
    new: ClassVar[dict[str, Known]] = {}
    """Those that the dictionary was asked for."""


def dictionary() -> str:
    """What tells the dictionary of word forms from another version of it."""
    found = find_spec(_DICTIONARY)
    if found is None or found.origin is None:
        return ""
    status = os.stat(found.origin)
    return f"{found.origin} {status.st_mtime_ns} {status.st_size}"


def known_forms(word: str, look_up: Callable[[str], Known]) -> Known:
    """The forms of a word, as they were kept or from the dictionary.

    Args:
        word: the word.
        look_up: asks the dictionary.
    """
    if not keeps():
        return look_up(word)
    if _Words.before is None:
        _Words.before = _recalled()
    found = _Words.before.get(word)
    if found is None:
        found = _Words.new[word] = look_up(word)
    return found


def keep_forms() -> None:
    """Keep what the dictionary was asked for, for the next run; no error, if that cannot be done."""
    if _Words.new and keeps():
        words = {**(_Words.before or {}), **_Words.new}
        kept = words if len(words) <= _MOST else _Words.new
        keep_bytes(_name(), msgspec.msgpack.encode(kept))
        _Words.before, _Words.new = words, {}


def _recalled() -> dict[str, Known]:
    data = recalled_bytes(_name())
    if data is not None:
        with suppress(msgspec.DecodeError):  # the dictionary is asked again
            return msgspec.msgpack.decode(data, type=dict[str, Known])
    return {}


@cache
def _name() -> str:
    return name_of("forms", [dictionary()])
