"""Workers side by side: pieces of work in a process each, as many at once as are wanted, none of which outlives its work.

What a worker takes of memory is the machine's again when it has ended. Each watches whether who began it is still there.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import IO, Any, TypeVar

from kbtool.errors import InputError, LimitError
from kbtool.io.tasks import Board
from kbtool.io.worker import Watch, become_worker, end_when_closed, megabytes_of

T = TypeVar("T")

_INTERVAL = 0.05
"""Seconds between two looks at the workers."""


class WorkerEndedError(InputError):
    """A worker ended without an answer: somebody ended it, or the machine had too little memory."""


def side_by_side(
    jobs: Sequence[Callable[[], T]],
    *,
    at_once: int,
    memory: float,
    told: Callable[[float], None] = lambda _: None,
) -> Iterator[tuple[int, T]]:
    """The results of pieces of work, each with its number, as they are done.

    They wait on disk, in files without a name, of which nothing is left however this process ends.

    Where processes cannot be split (Windows), they are done in place, one after another.

    Args:
        jobs: the work; results can be pickled.
        at_once: how many workers there are at a time.
        memory: how many megabytes they may hold together.
        told: is told how many they hold, at each look.

    Raises:
        WorkerEndedError: a worker ended without an answer.
        LimitError: they take more memory than they may, or a piece of their work longer.
        Exception: what the work raises.
    """
    if not hasattr(os, "fork"):
        for number, job in enumerate(jobs):
            yield number, job()
        return
    life, held = os.pipe()
    crew: dict[int, tuple[int, int, Watch, IO[bytes]]] = {}
    waiting = list(enumerate(jobs))[::-1]
    try:
        while waiting or crew:
            while waiting and len(crew) < at_once:
                number, job = waiting.pop()
                stream: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed below
                done, pid, watch = _begun(job, stream, life, held)
                crew[done] = number, pid, watch, stream
            ended = select.select(list(crew), [], [], _INTERVAL)[0]
            for done in ended:
                number, pid, _, stream = crew.pop(done)
                os.close(done)
                os.waitpid(pid, 0)
                with stream:
                    found = _result(stream)
                yield number, found
            if not ended:
                _look(crew.values(), memory, told)
    finally:
        for done, (_, pid, _, stream) in crew.items():
            os.close(done)
            stream.close()
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
        os.close(life)
        os.close(held)


def _look(
    crew: Iterable[tuple[int, int, Watch, IO[bytes]]],
    memory: float,
    told: Callable[[float], None],
) -> None:
    total = 0.0
    for _, pid, watch, _ in crew:
        total += megabytes_of(pid)
        error = watch.look()
        if error is not None:
            raise error
    told(total)
    if total > memory:
        raise LimitError(
            f"the slices that are checked side by side take more than {memory:.0f} MB of memory",
            help="allow more with --memory",
        )


def _begun(job: Callable[[], T], stream: IO[bytes], life: int, held: int) -> tuple[int, int, Watch]:
    """A worker: a handle that is closed when it ends, its process, and what looks at it."""
    board = Board()
    done, open_while = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(held)
            os.close(done)
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            end_when_closed(life)
            become_worker(board)
            _work(job, stream)
        finally:
            os._exit(0)
    os.close(open_while)
    return done, pid, Watch(board, pid)


def _work(job: Callable[[], object], stream: IO[bytes]) -> None:
    try:
        outcome = (True, job())
    except MemoryError:
        return
    except Exception as error:
        outcome = (False, error)
    pickle.dump(outcome, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()


def _result(stream: IO[bytes]) -> Any:
    try:
        stream.seek(0)
        done, outcome = pickle.load(stream)
    except (EOFError, pickle.UnpicklingError):
        raise WorkerEndedError(
            "a worker that checks a slice ended without an answer",
            help="there may be too little memory, or room on disk; nothing is passed off as the whole",
        ) from None
    if not done:
        raise outcome
    return outcome
