"""Who may read and who may write: a token, which a browser gets as a cookie by a link that works once."""

from __future__ import annotations

import hashlib
import hmac
import mmap
import secrets

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response

from kbtool.server.refusals import RefusedError

ENTER = "/enter/"
"""What links begin with that let a browser in."""


class Access:
    """The token of a server, and the link that gives it to a browser; processes split off from this one share both.

    Args:
        token: the token; a new one, if None.
        root_path: the path below which the server is shown.
    """

    def __init__(self, token: str | None = None, root_path: str = "") -> None:
        self.token = token or secrets.token_urlsafe(32)
        self._root_path = root_path
        self._code = secrets.token_urlsafe(32)
        self._used = mmap.mmap(-1, 1)

    @property
    def link(self) -> str:
        """The path of the link, which works once."""
        return f"{self._root_path}{ENTER}{self._code}"

    def allows(self, request: HTTPConnection) -> bool:
        """Whether a request has the token: as a Bearer (RFC 6750, section 2.1), or the cookie made of it."""
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.casefold() == "bearer" and _same(given.strip(), self.token):
            return True
        return _same(request.cookies.get(self._cookie_name(request), ""), self._cookie)

    def enter(self, request: Request) -> Response:
        """The answer to the link: the cookie, once.

        Raises:
            RefusedError: the link is not the one, or was used; or it is only looked at (HEAD), which uses nothing up.
        """
        if request.method != "GET":
            raise RefusedError(405, "this link is opened by GET", headers={"Allow": "GET"})
        is_right = _same(request.path_params["code"], self._code)
        if not is_right or self._used[0]:
            raise RefusedError(
                403,
                "this link lets nobody in: it is not the one, or was used",
                "kbtool serve prints a new one each time it is started",
            )
        self._used[0] = 1
        answer = RedirectResponse(f"{self._root_path}/", 303, {"Cache-Control": "no-store"})
        answer.set_cookie(
            self._cookie_name(request),
            self._cookie,
            path=f"{self._root_path}/",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )
        return answer

    def _cookie_name(self, request: HTTPConnection) -> str:
        """The name of the cookie: browsers keep those of all ports of a host together."""
        return f"kbtool-{request.url.port or 'default'}"

    @property
    def _cookie(self) -> str:
        return hmac.new(self.token.encode(), b"cookie", hashlib.sha256).hexdigest()


def _same(one: str, other: str) -> bool:
    """Whether two texts are the same, in a time that tells nothing of where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "surrogateescape"), other.encode())
