"""``kbtool init --update``: the files that came with kbtool, brought up to date."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from msgspec import Struct

from kbtool.authoring.starter.files import GIT_ATTRIBUTES, general_files, lacking_attributes
from kbtool.authoring.starter.lock import LOCK, Origins, lock_text, read_origins
from kbtool.authoring.starter.update import (
    Change,
    Fate,
    Update,
    plan_update,
    refuse_derivations_twice,
)
from kbtool.cli.output import write_together
from kbtool.cli.project import Project, find_project
from kbtool.cli.running import ProgressLine, run
from kbtool.cli.terminal import say
from kbtool.errors import InputError
from kbtool.io.files import write_beside
from kbtool.io.shipped import digest
from kbtool.io.workspace import FOLDERS, Workspace, files_below
from kbtool.version import __version__

if TYPE_CHECKING:
    from kbtool.knowledge.base import KnowledgeBase


class _Planned(Struct, frozen=True):
    """An update with what it rests on.

    Attributes:
        update: what becomes of the files.
        ours: the files that kbtool has.
        as_read: the bytes of each file that is there, and of kbtool.lock; None where there is none.
        silent: what is said of verdicts that would change, and of rules that would read terms which nothing declares.
        origins: what the files were when they came.
        own: the files that differ from kbtool's, or are gone, and that kbtool has not changed since it said so.
    """

    update: Update
    ours: dict[str, bytes]
    as_read: dict[str, bytes | None]
    silent: tuple[str, ...]
    origins: Origins
    own: tuple[str, ...]


def update_files(folder: Path, accept: bool) -> None:
    """Show what would change in the files that came with kbtool, and change it if that is wanted.

    Args:
        folder: the root of the knowledge base.
        accept: whether to write.

    Raises:
        InputError: there is no knowledge base, or it could not be read afterwards; nothing is written.
    """
    from kbtool.io.transactions.disk import folders_made
    from kbtool.io.transactions.recovery import recover

    project = find_project(folder)
    workspace = project.workspace
    recover(workspace.root, workspace.shown)
    planned = run(lambda line: _planned(project, line))
    update, root = planned.update, workspace.root
    for change in update.of(Fate.ADDED, Fate.REPLACED, Fate.REMOVED):
        say(_difference(change), nl=False)
    for change in update.of(Fate.LEFT):
        if change.name == GIT_ATTRIBUTES:
            continue
        text = (
            f"{change.name} stays as it is; kbtool's own would change it so:\n{_difference(change)}"
        )
        say("".join(f"# {line}\n" for line in text.splitlines()), nl=False)
    for text in (*_remarks(update, planned.origins), *planned.silent):
        say(f"kbtool: warning: {text}", err=True)
    lock = lock_text(planned.ours, __version__).encode()
    if not update.changes and planned.as_read[LOCK] == lock:
        but = f"; changed or removed here: {', '.join(planned.own)}" if planned.own else ""
        others = "other" if planned.own else "all"
        say(f"kbtool: {others} files that came with kbtool are up to date{but}", err=True)
        return
    say(_summary(update, accept), err=True)
    if accept:
        files = {root / name: data for name, data in {**update.files, LOCK: lock}.items()}
        as_read = {root / name: planned.as_read.get(name) for name in (*update.files, LOCK)}
        with folders_made((path.parent for path in files), workspace.shown):
            write_together(files, as_read)


def _planned(project: Project, line: ProgressLine) -> _Planned:
    line.say("comparing the files")
    workspace = project.workspace
    root, ours = workspace.root, general_files(project.names)
    origins = read_origins(root / LOCK, workspace.shown(root / LOCK), __version__)
    names = sorted({*ours, *origins.known})
    as_read = {name: _read(workspace, name) for name in (*names, LOCK)}
    there = {name: data for name in names if (data := as_read[name]) is not None}
    linked = [name for name in there if (root / name).is_symlink()]
    update = plan_update(there, ours, origins, linked)
    changed = {change.name for change in update.changes}
    own = [
        name
        for name, data in sorted(ours.items())
        if name not in changed and (name not in there or digest(there[name]) != digest(data))
    ]
    refuse_derivations_twice(update)
    line.say("opening the knowledge base as it would be")
    silent = _tried(project, update) if update.files else ()
    return _Planned(update, ours, as_read, silent, origins, tuple(own))


def _read(workspace: Workspace, name: str) -> bytes | None:
    path = workspace.root / name
    try:
        return path.read_bytes() if os.path.lexists(path) else None
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}",
            path=workspace.shown(path),
            help="give yourself permission to read it, or put a file in its place",
        ) from error


def _tried(project: Project, update: Update) -> tuple[str, ...]:
    """Open a copy of the knowledge base as it would be: which verdicts change, which rules would read undeclared terms.

    Raises:
        InputError: it could not be read.
    """
    from kbtool.checks.terms import silent_rules
    from kbtool.knowledge.loading import open_knowledge_base

    workspace = project.workspace
    with TemporaryDirectory(prefix="kbtool-update-") as folder:
        root = Path(folder).resolve()
        for name in FOLDERS:
            _copy(workspace, name, root)
        for name, data in update.files.items():
            (root / name).unlink(missing_ok=True)
            if data is not None:
                write_beside(root / name, data)
        try:
            kb = open_knowledge_base(
                Workspace(root, root), names=project.names, policies=project.settings.policies
            )
            return (
                *_verdicts_that_change(project, kb),
                *(rule.message for rule in silent_rules(kb, list(kb.rules))),
            )
        except InputError as error:
            where = None if error.path is None else workspace.shown(workspace.root / error.path)
            advice = f" ({error.help})" if error.help else ""
            raise InputError(
                f"after the update: {error.message}",
                path=where,
                line=error.line,
                help=f"nothing is written; change your own files first, so that they go with kbtool's{advice}",
            ) from error


def _verdicts_that_change(project: Project, after: KnowledgeBase) -> Iterable[str]:
    """What is said of claims whose verdict is another afterwards: a derivation of the owner's may run elsewhere then."""
    try:
        before = project.load(lambda _: None)
    except InputError:
        return  # what cannot be read has no verdicts
    for claim in before.claims:
        now = after.claims.get(claim.iri)
        was, is_now = (c.verdict.label or "none" for c in (claim, now or claim))
        if was != is_now:
            yield f"the verdict on {claim.name} changes from {was} to {is_now}"


