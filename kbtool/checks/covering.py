"""Everything checked slice by slice, side by side, in the memory that it may take: what is found is what the whole says."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kbtool.checks.batches import Check, Outcome, all_kinds, merged, outcome
from kbtool.checks.report import Report
from kbtool.checks.terms import SilentRule
from kbtool.errors import LimitError
from kbtool.io.crew import side_by_side
from kbtool.io.kept import keeps
from kbtool.io.memory import processors
from kbtool.io.workspace import Workspace
from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.slices.covering import BatchCutter, Cover, opened
from kbtool.knowledge.slices.grouping import Batch, packed
from kbtool.knowledge.slices.meeting import texts_to_join
from kbtool.knowledge.slices.updating import Read

_BASE = 130.0
"""Megabytes that a worker holds whatever its batch is: the code, the vocabulary, the rules."""
_BYTE = 90e-6
"""Megabytes that a worker holds for each byte that its batch takes in the index. Measured: 40 to 80."""
_MOST = 600_000
"""Bytes of the index in a batch at most, whatever memory there is: some derivations take more than twice the time for twice
as much."""
_TURNS = 3
"""So often everything is begun anew because something that was derived shows that more hangs together."""


@dataclass(frozen=True)
class Covered:
    """What was found of everything.

    Attributes:
        report: the report.
        documents: how many documents there are.
        silent, untold: what in the rules tells nothing.
        batches: how many batches it was checked in.
        peak: the megabytes that a worker held at most.
    """

    report: Report
    documents: int
    silent: Sequence[SilentRule]
    untold: Sequence[str]
    batches: int
    peak: float


def check_by_slices(
    workspace: Workspace,
    paths: Sequence[Path],
    read: Read,
    check: Check,
    *,
    memory: float,
    at_once: int | None = None,
    most: int | None = None,
    note: Callable[[str], None] = lambda _: None,
    progress: Callable[[str], None] = lambda _: None,
) -> Covered:
    """Check everything slice by slice.

    Args:
        workspace: the knowledge base.
        paths: its files, in order.
        read: reads one of them.
        check: reads, derives and checks a batch.
        memory: how many megabytes all of it may take.
        at_once: how many workers there are at a time; as many as processors, if None.
        most: how many bytes of the index a batch has at most; what the memory allows, if None.
        note: is told what is of interest beside the result.
        progress: is told what is being done.

    Raises:
        NeedsWholeError: what is found by slices is not surely what a check of everything finds; says why.
        InputError: a file cannot be read or trusted, or something takes more memory or time than it may.
    """
    workers = at_once or processors()
    with nullcontext() if keeps() else tempfile.TemporaryDirectory(prefix="kbtool-") as name:
        folder = None if name is None else Path(name)
        progress("bringing the index up to date")
        cover = opened(workspace, folder, paths, read)
        joined: frozenset[str] = frozenset()
        groups, known = cover.grouped(joined)
        first = _first(known, check)
        for _ in range(_TURNS):
            kinds = all_kinds([first], cover.kinds)
            joined = texts_to_join(first.asked, kinds, joined, cover.repeated)
            progress("looking for what hangs together")
            held = known.held
            groups, known = cover.grouped(joined)
            if known.held != held:
                first = _first(known, check)
            size = most or _size(memory, workers, sum(cover.sizes.values()))
            batches = packed(groups, cover.sizes, size)
            _refuse_too_large(batches, memory)
            outcomes = [first]
            outcomes += _all(known, batches, check, workers, memory, progress)
            kinds = all_kinds(outcomes, cover.kinds)
            needed = texts_to_join(first.asked, kinds, joined, cover.repeated)
            if needed == joined:
                return _covered(outcomes, note)
            joined = needed
    raise NeedsWholeError("ever more hangs together")


def _covered(outcomes: Sequence[Outcome], note: Callable[[str], None]) -> Covered:
    report = merged(outcomes)
    peak = max(each.peak for each in outcomes)
    note(f"checked in {len(outcomes)} slices, the largest of which took {peak:.0f} MB of memory")
    return Covered(
        report,
        len(report.documents),
        outcomes[0].silent,
        outcomes[0].untold,
        len(outcomes),
        peak,
    )


def _first(cover: Cover, check: Check) -> Outcome:
    """What is found of what every batch holds; here, so that workers have what it leads to be read."""
    return _checked(cover, check, (), common=True)


def _all(
    cover: Cover,
    batches: Sequence[Batch],
    check: Check,
    workers: int,
    memory: float,
    progress: Callable[[str], None],
) -> list[Outcome]:
    jobs = [partial(_checked, cover, check, tuple(batch.parts)) for batch in batches]
    progress(f"checking slice by slice: 0 of {len(jobs)}")
    found: dict[int, Outcome] = {}
    for number, one in side_by_side(jobs, at_once=workers, memory=memory):
        found[number] = one
        progress(f"checking slice by slice: {len(found)} of {len(jobs)}")
    return [found[number] for number in range(len(jobs))]


def _checked(cover: Cover, check: Check, parts: Sequence[int], common: bool = False) -> Outcome:
    cutter = BatchCutter(cover, parts, ask=common)
    kb, report = check(cutter)
    return outcome(kb, report, cutter, common=common)


def _size(memory: float, workers: int, total: int) -> int:
    """How many bytes of the index a batch may have."""
    for_one = (memory / (workers + 1) - _BASE) / _BYTE
    if for_one <= 0:
        raise LimitError(
            f"{memory:.0f} MB are too little memory for {workers} workers",
            help="allow more with --memory",
        )
    return max(1, min(int(for_one), -(-total // workers), _MOST))


def _refuse_too_large(batches: Sequence[Batch], memory: float) -> None:
    largest = max((batch.size for batch in batches), default=0)
    needed = _BASE + largest * _BYTE
    if needed > memory:
        raise LimitError(
            f"what hangs together takes about {needed:.0f} MB of memory, more than the {memory:.0f} MB that it may",
            help="allow more with --memory",
        )
