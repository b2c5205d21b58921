"""Everything checked slice by slice, side by side, in the memory that it may take: what is found is what the whole says."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec import Struct

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
from kbtool.knowledge.slices.kinds import Kinds
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


class Covered(Struct, frozen=True):
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
        size = most or size_of_batches(memory, workers, sum(cover.sizes.values()))

        def all_of(known: Cover, batches: Sequence[Batch]) -> list[Outcome]:
            refuse_too_large(batches, memory)
            return _all(known, batches, check, workers, memory, progress)

        return in_batches(
            cover, lambda known: _first(known, check), all_of, size, note=note, progress=progress
        )


class Covering(Protocol):
    """A knowledge base that is read in batches, wherever its parts are.

    Attributes:
        kinds: what stands at the ends of properties in all files.
        sizes: the parts that not every batch holds, with the bytes that they take.
        held: the parts that every batch holds, and those that hang together with them.
    """

    @property
    def kinds(self) -> Kinds: ...  # noqa: D102
    @property
    def sizes(self) -> Mapping[int, int]: ...  # noqa: D102
    @property
    def held(self) -> tuple[int, ...]: ...  # noqa: D102

    def repeated(self, properties: frozenset[str]) -> int:
        """How often values of some properties are stated that are stated elsewhere as well."""

    def grouped(self: C, joined: Collection[str]) -> tuple[list[list[int]], C]:
        """Its parts in groups that nothing joins, and itself with what it knows by then."""


C = TypeVar("C", bound=Covering)


def in_batches(
    cover: C,
    first_of: Callable[[C], Outcome],
    all_of: Callable[[C, Sequence[Batch]], list[Outcome]],
    size: int,
    *,
    note: Callable[[str], None] = lambda _: None,
    progress: Callable[[str], None] = lambda _: None,
) -> Covered:
    """Check everything in batches of what hangs together.

    Args:
        cover: the knowledge base.
        first_of: checks what every batch holds.
        all_of: checks batches, in their order.
        size: how many bytes a batch has at most.
        note: is told what is of interest beside the result.
        progress: is told what is being done.

    Raises:
        NeedsWholeError: what is found so is not surely what a check of everything finds; says why.
    """
    joined: frozenset[str] = frozenset()
    groups, known = cover.grouped(joined)
    first = first_of(known)
    for _ in range(_TURNS):
        kinds = all_kinds([first], cover.kinds)
        joined = texts_to_join(first.asked, kinds, joined, cover.repeated)
        progress("looking for what hangs together")
        held = known.held
        groups, known = cover.grouped(joined)
        if known.held != held:
            first = first_of(known)
        batches = packed(groups, cover.sizes, size)
        outcomes = [first, *all_of(known, batches)]
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


def size_of_batches(memory: float, workers: int, total: int) -> int:
    """How many bytes of the index a batch may have.

    Args:
        memory: how many megabytes workers may take together, and who begins them.
        workers: how many there are.
        total: how many bytes there are.

    Raises:
        LimitError: it is too little memory for any.
    """
    for_one = (memory / (workers + 1) - _BASE) / _BYTE
    if for_one <= 0:
        raise LimitError(
            f"{memory:.0f} MB are too little memory for {workers} workers",
            help="allow more with --memory",
        )
    return max(1, min(int(for_one), -(-total // workers), _MOST))


def refuse_too_large(batches: Sequence[Batch], memory: float) -> None:
    """Refuse batches of which one takes more memory than it may, in megabytes."""
    largest = max((batch.size for batch in batches), default=0)
    needed = _BASE + largest * _BYTE
    if needed > memory:
        raise LimitError(
            f"what hangs together takes about {needed:.0f} MB of memory, more than the {memory:.0f} MB that it may",
            help="allow more with --memory",
        )
