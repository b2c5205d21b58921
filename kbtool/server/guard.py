"""What each request passes before anything answers it, and what each answer says to browsers."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kbtool.server.access import ENTER, Access
from kbtool.server.options import Options, is_loopback
from kbtool.server.pages import Pages
from kbtool.server.refusals import RefusedError

_READS = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
"""The Content-Security-Policy: files of this server and nothing else, none of it inline."""
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}
_ENDPOINT = "/sparql"


class Guard:
    """Passes requests on that this server is to answer, and refuses all others.

    Args:
        app: what answers.
        options: how the server runs.
        access: who may read.
        pages: make pages of refusals, for browsers.
    """

    def __init__(self, app: ASGIApp, options: Options, access: Access, pages: Pages) -> None:
        self._app = app
        self._pages = pages
        self._options = options
        self._access = access
        self.draining = False
        """Whether another process is to take what comes next, so that connections end with their answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = is_in = False

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._add_headers(scope, message)
            await send(message)

        try:
            self._check(scope)
            is_in = not self._below_root(scope)["path"].startswith(ENTER)
            await self._app(self._below_root(scope), receive, sending)
        except RefusedError as refused:
            response = await self._refused(Request(scope), refused, is_in=is_in)
            await response(scope, receive, sending)
        except Exception as error:
            # What was asked may be a draft, and may stand in the error's words: they are not logged.
            frames = "".join(traceback.format_tb(error.__traceback__))
            logging.getLogger("kbtool").error(
                "a request failed: %s\n%s", type(error).__name__, frames
            )
            if not started:
                fault = RefusedError(500, "the server has a fault", "please report what you asked")
                await fault.response()(scope, receive, sending)

    async def _refused(self, request: Request, refused: RefusedError, *, is_in: bool) -> Response:
        """What is wrong: as a page for who is let in with a browser, if not too many wait for one; else in a line or two."""
        if not is_in or not request.headers.get("accept", "").startswith("text/html"):
            return refused.response()
        try:
            response = await self._pages.made(
                request, "none", lambda: self._pages.refused("none", refused), refused.status
            )
        except RefusedError:
            return refused.response()
        response.headers.update(refused.headers)
        return response

    def _below_root(self, scope: Scope) -> Scope:
        """The request without the path below which a proxy shows the server, whether the proxy left it there or not."""
        root, path = self._options.root_path, scope["path"]
        if root and (path == root or path.startswith(f"{root}/")):
            return {**scope, "path": path[len(root) :] or "/"}
        return scope

    def _check(self, scope: Scope) -> None:
        """Refuse what is not for this server, comes from another site, or has not the token that it needs."""
        headers = Headers(scope=scope)
        path = self._below_root(scope)["path"]
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > self._options.url_bytes:
            raise RefusedError(
                414,
                f"the address is longer than {self._options.url_bytes:,} bytes",
                "send long queries by POST",
            )
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._options.is_own_host(hosts[0]):
            raise RefusedError(
                421,
                "the Host of this request is not a name of this server",
                "name it with --allow-host, or hosts in [serve] of kbtool.toml",
            )
        own = {f"{scheme}://{hosts[0]}".casefold() for scheme in self._schemes(scope)}
        if not self._is_own_site(headers, scope["method"], path, own):
            raise RefusedError(
                403,
                "this request was sent by a page of another site",
                "name its origin in cors in [serve] of kbtool.toml, if it may ask the endpoint",
            )
        needs = self._options.needs_token and not path.startswith(ENTER)
        is_preflight = scope["method"] == "OPTIONS" and path == _ENDPOINT
        if needs and not is_preflight and not self._access.allows(HTTPConnection(scope)):
            raise RefusedError(
                401,
                "reading needs the token",
                "open the link that kbtool serve printed, or send Authorization: Bearer TOKEN",
                {"WWW-Authenticate": "Bearer"},
            )

    def _schemes(self, scope: Scope) -> set[str]:
        """The schemes that pages of this server may have: its own, and https where a proxy may stand before it."""
        behind_proxy = bool(self._options.hosts) or not is_loopback(self._options.host)
        return {scope["scheme"], "https"} if behind_proxy else {scope["scheme"]}

    def _is_own_site(self, headers: Headers, method: str, path: str, own: Collection[str]) -> bool:
        """Whether a browser sent it from a page of this server, or it only follows a link, or may ask from elsewhere."""
        origin = headers.get("origin")
        if path == _ENDPOINT and origin is not None and origin in self._options.cors:
            return True
        if origin is not None and origin.casefold() not in own:
            return False
        site = headers.get("sec-fetch-site", "none")
        if site in ("same-origin", "none"):
            return True
        follows = headers.get("sec-fetch-mode") == "navigate" and method in _READS
        return follows and headers.get("sec-fetch-dest", "document") == "document"

    def _add_headers(self, scope: Scope, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
        headers.setdefault("Cache-Control", "no-cache")
        origin = Headers(scope=scope).get("origin")
        if self._options.cors and self._below_root(scope)["path"] == _ENDPOINT:
            headers.add_vary_header("Origin")
            if origin in self._options.cors:
                headers["Access-Control-Allow-Origin"] = origin
                headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if self.draining:
            headers["Connection"] = "close"
