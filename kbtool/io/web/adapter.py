"""The transport below the session: what a connection may reach, how fast, and how much it may bring."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Timer
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests_ratelimiter import LimiterMixin
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from kbtool.io.web.addresses import is_public

_CHUNK = 1 << 16


class Refused(Exception):  # noqa: N818 -- no failure, a decision
    """The transport refuses to go on; its text says why. Not an OSError, which urllib3 would take for a broken line."""


class Reach:
    """Which machines the connections of a session may reach just now.

    Attributes:
        private: whether the request under way may reach machines that are not public.
        connected: the connection of the request under way.
    """

    private = False
    connected: socket.socket | None = None

    def hang_up(self) -> None:
        """End the connection, whatever the other side says."""
        if self.connected is not None:
            with suppress(OSError):
                self.connected.shutdown(socket.SHUT_RDWR)

    def check(self, connected: socket.socket) -> socket.socket:
        """The connection, if it may be used; whom it reached counts, not what its name once meant.

        Raises:
            Refused: it reached a machine that is not public.
        """
        self.connected = connected
        if not self.private and not is_public(str(connected.getpeername()[0])):
            connected.close()
            raise Refused("leads to a private address")
        return connected


class GuardedAdapter(LimiterMixin, HTTPAdapter):
    """An adapter that keeps to a rate, checks whom it connects to, and reads a body whole and within limits.

    Args:
        reach: which machines may be reached.
        per_second: requests a second; to each host.
        most: the longest body, in bytes, decompressed.
        seconds: the longest that an answer may take to come whole, from its first line on.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        reach: Reach,
        per_second: float,
        most: int,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._reach = reach
        self._most = most
        self._seconds = seconds
        self._clock = clock
        super().__init__(per_second=per_second, limit_statuses=(), max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pools, of connections that are checked."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _checked_pools(self._reach)

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        """Send a request and read the answer whole.

        Raises:
            Refused: the body is too long or takes too long, or the connection is not allowed.
            RequestException: the connection or the answer is broken.
        """
        until = self._clock() + self._seconds
        self._reach.connected = None
        watch = Timer(self._seconds, self._reach.hang_up)
        watch.daemon = True
        watch.start()
        try:
            return self._whole(super().send(request, *args, **{**kwargs, "stream": True}), until)
        finally:
            watch.cancel()

    def _whole(self, response: Response, until: float) -> Response:
        """The answer with its body, read within the limits."""
        body = bytearray()
        try:
            for chunk in response.iter_content(_CHUNK):
                body += chunk
                if len(body) > self._most:
                    raise Refused(f"answered with more than {self._most >> 20} MB")
                if self._clock() > until:
                    raise Refused(f"did not end its answer in {self._seconds:g} seconds")
        finally:
            response.close()
        response._content = bytes(body)
        return response


def _checked_pools(reach: Reach) -> dict[str, type[HTTPConnectionPool]]:
    class CheckedConnection(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return reach.check(super()._new_conn())

    class CheckedSecureConnection(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return reach.check(super()._new_conn())

    class CheckedPool(HTTPConnectionPool):
        ConnectionCls = CheckedConnection

    class CheckedSecurePool(HTTPSConnectionPool):
        ConnectionCls = CheckedSecureConnection

    return {"http": CheckedPool, "https": CheckedSecurePool}
