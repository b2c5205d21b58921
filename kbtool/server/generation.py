"""A process that serves a knowledge base as it was when it was read, until another one takes its place."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
from collections.abc import Callable, Iterable

import uvicorn
from msgspec import Struct
from msgspec.structs import replace

from kbtool.errors import InputError
from kbtool.io.framing import framed
from kbtool.io.limits import enforce, in_force
from kbtool.io.tasks import Board
from kbtool.io.worker import Watch, become_worker
from kbtool.reports.pages.links import Links
from kbtool.reports.pages.site import Site
from kbtool.server.access import Access
from kbtool.server.app import create_app, fork_server, links_of
from kbtool.server.guard import Guard
from kbtool.server.options import Options

_KEEP_ALIVE = 5
"""Seconds for which a connection is kept that nothing is asked on."""
_LAST_ANSWERS = 60
"""Seconds that are given to answers that are under way when the process is to end."""
_MOST_CONNECTIONS = 512


class Plan(Struct, frozen=True):
    """What every generation serves, and how.

    Attributes:
        load: reads the knowledge base and checks it, for pages that link to each other in a way.
        options: how the server runs.
        access: who may read and write.
        listening: the socket that all of them listen at.
    """

    load: Callable[[Links], Site]
    options: Options
    access: Access
    listening: socket.socket


class Generation(Struct, frozen=True):
    """A process that serves.

    Attributes:
        pid: it.
        control: says that it is ready, or what is wrong; it ends when this is closed.
        watch: looks at what it takes.
    """

    pid: int
    control: socket.socket
    watch: Watch


def begin(plan: Plan, others: Iterable[Generation] = ()) -> Generation:
    """Split off a process that reads the knowledge base and serves it.

    Args:
        plan: what it serves.
        others: the processes that serve already, of which the new one must hold nothing.
    """
    board = Board()
    own, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        try:
            own.close()
            for other in others:
                other.control.close()
            become_worker(board)
            _serve(plan, theirs)
        finally:
            os._exit(0)
    theirs.close()
    return Generation(pid, own, Watch(board, pid))


def _serve(plan: Plan, control: socket.socket) -> None:
    """What it does: read, say how that went, and serve."""
    try:
        site = plan.load(links_of(plan.options))
    except InputError as error:
        control.sendall(framed(error))
        return
    options = plan.options
    limits = in_force()
    enforce(replace(limits, memory=options.memory))
    gc.enable()
    gc.collect()
    gc.freeze()  # so that collecting writes to no page that the workers share
    forks = fork_server(site, options)
    app = create_app(site, options, plan.access, forks)
    try:
        server = DrainingServer(configuration(app), app, control)
        asyncio.run(server.serve(sockets=[plan.listening]))
    finally:
        forks.close()


def configuration(app: Guard) -> uvicorn.Config:
    """How uvicorn serves: no log of requests, which could hold what drafts say; no header of others believed but from a
    proxy on this machine.
    """
    return uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips="127.0.0.1,::1",
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_LAST_ANSWERS,
        h11_max_incomplete_event_size=65_536,
    )


class DrainingServer(uvicorn.Server):
    """A server that ends when its control is closed, and drops no request by that: whoever is connected gets the answer
    to what was asked last, with the word that the connection ends.

    Args:
        config: how it serves.
        app: the application.
        control: where it says that it is ready.
    """

    def __init__(self, config: uvicorn.Config, app: Guard, control: socket.socket) -> None:
        super().__init__(config)
        self._app = app
        self._control = control

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and say so."""
        await super().startup(sockets)
        self._control.sendall(framed(None))
        self._control.setblocking(False)
        asyncio.get_running_loop().add_reader(self._control, self._drain)

    def _drain(self) -> None:
        asyncio.get_running_loop().remove_reader(self._control)
        self._app.draining = True
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen no more, wait until connections have ended with an answer or are idle, and end."""
        if self._app.draining:
            for server in self.servers:
                server.close()
            for _ in range(10 * (_KEEP_ALIVE + 1)):
                if not self.server_state.connections:
                    break
                await asyncio.sleep(0.1)
        await super().shutdown(sockets)
