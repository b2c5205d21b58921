"""The words by which something is said of the treatment of a page without its name, and by which somebody is quoted."""

from __future__ import annotations

from msgspec import Struct


class UnnamedWords(Struct, frozen=True):
    """Words of sentences that leave out what they are said of.

    Attributes:
        tentative: words of what may be, or is wished for.
        happening: words with which "may" is no leave to do something.
        topics: what a sentence about a treatment may be about without naming it.
        single: those of them that are of one alone.
        turns: words of a heading below which something else may be spoken of.
        idle: words that make nothing else of what is denied.
        counting: words with which an item says what something has, and not what it is.
    """

    tentative: frozenset[str] = frozenset()
    happening: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()
    turns: frozenset[str] = frozenset()
    idle: frozenset[str] = frozenset()
    counting: frozenset[str] = frozenset()
