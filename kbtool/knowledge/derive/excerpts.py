"""Words of a paper beside what was found there: whether they go opposite ways, or have other percentages or times."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from kbtool.knowledge.derive.contrary import Contrary
from kbtool.knowledge.derive.left_out import any_of
from kbtool.knowledge.derive.listed import Listed

_PERCENT = re.compile(
    r"(\d+(?:\.\d+)?)(?:\s?(?:to|and|or|-|–)\s?(\d+(?:\.\d+)?))?\s?(?:%|percent\b|per cent\b)"
)
_TIME = re.compile(r"(?<![\d.,-])(\d+(?:\.\d+)?)[ -](second|minute|hour|day|week|month|year)s?\b")
_NUMBER = re.compile(r"(?<![\d.,])\d{2,}(?:\.\d+)?(?!\d)")
_ROUNDED = 0.51
"""So far a percentage may lie from the one that it was rounded from; of what is left of a hundred, too."""


Pair = tuple[re.Pattern[str], re.Pattern[str]]


def opposites(listed: Listed) -> Sequence[Pair]:
    """Words with those that say the opposite, as patterns.

    Args:
        listed: the lists of the vocabulary.
    """
    pairs = (each.split(" / ") for each in listed.each("excerpt", "opposedWords"))
    return [(any_of({one}, opening=True), any_of({other}, opening=True)) for one, other in pairs]


def otherwise(finding: str, excerpt: str, contrary: Contrary, pairs: Sequence[Pair]) -> bool:
    """Whether an excerpt goes the other way than the finding, has percentages and none of its, or a time in another
    unit, or the digits of a number of its in another order.

    Args:
        finding: what was found.
        excerpt: words of the paper.
        contrary: reads which way words go.
        pairs: words with their opposites.
    """
    return (
        contrary.opposed(finding, excerpt)
        or _apart(_percentages(finding), _percentages(excerpt))
        or any(_alone(finding, excerpt, pair) for pair in pairs)
        or _in_another_unit(_times(finding), _times(excerpt))
        or _exchanged(set(_NUMBER.findall(finding)), set(_NUMBER.findall(excerpt)))
    )


def _alone(finding: str, excerpt: str, pair: Pair) -> bool:
    """Whether each of two texts has one of two words alone, and not the same."""
    one, other = ([each.search(said) is not None for each in pair] for said in (finding, excerpt))
    return one[0] != one[1] and other == one[::-1]


def _times(said: str) -> Mapping[str, Set[str]]:
    """The units of time by the number before them."""
    found: dict[str, set[str]] = defaultdict(set)
    for number, unit in _TIME.findall(said.casefold()):
        found[number].add(unit)
    return found


def _in_another_unit(one: Mapping[str, Set[str]], other: Mapping[str, Set[str]]) -> bool:
    return any(one[number].isdisjoint(other[number]) for number in one.keys() & other.keys())


def _exchanged(one: Set[str], other: Set[str]) -> bool:
    """Whether each has a number that the other lacks, of the same digits."""
    return any(sorted(a) == sorted(b) for a in one - other for b in other - one)


def _percentages(said: str) -> list[float]:
    return [float(number) for found in _PERCENT.findall(said) for number in found if number]


def _apart(one: list[float], other: list[float]) -> bool:
    """Whether both have some, and none of one is one of the other, or what that leaves of a hundred."""
    return bool(one and other) and not any(
        min(abs(a - b), abs(100 - a - b)) <= _ROUNDED for a in one for b in other
    )
