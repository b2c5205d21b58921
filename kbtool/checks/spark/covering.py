"""Everything checked slice by slice on Spark: parts are found, joined and checked where they are."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kbtool.checks.batches import Outcome
from kbtool.checks.covering import Covered, in_batches, refuse_too_large, size_of_batches
from kbtool.checks.findings import Finding
from kbtool.checks.report import Report
from kbtool.checks.spark.cover import SparkCover
from kbtool.checks.spark.files import Found
from kbtool.checks.spark.opening import opened_cover
from kbtool.checks.spark.work import CheckHere
from kbtool.io.workspace import Workspace
from kbtool.knowledge.places import Declared
from kbtool.knowledge.slices.grouping import Batch
from kbtool.rdf.namespaces import Names

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_INDEX = "kbtool-index"


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
        cover = opened_cover(session, place, workspace, found, names, tasks)
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
