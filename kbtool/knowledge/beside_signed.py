"""A knowledge base beside what was signed of it (kb/signed.tsv): which of its nodes are not as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.io.settings import find_settings
from kbtool.io.shipped import came_with_kbtool, digest
from kbtool.io.workspace import Workspace
from kbtool.knowledge.signed import NAME, Difference, Kind, Signed, changed_files, differences
from kbtool.knowledge.signed_values import Past, told
from kbtool.knowledge.stated_now import Now, digest_of, stated_in, with_queries
from kbtool.rdf.namespaces import Names
from kbtool.rdf.store import TurtleFile


class Beside(Struct, frozen=True):
    """What files state beside what was signed.

    Attributes:
        files: the files of Turtle, those of rules too, by their names from the root.
        queries: the texts of derivations and named queries, by theirs.
        digests: what tells their texts.
        came: those that are as they came with kbtool, which need no signature.
        touched: those that are not as they were signed, or are gone.
        now: what those of them state that are not as they were signed.
        differs: the nodes that are not, in the order of their names.
    """

    files: Mapping[str, TurtleFile]
    queries: Mapping[str, str]
    digests: Mapping[str, str]
    came: frozenset[str]
    touched: frozenset[str]
    now: Now
    differs: tuple[Difference, ...]


PLACE = f"kb/{NAME}"
"""The path of what was signed in its knowledge base."""


def path_of(workspace: Workspace) -> Path:
    """Where what was signed is kept."""
    return workspace.root / PLACE


def read_signed(workspace: Workspace) -> Signed | None:
    """What was signed; None, if nothing is kept of that.

    Raises:
        InputError: it cannot be read, was emptied, or a merge was left half done in it; or it is not there, and the settings
            of the knowledge base say that all is signed.
    """
    path = path_of(workspace)
    shown = workspace.shown(path)
    settings = find_settings(workspace.root)
    if not path.exists():
        if settings.signed:
            raise InputError(
                f"is not there, and {workspace.shown(settings.path or path)} says that all is signed (signed = true)",
                path=shown,
                help="restore it from Git; or take that setting out, and begin anew with `kbtool sign --all`",
            )
        return None
    text = read_text(path, shown).text.replace("\r\n", "\n")
    signed = Signed(text, shown, of_all=settings.signed)
    if not signed.has_head:
        raise InputError(
            "has no header, so what was signed is not, or not all, in it",
            path=shown,
            help="restore it from Git; or delete it to begin anew with `kbtool sign`",
        )
    return signed


def refuse_unsigned(workspace: Workspace) -> None:
    """Refuse a knowledge base that does not say that all of it is signed, or keeps nothing of what was.

    Raises:
        InputError: it is one.
    """
    settings = find_settings(workspace.root)
    if not settings.signed:
        raise InputError(
            "does not say that all is signed (signed = true), and --signed asks for that",
            path=workspace.shown(settings.path or workspace.root / "kbtool.toml"),
            help="restore that setting; or begin with it, and with `kbtool sign --all`",
        )
    signed = read_signed(workspace)
    if signed is not None and not signed.rows:
        raise InputError(
            "has no line of what was signed, and --signed asks for that",
            path=signed.shown,
            help="restore it from Git; or read all files against their sources, and `kbtool sign --all`",
        )


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
        for path in workspace.turtle_files()
    }
    queries = {
        path.relative_to(workspace.root).as_posix(): read_text(path, workspace.shown(path)).text
        for path in (*workspace.derivation_files(), *sorted(workspace.queries.glob("*.rq")))
    }
    texts = {name: file.text for name, file in files.items()} | queries
    digests = {name: digest_of(text) for name, text in texts.items()}
    shipped = came_with_kbtool(workspace.root)
    came = frozenset(
        name
        for name, sha256 in shipped.items()
        if name in texts and digest(texts[name].encode()) == sha256
    )
    touched = frozenset(changed_files(signed, digests) - (came - signed.places))
    now = with_queries(
        stated_in({name: files[name] for name in sorted(touched & files.keys())}, names),
        {name: queries[name] for name in sorted(touched & queries.keys())},
    )
    if came & touched:
        now = _of_signed(now, signed, came)
    differs = tuple(differences(signed, touched, now))
    return Beside(files, queries, digests, came, touched, now, differs)


def _of_signed(now: Now, signed: Signed, came: frozenset[str]) -> Now:
    """What files state, of those that are as they came only what somebody has signed there nonetheless."""
    kept = {}
    for node, places in now.stated.items():
        there = {row.file for row in signed.rows.get(node, ())}
        left = {name: each for name, each in places.items() if name not in came or name in there}
        if left:
            kept[node] = left
    return Now(kept, now.iris)


def _held(differs: Iterable[Difference], signed: Signed) -> Iterator[Difference]:
    """The nodes, those that are new as missing where all has to be signed."""
    for each in differs:
        is_missing = signed.of_all and each.kind is Kind.NEW
        yield replace(each, kind=Kind.MISSING) if is_missing else each


_KNOWN = "what is not as it was signed"


def differing(
    workspace: Workspace,
    signed: Signed | None,
    already: Iterable[TurtleFile],
    read: Callable[[Path], TurtleFile],
    names: Names,
    known: dict[str, object] | None = None,
) -> tuple[Difference, ...]:
    """The nodes of a knowledge base that are not as they were signed, in words, too; none, if nothing is kept of what was.

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
    beside = beside_signed(workspace, names, signed, read, already)
    past = Past(signed, beside.files, workspace.root, names)
    found = tuple(_held(told(beside.differs, past), signed))
    if known is not None:
        known[_KNOWN] = found
    return found
