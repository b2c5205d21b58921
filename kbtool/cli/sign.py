"""``kbtool sign``: what was read and is signed off, and what is not as it was."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kbtool.cli.options import ROOT
from kbtool.cli.output import write_together
from kbtool.cli.project import Project, find_project
from kbtool.cli.running import run
from kbtool.cli.terminal import say

if TYPE_CHECKING:
    from kbtool.authoring.signing import SignOff
    from kbtool.knowledge.signed import Difference

_LISTED = 20
"""So many new nodes are named."""


@click.command(
    epilog="Example: kbtool sign; kbtool sign e-trial-a kb/references.ttl; kbtool sign --all; kbtool sign --removed"
)
@click.argument("what", nargs=-1, metavar="[NODE|FILE]...")
@click.option("--all", "everything", is_flag=True, help="Sign all that was changed or is new.")
@click.option(
    "--removed", is_flag=True, help="Sign also that nodes are gone; with nothing named, of all."
)
@click.option("--dry-run", is_flag=True, help="Show what would be signed, and write nothing.")
@click.option(
    "--check", is_flag=True, help="Write nothing; exit code 1 if anything is changed, gone or new."
)
@ROOT
def sign(
    what: tuple[str, ...],
    everything: bool,
    removed: bool,
    dry_run: bool,
    check: bool,
    root: Path | None,
) -> None:
    """Sign what you have read against its source; show what differs from what was signed, if nothing is named.

    What is signed is kept in kb/signed.tsv, by property, whatever the layout. From then on `kbtool check` tells of what is
    changed, removed or new and was not signed since. A node that is gone is signed with --removed alone, and one with
    kb:undecided not at all.

    Exit code 0: done. 1: with --check, something differs. 2: wrong usage, or a file that cannot be read, was emptied,
    or was left half merged.
    """
    from kbtool.authoring.signing import sign_off
    from kbtool.knowledge.signed import Kind

    if everything and what:
        raise click.UsageError("--all signs everything: name nothing with it")
    if check and (everything or removed or dry_run):
        raise click.UsageError("--check signs nothing: give it names of nodes or files alone")
    project = find_project(root)
    found = run(lambda _: sign_off(project.workspace, project.names))
    wanted = found.named(_from_root(name, project) for name in what) if what else found.differs
    takes = (everything or bool(what)) and not check
    chosen = [each for each in wanted if (removed if each.kind is Kind.REMOVED else takes)]
    waiting = [each for each in chosen if each.node in found.undecided]
    chosen = [each for each in chosen if each.node not in found.undecided]
    shown = chosen if takes or removed else wanted
    _show(found, shown, project)
    left = [each for each in wanted if each not in chosen]
    if not takes and not removed:
        _say_what_to_do(found)
        if check and wanted:
            raise SystemExit(1)
        return
    gone = sum(each.kind is Kind.REMOVED for each in left)
    if gone and not removed:
        say(f"kbtool: note: {gone} that are gone are not signed: add --removed for that", err=True)
    if waiting:
        named = ", ".join(each.node for each in waiting[:_LISTED])
        say(
            f"kbtool: note: not signed, since it waits for a decision (kb:undecided): {named}",
            err=True,
        )
    text = found.signed(chosen, date.today())
    if dry_run or (found.is_there and text == found.before.text):
        say(f"kbtool: {_counted(chosen)}; nothing is written", err=True)
        return
    write_together({found.path: text.encode()}, found.as_read)
    say(f"kbtool: signed {_counted(chosen)} in {found.before.shown}", err=True)


def _from_root(name: str, project: Project) -> str:
    """The name of a file or folder from the root of the knowledge base; of what is none, the name as it is."""
    workspace = project.workspace
    for base in (Path.cwd(), workspace.root):
        path = Path(os.path.normpath(base / name))
        if path.is_relative_to(workspace.root) and (path.exists() or path.suffix == ".ttl"):
            return path.relative_to(workspace.root).as_posix()
    return name


def _show(found: SignOff, some: Sequence[Difference], project: Project) -> None:
    """What differs: what was changed property by property, what is gone, and the first that are new."""
    from kbtool.authoring.signing import by_kind
    from kbtool.knowledge.signed import Kind
    from kbtool.knowledge.signed_values import Past

    kinds = by_kind(some)
    past = Past(found.before, found.files, project.workspace.root, project.names)
    for each in kinds.get(Kind.CHANGED, []):
        say(f"{_place(found, each)}: changed")
        for values in past.of(each):
            say(f"    {values.name}: {values.told}")
    for each in kinds.get(Kind.REMOVED, []):
        say(f"{each.node} ({', '.join(each.files)}): gone")
    new = kinds.get(Kind.NEW, [])
    for each in new[:_LISTED]:
        say(f"{_place(found, each)}: new")
    if len(new) > _LISTED:
        say(f"... and {len(new) - _LISTED} more that are new")


def _place(found: SignOff, each: Difference) -> str:
    """A node with the file and line that it stands on."""
    places = []
    for name in each.files:
        line = found.files[name].line_of(each.iri) if each.iri is not None else None
        places.append(name if line is None else f"{name}:{line}")
    return f"{each.node} ({', '.join(places)})"


def _say_what_to_do(found: SignOff) -> None:
    if not found.is_there:
        say("kbtool: nothing is signed yet: `kbtool sign --all` begins", err=True)
    elif found.differs:
        say(
            f"kbtool: {_counted(found.differs)}: read them against their sources, then name them to sign them",
            err=True,
        )
    else:
        say("kbtool: all is as it was signed", err=True)


def _counted(some: Sequence[Difference]) -> str:
    from kbtool.authoring.signing import by_kind

    counts = [f"{len(each)} {kind}" for kind, each in sorted(by_kind(some).items())]
    return ", ".join(counts) or "nothing"
