"""The worker process: work that a library does goes on in a process that another one watches, and ends at its limits.

What evaluates queries cannot be interrupted from within: it sees no signal, and a regular expression of Python keeps even
other threads from running. So a process is split (fork). The one goes on with the work and notes, in memory that both
share, what it is about and what that may take. The other only looks at this, at the clock and at the memory of the first,
and ends it. Noting is a few bytes written, so that it costs nothing. Where processes cannot be split (Windows), work is done
in place and without limits.
"""

from __future__ import annotations

import mmap
import os
import select
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar, cast

from kbtool.errors import InputError
from kbtool.io.limits import in_force, raising
from kbtool.io.tasks import Board, Task

T = TypeVar("T")

_INTERVAL = 0.05
"""Seconds between two looks at a worker."""
_SIGNALS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


class _Here:
    board: Board | None = None
    """Where this process notes what it is about, if it is a worker."""


def become_worker(board: Board | None) -> None:
    """Note from now on what this process, just split off, is about; nowhere, if it is no worker.

    Args:
        board: what another process looks at.
    """
    _Here.board = board


class Watch:
    """Looks at a worker.

    Args:
        board: where the worker notes what it is about.
        pid: its process.
    """

    def __init__(self, board: Board, pid: int) -> None:
        self._board = board
        self._pid = pid
        self._began_with: dict[int, float] = {}
        self._at_first = megabytes_of(pid)

    def growth(self) -> float:
        """By how many megabytes the worker has grown since it is watched."""
        return megabytes_of(self._pid) - self._at_first

    def at_work(self) -> str | None:
        """What the worker has begun last and is about, in words for whoever waits; None, if it does not say."""
        tasks = sorted(self._board.tasks(), key=lambda each: each[0])
        if not tasks:
            return None
        last = tasks[-1][2]
        return last.told or last.what

    def look(self) -> InputError | None:
        """What the worker takes too much of, if it does."""
        tasks = list(self._board.tasks())
        if not tasks:
            return None
        now, megabytes = time.monotonic(), megabytes_of(self._pid)
        for number, since, task in tasks:
            if now - since > task.seconds:
                return task.too_long()
            if megabytes - self._began_with.setdefault(number, megabytes) > task.memory:
                return task.too_large()
        return None


@contextmanager
def limited(
    what: str,
    *,
    path: str | None = None,
    seconds: float | None = None,
    narrow: str = "narrow it",
    longer: str | None = None,
    told: str = "",
) -> Iterator[None]:
    """Work under the limits that hold; only a worker can be held to them.

    Args:
        what: the work, as messages name it.
        path: the file that it stands in, for messages.
        seconds: how long it may take; what the limits say of rules and derivations, if None.
        narrow: what may make it need less.
        longer: how to allow more time, if not by the settings.
        told: the work in the words of whoever waits for it, if those are others.
    """
    board = _Here.board
    if board is None:
        yield
        return
    limits = in_force()
    task = Task(
        what, path, limits.seconds if seconds is None else seconds, limits.memory, narrow,
        longer or raising("seconds"), told,
    )  # fmt: skip
    slot = board.note(task)
    try:
        yield
    finally:
        if slot is not None:
            board.strike(slot)


def end_when_closed(life: int) -> None:
    """End this process when the one that began it is gone, however that ended.

    Args:
        life: the end to read of a pipe that the other process holds open.
    """
    import threading

    def wait() -> None:
        os.read(life, 1)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def in_worker(work: Callable[[], T], *, apart: bool = False) -> T:
    """The result of work, done in a worker; in place, if this process is one.

    Args:
        work: the work, whose result can be pickled.
        apart: whether it is done in a worker of its own whatever this process is, so that a limit ends it alone.

    Raises:
        InputError: it takes longer, or more memory, than it may; or what the work raises.
    """
    if (_Here.board is not None and not apart) or not hasattr(os, "fork"):
        return work()
    board = Board()
    reading, writing = os.pipe()
    life, held = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        os.close(held)
        end_when_closed(life)
        _answer(work, board, writing)
    os.close(writing)
    os.close(life)
    watch = Watch(board, pid)
    parts: list[bytes] = []
    try:
        while True:
            if select.select([reading], [], [], _INTERVAL)[0]:
                part = os.read(reading, 1 << 20)
                if not part:
                    break
                parts.append(part)
            elif (error := watch.look()) is not None:
                raise error
    finally:
        os.close(reading)
        os.close(held)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    if not parts:
        raise InputError("the work ended without an answer", help="there may be too little memory")
    import pickle

    done, outcome = pickle.loads(b"".join(parts))
    if not done:
        raise outcome
    return cast(T, outcome)


def split(tell: Callable[[InputError], None]) -> bool:
    """Go on as a worker; the process that began stays behind, watches it, and ends as it does.

    What it was sent by others than the terminal, which the worker is at too, it hands on. Where it is killed, the worker
    ends as well.

    Args:
        tell: tells the user that a limit has ended the work; the exit code is then 2.

    Returns:
        Whether this process is a worker now.
    """
    if not hasattr(os, "fork"):
        return False
    board = Board()
    reading, writing = os.pipe()
    life, held = os.pipe()
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        os.close(held)
        os.set_inheritable(writing, False)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        _Here.board = board
        end_when_closed(life)
        return True
    os.close(writing)
    os.close(life)
    os._exit(_watched(board, pid, reading, tell))


def _watched(board: Board, pid: int, reading: int, tell: Callable[[InputError], None]) -> int:
    """The exit code of a worker, which its end or a limit gives."""
    watch = Watch(board, pid)
    while True:
        if select.select([reading], [], [], _INTERVAL)[0]:
            break  # its end of the pipe is closed, so it has ended
        _hand_on(pid)
        error = watch.look()
        if error is not None:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            tell(error)
            return 2
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return code if code >= 0 else 128 - code


def _hand_on(pid: int) -> None:
    """Hand on signals that came to this process alone; those of a terminal (without a sender) go to both."""
    pending = signal.sigpending()
    for number in _SIGNALS:
        if number not in pending:
            continue
        if hasattr(signal, "sigtimedwait"):
            found = signal.sigtimedwait([number], 0)
            if found is not None and found.si_pid:
                os.kill(pid, number)
        else:
            signal.sigwait([number])
            os.kill(pid, number)


def _answer(work: Callable[[], object], board: Board, writing: int) -> None:
    """Do work in a new worker, and end it."""
    import pickle

    become_worker(board)
    try:
        try:
            outcome = (True, work())
        except Exception as error:
            outcome = (False, error)
        with os.fdopen(writing, "wb") as stream:
            pickle.dump(outcome, stream, protocol=pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


def megabytes_of(pid: int) -> float:
    """The memory that a process holds; by the proc file system, else by ps."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as stream:
            return int(stream.read().split()[1]) * mmap.PAGESIZE / 1e6
    except OSError:
        import subprocess

        shown = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False
        )
        return int(shown.stdout.strip() or 0) * 1024 / 1e6
