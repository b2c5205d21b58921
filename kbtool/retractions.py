"""Retraction notices from a Retraction Watch data file, and what they say of references.

The file is the one that Crossref distributes: a CSV with a row for each notice, its nature (Retraction, Expression of
concern, Correction, Reinstatement) and the DOI and PubMed id of the original paper.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.files import read_text
from kbtool.namespaces import KB, RDF
from kbtool.nodes import text

_COLUMNS = ("OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature", "RetractionDate", "RetractionDOI")  # fmt: skip
NOT_CHECKED, NOT_RETRACTED, CONCERN, RETRACTED = (
    "NotChecked",
    "NotRetracted",
    "ExpressionOfConcern",
    "Retracted",
)
_STATUS = {
    "retraction": RETRACTED,
    "expression of concern": CONCERN,
    "reinstatement": NOT_RETRACTED,
}
"""What a notice of a nature makes of a paper; a correction makes nothing of it."""


@dataclass(frozen=True)
class Notice:
    """One notice on one paper: its nature as the file names it, the day, and its own DOI."""

    nature: str
    day: date | None
    doi: str


@dataclass(frozen=True)
class Notices:
    """The notices of a file, by DOI in lower case and by PubMed id."""

    count: int
    by_doi: Mapping[str, tuple[Notice, ...]]
    by_pmid: Mapping[str, tuple[Notice, ...]]


@dataclass(frozen=True)
class RetractionCheck:
    """What a file says of one reference.

    Attributes:
        reference: the reference.
        status: NotRetracted, ExpressionOfConcern or Retracted; NotChecked, if it has neither DOI nor PMID.
        notices: the notices on it, oldest first, corrections too.
    """

    reference: ox.NamedNode
    status: str
    notices: tuple[Notice, ...]


def read_notices(path: Path) -> Notices:
    """Read a Retraction Watch data file.

    Raises:
        InputError: it cannot be read, or lacks its columns or any notice.
    """
    content = read_text(path, path).text.removeprefix("\ufeff")
    rows = csv.DictReader(io.StringIO(content, newline=""))
    missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise InputError(
            f"is no Retraction Watch data file: it has no column {missing[0]}",
            path=path,
            line=1,
            help="download the CSV file that Crossref distributes",
        )
    by_doi: dict[str, set[Notice]] = defaultdict(set)
    by_pmid: dict[str, set[Notice]] = defaultdict(set)
    count = 0
    try:
        for row in rows:
            doi, pmid, nature, day, own = ((row[name] or "").strip() for name in _COLUMNS)
            if not nature:
                raise InputError(
                    "has a row without a nature, so it is cut off or damaged",
                    path=path,
                    line=rows.line_num,
                    help="download the file again",
                )
            notice = Notice(nature, _day(day), own)
            count += 1
            if doi and doi.casefold() != "unavailable":
                by_doi[doi.casefold()].add(notice)
            if pmid.strip("0"):
                by_pmid[pmid].add(notice)
    except csv.Error as error:
        raise InputError(
            f"is not valid CSV: {error}", path=path, line=rows.line_num, help="download it again"
        ) from error
    if not count:
        raise InputError("holds no notice", path=path, help="download the file again")
    return Notices(count, _ordered(by_doi), _ordered(by_pmid))


def check_retractions(
    store: ox.Store, notices: Notices, references: Iterable[ox.NamedNode]
) -> list[RetractionCheck]:
    """What the notices say of references, in the order of their names."""
    found = []
    for node in sorted(references, key=lambda n: n.value):
        doi, pmid = text(store, node, KB("doi")), text(store, node, KB("pmid"))
        own: set[Notice] = set()
        if doi is not None:
            own |= set(notices.by_doi.get(doi.casefold(), ()))
        if pmid is not None:
            own |= set(notices.by_pmid.get(pmid, ()))
        known = doi is not None or pmid is not None
        ordered = tuple(sorted(own, key=_order))
        found.append(RetractionCheck(node, _status(ordered) if known else NOT_CHECKED, ordered))
    return found


def all_references(store: ox.Store) -> list[ox.NamedNode]:
    """The references of a store."""
    quads = store.quads_for_pattern(None, RDF("type"), KB("Reference"), None)
    return [quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)]


def _status(notices: tuple[Notice, ...]) -> str:
    """What the last notice that says something of the paper's standing makes of it."""
    standing = [_STATUS[n.nature.casefold()] for n in notices if n.nature.casefold() in _STATUS]
    return standing[-1] if standing else NOT_RETRACTED


def _order(notice: Notice) -> tuple[object, ...]:
    return (notice.day or date.min, notice.nature.casefold() == "retraction", notice.doi)


def _ordered(groups: Mapping[str, set[Notice]]) -> dict[str, tuple[Notice, ...]]:
    return {key: tuple(sorted(found, key=_order)) for key, found in groups.items()}


def _day(said: str) -> date | None:
    """The day of a notice: month/day/year, with an hour that says nothing."""
    try:
        return datetime.strptime(said.partition(" ")[0], "%m/%d/%Y").date()
    except ValueError:
        return None
