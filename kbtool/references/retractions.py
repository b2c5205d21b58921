"""Notices on papers: retractions, expressions of concern, corrections, and what they make of a paper's standing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import Enum, StrEnum

from msgspec import Struct


class Nature(StrEnum):
    """What a notice is, in the words of Retraction Watch; registries have others, too, which change no standing."""

    RETRACTION = "Retraction"
    CONCERN = "Expression of concern"
    CORRECTION = "Correction"
    REINSTATEMENT = "Reinstatement"
    NEW_VERSION = "New version"
    PARTIAL_RETRACTION = "Partial retraction"


class Standing(Enum):
    """Whether a paper is retracted: the terms that a reference is recorded with, the gravest last."""

    NOT_CHECKED = "NotChecked"
    NOT_RETRACTED = "NotRetracted"
    UNDER_CONCERN = "ExpressionOfConcern"
    RETRACTED = "Retracted"

    def __lt__(self, other: Standing) -> bool:
        """Whether the other is graver."""
        order = list(Standing)
        return order.index(self) < order.index(other)

    @property
    def is_grave(self) -> bool:
        """Whether evidence from such a reference decides nothing."""
        return self in (Standing.UNDER_CONCERN, Standing.RETRACTED)


_GRAVE = (Nature.RETRACTION, Nature.PARTIAL_RETRACTION, Nature.CONCERN)
_RETRACTED_MARK = (
    r"(?:(?:retracted|withdrawn|(?:temporarily )?removed)(?: (?:article|chapter|paper|publication))?"
    r"|retraction|temporary removal|(?:retraction|withdrawal|removal) (?:note|notice))"
)
_CONCERN_MARK = r"(?:editorial )?expression of concern"
_CORRECTION_MARK = (
    r"\W*(?:(?:author|publisher)(?:['’]s)? )?"
    r"(?:(?:errat(?:um|a)|corrigend(?:um|a)|addendum)(?: (?:to|for|in)\b|\s*[:.–—-]|$)|correction(?: to| for)?\s*:)"
)
_BEFORE = r"\W*{mark}\s*[:.–—-]\W*(?P<title>.+)"
_BRACKETED = r"[\[(]\s*{mark}\s*[\])]\W*(?P<title>.+)"
_BEHIND = r"(?P<title>.+?)\W*[\[(]\s*{mark}[^\])]*[\])]\W*"

_DOI = "https://doi.org/"
_PUBMED = "https://pubmed.ncbi.nlm.nih.gov/"


class Notice(Struct, frozen=True):
    """One notice on one paper.

    Attributes:
        nature: what it is: a ``Nature``, or what a registry calls it that has another.
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


def standing(notices: Iterable[Notice]) -> Standing:
    """What notices make of a paper: not retracted, under concern or retracted.

    A reinstatement ends the retractions that are dated before it, and those without a date only if they are the same
    notices by their identifiers; a correction changes nothing. A part that is retracted leaves a concern on the whole.
    """
    notices = list(notices)
    ended = ended_by_reinstatement(notices)
    natures = {notice.nature for notice in notices if notice not in ended}
    if Nature.RETRACTION in natures:
        return Standing.RETRACTED
    if natures & {Nature.CONCERN, Nature.PARTIAL_RETRACTION}:
        return Standing.UNDER_CONCERN
    return Standing.NOT_RETRACTED


def ended_by_reinstatement(notices: Iterable[Notice]) -> set[Notice]:
    """The retractions and concerns that a later reinstatement has ended."""
    notices = list(notices)
    last = max((n.day for n in notices if n.nature == Nature.REINSTATEMENT and n.day), default=None)
    if last is None:
        return set()
    grave = [n for n in notices if n.nature in _GRAVE]
    ended = {n for n in grave if n.day is not None and n.day < last}
    dois = {n.doi.casefold() for n in ended if n.doi}
    pmids = {n.pmid for n in ended if n.pmid}
    return ended | {
        n for n in grave if n.day is None and (n.doi.casefold() in dois or n.pmid in pmids)
    }


def marked(title: str) -> tuple[Nature | None, str]:
    """What publishers write into a title once a paper is retracted or under concern, and the title without that.

    "RETRACTED: X", "[Retracted] X", "Retracted Article: X", "X (Retracted)". A title that only speaks of retracted
    papers is not marked.
    """
    for nature, mark in ((Nature.RETRACTION, _RETRACTED_MARK), (Nature.CONCERN, _CONCERN_MARK)):
        for form in (_BEFORE, _BRACKETED, _BEHIND):
            found = re.fullmatch(form.format(mark=mark), title.strip(), re.IGNORECASE | re.DOTALL)
            if found:
                return nature, found["title"].strip()
    return None, title


def correction_mark(title: str) -> bool:
    """Whether a title is that of a correction: "Erratum: X", "Correction to: X", "Corrigendum to X"."""
    return re.match(_CORRECTION_MARK, title.strip(), re.IGNORECASE) is not None


def ordered(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Notices, each once, the oldest first, the gravest of a day last."""
    found = set(notices)
    return tuple(
        sorted(
            found, key=lambda n: (n.day or date.min, n.nature == Nature.RETRACTION, n.doi, n.pmid)
        )
    )
