"""A SPARQL store within the tests, on loopback, that answers well, or as badly as a test has it."""

from __future__ import annotations

import base64
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox

JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Reply:
    """An answer.

    Attributes:
        body: its body.
        status: its status.
        headers: its headers, besides the length of the body.
        mute: whether nothing comes at all, until the store is closed.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": JSON})
    mute: bool = False


@dataclass
class SmallStore:
    """A store.

    Attributes:
        holding: what it holds.
        address: where it takes queries and updates.
        fault: what it answers to a request instead of what it should; None for what it should.
        rows: the most rows that it gives, without a word.
        password: what name and password it asks for, with a colon between them; none, if empty.
        asked: the queries and updates, in order.
        credentials: the names and passwords that it was told.
    """

    holding: ox.Store = field(default_factory=ox.Store)
    address: str = ""
    fault: Callable[[str], Reply | None] = lambda _: None
    rows: int | None = None
    password: str = ""
    asked: list[str] = field(default_factory=list)
    credentials: list[str] = field(default_factory=list)

    def answer(self, asked: str, *, is_update: bool, told: str) -> Reply:
        """What it answers."""
        self.asked.append(asked)
        who = base64.b64decode(told.removeprefix("Basic ")).decode()
        if who:
            self.credentials.append(who)
        if self.password and who != self.password:
            return Reply(status=401, headers={"WWW-Authenticate": 'Basic realm="store"'})
        reply = self.fault(asked)
        if reply is not None:
            return reply
        if is_update:
            self.holding.update(asked)
            return Reply(status=204)
        if self.rows is not None:
            asked = re.sub(
                r"LIMIT (\d+)", lambda found: f"LIMIT {min(int(found[1]), self.rows or 0)}", asked
            )
        results = self.holding.query(asked)
        assert isinstance(results, ox.QuerySolutions)
        return Reply(results.serialize(format=ox.QueryResultsFormat.JSON) or b"")

    def graphs(self) -> set[str]:
        """The graphs in which it has anything."""
        return {quad.graph_name.value for quad in self.holding if quad.graph_name.value}


@contextmanager
def small_store() -> Iterator[SmallStore]:
    """A store for as long as the block runs."""
    store = SmallStore()
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            ((kind, (asked,)),) = form.items()
            told = self.headers.get("Authorization", "")
            reply = store.answer(asked, is_update=kind == "update", told=told)
            if reply.mute:
                over.wait(30)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in reply.headers:
                self.send_header("Content-Length", str(len(reply.body)))
            else:
                self.close_connection = True
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        threading.Thread(target=server.serve_forever, daemon=True).start()
        store.address = f"http://127.0.0.1:{server.server_port}/sparql"
        try:
            yield store
        finally:
            over.set()
            server.shutdown()
