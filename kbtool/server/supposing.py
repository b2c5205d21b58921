"""The page that says what would change if references fell, or were seen at the source; a worker derives everything anew."""

from __future__ import annotations

import json

from msgspec import Struct
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from kbtool.errors import InputError
from kbtool.io.worker import limited
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.supposing import supposition
from kbtool.references.reference import all_references
from kbtool.reports.pages.here import Page
from kbtool.reports.pages.site import Site
from kbtool.server.filling import filled
from kbtool.server.jobs import Jobs, Made
from kbtool.server.pages import Pages
from kbtool.server.ranking import Ranked
from kbtool.server.refusals import RefusedError

ADDRESS = "what-if"
_SECONDS = 300
_MOST = 20


class Supposed(Struct, frozen=True):
    """Something to be supposed.

    Attributes:
        without: references, or items of evidence, that fall.
        verified: those that somebody has seen at the source.
    """

    without: tuple[str, ...]
    verified: tuple[str, ...]

    def answer(self, site: Site) -> Made:
        """The page that says what would change.

        Raises:
            InputError: there is no such reference, or the files cannot be read.
        """
        told = "reading what is on file"
        with limited("what is supposed", seconds=_SECONDS, narrow="suppose less", told=told):
            return self._worked_out(site)

    def _worked_out(self, site: Site) -> Made:
        from kbtool.api import check, load
        from kbtool.checks.changes import State, changes, claim_states
        from kbtool.checks.contents import Contents

        served = site.base
        supposed = supposition(served, without=self.without, verified=self.verified)
        would_be = load(served.workspace, policies=served.policies, suppose=supposed.apply)
        before = State(claim_states(served), Contents({}, {}), site.report)
        if _read(would_be) != _read(
            served
        ):  # the files have changed since: what they say now is compared
            now = load(served.workspace, policies=served.policies)
            before = State(claim_states(now), Contents({}, {}), check(now))
        found = changes(before, State(claim_states(would_be), Contents({}, {}), check(would_be)))
        orphaned = supposed.orphaned(served.store)
        told = tuple(f for f in found.new if f.claim is not None or f.node not in orphaned)
        label, names = served.labels.label, served.names
        body = filled(
            "what-if.html",
            here=site.at(ADDRESS),
            without=[(label(node), names.short(node.value)) for node in supposed.without],
            verified=[(label(node), names.short(node.value)) for node in supposed.verified],
            moved=[one for one in found.changed if one.before.verdict != one.after.verdict],
            changes=replace(found, new=told),
            seen=[names.short(node.value) for node in supposed.seen_already(served.store)],
        )
        return Made(Page(body, "What if"))


def _read(kb: KnowledgeBase) -> tuple[object, ...]:
    """What a knowledge base was read from: its files and its articles."""
    return kb.as_read, sorted(document.sha256 for document in kb.documents)


class Supposing:
    """Answers what is asked at /what-if.

    Args:
        pages: the pages.
        jobs: what suppositions are worked out by.
    """

    def __init__(self, pages: Pages, jobs: Jobs) -> None:
        self._pages = pages
        self._jobs = jobs

    async def page(self, request: Request) -> Response:
        """The form, or what would change; how far that is, while it is worked out.

        Raises:
            RefusedError: there is no such reference, or too much is supposed.
        """
        without, verified = (
            tuple(value.strip() for value in request.query_params.getlist(name) if value.strip())
            for name in ("without", "verified")
        )
        if request.query_params.get("rank") and not without and not verified:
            begun = self._jobs.begin(
                lambda _: Ranked(), "What most verdicts hang on is being worked out", key="rank"
            )
            return await self._jobs.shown(request, begun)
        if not without and not verified:
            return await self._pages.made(request, ADDRESS, self._form)
        if len(without) + len(verified) > _MOST:
            raise RefusedError(400, f"more than {_MOST} references are supposed", "suppose fewer")
        wanted = Supposed(without, verified)

        def refuse_unknown() -> None:
            supposition(self._pages.site.base, without=without, verified=verified)

        try:
            await self._pages.in_thread(refuse_unknown)
        except InputError as error:
            raise RefusedError.of(error) from error
        key = json.dumps([sorted(without), sorted(verified)])
        title = "What would change is being worked out"
        return await self._jobs.shown(request, self._jobs.begin(lambda _: wanted, title, key=key))

    def _form(self) -> Page:
        here = self._pages.site.at(ADDRESS)
        names = self._pages.site.base.names
        references = sorted(
            (here.holdings.kb.labels.label(node), names.short(node.value))
            for node in all_references(here.holdings.kb.store)
        )
        return Page(filled("suppose.html", here=here, references=references), "What if")
