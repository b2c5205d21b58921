"""Words of a paper beside what was found there: whether they go opposite ways, or have no percentage in common."""

from __future__ import annotations

import re

from kbtool.knowledge.derive.contrary import Contrary

_PERCENT = re.compile(
    r"(\d+(?:\.\d+)?)(?:\s?(?:to|and|or|-|–)\s?(\d+(?:\.\d+)?))?\s?(?:%|percent\b|per cent\b)"
)
_ROUNDED = 0.51
"""So far a percentage may lie from the one that it was rounded from; of what is left of a hundred, too."""


def otherwise(finding: str, excerpt: str, contrary: Contrary) -> bool:
    """Whether an excerpt goes the other way than the finding, or has percentages, and none of the finding's.

    Args:
        finding: what was found.
        excerpt: words of the paper.
        contrary: reads which way words go.
    """
    return contrary.opposed(finding, excerpt) or _apart(
        _percentages(finding), _percentages(excerpt)
    )


def _percentages(said: str) -> list[float]:
    return [float(number) for found in _PERCENT.findall(said) for number in found if number]


def _apart(one: list[float], other: list[float]) -> bool:
    """Whether both have some, and none of one is one of the other, or what that leaves of a hundred."""
    return bool(one and other) and not any(
        min(abs(a - b), abs(100 - a - b)) <= _ROUNDED for a in one for b in other
    )
