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

from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.references.identifiers import Identifier
from kbtool.references.notices import (
    CONCERN,
    CORRECTION,
    REINSTATEMENT,
    RETRACTION,
    Notice,
    ordered,
)

_COLUMNS = ("OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature", "RetractionDate", "RetractionDOI")  # fmt: skip
_NATURES = {n.casefold(): n for n in (RETRACTION, CONCERN, CORRECTION, REINSTATEMENT)}


@dataclass(frozen=True)
class Notices:
    """The notices of a file, by DOI in lower case and by PubMed id, and the day of the newest."""

    count: int
    day: date
    by_doi: Mapping[str, tuple[Notice, ...]]
    by_pmid: Mapping[str, tuple[Notice, ...]]


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
            own_pmid = (row.get("RetractionPubMedID") or "").strip()
            if not nature:
                raise InputError(
                    "has a row without a nature, so it is cut off or damaged",
                    path=path,
                    line=rows.line_num,
                    help="download the file again",
                )
            notice = Notice(
                _NATURES.get(nature.casefold(), nature), _day(day), _own(own), _own(own_pmid)
            )
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
    days = [n.day for group in by_doi.values() for n in group if n.day]
    days += [n.day for group in by_pmid.values() for n in group if n.day]
    day = max((day for day in days if day <= date.today()), default=date.min)
    return Notices(count, day, _ordered(by_doi), _ordered(by_pmid))


def notices_on(
    notices: Notices, identifiers: Iterable[Identifier]
) -> tuple[Identifier, tuple[Notice, ...]] | None:
    """An identifier by which the file goes, and what it says of the paper; None, if the paper has none."""
    groups = {"doi": notices.by_doi, "pmid": notices.by_pmid}
    known = [identifier for identifier in identifiers if identifier.scheme in groups]
    found: set[Notice] = set()
    for identifier in known:
        found |= set(groups[identifier.scheme].get(identifier.key, ()))
    return (known[0], ordered(found)) if known else None


def _ordered(groups: Mapping[str, set[Notice]]) -> dict[str, tuple[Notice, ...]]:
    return {key: ordered(found) for key, found in groups.items()}


def _own(said: str) -> str:
    """An identifier of a notice; the file writes "unavailable" or 0 for none."""
    return "" if said.casefold() == "unavailable" or not said.strip("0") else said


def _day(said: str) -> date | None:
    """The day of a notice: month/day/year, with an hour that says nothing."""
    try:
        return datetime.strptime(said.partition(" ")[0], "%m/%d/%Y").date()
    except ValueError:
        return None
