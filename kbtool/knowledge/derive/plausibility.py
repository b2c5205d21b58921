"""Stated values that cannot be: out of bounds, with their ends exchanged, with a confidence interval that is none."""

from __future__ import annotations

from kbtool.knowledge.derive.intervals import StatedValue

LOPSIDED = 4
"""How many times as far a confidence interval may reach to one side as to the other; rounding makes small ones uneven."""


def is_reversed(statement: StatedValue) -> bool:
    """Whether the lower end of a range lies above its upper end."""
    s = statement
    if s.low is None or s.high is None:
        return False
    if s.unit is s.high_unit:
        return s.low > s.high
    return s.unit.to_base(s.low) > s.high_unit.to_base(s.high)


def is_possible(statement: StatedValue) -> bool:
    """Whether a figure can be: its numbers within the bounds of their kind, its ends in order, its value between them.

    An interval without a width is none, and one that is lopsided on every scale has a slip in it.
    """
    s = statement
    kind = s.unit.kind
    ci = [one for one in (s.ci_low, s.ci_high) if one is not None]
    spans = [
        (low, high)
        for low, high in ((s.low, s.high), (s.ci_low, s.ci_high), (s.at_least, s.at_most))
        if low is not None and high is not None and s.unit is s.high_unit
    ]
    numbers = [*s.ends, *(s.unit.to_base(one) for one in ci)]
    return not (
        len(ci) == 1
        or (s.low is None) != (s.high is None)
        or is_reversed(s)
        or any(low >= high for low, high in spans)
        or any(s.value is not None and not low <= s.value <= high for low, high in spans)
        or (s.value is not None and s.at_least is not None and s.value < s.at_least)
        or (s.value is not None and s.at_most is not None and s.value > s.at_most)
        or any(kind.minimum is not None and one < kind.minimum for one in numbers)
        or any(kind.maximum is not None and one > kind.maximum for one in numbers)
        or is_lopsided(s)
    )


def is_lopsided(statement: StatedValue) -> bool:
    """Whether a confidence interval reaches far more to one side of its value than to the other, on every usual scale.

    Intervals are even about their value on the scale on which they are computed: the value itself, its logarithm for a
    ratio, its log odds for a proportion (Bland and Altman 1996, Transformations, means, and confidence intervals, BMJ 312,
    1079). One that is even on none has a slip of the point in it, as a rule.
    """
    s = statement
    if s.value is None or s.ci_low is None or s.ci_high is None:
        return False
    ends = [s.unit.to_base(one) for one in (s.ci_low, s.value, s.ci_high)]
    low, value, high = sorted(ends)
    if value != s.unit.to_base(s.value) or low == high:
        return False
    scales = [(value - low, high - value)]
    if low > 0:
        scales.append(((value / low).ln(), (high / value).ln()))
    if s.unit.kind.is_proportion:
        if low <= 0 or high >= 1:
            return False
        log_odds = [(one / (1 - one)).ln() for one in (low, value, high)]
        scales.append((log_odds[1] - log_odds[0], log_odds[2] - log_odds[1]))
    return all(max(one, other) > LOPSIDED * min(one, other) for one, other in scales)
