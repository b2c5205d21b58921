"""Two ranges that overlap: whether one reaches further than the other on one side, so that neither holds the other."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

VAGUE = Decimal(2)
"""From this factor on the ends of vague ranges differ: "a few days" and "several days" are 4 and 7."""

ENDS = ("low", "atMost", "atLeast")
"""The properties by which a claim states a range or a bound, not one value."""


class Range(Struct, frozen=True):
    """A range or a bound, in the base unit of its kind.

    Attributes:
        lower: the lower end; None where it is open.
        upper: the upper end; None where it is open.
        vague: whether the ends are meant approximately.
    """

    lower: Decimal | None
    upper: Decimal | None
    vague: bool = False

    @property
    def reach(self) -> tuple[bool, Decimal, Decimal]:
        """By what ranges are put in order: their upper ends, open ones last, then their lower ends."""
        zero = Decimal(0)
        return self.upper is None, self.upper or zero, self.lower or zero


def apart(p: Range, q: Range) -> bool:
    """Whether two ranges have no value in common."""
    return _below(p, q) or _below(q, p)


def reach_differently(p: Range, q: Range) -> bool:
    """Whether two ranges overlap and neither lies inside of the other, or they have one end in common and not the other.

    A bound says nothing of its open end: "1 to 2 hours" is as good as "up to 2 hours".
    """
    if apart(p, q):
        return False
    vague = p.vague or q.vague
    lower = _further(_turned(q.lower), _turned(p.lower), vague)
    upper = _further(p.upper, q.upper, vague)
    stated = None not in (p.lower, q.lower), None not in (p.upper, q.upper)
    if lower and upper:
        return lower == upper and any(stated)
    return bool((lower and stated[0]) or (upper and stated[1]))


def _below(p: Range, q: Range) -> bool:
    return p.upper is not None and q.lower is not None and p.upper < q.lower


def _turned(end: Decimal | None) -> Decimal | None:
    return None if end is None else -end


def _further(one: Decimal | None, other: Decimal | None, vague: bool) -> int:
    """1 if the one end is further out than the other, -1 if the other is, 0 if they are the same; open is furthest."""
    if one is None or other is None:
        return (one is None) - (other is None)
    least, most = sorted((abs(one), abs(other)))
    if one == other or (vague and one * other > 0 and most < VAGUE * least):
        return 0
    return 1 if one > other else -1
