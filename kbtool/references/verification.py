"""Asking registries about references: what each says, what could not be asked, and what that makes of the reference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from kbtool.io.web import Unavailable
from kbtool.references.excerpts import Excerpt, ExcerptStatus, look_for
from kbtool.references.matching import Match, is_doubt, match
from kbtool.references.record import Record, ReferenceType, TextIs
from kbtool.references.reference import Reference
from kbtool.references.registries import Access, Registry
from kbtool.references.registry_file import StoredRecord
from kbtool.references.retractions import (
    Notice,
    Standing,
    ended_by_reinstatement,
    ordered,
    standing,
)


class Outcome(StrEnum):
    """What came of asking, the gravest first."""

    RETRACTED = "retracted"
    UNDER_CONCERN = "expression of concern"
    DOUBTFUL = "doubtful"
    """A registry has no such thing, or something else under its identifier."""
    EXCERPT_NOT_FOUND = "excerpt not found"
    DIFFERS = "differs"
    CONFIRMED = "confirmed"
    ON_RECORD = "on record"
    """A registry has it, and there is nothing to compare."""
    NOT_CHECKED = "not checked"

    @property
    def is_against(self) -> bool:
        """Whether it speaks against the reference as it is recorded."""
        return self not in (Outcome.CONFIRMED, Outcome.ON_RECORD, Outcome.NOT_CHECKED)


class NotAsked(Struct, frozen=True):
    """An identifier that nothing came of, the registry, why, and the address that was asked."""

    identifier: str
    registry: str
    why: str
    url: str


class Verification(Struct, frozen=True):
    """What came of asking about one reference.

    Attributes:
        reference: the reference as recorded.
        records: what registries said, with the excerpts looked for in their texts.
        matches: for each record, how it fits.
        not_asked: identifiers that nothing came of.
        notices: all notices on it, the oldest first.
        standing: whether it is retracted, as it is to be recorded; what it was, where a registry that would know could not
            be asked, and none of the others has a notice.
        kept: whether a graver standing that was recorded before is kept, because nothing says that it has ended.
        checked: the day to which the standing goes back; None, if nobody said anything of it.
    """

    reference: Reference
    records: tuple[StoredRecord, ...]
    matches: tuple[Match, ...]
    not_asked: tuple[NotAsked, ...]
    notices: tuple[Notice, ...]
    standing: Standing
    kept: bool
    checked: date | None

    @property
    def outcome(self) -> Outcome:
        """The gravest thing that came of it."""
        if self.standing is Standing.RETRACTED:
            return Outcome.RETRACTED
        if self.standing is Standing.UNDER_CONCERN:
            return Outcome.UNDER_CONCERN
        if self.doubted:
            return Outcome.DOUBTFUL
        if self.missing:
            return Outcome.EXCERPT_NOT_FOUND
        if any(m.differences for m in self.matches):
            return Outcome.DIFFERS
        if self.confirmed:
            return Outcome.CONFIRMED
        return Outcome.ON_RECORD if self.records or self.checked else Outcome.NOT_CHECKED

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
        found = {e.words for s in self.records for e in s.excerpts if e.status.is_there}
        return tuple(
            e
            for s in self.records
            for e in s.excerpts
            if s.record.text_is is TextIs.WHOLE
            and e.status is ExcerptStatus.NOT_FOUND
            and e.words not in found
        )


def verify(
    references: Sequence[Reference],
    registries: Sequence[Registry],
    access: Access,
    counted: Callable[[int, int], None] = lambda _done, _all: None,
) -> list[Verification]:
    """Ask about references.

    Args:
        references: the references.
        registries: whom to ask; each identifier is asked for at every one that knows it.
        access: how to ask.
        counted: is told how many of how many are done.
    """
    found = []
    for number, reference in enumerate(references):
        counted(number, len(references))
        found.append(verify_one(reference, registries, access))
    counted(len(references), len(references))
    return found


def verify_one(
    reference: Reference, registries: Iterable[Registry], access: Access
) -> Verification:
    """Ask about one reference."""
    records: list[StoredRecord] = []
    matches: list[Match] = []
    not_asked: list[NotAsked] = []
    notices: set[Notice] = set()
    days: list[date] = []
    silent = False
    for registry in registries:
        for identifier in reference.identifiers:
            if identifier.scheme not in registry.schemes:
                continue
            try:
                record = registry.look_up(identifier, access)
            except Unavailable as error:
                not_asked.append(NotAsked(str(identifier), registry.term, error.message, error.url))
                silent = silent or registry.checks_retraction
                continue
            found = match(reference, record)
            if record.notices_unknown:
                not_asked.append(
                    NotAsked(f"notices on {identifier}", registry.term, record.notices_unknown, "")
                )
                silent = True
            if registry.checks_retraction and not is_doubt(found, record):
                notices |= set(record.notices)
                days.append(record.day)
            if not record.is_blank:
                excerpts = _excerpts(reference, record)
                records.append(StoredRecord(reference.node, replace(record, text=None), excerpts))
                matches.append(found)
    now, kept = _standing(reference.standing, notices, bool(days))
    if now is Standing.NOT_RETRACTED and silent:
        now, days = reference.standing or Standing.NOT_CHECKED, []
    return Verification(
        reference=reference,
        records=tuple(records),
        matches=tuple(matches),
        not_asked=tuple(not_asked),
        notices=ordered(notices),
        standing=now,
        kept=kept,
        checked=min(days, default=None),
    )


def _excerpts(reference: Reference, record: Record) -> tuple[Excerpt, ...]:
    """The excerpts of evidence, looked for in a record's text; a trial's registration is not the paper on the trial."""
    own = (reference.reference_type, ReferenceType.WEB_PAGE)
    if not record.exists or (record.about and record.reference_type not in own):
        return ()
    if not record.text:
        return tuple(Excerpt(words, ExcerptStatus.NOT_AVAILABLE) for words in reference.excerpts)
    return look_for(reference.excerpts, record.text)


def _standing(
    before: Standing | None, notices: Iterable[Notice], asked: bool
) -> tuple[Standing, bool]:
    """The standing to record: the graver of what was recorded and what is found, unless a reinstatement says otherwise."""
    if not asked:
        return before or Standing.NOT_CHECKED, False
    notices = list(notices)
    now = standing(notices)
    if before is not None and now < before and not ended_by_reinstatement(notices):
        return before, True
    return now, False
