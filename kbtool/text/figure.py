"""What a printed figure holds: its numbers, and what its words make of them."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from kbtool.text.bounds import Bound, Limit, Nearness
from kbtool.text.numerals import Kind

FOLD, TIMES = "fold", "times"
"""What "doubled" and "twice" count in, as units are printed."""


class Printed(Struct, frozen=True):
    """A number of a printed figure.

    Attributes:
        low: the number; of a vague one, the least that is meant.
        high: the same; of a vague one, the most that is meant; None, if that is open ("millions").
        half: how far what it stands for reaches to each side.
        kind: what kind of number it is.
        unit: the name of the unit that it is printed with, in lower case; None, if it is printed without.
        also: other numbers that it might be meant as: the counts of a share.
        vague: whether it is a word such as "several", read by convention.
        scale: what a word such as "million" behind it multiplies it by.
    """

    low: Decimal
    high: Decimal | None
    half: Decimal
    kind: Kind
    unit: str | None = None
    also: tuple[Decimal, ...] = ()
    vague: bool = False
    scale: Decimal = Decimal(1)


class Figure(Struct, frozen=True):
    """A printed figure.

    Attributes:
        numbers: its numbers, in the order in which they stand.
        ranges: whether it is a range from the first number to the second.
        limit: the bound that its words make of it.
        nearness: on which sides what is meant may lie, where its words make it approximate.
        joined: whether no more than "and" stands between its numbers, as in "1 hour and 30 minutes".
    """

    numbers: tuple[Printed, ...]
    ranges: bool = False
    limit: Limit | None = None
    nearness: Nearness = Nearness.EXACT
    joined: bool = False

    @property
    def bound(self) -> Bound | None:
        """The side on which it is bounded."""
        return self.limit.side if self.limit else None

    @property
    def approximate(self) -> bool:
        """Whether its words make it approximate."""
        return self.nearness is not Nearness.EXACT
