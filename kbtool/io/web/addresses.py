"""Which addresses may be asked: those that were named, and on a redirect public ones only."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of an address (RFC 6454).

    Raises:
        ValueError: it is not an address of the web.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise ValueError(f"{url!r} is not an address of the web")
    return parts.scheme, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)


_NOT_PUBLIC = tuple(
    map(
        ipaddress.IPv6Network,
        ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "fec0::/10", "5f00::/16"),
    )
)
"""IPv4 in other clothes (RFC 4291, 2765, 6052, 8215), site-local addresses (RFC 3879), segment routing (RFC 9602)."""


def is_public(address: str) -> bool:
    """Whether an IP address is reachable on the public internet (RFC 6890), and so no machine nearby."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if any(ip in network for network in _NOT_PUBLIC):
            return False
        for inner in (ip.ipv4_mapped, ip.sixtofour, ip.teredo[1] if ip.teredo else None):
            if inner is not None and not is_public(str(inner)):
                return False
    return ip.is_global and not ip.is_multicast


def resolves_to_public(host: str) -> bool:
    """Whether a host has public addresses only.

    Raises:
        OSError: its name cannot be looked up.
    """
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return bool(found) and all(is_public(str(info[4][0])) for info in found)
