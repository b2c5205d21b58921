"""What Spark does to records on its workers: parts are numbered, joined by their keys, and sent with files to batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from kbtool.checks.spark.components import Link
from kbtool.checks.spark.files import Record
from kbtool.checks.spark.parts import Part
from kbtool.checks.spark.work import FILE, Sent
from kbtool.knowledge.slices.meeting import compared_lines, joining_texts

if TYPE_CHECKING:
    from pyspark import Broadcast


class Placed(Struct, frozen=True):
    """A part, by its number among all.

    Attributes:
        first: the number of the first part of each file.
    """

    first: Mapping[str, int]

    def __call__(self, part: Part) -> tuple[int, Part]:
        """The number of a part, and the part."""
        return self.first[part.name] + part.number, part


def keys_of_part(placed: tuple[int, Part]) -> Iterator[tuple[int, int]]:
    """What joins a part with others: each key, and its number."""
    number, part = placed
    return ((key, number) for key in part.keys)


def compared_of_part(placed: tuple[int, Part]) -> tuple[int, bytes]:
    """The number of a part, and those of its triples by which parts meet that no node joins."""
    return placed[0], compared_lines(placed[1].triples)


def has_any(one: tuple[int, bytes]) -> bool:
    """Whether a part has any of them."""
    return bool(one[1])


def is_of_two(link: Link) -> bool:
    """Whether a link joins two parts, and not one with itself."""
    return link[0] != link[1]


def batch_and_file(sent: tuple[int, Sent]) -> tuple[str, int]:
    """The file of a part that was sent, and the batch."""
    batch, (_, name, _) = sent
    return name, batch


def sent_file(joined: tuple[str, tuple[Iterable[int], bytes]]) -> Iterator[tuple[int, Sent]]:
    """Sends a file to its batches."""
    name, (batches, data) = joined
    return ((batch, (FILE, name, data)) for batch in batches)


class TextsOf(Struct, frozen=True):
    """The texts of some properties that a part has, as keys that no node has."""

    properties: frozenset[str]

    def __call__(self, placed: tuple[int, Part]) -> Iterator[tuple[int, int]]:
        """Each text of a part, as a key, and its number."""
        for text in joining_texts(placed[1].triples, self.properties):
            yield (1 << 96) + int.from_bytes(text, "big"), placed[0]


class Among(Struct, frozen=True):
    """Whether a record has one of some names or numbers."""

    names: frozenset[object]

    def __call__(self, record: tuple[object, object]) -> bool:
        """Whether the record does."""
        return record[0] in self.names


class NotAmong(Struct, frozen=True):
    """Whether a record has none of some names."""

    names: frozenset[str]

    def __call__(self, record: Record) -> bool:
        """Whether the record does not."""
        return record[0] not in self.names


class SentParts(Struct, frozen=True):
    """Sends parts to their batches."""

    batch_of: Broadcast[dict[int, int]]

    def __call__(self, placed: tuple[int, Part]) -> Iterator[tuple[int, Sent]]:
        """A part with its batch, if it has one."""
        number, part = placed
        batch = self.batch_of.value.get(number)
        if batch is not None:
            yield batch, (number, part.name, part.triples)


class SentTexts(Struct, frozen=True):
    """Sends the texts of articles to their batches."""

    batches: Mapping[str, Sequence[int]]

    def __call__(self, record: Record) -> Iterator[tuple[int, Sent]]:
        """A text with each of its batches."""
        name, data = record
        for batch in self.batches.get(name, ()):
            yield batch, (FILE, f"sources/{name}", data)
