"""Work that a page waits for: a draft that is read, a supposition that is worked out.

What it made is held in memory for a while, and nowhere else; the name of a job says nothing of what it is about.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress

from msgspec import Struct, field
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from kbtool.errors import InputError, LimitError
from kbtool.reports.pages.here import Page
from kbtool.server.filling import filled
from kbtool.server.pages import Pages
from kbtool.server.pool import Pool
from kbtool.server.refusals import RefusedError, busy
from kbtool.server.work import Work

ADDRESS = "jobs"
_MOST = 24
"""So many jobs are held with what they made; the oldest that is done goes first."""
_QUICK = 2.0
"""Seconds that a page waits for its job before it says how far that is."""
_PATIENT = 25.0
"""Seconds that it waits where somebody has asked to."""


class File(Struct, frozen=True):
    """A file that a job made.

    Attributes:
        data: its bytes.
        media_type: its media type.
        name: what it is saved as.
    """

    data: bytes
    media_type: str
    name: str


class Made(Struct, frozen=True):
    """What a job made.

    Attributes:
        page: the page that shows it.
        files: what can be downloaded, by the last part of its address.
    """

    page: Page
    files: Mapping[str, File] = field(default_factory=dict)


class Job(Struct):
    """A job.

    Attributes:
        address: where in the site its page is.
        title: what it is about, for whoever waits.
        task: its outcome.
        about: how far it is.
    """

    address: str
    title: str
    task: asyncio.Task[Made]
    about: str = "it begins"


class Jobs:
    """The jobs.

    Args:
        pool: the workers that do them.
        pages: the pages.
    """

    def __init__(self, pool: Pool, pages: Pages) -> None:
        self._pool = pool
        self._pages = pages
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._by_key: dict[str, str] = {}

    def begin(
        self,
        work: Callable[[str], Work],
        title: str,
        *,
        key: str | None = None,
        after: Callable[[], None] = lambda: None,
    ) -> str:
        """Begin a job, and give its name; one with the same key that is held already is it.

        Args:
            work: what a worker is asked, by the name of the job.
            title: what it is about, for whoever waits.
            key: what it is told from others by, if asking again is to find it.
            after: is called when it has ended, however it did, or where it is not begun.

        Raises:
            RefusedError: as many as can be are at work, and enough is waiting.
        """
        known = self._by_key.get(key or "")
        if known is not None and known in self._jobs and not self._has_failed(known):
            after()
            return known
        try:
            self.refuse_if_busy()
        except RefusedError:
            after()
            raise
        name = secrets.token_urlsafe(18)

        async def run() -> Made:
            made = await self._pool.answer(work(name), told)
            assert isinstance(made, Made)
            return made

        def told(about: str) -> None:
            job.about = about

        job = Job(f"{ADDRESS}/{name}", title, asyncio.create_task(run()))
        job.task.add_done_callback(lambda _: after())
        self._jobs[name] = job
        if key is not None:
            self._by_key[key] = name
        while len(self._jobs) > _MOST:
            done = (each for each, job in self._jobs.items() if job.task.done())
            self._forget(next(done, next(iter(self._jobs))))
        return name

    def refuse_if_busy(self) -> None:
        """Let nobody send what could not be begun.

        Raises:
            RefusedError: as many jobs as can be are at work, and enough is waiting.
        """
        if sum(not job.task.done() for job in self._jobs.values()) >= self._pool.room:
            raise busy()

    async def page(self, request: Request) -> Response:
        """The page of a job, as it is now or a little later."""
        return await self.shown(request, request.path_params["id"])

    async def shown(self, request: Request, name: str) -> Response:
        """The page of a job: what it made, why it did not, or how far it is.

        Raises:
            RefusedError: it is not there any more, or failed.
        """
        job = self._found(name)
        seconds = _PATIENT if "wait" in request.query_params else _QUICK
        await asyncio.wait({job.task}, timeout=seconds)
        if not job.task.done():
            return await self._pages.made(
                request, "none", lambda: self._waiting(name, job), 202, is_private=True
            )
        made = _outcome(job)
        return await self._pages.made(request, job.address, lambda: made.page, is_private=True)

    async def state(self, request: Request) -> Response:
        """How far a job is, for scripts."""
        job = self._found(request.path_params["id"])
        state = {"done": job.task.done(), "about": job.about}
        return JSONResponse(state, headers={"Cache-Control": "no-store"})

    async def cancel(self, request: Request) -> Response:
        """End a job, and forget it."""
        name = request.path_params["id"]
        job = self._found(name)
        self._forget(name)
        return RedirectResponse(f"{self._pages.site.links.root}/", 303) if job else Response()

    async def file(self, request: Request) -> Response:
        """A file that a job made."""
        job = self._found(request.path_params["id"])
        await asyncio.wait({job.task}, timeout=_PATIENT)
        found = _outcome(job).files.get(request.path_params["name"]) if job.task.done() else None
        if found is None:
            return await self._pages.missing(request)
        headers = {
            "Content-Disposition": f'attachment; filename="{found.name}"',
            "Cache-Control": "no-store",
        }
        return Response(found.data, media_type=found.media_type, headers=headers)

    def _waiting(self, name: str, job: Job) -> Page:
        here = self._pages.site.at("none")
        body = filled("waiting.html", here=here, job=job, name=name, address=f"{ADDRESS}/{name}")
        return Page(body, job.title, ("waiting.js",))

    def _found(self, name: str) -> Job:
        job = self._jobs.get(name)
        if job is None:
            raise RefusedError(
                404,
                "this is no longer held: it was some time ago, or files have changed since",
                "send it again",
            )
        return job

    def _forget(self, name: str) -> None:
        job = self._jobs.pop(name)
        job.task.cancel()
        self._by_key = {key: other for key, other in self._by_key.items() if other != name}

    def _has_failed(self, name: str) -> bool:
        task = self._jobs[name].task
        return task.done() and (task.cancelled() or task.exception() is not None)


def _outcome(job: Job) -> Made:
    """What a job made.

    Raises:
        RefusedError: why it did not.
    """
    try:
        with suppress(asyncio.CancelledError):
            return job.task.result()
    except LimitError as error:
        raise RefusedError.of(error, 500) from error
    except InputError as error:
        raise RefusedError.of(error) from error
    raise RefusedError(410, "this was cancelled", "send it again")
