"""A batch checked by a worker: what was sent is laid out in a folder for as long as that takes, and read as anywhere."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kbtool.checks.batches import Outcome, outcome
from kbtool.checks.report import Report
from kbtool.checks.spark.files import Record
from kbtool.checks.spark.parts import lay_out
from kbtool.errors import InputError, LimitError
from kbtool.io.crew import WorkerEndedError
from kbtool.io.worker import in_worker
from kbtool.io.workspace import Workspace
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.slices.covering import BatchCutter
from kbtool.knowledge.slices.shipping import Known, Pieces, ShippedWorkspace

if TYPE_CHECKING:
    from pyspark import Broadcast

CheckHere = Callable[[Workspace, BatchCutter], tuple[KnowledgeBase, Report]]
"""Reads, derives and checks a batch that is laid out; it can be sent."""

Sent = tuple[int, str, bytes]
"""What is sent for a batch: a part with its number, the file that it is of and its triples; or a file or a text."""
FILE = 0
"""Stands for the number of a part, where it is none."""


class Ground(Struct, frozen=True):
    """What every worker has of a knowledge base.

    Attributes:
        workspace: how its files are shown.
        files: the files that every batch has, those of the rules among them.
        known: what has to be known besides the index.
    """

    workspace: ShippedWorkspace
    files: Sequence[Record]
    known: Known


def checked(
    ground: Ground,
    index: Path,
    check: CheckHere,
    own: Pieces,
    files: Iterable[Record],
    *,
    common: bool = False,
) -> Outcome:
    """What is found of a batch.

    Args:
        ground: what every worker has.
        index: where the index lies.
        check: reads, derives and checks it.
        own: its parts.
        files: its files, and the texts of its articles.
        common: whether it is the batch of what every batch holds.

    Raises:
        NeedsWholeError: what is found of it is not surely what a check of everything finds.
        InputError: something cannot be read, or takes more than it may.
    """
    with tempfile.TemporaryDirectory(prefix="kbtool-") as folder:
        root = Path(folder).resolve()
        lay_out(root, ground.files)
        lay_out(root, files)
        (root / "sources").mkdir(exist_ok=True)
        cover = ground.known.cover(index, root, own)
        cutter = BatchCutter(cover, own, ask=common)
        kb, report = check(replace(ground.workspace, root=root), cutter)
        return outcome(kb, report, cutter, common=common)


class Worker(Struct, frozen=True):
    """Checks the batches of partitions.

    Attributes:
        ground: what every worker has.
        index: the name of the index among the files that Spark has sent.
        check: reads, derives and checks a batch.
    """

    ground: Broadcast[Ground]
    index: str
    check: CheckHere

    def __call__(self, batch: int, sent: Iterable[tuple[int, Sent]]) -> Iterator[tuple[int, bytes]]:
        """What was found of a batch, or why nothing was.

        Args:
            batch: its number.
            sent: what was sent for it.
        """
        from pyspark import SparkFiles

        parts: dict[int, tuple[str, bytes]] = {}
        files: list[Record] = []
        for _, (number, name, data) in sent:
            if number == FILE:
                files.append((name, data))
            else:
                parts[number] = name, data
        if not parts:
            return
        index = Path(SparkFiles.get(self.index))
        ground = self.ground.value
        try:
            # In a process of its own, which its limits end, and not the one that answers Spark.
            done: object = in_worker(
                lambda: checked(ground, index, self.check, parts, files), apart=True
            )
        except MemoryError:
            done = LimitError(
                "a slice takes more memory than a worker of Spark has",
                help="give workers more, with --spark spark.executor.pyspark.memory=...",
            )
        except (InputError, NeedsWholeError) as error:
            if "ended without an answer" in str(error):
                raise  # whoever ended it: another worker tries again
            done = error
        yield batch, pickle.dumps(done, protocol=pickle.HIGHEST_PROTOCOL)


def result(data: bytes) -> Outcome:
    """What a worker has found.

    Args:
        data: its answer.

    Raises:
        InputError: something cannot be read, or takes more than it may.
        NeedsWholeError: what is found by slices is not surely what a check of everything finds.
    """
    done = pickle.loads(data)
    if isinstance(done, Exception):
        raise done
    if not isinstance(done, Outcome):
        raise WorkerEndedError("a worker of Spark gave no answer that can be read")
    return done
