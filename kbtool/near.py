"""The name that was probably meant where one stands for nothing: one measure for all that users write.

The measure is the ratio of the letters that two names share in order to all of their letters, whatever their case
(normalised Indel similarity, https://rapidfuzz.github.io/RapidFuzz/Usage/fuzz.html).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Generic, TypeVar

T = TypeVar("T")

_LIKE = 75.0
"""From here on a name is meant: of four letters, one may differ or two have changed places."""

_FAINTLY_LIKE = 55.0
"""From here on a name is worth proposing beside others."""

_LIKE_ADDRESS = 88.0
"""From here on an address is meant by another: of that of kbtool's terms, some three letters differ."""

_SHORT = 6
"""Names of fewer letters differ in one letter by chance."""

_COMPARED = 5_000_000
"""So many names are compared at most, so that a file of slips takes no longer than its reading."""


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one of some names that is most like another; None, if none is like it."""
    return NearNames({one: one for one in names}).near(name)


def nearest_few(
    name: str, names: Iterable[str], most: int = 3, *, faintly: bool = True
) -> list[str]:
    """Names that are somewhat like another, the nearest first.

    Args:
        name: what stands for nothing.
        names: what there is.
        most: so many are given at most.
        faintly: whether a faint likeness will do; among thousands of names it is there by chance.
    """
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extract

    cutoff = _FAINTLY_LIKE if faintly else _LIKE
    folded = {one: one.casefold() for one in sorted(names)}
    found = extract(name.casefold(), folded, scorer=ratio, score_cutoff=cutoff, limit=most)
    return [one for _, _, one in found]


def is_slip_of(one: str, other: str) -> bool:
    """Whether one address may be meant by another that is not it; addresses have more in common than names."""
    from rapidfuzz.fuzz import ratio

    return one != other and ratio(one, other, score_cutoff=_LIKE_ADDRESS) > 0


def misspelt(name: str, names: Iterable[str]) -> str | None:
    """The one of some names of which another is a slip of one letter, which is not the first; None for short names.

    Args:
        name: what stands for nothing.
        names: what there is.
    """
    from rapidfuzz.distance import OSA

    if len(name) < _SHORT:
        return None
    alike = sorted(one for one in names if one[:1] == name[:1])
    return next((one for one in alike if OSA.distance(name, one, score_cutoff=1) == 1), None)


class NearNames(Generic[T]):
    """Finds things by names that are like theirs; each name is looked for once.

    Args:
        named: the things, by their names.
    """

    def __init__(self, named: Mapping[str, T]) -> None:
        self._named = named
        self._left = _COMPARED
        self._found: dict[str, T | None] = {}

    def near(self, name: str) -> T | None:
        """The thing whose name is most like another name; None, if none is like it."""
        if name not in self._found:
            best = self._look(name.casefold())
            alike = [] if best is None else self._by_name[best]
            of_its_case = [one for one in alike if one[:1].isupper() == name[:1].isupper()]
            self._found[name] = self._named[[*of_its_case, *alike][0]] if alike else None
        return self._found[name]

    def _look(self, name: str) -> str | None:
        from rapidfuzz.fuzz import ratio
        from rapidfuzz.process import extractOne

        if name in self._by_name:
            return name
        self._left -= len(self._by_name)
        if self._left < 0 or not name:
            return None
        best = extractOne(name, self._by_name.keys(), scorer=ratio, score_cutoff=_LIKE)
        return None if best is None else best[0]

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        """The names by their letters whatever the case."""
        found: dict[str, list[str]] = {}
        for name in sorted(self._named, reverse=True):
            found.setdefault(name.casefold(), []).insert(0, name)
        return found
