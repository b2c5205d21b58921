"""Retraction Watch's data file: retractions, expressions of concern, corrections and reinstatements of papers, offline.

The file is the one that Crossref distributes: a CSV with a row for each notice, its nature (Retraction, Expression of
concern, Correction, Reinstatement) and the DOI and PubMed id of the original paper.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.references.identifiers import Identifier, parse_identifier
from kbtool.references.record import Record
from kbtool.references.registries.registry import Access, Registry
from kbtool.references.retractions import Nature, Notice, ordered

_COLUMNS = ("OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature", "RetractionDate", "RetractionDOI")  # fmt: skip
_PLAIN = re.compile(r"10\.\d{4,9}/[^\s%&]*\w|[1-9]\d*")
_NATURES = {
    n.casefold(): n
    for n in (Nature.RETRACTION, Nature.CONCERN, Nature.CORRECTION, Nature.REINSTATEMENT)
}


class RetractionWatch(Registry):
    """The notices of a file, as on the day of the newest of them.

    Args:
        path: the file.

    Raises:
        InputError: it cannot be read, or lacks its columns or any notice.
    """

    key = "retractionwatch"
    term = "RetractionWatch"
    addresses: ClassVar = {}
    schemes = ("doi", "pmid")
    checks_retraction = True

    def __init__(self, path: Path) -> None:
        found: dict[Identifier, set[Notice]] = defaultdict(set)
        days = []
        for identifiers, notice in _rows(path):
            days += [notice.day] if identifiers and notice.day else []
            for identifier in identifiers:
                found[identifier].add(notice)
        self._notices = {identifier: ordered(notices) for identifier, notices in found.items()}
        self.day = max((day for day in days if day <= date.today()), default=date.min)

    def rate(self, keyed: bool) -> float:
        """Nobody is asked."""
        return 1

    def look_up(self, identifier: Identifier, access: Access | None = None) -> Record:
        """The notices on a paper; a blank record, if there are none."""
        notices = self._notices.get(Identifier(identifier.scheme, identifier.key), ())
        return Record(self.term, identifier, self.day, about=True, notices=notices)


def _rows(path: Path) -> Iterator[tuple[list[Identifier], Notice]]:
    """The notices of a file, each with the identifiers of the paper that it is on, by their keys.

    Raises:
        InputError: it cannot be read, or lacks its columns or any notice.
    """
    content = read_text(path, path).text
    rows = csv.DictReader(io.StringIO(content, newline=""))
    missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise InputError(
            f"is not a Retraction Watch data file: it has no column {missing[0]}",
            path=path,
            line=1,
            help="download the CSV file that Crossref distributes",
        )
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
            count += 1
            known = [("doi", _own(doi).casefold()), ("pmid", _own(pmid))]
            yield (
                [Identifier(scheme, value) for scheme, value in known if value],
                Notice(
                    _NATURES.get(nature.casefold(), nature), _day(day), _own(own), _own(own_pmid)
                ),
            )
    except csv.Error as error:
        raise InputError(
            f"is not valid CSV: {error}", path=path, line=rows.line_num, help="download it again"
        ) from error
    if not count:
        raise InputError("holds no notice", path=path, help="download the file again")


def _own(said: str) -> str:
    """An identifier, without its address or the fraction of a spreadsheet; the file writes "unavailable" or 0 for none."""
    if said.casefold() == "unavailable" or not said.strip("0."):
        return ""
    if _PLAIN.fullmatch(said):
        return said
    with suppress(InputError):
        return parse_identifier(re.sub(r"^(\d+)\.0$", r"\1", said)).value
    return said


def _day(said: str) -> date | None:
    """The day of a notice: month/day/year, or year-month-day from a spreadsheet, with an hour that says nothing."""
    for form in ("%m/%d/%Y", "%Y-%m-%d"):
        with suppress(ValueError):
            return datetime.strptime(said.partition(" ")[0].partition("T")[0], form).date()
    return None
