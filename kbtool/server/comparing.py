"""The page that says what changed since a revision; a worker reads and checks that revision anew."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from kbtool.errors import InputError
from kbtool.io.revisions import checked_out, found_revision, recent
from kbtool.io.worker import limited
from kbtool.reports.pages.here import Page
from kbtool.reports.pages.overview import Since
from kbtool.reports.pages.site import Site
from kbtool.server.filling import filled
from kbtool.server.jobs import Jobs, Made
from kbtool.server.pages import Pages
from kbtool.server.refusals import RefusedError

ADDRESS = "changes"
_SECONDS = 300
_LISTED = 30
"""Commits to choose from."""


class Compared(Struct, frozen=True):
    """A comparison with a revision.

    Attributes:
        revision: the revision, as somebody has named it.
        folder: where it is laid out; whoever asks removes it, however the worker ends.
    """

    revision: str
    folder: Path

    def answer(self, site: Site) -> Made:
        """The page that says what changed since.

        Raises:
            InputError: the revision cannot be had, or not be checked.
        """
        with limited(f"the comparison with {self.revision}", seconds=_SECONDS):
            return self._worked_out(site)

    def _worked_out(self, site: Site) -> Made:
        from kbtool.api.states import state_in
        from kbtool.checks.changes import State, changes, claim_states
        from kbtool.checks.contents import contents
        from kbtool.io.settings import find_settings

        kb = site.base
        settings = find_settings(kb.workspace.root)
        name = str(found_revision(kb.workspace, self.revision))
        with checked_out(kb.workspace, self.revision, self.folder) as earlier:
            before = state_in(earlier, self.revision, kb.policies, settings)
        after = State(claim_states(kb), contents(kb), site.report)
        since = Since(name, changes(before, after))
        body = filled("changes.html", here=site.at(ADDRESS), since=since, changes=since.changes)
        return Made(Page(body, f"Since {self.revision}"))


class Comparing:
    """Answers what is asked at /changes.

    Args:
        pages: the pages.
        jobs: what comparisons are worked out by.
    """

    def __init__(self, pages: Pages, jobs: Jobs) -> None:
        self._pages = pages
        self._jobs = jobs

    async def page(self, request: Request) -> Response:
        """The form, or what changed since a revision; how far that is, while it is worked out.

        Raises:
            RefusedError: there is no such revision.
        """
        chosen, written = (
            request.query_params.get(name, "").strip() for name in ("since", "revision")
        )
        revision = written or chosen
        if not revision:
            return await self._pages.made(request, ADDRESS, self._form)
        workspace = self._pages.site.base.workspace
        try:
            commit = (
                await self._pages.in_thread(lambda: found_revision(workspace, revision))
            ).commit
        except InputError as error:
            raise RefusedError.of(error) from error
        return await self._jobs.shown(request, self._begun(revision, commit))

    def _begun(self, revision: str, commit: str) -> str:
        """The name of the job that compares; one that is at it already, or has done it, is it."""
        folder = Path(tempfile.mkdtemp(prefix="kbtool-"))
        return self._jobs.begin(
            lambda _: Compared(revision, folder),
            f"What changed since {revision} is being worked out",
            key=f"{ADDRESS} {commit}",
            after=lambda: _remove(folder),
        )

    def _form(self) -> Page:
        here = self._pages.site.at(ADDRESS)
        commits = recent(self._pages.site.base.workspace, _LISTED)
        return Page(filled("compare.html", here=here, commits=commits), "What changed")


def _remove(folder: Path) -> None:
    """Remove a folder, in which a worker that is just being ended may still write."""
    for _ in range(3):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