def _copy(workspace: Workspace, name: str, root: Path) -> None:
    """Copy a folder as it is read: regular files, and links to such; links to folders are not followed."""
    (root / name).mkdir()
    for path in files_below(workspace.root / name, ""):
        if path.is_file():
            name_in_it = path.relative_to(workspace.root).as_posix()
            write_beside(root / name_in_it, _read(workspace, name_in_it) or b"")


def _remarks(update: Update, origins: Origins) -> Iterable[str]:
    for change in update.of(Fate.LEFT):
        if change.name == GIT_ATTRIBUTES:
            lines = lacking_attributes((change.before or b"").decode("utf-8", "replace"))
            if lines:
                yield (
                    f"{change.name} is left as it is; Git keeps the line ends of articles if it says: {'; '.join(lines)}"
                )
            continue
        if not origins.certain:
            why = "was changed here, and perhaps by kbtool (there is no kbtool.lock that says it)"
        elif change.name in origins.known:
            why = "was changed here and by kbtool"
        else:
            why = "is not the file that kbtool has under this name"
        yield f"{change.name} {why}; it stays as it is, and may lack what the other files need"
    for change in update.of(Fate.KEPT):
        yield f"{change.name} was changed here, and kbtool no longer has it; it stays"
    for change in update.of(Fate.STAYS_DELETED):
        yield f"{change.name} was removed here and changed by kbtool; it stays away"


def _summary(update: Update, accept: bool) -> str:
    counts = {fate: len(update.of(fate)) for fate in Fate}
    parts = [f"{counts[fate]} {fate.value}" for fate in (Fate.REPLACED, Fate.ADDED, Fate.REMOVED)]
    left = counts[Fate.LEFT] + counts[Fate.KEPT]
    said = f"files that came with kbtool: {', '.join(parts)}, {left} left as they are"
    if accept:
        return f"kbtool: {said}"
    return f"kbtool: {said}; nothing is written yet, --accept writes it"


def _difference(change: Change) -> str:
    from kbtool.reports.unified import unified

    before, after = (
        "" if d is None else d.decode("utf-8", "replace") for d in (change.before, change.ours)
    )
    return unified(
        "/dev/null" if change.before is None else change.name,
        "/dev/null" if change.ours is None else change.name,
        before,
        after,
    )
