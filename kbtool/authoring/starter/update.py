"""What becomes of the files of a knowledge base that came with kbtool when kbtool's own have changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

from msgspec import Struct

from kbtool.authoring.starter.lock import Origins
from kbtool.errors import InputError
from kbtool.io.shipped import digest


class Fate(Enum):
    """What becomes of a file."""

    ADDED = "added"
    REPLACED = "replaced"
    REMOVED = "removed"
    LEFT = "left"
    """Its owner changed it, and so did kbtool."""
    KEPT = "kept"
    """Its owner changed it, and kbtool has it no longer."""
    STAYS_DELETED = "stays deleted"
    """Its owner removed it, and kbtool changed it."""


class Change(Struct, frozen=True):
    """What becomes of one file.

    Attributes:
        name: its path in the knowledge base.
        fate: what becomes of it.
        before: what it holds; None if it is not there.
        ours: what kbtool has; None if it has it no longer.
    """

    name: str
    fate: Fate
    before: bytes | None
    ours: bytes | None


class Update(Struct, frozen=True):
    """What becomes of all of them: those of which nothing does are not among the changes."""

    changes: tuple[Change, ...]

    def of(self, *fates: Fate) -> tuple[Change, ...]:
        """The changes that are of one of some fates."""
        return tuple(change for change in self.changes if change.fate in fates)

    @property
    def files(self) -> dict[str, bytes | None]:
        """What is written, by path; None is removed."""
        written = self.of(Fate.ADDED, Fate.REPLACED, Fate.REMOVED)
        return {change.name: change.ours for change in written}


def plan_update(
    there: Mapping[str, bytes],
    ours: Mapping[str, bytes],
    origins: Origins,
    linked: Iterable[str] = (),
) -> Update:
    """What becomes of the files of a knowledge base.

    A file that is as it came takes the text that kbtool has now, or goes if kbtool has it no longer. One that its owner
    changed is left; one that its owner removed is not put back.

    Args:
        there: the files that are there, by their path; of all that kbtool has, and all that ever came.
        ours: the files that kbtool has.
        origins: what they were when they came.
        linked: those that are links to other files, which are their owner's.
    """
    changes: list[Change] = []
    links = frozenset(linked)
    for name in sorted({*ours, *origins.known}):
        before, new = there.get(name), ours.get(name)
        fate = None
        if before is None:
            if new is not None:
                gone = origins.certain and name in origins.known
                known = gone and origins.is_as_it_came(name, new)
                fate = None if known else Fate.STAYS_DELETED if gone else Fate.ADDED
        elif new is None or digest(before) != digest(new):
            if name not in links and origins.is_as_it_came(name, before):
                fate = Fate.REMOVED if new is None else Fate.REPLACED
            elif new is None:
                fate = Fate.KEPT
            elif not (origins.certain and origins.is_as_it_came(name, new)):
                fate = Fate.LEFT
        if fate is not None:
            changes.append(Change(name, fate, before, new))
    return Update(tuple(changes))


def refuse_derivations_twice(update: Update) -> None:
    """Refuse an update after which an owner's derivation would run beside those that took its place.

    Raises:
        InputError: there is one.
    """
    for change in update.of(Fate.KEPT):
        if change.name.startswith("kb/derivations/"):
            raise InputError(
                "was changed here, and kbtool no longer has it, so it would run beside what replaced it",
                path=change.name,
                help="put your change into one of kbtool's derivations after the update, or into a new file; "
                "move this one out of kb/derivations/, and run this again",
            )
