"""Serves until it is told to end: one process after the other, each of which serves the knowledge base as it read it."""

from __future__ import annotations

import os
import pickle
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress

from kbtool.errors import InputError
from kbtool.io.framing import LENGTH_BYTES, length_of
from kbtool.server.generation import Generation, Plan, begin
from kbtool.server.options import Options

_INTERVAL = 0.2
"""Seconds between two looks at the files and the processes."""
_PATIENCE = 10.0
"""Seconds that a process has to end in when the server ends."""
_SOON = 10.0
"""A process that ends by itself so many seconds after it was begun would do so again."""


def listen(options: Options) -> socket.socket:
    """A socket that listens at the address of the server.

    Raises:
        InputError: that address cannot be listened at.
    """
    try:
        family = socket.getaddrinfo(options.host, options.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((options.host, options.port), family=family, backlog=512)
    except OSError as error:
        raise InputError(
            f"{options.host} port {options.port} cannot be listened at: {error.strerror or error}",
            help="name another one with --port, or end what listens there",
        ) from error


class Supervisor:
    """Begins the processes that serve, and puts a new one in the place of the old when files change.

    Args:
        plan: what they serve.
        state: what changes with the files of the knowledge base; None, if changes are not taken up.
        tell: tells the user something.
        say_ready: tells the user that the server is ready; called once.
    """

    def __init__(
        self,
        plan: Plan,
        state: Callable[[], object] | None,
        tell: Callable[[str], None],
        say_ready: Callable[[], None],
    ) -> None:
        self._plan = plan
        self._state = state
        self._tell = tell
        self._say_ready = say_ready
        self._ended = False
        self._old: list[Generation] = []

    def run(self) -> None:
        """Serve until a signal says to end.

        Raises:
            InputError: the knowledge base cannot be read, or serving it fails again and again.
        """
        if not hasattr(os, "fork"):
            raise InputError(
                f"kbtool serve needs a system that can split processes, and {sys.platform} cannot",
                help="run it on Linux or macOS, or in WSL",
            )
        before = {
            number: signal.signal(number, self._end) for number in (signal.SIGINT, signal.SIGTERM)
        }
        seen = self._state() if self._state else None
        current = begin(self._plan)
        try:
            self._await(current)
            self._say_ready()
            since = time.monotonic()
            while not self._ended:
                time.sleep(_INTERVAL)
                self._forget_ended()
                if self._has_ended(current):
                    current = self._again(current, since)
                    since = time.monotonic()
                if self._state and (now := self._state()) != seen:
                    time.sleep(_INTERVAL)
                    if now == self._state():  # else it is still being written
                        seen = now
                        current = self._replaced(current)
                        since = time.monotonic()
        finally:
            for generation in (current, *self._old):
                _end(generation)
            for number, handler in before.items():
                signal.signal(number, handler)

    def _replaced(self, old: Generation) -> Generation:
        """A process that serves the files as they are; the old one, if they cannot be read."""
        new = begin(self._plan, [old, *self._old])
        try:
            self._await(new)
        except InputError as error:
            _end(new)
            self._tell(f"the change is not taken up, and what was read before is served: {error}")
            return old
        old.control.close()  # it gives its last answers, and ends
        self._old.append(old)
        self._tell("the change is taken up")
        return new

    def _again(self, ended: Generation, since: float) -> Generation:
        ended.control.close()
        if time.monotonic() - since < _SOON:
            raise InputError("the process that serves has ended", help="see what it said above")
        self._tell("the process that serves has ended; another one is begun")
        new = begin(self._plan, self._old)
        self._await(new)
        return new

    def _await(self, generation: Generation) -> None:
        """Wait until a process is ready.

        Raises:
            InputError: what is wrong, or which limit was hit.
        """
        while not self._ended:
            if select.select([generation.control], [], [], _INTERVAL)[0]:
                error = _said(generation.control)
                if error is not None:
                    raise error
                return
            reached = generation.watch.look()
            if reached is not None:
                _end(generation)
                raise reached

    def _has_ended(self, generation: Generation) -> bool:
        reached = generation.watch.look()
        if reached is not None:
            self._tell(str(reached))
            with suppress(ProcessLookupError):
                os.kill(generation.pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            return os.waitpid(generation.pid, os.WNOHANG)[0] != 0
        return True

    def _forget_ended(self) -> None:
        self._old = [generation for generation in self._old if not self._has_ended(generation)]

    def _end(self, *_: object) -> None:
        self._ended = True


def _said(control: socket.socket) -> InputError | None:
    """What a process says of itself: nothing, if it is ready."""
    head = control.recv(LENGTH_BYTES, socket.MSG_WAITALL)
    if len(head) < LENGTH_BYTES:
        return InputError(
            "the process that serves has ended", help="there may be too little memory"
        )
    error = pickle.loads(control.recv(length_of(head), socket.MSG_WAITALL))
    return error if isinstance(error, InputError) else None


def _end(generation: Generation) -> None:
    """End a process; at once, if it does not end soon."""
    generation.control.close()
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(generation.pid, signal.SIGTERM)
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if os.waitpid(generation.pid, os.WNOHANG)[0]:
                return
            time.sleep(0.02)
        os.kill(generation.pid, signal.SIGKILL)
        os.waitpid(generation.pid, 0)
