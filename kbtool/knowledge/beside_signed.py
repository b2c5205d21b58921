"""A knowledge base beside what was signed of it (kb/signed.tsv): which of its nodes are not as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import cast

from msgspec import Struct

from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.io.shipped import came_with_kbtool, digest
from kbtool.io.workspace import Workspace
from kbtool.knowledge.signed import (
    NAME,
    Difference,
    Now,
    Signed,
    changed_files,
    differences,
    digest_of,
    stated_in,
)
from kbtool.rdf.namespaces import Names
from kbtool.rdf.store import TurtleFile


class Beside(Struct, frozen=True):
    """What files state beside what was signed.

    Attributes:
        files: the files, by their names from the root.
        digests: what tells their texts.
        came: those that are as they came with kbtool, which need no signature.
        touched: those that are not as they were signed, or are gone.
        now: what those of them state that are not as they were signed.
        differs: the nodes that are not, in the order of their names.
    """

    files: Mapping[str, TurtleFile]
    digests: Mapping[str, str]
    came: frozenset[str]
    touched: frozenset[str]
    now: Now
    differs: tuple[Difference, ...]


def path_of(workspace: Workspace) -> Path:
    """Where what was signed is kept."""
    return workspace.root / "kb" / NAME


def read_signed(workspace: Workspace) -> Signed | None:
    """What was signed; None, if nothing is kept of that.

    Raises:
        InputError: it cannot be read, was emptied, or a merge was left half done in it.
    """
    path = path_of(workspace)
    if not path.exists():
        return None
    shown = workspace.shown(path)
    signed = Signed(read_text(path, shown).text.replace("\r\n", "\n"), shown)
    if not signed.has_head:
        raise InputError(
            "has no header, so what was signed is not, or not all, in it",
            path=shown,
            help="restore it from Git; or delete it to begin anew with `kbtool sign`",
        )
    return signed


def beside_signed(
    workspace: Workspace,
    names: Names,
    signed: Signed,
    read: Callable[[Path], TurtleFile],
    already: Iterable[TurtleFile] = (),
) -> Beside:
    """What the files of a knowledge base state beside what was signed.

    Args:
        workspace: where it lies.
        names: its namespaces.
        signed: what was signed.
        read: reads one of its files.
        already: those that were read already.

    Raises:
        InputError: a file cannot be read, or what was signed is damaged.
    """
    known = {file.path: file for file in already}
    files = {
        path.relative_to(workspace.root).as_posix(): known.get(path) or read(path)
        for path in workspace.knowledge_files()
    }
    told = {name: digest_of(file.text) for name, file in files.items()}
    shipped = came_with_kbtool(workspace.root)
    came = frozenset(
        name
        for name, sha256 in shipped.items()
        if name in files and digest(files[name].text.encode()) == sha256
    )
    touched = frozenset(changed_files(signed, told) - (came - signed.places))
    now = stated_in({name: files[name] for name in sorted(touched & files.keys())}, names)
    if came & touched:
        now = _of_signed(now, signed, came)
    return Beside(files, told, came, touched, now, tuple(differences(signed, touched, now)))


def _of_signed(now: Now, signed: Signed, came: frozenset[str]) -> Now:
    """What files state, of those that are as they came only what somebody has signed there nonetheless."""
    kept = {}
    for node, places in now.stated.items():
        there = {row.file for row in signed.rows.get(node, ())}
        left = {name: each for name, each in places.items() if name not in came or name in there}
        if left:
            kept[node] = left
    return Now(kept, now.iris)


_KNOWN = "what is not as it was signed"


def differing(
    workspace: Workspace,
    signed: Signed | None,
    already: Iterable[TurtleFile],
    read: Callable[[Path], TurtleFile],
    names: Names,
    known: dict[str, object] | None = None,
) -> tuple[Difference, ...]:
    """The nodes of a knowledge base that are not as they were signed; none, if nothing is kept of what was.

    Args:
        workspace: where it lies.
        signed: what was signed.
        already: those of its files that were read already.
        read: reads one.
        names: its namespaces.
        known: of a part of it, what is known of the whole: each part is told the same.

    Raises:
        InputError: a file cannot be read, or what was signed is damaged.
    """
    if known is not None and _KNOWN in known:
        return cast(tuple[Difference, ...], known[_KNOWN])
    if signed is None:
        return ()
    found = beside_signed(workspace, names, signed, read, already).differs
    if known is not None:
        known[_KNOWN] = found
    return found
