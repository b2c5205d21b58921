"""Workers that serve one request after another, split off from a process that holds what was loaded.

Who serves a network has threads and open connections, so it is no process to split. Another one is split off from it
before: the fork server, which does nothing but split off workers. They share what was loaded, which is read only and lies
in memory once. A worker ends with a limit that it hits, and the next one is there in milliseconds; when who began them ends,
however it does, all of them end.
"""

from __future__ import annotations

import os
import pickle
import signal
import socket
import struct
from collections.abc import Callable
from contextlib import suppress

from msgspec import Struct

from kbtool.errors import InputError
from kbtool.io.framing import LENGTH_BYTES, framed, length_of
from kbtool.io.tasks import Board
from kbtool.io.worker import Watch, become_worker

_COMMAND = struct.Struct("=cI")
_SPLIT, _KILL, _QUIT = b"s", b"k", b"q"
_PID = struct.Struct("=I")

Serve = Callable[[object], object]
"""What a worker does: from a request to an answer, both of which can be pickled."""


class Worker(Struct, frozen=True):
    """A worker.

    Attributes:
        pid: its process.
        channel: where it takes requests and gives answers.
        watch: looks at what it takes.
    """

    pid: int
    channel: socket.socket
    watch: Watch


class ForkServer:
    """A process that splits off workers; to be begun while this process has no thread and no open connection.

    Args:
        serve: what a worker does.
        slots: how many workers there are at most at a time.
        close: closes in it what this process has open, and it has no use for.
    """

    def __init__(self, serve: Serve, slots: int, close: Callable[[], None] = lambda: None) -> None:
        self._boards = [Board() for _ in range(slots)]
        own, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            try:
                own.close()
                close()
                _split_off(theirs, serve, self._boards)
            finally:
                os._exit(0)
        theirs.close()
        self._pid = pid
        self._control = own
        self._channels: dict[int, socket.socket] = {}

    def split_off(self, slot: int) -> Worker:
        """A new worker for a slot, which must be free.

        Raises:
            InputError: there is no fork server any more.
        """
        own, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [_COMMAND.pack(_SPLIT, slot)], [theirs.fileno()])
            answer = self._control.recv(_PID.size)
        except OSError:
            answer = b""
        if not answer:
            own.close()
            raise InputError("the process that begins workers has ended", help="start kbtool again")
        (pid,) = _PID.unpack(answer)
        self._channels[pid] = own
        return Worker(pid, own, Watch(self._boards[slot], pid))

    def end(self, worker: Worker) -> None:
        """End a worker, whatever it is about."""
        worker.channel.close()
        self._channels.pop(worker.pid, None)
        with suppress(OSError):
            self._control.send(_COMMAND.pack(_KILL, worker.pid))

    def close(self) -> None:
        """End all workers, and wait until they have ended."""
        for channel in self._channels.values():
            channel.close()
        with suppress(OSError):
            # Said, because another fork server, split off since, may hold the connection open.
            self._control.send(_COMMAND.pack(_QUIT, 0))
        self._control.close()
        with suppress(ChildProcessError):
            os.waitpid(self._pid, 0)


def _split_off(control: socket.socket, serve: Serve, boards: list[Board]) -> None:
    """What the fork server does: begin and end workers, until nobody is there to ask for any."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    workers: set[int] = set()
    while True:
        message, handles, _, _ = socket.recv_fds(control, _COMMAND.size, 1)
        if len(message) < _COMMAND.size:
            break
        command, number = _COMMAND.unpack(message)
        if command == _QUIT:
            break
        if command == _KILL:
            if number in workers:
                _end(number)
                workers.discard(number)
            continue
        channel = socket.socket(fileno=handles[0])
        boards[number].clear()  # the one before it may have been ended at work
        pid = os.fork()
        if pid == 0:
            control.close()
            become_worker(boards[number])
            _work(channel, serve)
        channel.close()
        workers.add(pid)
        control.send(_PID.pack(pid))
    for pid in workers:
        _end(pid)


def _work(channel: socket.socket, serve: Serve) -> None:
    """What a worker does: answer one request after another, until nobody is there to ask."""
    try:
        while (head := _received(channel, LENGTH_BYTES)) is not None:
            request = _received(channel, length_of(head))
            if request is None:
                break
            try:
                answer: object = (True, serve(pickle.loads(request)))
            except Exception as error:
                answer = (False, error)
            channel.sendall(framed(answer))
    finally:
        os._exit(0)


def _received(channel: socket.socket, length: int) -> bytes | None:
    """So many bytes; None, if the other side is gone."""
    parts: list[bytes] = []
    while length:
        part = channel.recv(min(length, 1 << 20))
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _end(pid: int) -> None:
    with suppress(OSError):
        os.kill(pid, signal.SIGKILL)
    with suppress(OSError):
        os.waitpid(pid, 0)
