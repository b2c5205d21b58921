"""How the server runs: where it listens, whom it lets in, and how much one request may take."""

from __future__ import annotations

import ipaddress

from msgspec import Struct

from kbtool.io.serving import Serving

_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_USUAL = Serving()


class Options(Struct, frozen=True):
    """How the server runs.

    Attributes:
        host: the address that it listens at.
        port: the port; any free one, if 0.
        root_path: the path below which a proxy shows it, without a slash at its end.
        public_read: whether whoever reaches it may read.
        decisions: whether reviewers decide in the browser.
        hosts: the names that it is reached by besides that address, as a proxy passes them on.
        cors: the origins of pages on other hosts that may ask the endpoint.
        workers: how many queries are answered at a time.
        waiting: how many more may wait for that.
        jobs: how many drafts and suppositions are worked on at a time; each may take all that a processor has.
        jobs_waiting: how many more may wait for that.
        seconds: how long a query may take.
        rows: how many rows or triples an answer may have.
        memory: by how many megabytes a query may grow its worker.
        url_bytes: how long an address may be.
        query_bytes: how long a query may be that is posted.
        upload_bytes: how large a draft may be.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    root_path: str = ""
    public_read: bool = False
    decisions: bool = False
    hosts: tuple[str, ...] = ()
    cors: tuple[str, ...] = ()
    workers: int = _USUAL.workers
    waiting: int = 20
    jobs: int = _USUAL.jobs
    jobs_waiting: int = 4
    seconds: float = _USUAL.seconds
    rows: int = _USUAL.rows
    memory: float = _USUAL.memory
    url_bytes: int = 16_384
    query_bytes: int = 200_000
    upload_bytes: int = 10_000_000

    @property
    def needs_token(self) -> bool:
        """Whether reading needs the token: others than the users of this machine may reach it."""
        return not self.public_read and (bool(self.hosts) or not is_loopback(self.host))

    def is_own_host(self, authority: str) -> bool:
        """Whether the Host of a request names this server, with whatever port.

        A name that its owner has not given it is another site's, which a browser was led to ask here (DNS rebinding).
        Addresses in digits cannot be led anywhere.
        """
        name = host_name(authority)
        if name is None:
            return False
        own = {self.host.casefold(), *(host.casefold() for host in self.hosts)}
        if name in own or (name in _LOOPBACK_NAMES and is_loopback(self.host)):
            return True
        return not is_loopback(self.host) and _address(name) is not None


def host_name(authority: str) -> str | None:
    """The host of an authority (RFC 3986, section 3.2) in small letters, without its port; None, if it is none."""
    name, bracket, rest = authority.partition("]")
    if bracket:
        if not name.startswith("[") or not _is_port(rest):
            return None
        return name[1:].casefold() if _address(name[1:]) else None
    name, colon, port = authority.partition(":")
    if not name or not _is_port(colon + port) or not _is_name(name):
        return None
    return name.casefold()


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine alone."""
    address = _address(host)
    return host.casefold() == "localhost" or (address is not None and address.is_loopback)


def _is_port(text: str) -> bool:
    return not text or (text[0] == ":" and text[1:].isascii() and text[1:].isdigit())


def _is_name(name: str) -> bool:
    return name.isascii() and all(letter.isalnum() or letter in "-._" for letter in name)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
