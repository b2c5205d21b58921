"""A real server on loopback that answers as it is told to: well, badly, or never."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Reply:
    """An answer.

    Attributes:
        body: its body.
        status: its status.
        headers: its headers; without Content-Length, the length of the body is given.
        endless: whether the body goes on until the other side has enough.
        silent: whether nothing comes after the headers, until the server is closed.
        mute: whether nothing comes at all, until the server is closed.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    endless: bool = False
    silent: bool = False
    mute: bool = False


@dataclass
class Server:
    """What the server knows: its address, its answers by path, and what it was asked.

    Attributes:
        address: http://127.0.0.1:port
        replies: for each path a reply, a list of replies (the last one stays), or a function of the query.
        asked: the paths with their queries, in order.
        agents: the User-Agents, in order.
    """

    address: str
    replies: dict[str, Reply | list[Reply] | Callable[[dict[str, str]], Reply]]
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)

    def paths(self) -> list[str]:
        """The paths that were asked for, without queries."""
        return [urlsplit(asked).path for asked in self.asked]


@contextmanager
def serving(
    replies: dict[str, Reply | list[Reply] | Callable[[dict[str, str]], Reply]],
) -> Iterator[Server]:
    """A server for as long as the block runs."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            server.asked.append(self.path)
            server.agents.append(self.headers["User-Agent"])
            parts = urlsplit(self.path)
            reply = replies.get(parts.path, Reply(b"nothing here", 404))
            if isinstance(reply, list):
                reply = reply.pop(0) if len(reply) > 1 else reply[0]
            if callable(reply):
                reply = reply({k: v[0] for k, v in parse_qs(parts.query).items()})
            if reply.mute:
                over.wait(30)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if (
                not {"Content-Length", "Transfer-Encoding"} & set(reply.headers)
                and not reply.endless
            ):
                self.send_header("Content-Length", str(len(reply.body)))
            self.send_header("Connection", "close")
            self.end_headers()
            try:
                self.wfile.write(reply.body)
                while reply.endless and not over.is_set():
                    self.wfile.write(b"x" * 65536)
            except OSError:
                pass
            if reply.silent:
                over.wait(30)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    server = Server(f"http://127.0.0.1:{httpd.server_port}", replies)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        over.set()
        httpd.shutdown()
        thread.join()
        httpd.server_close()
