"""Intervals in a finding that hold the value of no effect: those of ratios that hold 1, of differences that hold 0."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import chain

from kbtool.knowledge.derive.left_out import any_of
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term

_NUMBER = r"([-−–]?\d*\.?\d+)"
_INTERVAL = re.compile(rf"{_NUMBER}(?: to |, |–|-){_NUMBER}\s*\)")
_TOLD = re.compile(
    rf"\b(?:interval|CI)\b[^.;()\d]{{0,20}}(?:95%)?[^.;()\d]{{0,12}}{_NUMBER}(?: to |, |–|-){_NUMBER}"
)
_SHARES = re.compile(
    r"(\d+(?:\.\d+)?)%[^.;%]{0,40}?\b(?:against|versus|vs|and|than)\b[^.;%\d]{0,30}(\d+(?:\.\d+)?)%"
)
_ALIKE = 0.06
"""Shares that lie no further apart than this part of the larger are alike. A convention of kbtool."""
_NEAR = 60
"""So many characters before an interval name what it is of. A convention of kbtool."""


def holds_no_effect(said: str, ratios: Collection[str]) -> bool:
    """Whether an interval at the end of a bracket has the value of no effect within it.

    Args:
        said: the words of a finding.
        ratios: what ratios are called.
    """
    of_ratio = any_of(ratios, opening=True)
    for found in chain(_INTERVAL.finditer(said), _TOLD.finditer(said)):
        low, high = (float(re.sub("[−–]", "-", end)) for end in found.groups())
        before = said[max(0, found.start() - _NEAR) : found.start()]
        none = 1 if of_ratio.search(before) else 0
        if low < none < high:
            return True
    return False


def speaks_against(said: str, ratios: Collection[str], kind: Term | None) -> bool:
    """Whether an interval holds no effect, two shares are alike, or a ratio of something else than a benefit is below 1.

    Args:
        said: the words of a finding.
        ratios: what ratios are called.
        kind: the type of the question that it is asked.
    """
    shares = (tuple(map(float, found)) for found in _SHARES.findall(said))
    if holds_no_effect(said, ratios) or any(abs(a - b) <= _ALIKE * max(a, b) for a, b in shares):
        return True
    below = re.compile(rf"{any_of(ratios, opening=True).pattern}[^.;:]*? 0?\.\d")
    return kind != KB("TreatmentBenefit") and below.search(said) is not None
