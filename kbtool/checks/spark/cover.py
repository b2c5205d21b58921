"""A knowledge base whose parts are on the workers of Spark: put into groups that nothing joins, and checked in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.checks.batches import Outcome
from kbtool.checks.spark import files as sources
from kbtool.checks.spark.components import Link, components, links
from kbtool.checks.spark.files import Record
from kbtool.checks.spark.parts import Part
from kbtool.checks.spark.sending import (
    Among,
    NotAmong,
    SentParts,
    SentTexts,
    TextsOf,
    batch_and_file,
    compared_of_part,
    has_any,
    is_of_two,
    keys_of_part,
    sent_file,
)
from kbtool.checks.spark.work import CheckHere, Ground, Sent, Worker, checked, result
from kbtool.errors import InputError
from kbtool.knowledge.slices.grouping import Batch
from kbtool.knowledge.slices.kinds import Kinds
from kbtool.knowledge.slices.meeting import meetings
from kbtool.knowledge.slices.reading import key_of
from kbtool.knowledge.slices.shipping import Pieces, opened_index

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import SparkSession


class SparkCover(Struct, frozen=True):
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
    sizes: Mapping[int, int]
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
        texts = self.parts.flatMap(TextsOf(properties)).distinct(self.tasks)
        all_texts: int = texts.count()
        different: int = texts.keys().distinct(self.tasks).count()
        return all_texts - different

    def grouped(self, joined: Collection[str]) -> tuple[list[list[int]], SparkCover]:
        """Its parts in groups that nothing joins, and itself with what it knows by then."""
        context = self.session.sparkContext
        known = self.ground.known
        compared = self.parts.map(compared_of_part).filter(has_any).collect()
        keyed = self.parts.flatMap(keys_of_part)
        if joined:
            keyed = keyed.union(self.parts.flatMap(TextsOf(frozenset(joined))))
        index = opened_index(self.index, Path(), {})
        try:
            of_commons = [(key, part) for key, part in index.keys_of_commons()]
            common = [triples for some in index.common().values() for triples in some]
        finally:
            index.close(keep=False)
        found = meetings(compared, (), common)
        more: list[Link] = [(part, known.commons[0]) for part in known.commons[1:]]
        more += [
            (found.parts[quad.subject], found.parts[quad.object])
            for quads in found.given.values()
            for quad in quads
            if isinstance(quad.object, ox.NamedNode) and quad.object in found.parts
        ]
        keyed = keyed.union(context.parallelize(of_commons, 1))
        joins = links(keyed, self.tasks).union(context.parallelize(more, 1))
        first = components(joins.filter(is_of_two), self.tasks)
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
            for number, part in self.parts.filter(Among(wanted)).collect()
        }
        known = replace(
            self.ground.known, held=tuple(sorted(held)), held_pieces=pieces, given=given
        )
        there = {name for name, _ in self.ground.files}
        names = frozenset(name for name, _ in pieces.values()) - there
        more = self.files.filter(Among(names)).collect() if names else []
        ground = replace(self.ground, files=[*self.ground.files, *more], known=known)
        return replace(self, ground=ground)

    def first(self, check: CheckHere) -> Outcome:
        """What is found of what every batch holds; here, so that workers are sent what is found of all names."""
        return checked(self.ground, self.index, check, {}, self._texts_of_held(), common=True)

    def _texts_of_held(self) -> list[Record]:
        names = frozenset(name for name, part in self._articles() if part in set(self.held))
        return [(f"sources/{n}", data) for n, data in self.texts.filter(Among(names)).collect()]

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
        own = self.parts.flatMap(SentParts(of_batches))
        with_files = (
            own.map(batch_and_file)
            .distinct(self.tasks)
            .groupByKey(self.tasks)
            .join(self.files.filter(NotAmong(frozenset(there))), self.tasks)
            .flatMap(sent_file)
        )
        with_texts = self.texts.flatMap(SentTexts({n: sorted(b) for n, b in texts.items()}))
        sent: RDD[tuple[int, Sent]] = own.union(with_files).union(with_texts)
        worker = Worker(context.broadcast(ground), self.index.name, check)
        answers = sent.partitionBy(len(batches)).mapPartitionsWithIndex(worker).collect()
        found = {number: result(answer) for number, answer in answers}
        if found.keys() != set(range(len(batches))):
            raise InputError("Spark gave no answer for some slices", help="run it again")
        return [found[number] for number in range(len(batches))]
