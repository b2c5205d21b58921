"""The body of a request: whole, no larger than it may be, and in time."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request

from kbtool.server.refusals import RefusedError, too_large

_SECONDS = 30
"""How long a body may take to arrive."""


async def read_body(request: Request, limit: int, what: str) -> bytes:
    """The body of a request.

    Args:
        request: the request.
        limit: so many bytes it may have.
        what: it, as messages name it.

    Raises:
        RefusedError: it has more, or does not come.
    """
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > limit:
        raise too_large(what, limit)
    try:
        async with asyncio.timeout(_SECONDS):
            return await _read(request, limit, what)
    except TimeoutError:
        raise RefusedError(
            408, f"{what} did not arrive within {_SECONDS} seconds", "send it again"
        ) from None
    except ClientDisconnect:
        raise RefusedError(400, f"{what} did not arrive whole", "send it again") from None


async def _read(request: Request, limit: int, what: str) -> bytes:
    parts: list[bytes] = []
    length = 0
    async for part in request.stream():
        length += len(part)
        if length > limit:
            raise too_large(what, limit)
        parts.append(part)
    return b"".join(parts)
