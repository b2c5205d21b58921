"""Notices on papers: retractions, expressions of concern, corrections, and what they make of a paper's standing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

RETRACTION, CONCERN, CORRECTION, REINSTATEMENT, NEW_VERSION, PARTIAL = (
    "Retraction",
    "Expression of concern",
    "Correction",
    "Reinstatement",
    "New version",
    "Partial retraction",
)
NOT_CHECKED, NOT_RETRACTED, UNDER_CONCERN, RETRACTED = (
    "NotChecked",
    "NotRetracted",
    "ExpressionOfConcern",
    "Retracted",
)
SEVERITY = (NOT_CHECKED, NOT_RETRACTED, UNDER_CONCERN, RETRACTED)
"""The standings that a reference is recorded with, the gravest last."""

_DOI = "https://doi.org/"
_PUBMED = "https://pubmed.ncbi.nlm.nih.gov/"


@dataclass(frozen=True)
class Notice:
    """One notice on one paper.

    Attributes:
        nature: what it is, in the words of Retraction Watch: Retraction, Expression of concern, Correction ...
        day: when it was published; None, if that is not said.
        doi: its own DOI; empty, if it has none.
        pmid: its own PubMed id; empty, if it has none.
    """

    nature: str
    day: date | None
    doi: str
    pmid: str = ""

    @property
    def address(self) -> str | None:
        """Where it can be read, if that is known."""
        if self.doi:
            return _DOI + self.doi
        return _PUBMED + self.pmid if self.pmid else None


def standing(notices: Iterable[Notice]) -> str:
    """What notices make of a paper: NotRetracted, ExpressionOfConcern or Retracted.

    A reinstatement ends what was before it, and a retraction without a date if there is one with a date, too; a
    correction changes nothing. A part that is retracted leaves a concern on the whole.
    """
    notices = list(notices)
    ended = max((n.day for n in notices if n.nature == REINSTATEMENT and n.day), default=None)
    natures = {n.nature for n in notices if ended is None or (n.day is not None and n.day > ended)}
    if RETRACTION in natures:
        return RETRACTED
    return UNDER_CONCERN if natures & {CONCERN, PARTIAL} else NOT_RETRACTED


def ordered(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Notices, each once, the oldest first, the gravest of a day last."""
    found = set(notices)
    return tuple(
        sorted(found, key=lambda n: (n.day or date.min, n.nature == RETRACTION, n.doi, n.pmid))
    )
