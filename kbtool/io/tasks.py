"""What a worker process is about, noted where the process that watches it can read it."""

from __future__ import annotations

import itertools
import mmap
import struct
import sys
import threading
import time
from collections.abc import Iterator

from msgspec import Struct

from kbtool.errors import LimitError
from kbtool.io.limits import raising

_NUMBER = struct.Struct("=Q")
"""At the beginning of a slot: the number of its task, each of which there is once; 0, if there is none."""
_HEAD = struct.Struct("=dddQ")
"""Behind it: when the task began, its seconds and megabytes, and the length of its texts, which follow."""
_BODY = _NUMBER.size + _HEAD.size
_SLOT = 1024
_SLOTS = 32


class Task(Struct, frozen=True):
    """A piece of work with its limits.

    Attributes:
        what: it, as messages name it.
        path: the file that it stands in, for messages.
        seconds: how long it may take.
        memory: by how many megabytes it may grow the process.
        narrow: what may make it need less, for messages.
        longer: how to allow more time.
        told: it in the words of whoever waits for it; empty, if those are the same.
    """

    what: str
    path: str | None
    seconds: float
    memory: float
    narrow: str
    longer: str
    told: str = ""

    def too_long(self) -> LimitError:
        """It takes longer than it may."""
        said = f"{self.what} takes longer than {self.seconds:g} second{'' if self.seconds == 1 else 's'}"
        return LimitError(said, path=self.path, help=f"{self.narrow}, or {self.longer}")

    def too_large(self) -> LimitError:
        """It takes more memory than it may."""
        said = f"{self.what} takes more than {self.memory:g} MB of memory"
        return LimitError(said, path=self.path, help=f"{self.narrow}, or {raising('memory')}")


class Board:
    """Memory that a worker and its watcher share: a slot for each thread that is at work."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, _SLOT * _SLOTS)
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._free = set(range(_SLOTS))

    def note(self, task: Task) -> int | None:
        """Note that a task begins; its slot, if there is one left."""
        path = (task.path or "")[-200:]
        texts = (task.what[:200], path, task.narrow, task.longer, task.told[:100])
        text = "\0".join(texts).encode()
        with self._lock:
            if not self._free or len(text) > _SLOT - _BODY:
                return None
            slot = self._free.pop()
            start = slot * _SLOT
            self._memory[start + _BODY : start + _BODY + len(text)] = text
            head = (time.monotonic(), task.seconds, task.memory, len(text))
            _HEAD.pack_into(self._memory, start + _NUMBER.size, *head)
            self._set_number(slot, next(self._numbers))  # last: until then, nobody reads the slot
            return slot

    def strike(self, slot: int) -> None:
        """Note that the task of a slot is done."""
        with self._lock:
            self._set_number(slot, 0)
            self._free.add(slot)

    def clear(self) -> None:
        """Note that none is under way: of whoever noted them there is nobody any more."""
        with self._lock:
            for slot in range(_SLOTS):
                self._set_number(slot, 0)
            self._free = set(range(_SLOTS))

    def tasks(self) -> Iterator[tuple[int, float, Task]]:
        """The tasks that are under way: number, beginning and the task."""
        for slot in range(_SLOTS):
            number = self._number(slot)
            if not number:
                continue
            start = slot * _SLOT
            head = _HEAD.unpack_from(self._memory, start + _NUMBER.size)
            since, seconds, memory, length = head
            text = self._memory[start + _BODY : start + _BODY + length]
            if self._number(slot) != number:
                continue  # another task has begun there, so that what was read may be of both
            what, path, narrow, longer, told = text.decode().split("\0")
            yield number, since, Task(what, path or None, seconds, memory, narrow, longer, told)

    def _number(self, slot: int) -> int:
        start = slot * _SLOT
        return int.from_bytes(self._memory[start : start + _NUMBER.size], sys.byteorder)

    def _set_number(self, slot: int, number: int) -> None:
        """Set a number in one store of eight bytes, so that it is never read by halves."""
        start = slot * _SLOT
        self._memory[start : start + _NUMBER.size] = number.to_bytes(_NUMBER.size, sys.byteorder)
