"""Workers for what requests ask: so many at a time, watched, ended at their limits, and soon replaced."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Callable, Iterable

from kbtool.errors import LimitError
from kbtool.io.forking import ForkServer, Worker
from kbtool.io.framing import LENGTH_BYTES, framed, length_of
from kbtool.server.refusals import busy
from kbtool.server.work import Work

_INTERVAL = 0.05
"""Seconds between two looks at a worker."""
_MOST_GROWTH = 200.0
"""Megabytes by which a worker may have grown and go on; one that has grown more is replaced."""


class Pool:
    """Some slots of a fork server.

    Args:
        forks: the fork server.
        slots: the slots.
        waiting: how many may wait for one of them.
        once: whether a worker is replaced after each answer, whatever it did.
    """

    def __init__(
        self, forks: ForkServer, slots: Iterable[int], waiting: int, *, once: bool = False
    ) -> None:
        self._forks = forks
        self._workers: dict[int, Worker | None] = dict.fromkeys(slots)
        self._free = list(self._workers)
        self._slots = asyncio.Semaphore(len(self._free))
        self._waiting = 0
        self._most_waiting = waiting
        self._once = once
        self.room = len(self._free) + waiting
        """How much can be at work or wait for that."""

    async def answer(self, work: Work, told: Callable[[str], None] = lambda _: None) -> object:
        """What a worker answers; it is ended, if nobody waits for that any more.

        Args:
            work: what it is asked.
            told: is told what it is about, now and then.

        Raises:
            RefusedError: all are at work, and enough is waiting.
            LimitError: a limit was hit.
            InputError: what the work raises.
        """
        if self._slots.locked() and self._waiting >= self._most_waiting:
            raise busy()
        self._waiting += 1
        try:
            await self._slots.acquire()
        finally:
            self._waiting -= 1
        slot = self._free.pop()
        try:
            done, outcome = await self._asked(slot, work, told)
        finally:
            self._free.append(slot)
            self._slots.release()
        if not done:
            assert isinstance(outcome, Exception)
            raise outcome
        return outcome

    async def _asked(
        self, slot: int, work: Work, told: Callable[[str], None]
    ) -> tuple[bool, object]:
        worker = self._workers[slot] or self._forks.split_off(slot)
        self._workers[slot] = None
        asking = asyncio.create_task(_exchange(worker, framed(work)))
        try:
            while not (await asyncio.wait({asking}, timeout=_INTERVAL))[0]:
                reached = worker.watch.look()
                if reached is not None:
                    raise reached
                if at_work := worker.watch.at_work():
                    told(at_work)
            data = asking.result()
            if data is None:
                raise LimitError(
                    "the work ended without an answer", help="there may be too little memory"
                )
        except BaseException:
            asking.cancel()
            self._forks.end(worker)
            raise
        if self._once or worker.watch.growth() > _MOST_GROWTH:
            self._forks.end(worker)
        else:
            self._workers[slot] = worker
        done, outcome = pickle.loads(data)
        return done, outcome


async def _exchange(worker: Worker, message: bytes) -> bytes | None:
    """What a worker answers; None, if it has ended."""
    loop = asyncio.get_running_loop()
    channel = worker.channel
    channel.setblocking(False)
    try:
        await loop.sock_sendall(channel, message)
        head = await _received(worker, LENGTH_BYTES)
        return None if head is None else await _received(worker, length_of(head))
    except OSError:
        return None


async def _received(worker: Worker, length: int) -> bytes | None:
    loop = asyncio.get_running_loop()
    parts: list[bytes] = []
    while length:
        part = await loop.sock_recv(worker.channel, min(length, 1 << 20))
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
