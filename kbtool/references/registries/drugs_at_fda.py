"""Drugs@FDA's data files, a zip of tables that the FDA publishes: applications, offline.

Source: https://www.fda.gov/drugs/drug-approvals-and-databases/drugsfda-data-files
"""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

from kbtool.errors import InputError
from kbtool.io.web import Unavailable
from kbtool.references.identifiers import Identifier
from kbtool.references.record import Record
from kbtool.references.registries.openfda import application_record
from kbtool.references.registries.registry import Access, Registry

_COLUMNS = {
    "Applications.txt": ("ApplNo", "ApplType", "SponsorName"),
    "Products.txt": ("ApplNo", "DrugName", "ActiveIngredient"),
    "Submissions.txt": ("ApplNo", "SubmissionType", "SubmissionStatus", "SubmissionStatusDate"),
    "MarketingStatus.txt": ("MarketingStatusID", "ApplNo"),
    "MarketingStatus_Lookup.txt": ("MarketingStatusID", "MarketingStatusDescription"),
}
_MOST = 256 << 20
"""The longest that a table may be, in bytes, unpacked; the longest of 2019 had 8 million."""


class DrugsAtFda(Registry):
    """The applications of the data files.

    Args:
        path: the zip.

    Raises:
        InputError: it cannot be read, or is no such file.
    """

    key = "drugsatfda"
    term = "DrugsAtFDA"
    addresses: ClassVar = {}
    schemes = ("nda", "bla")

    def __init__(self, path: Path) -> None:
        self._path = path
        if path.exists() and not path.is_file():
            raise InputError("is not a regular file", path=path, help="name the zip of the FDA")
        try:
            with zipfile.ZipFile(path) as archive:
                self.day = max(date(*info.date_time[:3]) for info in archive.infolist())
                tables = {name: list(self._rows(archive, name)) for name in _COLUMNS}
        except (
            OSError,
            zipfile.BadZipFile,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise InputError(
                f"cannot be read as a zip of Drugs@FDA's data files: {reason}",
                path=path,
                help="download it again from the FDA",
            ) from error
        self._applications = {number: (kind, held) for number, kind, held in tables["Applications.txt"]}  # fmt: skip
        self._names: dict[str, list[str]] = defaultdict(list)
        for number, name, substance in tables["Products.txt"]:
            self._names[number] += [name, substance]
        self._approved: dict[str, list[str]] = defaultdict(list)
        for number, kind, status, day in tables["Submissions.txt"]:
            if (kind, status) == ("ORIG", "AP"):
                self._approved[number].append(day)
        says = {row[0]: row[1] for row in tables["MarketingStatus_Lookup.txt"]}
        self._marketing: dict[str, list[str]] = defaultdict(list)
        for status, number in tables["MarketingStatus.txt"]:
            self._marketing[number].append(says.get(status, status))

    def rate(self, keyed: bool) -> float:
        """Nobody is asked."""
        return 1

    def look_up(self, identifier: Identifier, access: Access | None = None) -> Record:
        """The application, as on the day that the files are from.

        Raises:
            Unavailable: it is not in them. It may be younger, or not a drug's of CDER, so that says nothing.
        """
        kind, sponsor = self._applications.get(identifier.value, ("", ""))
        if kind != identifier.scheme.upper():
            raise Unavailable(f"of {self.day} does not have {identifier}", str(self._path))
        approvals = self._approved.get(identifier.value)
        days = {said: _day(said) for said in approvals or () if said}
        return application_record(
            self.term,
            identifier,
            self.day,
            names=[name for name in self._names.get(identifier.value, ()) if name],
            sponsor=sponsor or None,
            approved=min((day for day in days.values() if day), default=None),
            is_approved=approvals is not None,
            marketing=self._marketing.get(identifier.value, ()),
            unread=[f"the date “{said}”" for said, day in days.items() if day is None],
        )

    def _rows(self, archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, ...]]:
        columns = _COLUMNS[name]
        found = [info for info in archive.infolist() if info.filename.rpartition("/")[2] == name]
        if not found:
            raise InputError(
                f"has no table {name}, so it is not a zip of Drugs@FDA's data files",
                path=self._path,
                help="download it from the FDA",
            )
        with archive.open(found[0]) as packed:
            data = packed.read(_MOST + 1)
        if len(data) > _MOST:
            raise InputError(f"has a table {name} that is too long", path=self._path)
        rows = csv.reader(
            io.StringIO(data.removeprefix(codecs.BOM_UTF8).decode("cp1252", "replace"), newline=""),
            "excel-tab",
            quoting=csv.QUOTE_NONE,
        )
        head = [column.strip() for column in next(rows, [])]
        missing = [column for column in columns if column not in head]
        if missing:
            raise InputError(f"has a table {name} without a column {missing[0]}", path=self._path)
        at = [head.index(column) for column in columns]
        for row in rows:
            if len(row) > max(at):
                yield tuple(row[i].strip() for i in at)


def _day(said: str) -> date | None:
    """A day as the tables of several years have it: 1970-02-19, or 2/19/1970, with an hour that says nothing."""
    for form in ("%Y-%m-%d", "%m/%d/%Y"):
        with suppress(ValueError):
            return datetime.strptime(said.partition(" ")[0], form).date()
    return None
