"""The pages of the knowledge base and their files, by address; made in a thread, so that nothing else waits for them."""

from __future__ import annotations

import asyncio
import hashlib
import mimetypes
import traceback
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kbtool.reports.pages.here import Page
from kbtool.reports.pages.site import Site, assets
from kbtool.server.filling import filled
from kbtool.server.refusals import RefusedError, busy

T = TypeVar("T")

_MOST_WAITING = 100
"""Pages that may wait to be made."""
_MOST_KEPT = 24_000_000
"""Bytes of pages that are kept once they are made: what they show does not change."""


class Pages:
    """Answers what is asked of pages and their files.

    Args:
        site: the pages.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self._files = {**assets(), **_own_files()}
        self._thread = ThreadPoolExecutor(1, "pages")
        self._waiting = 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0

    async def page(self, request: Request) -> Response:
        """A page of the site.

        Raises:
            RefusedError: too many are being asked for.
        """
        address = request.path_params["address"].rstrip("/")
        query = request.url.query
        if query:
            return await self.made(request, address, lambda: self.site.page(address, query))
        kept = self._kept.get(address)
        if kept is not None:
            self._kept.move_to_end(address)
            return unless_known(request, HTMLResponse(kept))
        answer = await self.made(request, address, lambda: self.site.page(address))
        if answer.status_code == 200:
            self._keep(address, bytes(answer.body))
        return answer

    def has_file(self, name: str) -> bool:
        """Whether there is a style sheet, script or picture of that name."""
        return name in self._files

    def _keep(self, address: str, body: bytes) -> None:
        """Keep a page that was made, and no more than there is room for."""
        if len(body) > _MOST_KEPT or address in self._kept:
            return
        self._kept[address] = body
        self._bytes += len(body)
        while self._bytes > _MOST_KEPT:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= len(gone)

    async def file(self, request: Request) -> Response:
        """A style sheet, script or picture; names are looked up, and lead nowhere."""
        name = request.path_params["name"]
        data = self._files.get(name)
        if data is None:
            return await self.missing(request)
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return unless_known(request, Response(data, media_type=media_type))

    async def missing(self, request: Request) -> Response:
        """That there is no such page."""
        return await self.made(request, "none", lambda: None)

    async def made(
        self,
        request: Request,
        address: str,
        make: Callable[[], Page | None],
        status: int = 200,
        *,
        is_private: bool = False,
    ) -> Response:
        """A page as an answer; that there is none, if none is made.

        Args:
            request: what is answered.
            address: its address, which says where in the site it is.
            make: makes it, in the thread that makes pages.
            status: the status of the answer.
            is_private: whether no browser may keep it.

        Raises:
            RefusedError: too many are being asked for.
        """

        def document() -> tuple[str, int]:
            page = make()
            shown = self._none() if page is None else page
            return self.site.document(address, shown), 404 if page is None else status

        text, status = await self.in_thread(document)
        answer = HTMLResponse(text, status)
        if is_private:
            answer.headers["Cache-Control"] = "no-store"
            return answer
        return answer if status != 200 else unless_known(request, answer)

    async def in_thread(self, work: Callable[[], T]) -> T:
        """The result of work that pages need.

        What the store has given to the work may not be let go of in another thread, so an error takes none of it along.

        Raises:
            RefusedError: too much is waiting.
        """

        def alone() -> T:
            try:
                return work()
            except BaseException as error:
                _let_go(error)
                raise

        if self._waiting >= _MOST_WAITING:
            raise busy()
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, alone)
        finally:
            self._waiting -= 1

    def refused(self, address: str, refused: RefusedError) -> Page:
        """What is wrong, as a page."""
        title = "Not now" if refused.status == 503 else "Not done"
        body = filled("refused.html", here=self.site.at(address), refused=refused, title=title)
        return Page(body, title)

    def _none(self) -> Page:
        return Page(filled("missing.html", here=self.site.at("none")), "No such page")


def _let_go(error: BaseException) -> None:
    """Empty the frames that an error, and those before it, came through."""
    one: BaseException | None = error
    while one is not None:
        traceback.clear_frames(one.__traceback__)
        one = one.__cause__ or one.__context__


def _own_files() -> dict[str, bytes]:
    """The files that come with the server, and those that are built for it where they are."""
    own = resources.files("kbtool.server")
    folders = [folder for folder in (own / "static", own / "built") if folder.is_dir()]
    return {
        one.name: one.read_bytes()
        for folder in folders
        for one in folder.iterdir()
        if one.is_file()
    }


def unless_known(request: Request, answer: Response) -> Response:
    """An answer, or that the browser has it already (RFC 9110, section 13.1.2)."""
    tag = f'"{hashlib.sha256(bytes(answer.body)).hexdigest()[:32]}"'
    answer.headers["ETag"] = tag
    known = request.headers.get("if-none-match", "")
    if tag in (each.strip().removeprefix("W/") for each in known.split(",")):
        return Response(status_code=304, headers={"ETag": tag})
    return answer
