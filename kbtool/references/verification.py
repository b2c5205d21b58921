"""Asking registries about references: what each says, what could not be asked, and what that makes of the reference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kbtool.io.web import Unavailable
from kbtool.references.excerpts import (
    FOUND,
    NORMALISED,
    NOT_AVAILABLE,
    NOT_FOUND,
    Excerpt,
    look_for,
)
from kbtool.references.matching import Match, is_doubt, match
from kbtool.references.notices import (
    NOT_CHECKED,
    NOT_RETRACTED,
    SEVERITY,
    Notice,
    ended_by_reinstatement,
    ordered,
    standing,
)
from kbtool.references.record import WHOLE, Record
from kbtool.references.reference import Entry
from kbtool.references.registries import Access, Registry
from kbtool.references.registries.retraction_watch import Notices, notices_on
from kbtool.references.registry_file import StoredRecord

_WATCH = "RetractionWatch"


@dataclass(frozen=True)
class NotAsked:
    """An identifier that nothing came of, the registry, why, and the address that was asked."""

    identifier: str
    registry: str
    why: str
    url: str


@dataclass(frozen=True)
class Verification:
    """What came of asking about one reference.

    Attributes:
        entry: the reference as recorded.
        records: what registries said, with the excerpts looked for in their texts.
        matches: for each record, how it fits.
        not_asked: identifiers that nothing came of.
        notices: all notices on it, the oldest first.
        status: NotChecked, NotRetracted, ExpressionOfConcern or Retracted, as it is to be recorded; what it was, where a
            registry that would know could not be asked, and none of the others has a notice.
        kept: whether a graver status that was recorded before is kept, because nothing says that it has ended.
        checked: the day to which the status goes back; None, if nobody said anything of it.
    """

    entry: Entry
    records: tuple[StoredRecord, ...]
    matches: tuple[Match, ...]
    not_asked: tuple[NotAsked, ...]
    notices: tuple[Notice, ...]
    status: str
    kept: bool
    checked: date | None

    @property
    def confirmed(self) -> bool:
        """Whether a registry has it as it is recorded."""
        return any(m.confirms for m in self.matches)

    @property
    def doubted(self) -> bool:
        """Whether a registry has no such thing, or something else under its identifier."""
        return any(is_doubt(m, s.record) for s, m in zip(self.records, self.matches, strict=True))

    @property
    def missing(self) -> tuple[Excerpt, ...]:
        """Excerpts that are not in a whole text, nor elsewhere."""
        found = {
            e.words for s in self.records for e in s.excerpts if e.status in (FOUND, NORMALISED)
        }
        return tuple(
            e
            for s in self.records
            for e in s.excerpts
            if s.record.text_is == WHOLE and e.status == NOT_FOUND and e.words not in found
        )


def verify(
    entries: Sequence[Entry],
    registries: Sequence[Registry],
    access: Access,
    retractions: Notices | None,
    counted: Callable[[int, int], None] = lambda _done, _all: None,
) -> list[Verification]:
    """Ask about references.

    Args:
        entries: the references.
        registries: whom to ask; each identifier is asked for at every one that knows it.
        access: how to ask.
        retractions: notices from a file.
        counted: is told how many of how many are done.
    """
    found = []
    for number, entry in enumerate(entries):
        counted(number, len(entries))
        found.append(verify_one(entry, registries, access, retractions))
    counted(len(entries), len(entries))
    return found


def verify_one(
    entry: Entry,
    registries: Iterable[Registry],
    access: Access,
    retractions: Notices | None = None,
) -> Verification:
    """Ask about one reference."""
    records: list[StoredRecord] = []
    matches: list[Match] = []
    not_asked: list[NotAsked] = []
    notices: set[Notice] = set()
    days: list[date] = []
    silent = False
    for registry in registries:
        for identifier in entry.identifiers:
            if identifier.scheme not in registry.schemes:
                continue
            try:
                record = registry.look_up(identifier, access)
            except Unavailable as error:
                not_asked.append(NotAsked(str(identifier), registry.term, error.message, error.url))
                silent = silent or registry.checks_retraction
                continue
            excerpts = _excerpts(entry, record)
            records.append(StoredRecord(entry.node, replace(record, text=None), excerpts))
            matches.append(match(entry, record))
            if registry.checks_retraction and not is_doubt(matches[-1], record):
                notices |= set(record.notices)
                days.append(record.day)
    listed = notices_on(retractions, entry.identifiers) if retractions else None
    if retractions and listed is not None:
        identifier, found = listed
        notices |= set(found)
        days.append(retractions.day)
        if found:
            watched = Record(_WATCH, identifier, retractions.day, about=True, notices=found)
            records.append(StoredRecord(entry.node, watched))
            matches.append(match(entry, watched))
    status, kept = _status(entry.status, notices, bool(days))
    if status == NOT_RETRACTED and silent:
        status, days = entry.status or NOT_CHECKED, []
    return Verification(
        entry=entry,
        records=tuple(records),
        matches=tuple(matches),
        not_asked=tuple(not_asked),
        notices=ordered(notices),
        status=status,
        kept=kept,
        checked=min(days, default=None),
    )


def _excerpts(entry: Entry, record: Record) -> tuple[Excerpt, ...]:
    """The excerpts of evidence, looked for in a record's text; a trial's registration is not the paper on the trial."""
    other = record.about and record.reference_type not in (entry.reference_type, "WebPage")
    if not record.exists or other:
        return ()
    if not record.text:
        return tuple(Excerpt(words, NOT_AVAILABLE) for words in entry.excerpts)
    return look_for(entry.excerpts, record.text)


def _status(before: str, notices: Iterable[Notice], asked: bool) -> tuple[str, bool]:
    """The status to record: the graver of what was recorded and what is found, unless a reinstatement says otherwise."""
    if not asked:
        return before or NOT_CHECKED, False
    notices = list(notices)
    now = standing(notices)
    ended = bool(ended_by_reinstatement(notices))
    if before in SEVERITY and SEVERITY.index(before) > SEVERITY.index(now) and not ended:
        return before, True
    return now, False
