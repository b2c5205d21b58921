"""A line of evidence, as far as a proposed wording reads it: which comes first, and which part of a template it fills."""

from __future__ import annotations

from msgspec import Struct

from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term

_REPORTS = frozenset({KB("OnlyCorroborates"), KB("WithoutWeight")})
_SLIGHT = _REPORTS | {KB("TooWeak")}
_BY_DIRECTNESS: dict[Term | None, str] = {
    KB("NarrowerScope"): "partly",
    KB("Indirect"): "elsewhere",
}


class ToldLine(Struct, frozen=True):
    """A line of evidence, as far as wordings read it."""

    evidence: Term
    direction: Term | None
    directness: Term | None
    decisive: bool
    in_part: bool
    tier: int
    reasons: frozenset[Term]
    via: Term | None
    told_last: bool
    wider: bool
    by_absence: bool
    pooled: bool
    set_apart: bool
    found_none: bool

    @property
    def on_it(self) -> bool:
        """Whether it is a study of the very statement, so that nobody may say that a search found none."""
        studied = self.tier > 0 and self.reasons.isdisjoint(_SLIGHT)
        return self.directness == KB("Direct") and (self.direction != KB("Neutral") or studied)

    @property
    def against(self) -> bool:
        """Whether it decides against the claim."""
        return self.decisive and self.direction == KB("Disputing")

    def is_balanced_by(self, other: ToldLine) -> bool:
        """Whether another line is to be told beside it: this one decides nothing and speaks one way; that one is on the
        statement or a part of it, and speaks the other way, found no difference, or speaks neither way and weighs more.
        """
        if self.decisive or self.in_part or self.direction == KB("Neutral"):
            return False
        if other.directness == KB("Indirect") or other.told_last:
            return False
        if other.direction == KB("Neutral"):
            return other.found_none or 0 < other.tier < self.tier
        return other.direction != self.direction

    @property
    def order(self) -> tuple[bool, bool, bool, bool, bool, bool, int, bool, int, bool, str]:
        """Sort key: what decides against the claim, then what has weight, is on people or speaks either way, is of the dose
        that the document means, is on the claim and speaks either way, is on people and on more than harm, then by how it
        bears, and by its level (an authority that speaks neither way has none); several studies before one, of what speaks
        neither way first of all.
        """
        either_way = self.direction != KB("Neutral")
        elsewhere = self.directness == KB("Indirect")
        return (
            not self.against,
            not self.reasons.isdisjoint(_REPORTS),
            self.told_last and not either_way,
            self.set_apart,
            elsewhere or not either_way,
            self.told_last,
            self._bearing,
            not (either_way or self.pooled),
            self.tier or 9 * (not either_way),
            not self.pooled,
            str(self.evidence),
        )

    @property
    def _bearing(self) -> int:
        """How near it is to the claim. What supports it elsewhere comes last: it would hide what was found on the claim."""
        if self.directness == KB("Direct"):
            return 0
        if self.directness == KB("NarrowerScope"):
            return 1 if self.direction != KB("Neutral") else 0
        return 3 if self.direction == KB("Disputing") else 4

    @property
    def gap(self) -> str:
        """The gap that its finding fills in a template."""
        if self.against:
            return "finding"
        if KB("OnlyCorroborates") in self.reasons:
            return "told"
        if KB("WithoutWeight") in self.reasons:
            return "opinion"
        if self.wider:
            return "wider"
        if self.directness == KB("NarrowerScope") and KB("TooWeak") in self.reasons:
            return "partlyContrary" if self.direction == KB("Disputing") else "partlyWeak"
        if self.directness in _BY_DIRECTNESS:
            return _BY_DIRECTNESS[self.directness]
        if KB("TooWeak") not in self.reasons or self.direction == KB("Neutral"):
            return "neither"
        if self.direction == KB("Supporting"):
            return "finding"
        return "absent" if self.by_absence else "contrary"
