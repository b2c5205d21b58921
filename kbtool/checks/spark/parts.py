"""Files taken apart on workers: what all have to know goes to who began the work, the parts stay where they are."""

from __future__ import annotations

import os
import tempfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from kbtool.errors import InputError
from kbtool.io.files import write_beside
from kbtool.io.spark import sent
from kbtool.knowledge.files import read_file
from kbtool.knowledge.slices.index import StoredIndex
from kbtool.knowledge.slices.lines import lines_of
from kbtool.knowledge.slices.reading import ReadFile, read_parts
from kbtool.knowledge.slices.shipping import ShippedWorkspace
from kbtool.knowledge.slices.updating import digest_of
from kbtool.rdf.namespaces import Names
from kbtool.text.document import read_document

if TYPE_CHECKING:
    from pyspark import RDD

    from kbtool.checks.spark.files import Record


class FileRead(NamedTuple):
    """A file as it was read.

    Attributes:
        name: its name.
        digest: what tells its text.
        read: what the index keeps of it.
    """

    name: str
    digest: bytes
    read: ReadFile


class Part(NamedTuple):
    """A part that not every batch holds.

    Attributes:
        name: the file that it is of.
        number: which of its parts it is.
        keys: what joins it with others.
        triples: its triples.
    """

    name: str
    number: int
    keys: tuple[int, ...]
    triples: bytes


class Reader(Struct, frozen=True):
    """Reads files as the index keeps them.

    Attributes:
        workspace: how files are shown.
        names: the namespaces of the knowledge base.
        naming: the properties that nodes are named after.
    """

    workspace: ShippedWorkspace
    names: Names
    naming: Collection[str] = ()

    def __call__(self, record: Record) -> FileRead:
        """What is kept of a file.

        Args:
            record: its name and its bytes.
        """
        with sent(), tempfile.TemporaryDirectory(prefix="kbtool-") as folder:
            root = Path(folder).resolve()
            (path,) = lay_out(root, [record])
            workspace = replace(self.workspace, root=root)
            file = read_file(workspace, path, self.names)
            found = read_parts(lines_of(file), self.naming)
            if file.others:
                found.refused = "it declares a known prefix for another address"
            return FileRead(record[0], digest_of(file), found)


def lay_out(root: Path, files: Iterable[Record]) -> list[Path]:
    """Lay files out below a folder."""
    found: list[Path] = []
    for name, data in files:
        path = Path(os.path.normpath(root / name))
        if not path.is_relative_to(root):
            raise InputError("leads out of the knowledge base", path=name)
        write_beside(path, data)
        found.append(path)
    return found


def trimmed(file: FileRead) -> tuple[FileRead, tuple[int, ...]]:
    """A file without the triples of parts that not every batch holds, and the bytes that each takes there."""
    parts = [(t if common else b"", keys, common) for t, keys, common in file.read.parts]
    sizes = tuple(len(zlib.compress(triples, 1)) for triples, _, _ in file.read.parts)
    return file._replace(read=replace(file.read, parts=parts)), sizes


def parts_of_file(file: FileRead) -> Iterator[Part]:
    """The parts of a file that not every batch holds."""
    for number, (triples, keys, common) in enumerate(file.read.parts):
        if not common:
            yield Part(file.name, number, tuple(keys), triples)


def may_name(record: Record) -> bool:
    """Whether a file may say what nodes are named after."""
    return b"namedAfter" in record[1] or b"derivedOn" in record[1]


def read_into(index: StoredIndex, read: RDD[FileRead]) -> dict[str, tuple[int, tuple[int, ...]]]:
    """Put into an index what all have to know of files.

    Args:
        index: the index; nothing is in it.
        read: the files.

    Returns:
        For each file the number of its first part, and the bytes that each takes there.
    """
    found: dict[str, tuple[int, tuple[int, ...]]] = {}
    first = 1
    for file, sizes in sorted(read.map(trimmed).toLocalIterator(), key=_by_name):
        index.put(file.name, file.digest, "", file.read)
        found[file.name] = first, sizes
        first += len(sizes)
    return found


def _by_name(one: tuple[FileRead, tuple[int, ...]]) -> str:
    return one[0].name


def unreadable(record: Record) -> str | None:
    """Why the text of an article cannot be read; None, if it can.

    Args:
        record: its name below sources/ and its bytes.
    """
    with tempfile.TemporaryDirectory(prefix="kbtool-") as folder:
        (path,) = lay_out(Path(folder).resolve(), [("article.txt", record[1])])
        try:
            read_document("", path, shown=Path(record[0]))
        except InputError as error:
            return f"{error.message}"
        return None
