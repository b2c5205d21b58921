"""A knowledge base served on a free port of loopback, for as long as a test needs it."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests
from msgspec.structs import replace

from kbtool.io.framing import LENGTH_BYTES
from kbtool.reports.pages.site import Site
from kbtool.server.access import Access
from kbtool.server.app import create_app, fork_server, links_of
from kbtool.server.generation import DrainingServer, configuration
from kbtool.server.options import Options
from kbtool.server.supervising import listen


@dataclass(frozen=True)
class Served:
    """A server.

    Attributes:
        address: http://127.0.0.1:port, with its root path.
        access: its token.
        session: asks it.
    """

    address: str
    access: Access
    session: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str, **given: Any) -> requests.Response:
        """What it answers to a GET."""
        return self.session.get(self.address + path, timeout=60, **given)

    def post(self, path: str, **given: Any) -> requests.Response:
        """What it answers to a POST."""
        return self.session.post(self.address + path, timeout=60, **given)

    def ask(self, query: str, accept: str = "text/csv", **parameters: str) -> requests.Response:
        """What it answers to a query."""
        given = {"query": query, **parameters}
        return self.get("/sparql", params=given, headers={"Accept": accept})


@contextmanager
def serving(site: Site, **options: Any) -> Iterator[Served]:
    """A server of a knowledge base; its workers are split off before it has a thread.

    Args:
        site: its pages, which are made to link as those of this server do.
        options: how it runs, as Options has them.
    """
    with listen(Options(port=0)) as listening:
        chosen = replace(Options(**options), port=listening.getsockname()[1])
        access = Access("a-token-for-tests-only", chosen.root_path)
        site = replace(site, links=links_of(chosen))
        forks = fork_server(site, chosen)
        app = create_app(site, chosen, access, forks)
        own, theirs = socket.socketpair()
        server = DrainingServer(configuration(app), app, theirs)
        thread = threading.Thread(
            target=lambda: asyncio.run(server.serve(sockets=[listening])), daemon=True
        )
        thread.start()
        served = Served(f"http://127.0.0.1:{chosen.port}{chosen.root_path}", access)
        try:
            own.recv(LENGTH_BYTES)  # it is ready
            yield served
        finally:
            served.session.close()
            server.should_exit = True
            thread.join()
            forks.close()
            own.close()
            theirs.close()
