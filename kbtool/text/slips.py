"""Slips of the pen between two texts of one thing: letters or a space in another place, one letter or digit replaced."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

_SHORTEST = 4
"""Letters of the shortest word that is looked at: shorter ones are too often another word."""
_DIGITS = 3
"""Digits of the shortest number: MP-446."""
_SPELLINGS = frozenset({frozenset("sz"), frozenset({"re", "er"})})
"""What is right either way: organisation and organization, litres and liters."""


def slip(words: Sequence[str], others: Sequence[str]) -> tuple[str, str] | None:
    """What is probably a slip in a text, and what is meant.

    Args:
        words: the words of the text, in lower case.
        others: those of another text of the same thing.

    Returns:
        A word or two of the text, and what stands for it in the other; None, if nothing is that near.
    """
    strange = [word for word in words if word not in others]
    known = [word for word in others if word not in words]
    if not strange or not known:
        return None
    for word in strange:
        for other in known:
            shortest = _DIGITS if word.isdecimal() and other.isdecimal() else _SHORTEST
            if len(word) == len(other) >= shortest and _is_near(word, other):
                return word, other
    joined = {"".join(pair): " ".join(pair) for pair in pairwise(others)}
    for one, two in pairwise(words):
        meant = joined.get(one + two)
        if meant is not None and one in strange and two in strange:
            return f"{one} {two}", meant
    return None


def _is_near(word: str, other: str) -> bool:
    at = [i for i, (a, b) in enumerate(zip(word, other, strict=True)) if a != b]
    if len(at) == 1:
        return frozenset({word[at[0]], other[at[0]]}) not in _SPELLINGS
    if len(at) != 2 or at[1] != at[0] + 1:
        return False
    pair, its = word[at[0] : at[1] + 1], other[at[0] : at[1] + 1]
    return pair == its[::-1] and frozenset({pair, its}) not in _SPELLINGS
