"""Everything checked slice by slice on Spark: parts are found, joined and checked where they are."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kbtool.checks.batches import Outcome
from kbtool.checks.covering import Covered, in_batches, refuse_too_large, size_of_batches
from kbtool.checks.findings import Finding
from kbtool.checks.report import Report
from kbtool.checks.spark import files as sources
from kbtool.checks.spark.components import Link, components, links
from kbtool.checks.spark.files import Found, Record
from kbtool.checks.spark.parts import (
    FileRead,
    Part,
    Reader,
    may_name,
    parts_of_file,
    read_into,
    unreadable,
)
from kbtool.checks.spark.work import FILE, CheckHere, Ground, Sent, Worker, checked, result
from kbtool.errors import InputError
from kbtool.io.workspace import SETTLED, Workspace, files_below
from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.places import Declared
from kbtool.knowledge.slices.all_files import known_beyond
from kbtool.knowledge.slices.grouping import Batch
from kbtool.knowledge.slices.index import StoredIndex
from kbtool.knowledge.slices.kinds import Kinds
from kbtool.knowledge.slices.meeting import compared_lines, joining_texts, meetings
from kbtool.knowledge.slices.reading import key_of
from kbtool.knowledge.slices.shipping import Known, Pieces, ShippedWorkspace, opened_index
from kbtool.rdf.namespaces import Names

if TYPE_CHECKING:
    from pyspark import RDD, Broadcast
    from pyspark.sql import SparkSession

_INDEX = "kbtool-index"
_TASKS = 2
"""Tasks in which files are read, for each that runs at a time: one that takes longer keeps no other waiting."""


@dataclass(frozen=True)
class Placed:
    """A part, by its number among all.

    Attributes:
        first: the number of the first part of each file.
    """

    first: Mapping[str, int]

    def __call__(self, part: Part) -> tuple[int, Part]:
        """The number of a part, and the part."""
        return self.first[part.name] + part.number, part


@dataclass(frozen=True)
class SparkCover:
    """A knowledge base whose parts are on the workers of Spark.

    Attributes:
        session: the session.
        index: where the index lies, without the triples of parts.
        ground: what every worker has.
        kinds: what stands at the ends of properties in all files.
        sizes: the parts that not every batch holds, with the bytes that they take in the index.
        parts: those parts, by number.
        files: the bytes of all files, by name.
        texts: the bytes of the texts of articles, by name below sources/.
        tasks: in how many tasks parts are joined.
    """

    session: SparkSession
    index: Path
    ground: Ground
    kinds: Kinds
    sizes: Mapping[int, int] = field(repr=False)
    parts: RDD[tuple[int, Part]]
    files: RDD[Record]
    texts: RDD[Record]
    tasks: int

    @property
    def graphs(self) -> frozenset[str]:
        """The graphs that are checked."""
        shown_as = self.ground.workspace.shown_as.items()
        return frozenset(graph for name, graph in shown_as if sources.is_graph(name))

    @property
    def held(self) -> tuple[int, ...]:
        """The parts that every batch holds, and those that hang together with them."""
        return self.ground.known.held

    def repeated(self, properties: frozenset[str]) -> int:
        """How often values of some properties are stated that are stated elsewhere as well."""
        texts = self.parts.flatMap(_TextsOf(properties)).distinct(self.tasks)
        all_texts: int = texts.count()
        different: int = texts.keys().distinct(self.tasks).count()
        return all_texts - different

    def grouped(self, joined: Collection[str]) -> tuple[list[list[int]], SparkCover]:
        """Its parts in groups that nothing joins, and itself with what it knows by then."""
        context = self.session.sparkContext
        known = self.ground.known
        found = meetings(self.parts.map(_compared).filter(_has_any).collect(), ())
        keyed = self.parts.flatMap(_keys)
        if joined:
            keyed = keyed.union(self.parts.flatMap(_TextsOf(frozenset(joined))))
        index = opened_index(self.index, Path(), {})
        try:
            of_commons = [(key, part) for key, part in index.keys_of_commons()]
        finally:
            index.close(keep=False)
        more: list[Link] = [(part, known.commons[0]) for part in known.commons[1:]]
        more += [
            (found.parts[quad.subject], found.parts[quad.object])
            for quads in found.given.values()
            for quad in quads
            if isinstance(quad.object, ox.NamedNode) and quad.object in found.parts
        ]
        keyed = keyed.union(context.parallelize(of_commons, 1))
        joins = links(keyed, self.tasks).union(context.parallelize(more, 1))
        first = components(joins.filter(_is_of_two), self.tasks)
        groups: dict[int, list[int]] = defaultdict(list)
        for part in (*known.commons, *self.sizes):
            groups[first.get(part, part)].append(part)
        held: list[int] = []
        if known.commons:
            held = groups.pop(first.get(known.commons[0], known.commons[0]))
        ordered = sorted(groups.values(), key=min)
        return ordered, self._with(held, found.given)

    def _with(self, held: Sequence[int], given: Mapping[str, Sequence[ox.Quad]]) -> SparkCover:
        """Itself, with what every batch holds by then."""
        wanted = frozenset(held).intersection(self.sizes)
        pieces: Pieces = {
            number: (part.name, part.triples)
            for number, part in self.parts.filter(_Among(wanted)).collect()
        }
        known = replace(
            self.ground.known, held=tuple(sorted(held)), held_pieces=pieces, given=given
        )
        there = {name for name, _ in self.ground.files}
        names = frozenset(name for name, _ in pieces.values()) - there
        more = self.files.filter(_Among(names)).collect() if names else []
        ground = replace(self.ground, files=[*self.ground.files, *more], known=known)
        return replace(self, ground=ground)

    def first(self, check: CheckHere) -> Outcome:
        """What is found of what every batch holds; here, so that workers are sent what is found of all names."""
        return checked(self.ground, self.index, check, {}, self._texts_of_held(), common=True)

    def _texts_of_held(self) -> list[Record]:
        names = frozenset(name for name, part in self._articles() if part in set(self.held))
        return [(f"sources/{n}", data) for n, data in self.texts.filter(_Among(names)).collect()]

    def _articles(self) -> Iterator[tuple[str, int]]:
        """The texts of articles, each with the parts that its article has statements in."""
        index = opened_index(self.index, Path(), {})
        try:
            for iri, (name,) in index.documents().items():
                for part in index.parts_with(key_of(iri)):
                    yield name, part
        finally:
            index.close(keep=False)

    def all(self, batches: Sequence[Batch], check: CheckHere) -> list[Outcome]:
        """What is found of batches, a partition for each."""
        if not batches:
            return []
        context = self.session.sparkContext
        batch_of = {part: number for number, batch in enumerate(batches) for part in batch.parts}
        texts: dict[str, set[int]] = defaultdict(set)
        held = [f"sources/{name}" for name, _ in self._texts_of_held()]
        for name, part in self._articles():
            if part in batch_of:
                texts[name].add(batch_of[part])
        ground = replace(self.ground, files=[*self.ground.files, *self._texts_of_held()])
        there = {name for name, _ in ground.files}.union(held)
        of_batches = context.broadcast(batch_of)
        own = self.parts.flatMap(_SentParts(of_batches))
        with_files = (
            own.map(_batch_and_file)
            .distinct(self.tasks)
            .groupByKey(self.tasks)
            .join(self.files.filter(_NotAmong(frozenset(there))), self.tasks)
            .flatMap(_sent_file)
        )
        with_texts = self.texts.flatMap(_SentTexts({n: sorted(b) for n, b in texts.items()}))
        sent: RDD[tuple[int, Sent]] = own.union(with_files).union(with_texts)
        worker = Worker(context.broadcast(ground), self.index.name, check)
        answers = sent.partitionBy(len(batches)).mapPartitionsWithIndex(worker).collect()
        found = {number: result(answer) for number, answer in answers}
        if found.keys() != set(range(len(batches))):
            raise InputError("Spark gave no answer for some slices", help="run it again")
        return [found[number] for number in range(len(batches))]


def check_on_spark(
    session: SparkSession,
    workspace: Workspace,
    found: Found,
    names: Names,
    check: CheckHere,
    *,
    memory: float,
    most: int | None = None,
    note: Callable[[str], None] = lambda _: None,
    progress: Callable[[str], None] = lambda _: None,
) -> Covered:
    """Check everything slice by slice on the workers of Spark.

    Args:
        session: the session.
        workspace: where the rules and derivations lie.
        found: the files that are checked.
        names: the namespaces of the knowledge base.
        check: reads, derives and checks a batch; it is sent to workers.
        memory: how many megabytes each worker may take.
        most: how many bytes of the index a batch has at most; what the memory allows, if None.
        note: is told what is of interest beside the result.
        progress: is told what is being done.

    Raises:
        NeedsWholeError: what is found by slices is not surely what a check of everything finds; says why.
        InputError: a file cannot be read or trusted, or something takes more memory or time than it may.
    """
    context = session.sparkContext
    tasks = max(2, context.defaultParallelism)
    with tempfile.TemporaryDirectory(prefix="kbtool-") as folder:
        place = Path(folder) / f"{_INDEX}-{Path(folder).name}"
        progress("reading the files")
        cover = _opened(session, place, workspace, found, names, tasks)
        context.addFile(str(place))
        size = most or size_of_batches(memory * (tasks + 1), tasks, sum(cover.sizes.values()))

        def all_of(known: SparkCover, batches: Sequence[Batch]) -> list[Outcome]:
            refuse_too_large(batches, memory)
            progress(f"checking {len(batches)} slices on Spark")
            return known.all(batches, check)

        covered = in_batches(
            cover, lambda known: known.first(check), all_of, size, note=note, progress=progress
        )
        return replace(covered, report=_without_lines(covered.report, cover.graphs))


def _without_lines(report: Report, graphs: Collection[str]) -> Report:
    """A report without lines in graphs, of which nobody has a file."""

    def declared(place: Declared | None) -> Declared | None:
        return None if place is not None and place.file in graphs else place

    def placed(finding: Finding) -> Finding:
        related = (replace(each, declared=declared(each.declared)) for each in finding.related)
        return replace(finding, declared=declared(finding.declared), related=tuple(related))

    return replace(report, findings=tuple(map(placed, report.findings))) if graphs else report


def _opened(
    session: SparkSession,
    place: Path,
    workspace: Workspace,
    found: Found,
    names: Names,
    tasks: int,
) -> SparkCover:
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
    of_rules = list(_rule_files(workspace))
    with_commons = files.filter(_Among(common_files)).collect()
    ground = Ground(shown, [*of_rules, *with_commons], known)
    first = {name: number for name, (number, _) in placed.items()}
    parts = read.flatMap(parts_of_file).map(Placed(first))
    return SparkCover(session, place, ground, kinds, sizes, parts, files, texts, tasks)


def _naming(files: RDD[Record], reader: Reader) -> frozenset[str]:
    """The properties that nodes are named after, by the files that may say so."""
    from kbtool.knowledge.slices.reading import naming_of

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


def _rule_files(workspace: Workspace) -> Iterator[Record]:
    """The files of rules and derivations, and what says which came with kbtool."""
    root = workspace.root
    paths = [*files_below(root / "shapes", ".ttl"), *workspace.derivation_files()]
    lock = root / SETTLED[2]
    for path in [*paths, *([lock] if lock.is_file() else [])]:
        yield path.relative_to(root).as_posix(), path.read_bytes()


def _said(file: FileRead) -> Iterable[str]:
    return file.read.naming


def _shown(record: Record) -> tuple[str, str]:
    return record[0], sources.graph_of(record[1])


def _why_unreadable(record: Record) -> tuple[str, str | None]:
    return record[0], unreadable(record)


def _is_told(one: tuple[str, str | None]) -> bool:
    return one[1] is not None


def _keys(placed: tuple[int, Part]) -> Iterator[tuple[int, int]]:
    number, part = placed
    return ((key, number) for key in part.keys)


def _compared(placed: tuple[int, Part]) -> tuple[int, bytes]:
    return placed[0], compared_lines(placed[1].triples)


def _has_any(one: tuple[int, bytes]) -> bool:
    return bool(one[1])


def _is_of_two(link: Link) -> bool:
    return link[0] != link[1]


def _batch_and_file(sent: tuple[int, Sent]) -> tuple[str, int]:
    batch, (_, name, _) = sent
    return name, batch


def _sent_file(joined: tuple[str, tuple[Iterable[int], bytes]]) -> Iterator[tuple[int, Sent]]:
    name, (batches, data) = joined
    return ((batch, (FILE, name, data)) for batch in batches)


@dataclass(frozen=True)
class _TextsOf:
    """The texts of some properties that a part has, as keys that no node has."""

    properties: frozenset[str]

    def __call__(self, placed: tuple[int, Part]) -> Iterator[tuple[int, int]]:
        for text in joining_texts(placed[1].triples, self.properties):
            yield (1 << 96) + int.from_bytes(text, "big"), placed[0]


@dataclass(frozen=True)
class _Among:
    """Whether a record has one of some names or numbers."""

    names: frozenset[object]

    def __call__(self, record: tuple[object, object]) -> bool:
        return record[0] in self.names


@dataclass(frozen=True)
class _NotAmong:
    """Whether a record has none of some names."""

    names: frozenset[str]

    def __call__(self, record: Record) -> bool:
        return record[0] not in self.names


@dataclass(frozen=True)
class _SentParts:
    """Sends parts to their batches."""

    batch_of: Broadcast[dict[int, int]]

    def __call__(self, placed: tuple[int, Part]) -> Iterator[tuple[int, Sent]]:
        number, part = placed
        batch = self.batch_of.value.get(number)
        if batch is not None:
            yield batch, (number, part.name, part.triples)


@dataclass(frozen=True)
class _SentTexts:
    """Sends the texts of articles to their batches."""

    batches: Mapping[str, Sequence[int]]

    def __call__(self, record: Record) -> Iterator[tuple[int, Sent]]:
        name, data = record
        for batch in self.batches.get(name, ()):
            yield batch, (FILE, f"sources/{name}", data)
