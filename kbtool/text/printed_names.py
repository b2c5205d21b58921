"""What units and vague numbers are called in print, as the vocabulary has it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from msgspec import Struct, field

from kbtool.text.figure_tokens import tokenise
from kbtool.text.number_words import begins_number


class Vague(Struct, frozen=True):
    """What a vague word is taken to mean: "a few", 2 to 4."""

    least: Decimal
    most: Decimal


class Names(Struct, frozen=True, dict=True):
    """What the units and the vague numbers of a vocabulary are called in print, in lower case.

    Attributes:
        units: the printed names of units; "per" and a unit's name is one, too, if it is here.
        plurals: of names that stand without a number ("hours"), the most that is meant.
        vague: the vague numbers.
        lasting: the names of units of time.
        counting: the names of units that are counted and never stand for one alone: "percent" is no 1 %.
    """

    units: frozenset[str] = frozenset()
    plurals: Mapping[str, Decimal] = field(default_factory=dict)
    vague: Mapping[str, Vague] = field(default_factory=dict)
    lasting: frozenset[str] = frozenset()
    counting: frozenset[str] = frozenset()

    def lasts(self, unit: str | None) -> bool:
        """Whether a unit is one of time, by its name."""
        return unit is not None and (unit in self.lasting or unit in self.plurals)

    def begins(self, word: str) -> bool:
        """Whether a number may begin with a word, a vague one too, whatever stands beside it."""
        known = self._beginnings.get(word)
        if known is None:
            vague = any(name.startswith(word) for name in self.vague)
            known = self._beginnings[word] = vague or begins_number(word)
        return known

    @cached_property
    def _beginnings(self) -> dict[str, bool]:
        return {}

    @cached_property
    def by_first_word(self) -> Mapping[str, list[tuple[str, ...]]]:
        """The names of units as words and marks, by the first of these, longest first."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for name in self.units:
            words = tuple(token.text for token in tokenise(name))
            if words:
                found.setdefault(words[0], []).append(words)
        return {first: sorted(names, key=len, reverse=True) for first, names in found.items()}
