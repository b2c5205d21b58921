"""Files read on the workers of Spark: what all of them say goes into an index, the parts stay where they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kbtool.checks.spark import files as sources
from kbtool.checks.spark.cover import SparkCover
from kbtool.checks.spark.files import Found, Record
from kbtool.checks.spark.parts import (
    FileRead,
    Reader,
    may_name,
    parts_of_file,
    read_into,
    unreadable,
)
from kbtool.checks.spark.sending import Among, Placed
from kbtool.checks.spark.work import Ground
from kbtool.errors import InputError
from kbtool.io.workspace import SETTLED, Workspace, files_below
from kbtool.knowledge.beside_signed import differing, path_of, read_signed
from kbtool.knowledge.derive.beyond import Beyond, NeedsWholeError
from kbtool.knowledge.files import read_file
from kbtool.knowledge.slices.all_files import known_beyond
from kbtool.knowledge.slices.index import StoredIndex
from kbtool.knowledge.slices.reading import naming_of
from kbtool.knowledge.slices.shipping import Known, ShippedWorkspace
from kbtool.rdf.namespaces import Names

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import SparkSession

_TASKS = 2
"""Tasks in which files are read, for each that runs at a time: one that takes longer keeps no other waiting."""


def opened_cover(
    session: SparkSession,
    place: Path,
    workspace: Workspace,
    found: Found,
    names: Names,
    tasks: int,
) -> SparkCover:
    """A knowledge base, or data apart from one, read and taken apart on workers.

    Args:
        session: the session.
        place: where the index is made.
        workspace: where the rules and derivations lie.
        found: the files that are checked.
        names: the namespaces of the knowledge base.
        tasks: in how many tasks parts are joined.

    Raises:
        NeedsWholeError: slices of it cannot surely be exact; says why.
        InputError: a file cannot be read or trusted.
    """
    many = tasks * _TASKS
    files = sources.contents(session, found.turtle, many)
    shown_as = dict(found.shown_as)
    if found.lines:
        graphs = sources.graphs(session, found.lines, tasks).persist()
        shown_as.update(graphs.map(_shown).collect())
        files = files.union(graphs)
    before = workspace.shown(workspace.root / "x").removesuffix("x")
    shown = ShippedWorkspace(workspace.root, workspace.relative_to, before, shown_as)
    naming = _naming(files, Reader(shown, names))
    read = files.map(Reader(shown, names, naming)).persist()
    texts = sources.contents(session, found.texts, many)
    index = StoredIndex(place, "shipped")
    try:
        placed = read_into(index, read)
        if index.naming != naming:
            raise NeedsWholeError("what nodes are named after is said in a way that is not read")
        refused = index.refused()
        if refused is not None:
            raise NeedsWholeError(refused)
        _refuse_texts(index, found, texts, shown)
        index.commit()
        beyond, kinds = known_beyond(index)
        commons = tuple(index.commons())
        common_files = frozenset(index.common())
        stamp = index.numbered()
        of_texts = frozenset(f"sources/{name}" for name in found.texts)
    finally:
        index.close(keep=True)
    common = set(commons)
    sizes = {
        first + number: size
        for first, some in placed.values()
        for number, size in enumerate(some)
        if first + number not in common
    }
    if not found.shown_as:
        _hold_to_signed(workspace, names, beyond)
    known = Known(
        stamp,
        of_texts,
        beyond.told,
        {name: dict(counts) for name, counts in beyond.languages.items()},
        beyond.properties,
        kinds,
        commons,
        commons,
        {},
        {},
        beyond.known,
    )
    of_rules = list(_rule_files(workspace, with_signed=not found.shown_as))
    with_commons = files.filter(Among(common_files)).collect()
    ground = Ground(shown, [*of_rules, *with_commons], known)
    first = {name: number for name, (number, _) in placed.items()}
    parts = read.flatMap(parts_of_file).map(Placed(first))
    return SparkCover(session, place, ground, kinds, sizes, parts, files, texts, tasks)


def _naming(files: RDD[Record], reader: Reader) -> frozenset[str]:
    """The properties that nodes are named after, by the files that may say so."""
    said = files.filter(may_name).map(reader).flatMap(_said).collect()
    return naming_of(said)


def _refuse_texts(
    index: StoredIndex, found: Found, texts: RDD[Record], shown: ShippedWorkspace
) -> None:
    """Refuse articles without a text that can be read, and texts without an article."""
    declared: set[str] = set()
    for iri, names in index.documents().items():
        if len(names) != 1 or not names <= found.texts.keys():
            raise InputError(
                f"{iri} needs exactly one kb:file, the text of the article",
                help=f"there is none that is named {' or '.join(sorted(names))}; put it beside the statements",
            )
        declared |= names
    for name, where in found.texts.items():
        if name not in declared:
            raise InputError(
                "is not declared, so it would not be checked",
                path=where if found.shown_as else shown.shown(shown.root / "sources" / name),
                help="move it elsewhere, or declare it as a kb:Document",
            )
    for name, why in texts.map(_why_unreadable).filter(_is_told).collect():
        raise InputError(str(why), path=found.texts[name])


def _hold_to_signed(workspace: Workspace, names: Names, beyond: Beyond) -> None:
    """Let every batch know which nodes are not as they were signed: a worker has some of the files alone."""
    signed = read_signed(workspace)
    differing(
        workspace, signed, (), lambda path: read_file(workspace, path, names), names, beyond.known
    )


def _rule_files(workspace: Workspace, *, with_signed: bool) -> Iterator[Record]:
    """The files of rules and derivations, what says which came with kbtool, and what was signed."""
    root = workspace.root
    paths = [*files_below(root / "shapes", ".ttl"), *workspace.derivation_files()]
    beside = [root / SETTLED[2], *([path_of(workspace)] if with_signed else [])]
    for path in [*paths, *filter(Path.is_file, beside)]:
        yield path.relative_to(root).as_posix(), path.read_bytes()


def _said(file: FileRead) -> Iterable[str]:
    return file.read.naming


def _shown(record: Record) -> tuple[str, str]:
    return record[0], sources.graph_of(record[1])


def _why_unreadable(record: Record) -> tuple[str, str | None]:
    return record[0], unreadable(record)


def _is_told(one: tuple[str, str | None]) -> bool:
    return one[1] is not None
