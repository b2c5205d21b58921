"""The page where a reviewer decides on a claim or waives a finding: the difference is shown first, and then written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from urllib.parse import urlencode

import pyoxigraph as ox
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kbtool.authoring.decisions import Addition, Decision, added_decision, find_verdict
from kbtool.authoring.waivers import Waiving, added_waiver, last_day
from kbtool.errors import InputError
from kbtool.io.transactions.writing import write_files
from kbtool.knowledge.lookup import find_claim
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import instances
from kbtool.reports.pages.here import Page
from kbtool.reports.unified import unified
from kbtool.server.access import Access
from kbtool.server.bodies import read_body
from kbtool.server.filling import filled
from kbtool.server.pages import Pages
from kbtool.server.refusals import RefusedError
from kbtool.server.uploads import read_form

ADDRESS = "decide"
_MOST_BYTES = 100_000
_USUAL_DAYS = 90
"""Days after which a waiver ends, unless another day is named."""


class Filled(Struct, frozen=True):
    """What the form says.

    Attributes:
        claim: the name of the claim.
        kind: "resolve", or "waive".
        verdict: the verdict decided.
        rule: the code of the rule whose finding is waived.
        reason: why.
        who: who decides.
        expires: the last day of a waiver.
        seen: the hash of the file whose difference was shown; empty, if none was.
    """

    claim: str = ""
    kind: str = "resolve"
    verdict: str = ""
    rule: str = ""
    reason: str = ""
    who: str = ""
    expires: str = ""
    seen: str = ""

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> Filled:
        """What the fields of a form say."""
        return cls(**{name: fields.get(name, "") for name in cls.__struct_fields__})


class Deciding:
    """Answers what is asked at /decide.

    Args:
        pages: the pages.
        access: who may write.
    """

    def __init__(self, pages: Pages, access: Access) -> None:
        self._pages = pages
        self._access = access

    async def form(self, request: Request) -> Response:
        """The form for a claim.

        Raises:
            RefusedError: there is no such claim, or whoever asks may not decide.
        """
        self._refuse_others(request)
        asked = Filled(claim=request.query_params.get("claim", ""))
        self._claim(asked)
        return await self._pages.made(
            request, ADDRESS, lambda: self._form(asked, None), is_private=True
        )

    async def decide(self, request: Request) -> Response:
        """Show what would be written; write it, where that was shown and agreed to.

        Raises:
            RefusedError: whoever asks may not decide, or there is no such claim.
        """
        self._refuse_others(request)
        self._refuse_pages_of_others(request)
        body = await read_body(request, _MOST_BYTES, "the form")
        asked = Filled.of(read_form(request.headers.get("content-type", ""), body).fields)
        self._claim(asked)
        try:
            addition = await self._pages.in_thread(lambda: self._inside(self._addition(asked)))
            if asked.seen == _hash(addition.after):
                await self._pages.in_thread(lambda: self._write(addition))
                address = f"{ADDRESS}/done?{urlencode({'claim': asked.claim})}"
                return RedirectResponse(f"{self._pages.site.links.root}/{address}", 303)
        except InputError as error:
            refused = RefusedError.of(error, 409 if asked.seen else 400)
            return await self._pages.made(
                request,
                ADDRESS,
                lambda: self._form(asked, refused),
                refused.status,
                is_private=True,
            )
        return await self._pages.made(
            request, ADDRESS, lambda: self._preview(asked, addition), is_private=True
        )

    async def done(self, request: Request) -> Response:
        """That it was written."""
        self._refuse_others(request)
        claim = self._claim(Filled(claim=request.query_params.get("claim", "")))
        here = self._pages.site.at(ADDRESS)

        def page() -> Page:
            return Page(filled("decided.html", here=here, claim=self._read(claim)), "Written")

        return await self._pages.made(request, ADDRESS, page, is_private=True)

    def _refuse_others(self, request: Request) -> None:
        if not self._access.allows(request):
            raise RefusedError(
                401,
                "deciding needs the token",
                "open the link that kbtool serve printed",
                {"WWW-Authenticate": "Bearer"},
            )

    def _refuse_pages_of_others(self, request: Request) -> None:
        """Refuse what no page of this server has sent, unless it has the token itself, which a browser never sends."""
        if "origin" not in request.headers and "authorization" not in request.headers:
            raise RefusedError(403, "a decision is sent by the page of this server")

    def _claim(self, asked: Filled) -> ox.NamedNode:
        try:
            return find_claim(self._pages.site.base, asked.claim)
        except InputError as error:
            raise RefusedError.of(error, 404) from error

    def _read(self, claim: ox.NamedNode) -> object:
        return self._pages.site.base.claims[claim.value]

    def _addition(self, asked: Filled) -> Addition:
        kb = self._pages.site.base
        claim = find_claim(kb, asked.claim)
        if asked.kind != "waive":
            verdict = find_verdict(kb.store, kb.labels, asked.verdict)
            decision = Decision(claim, verdict, asked.reason, asked.who, date.today())
            return added_decision(kb, decision)
        found = self._pages.site.at(ADDRESS).holdings.of_claim.get(claim.value, ())
        if asked.rule not in {finding.code for finding in found}:
            raise InputError(
                f"nothing of rule {asked.rule!r} is found on this claim", help="choose one"
            )
        try:
            day = date.fromisoformat(asked.expires)
        except ValueError:
            raise InputError(
                f"{asked.expires!r} is no day", help="write it as 2027-01-31"
            ) from None
        return added_waiver(kb, Waiving(asked.rule, claim, asked.reason, asked.who, day))

    def _inside(self, addition: Addition) -> Addition:
        """An addition to a file of the knowledge base itself.

        Raises:
            InputError: its file is a link that leads out of the knowledge base.
        """
        root = self._pages.site.base.workspace.root
        real = addition.path.resolve()
        if not any(real.is_relative_to(each.resolve()) for each in (root, root / "kb")):
            raise InputError(
                f"{addition.shown} leads out of the knowledge base, so nothing is written there",
                help="put a file of its own in the place of the link",
            )
        return addition

    def _write(self, addition: Addition) -> None:
        """Write what was agreed to, if the files are still those that the reviewer has read.

        Raises:
            InputError: they are not.
        """
        kb = self._pages.site.base
        for path, data in kb.as_read.items():
            if not path.exists() or path.read_bytes() != data:
                raise InputError(
                    f"{kb.workspace.shown(path)} has changed since it was read",
                    help="look at the claim as it is in a moment, and decide again",
                )
        write_files(addition.files, addition.as_read(kb), kb.workspace.shown)

    def _form(self, asked: Filled, refused: RefusedError | None) -> Page:
        kb = self._pages.site.base
        here = self._pages.site.at(ADDRESS)
        claim = find_claim(kb, asked.claim)
        findings = {f.code: f for f in here.holdings.of_claim.get(claim.value, ()) if f.counts}
        body = filled(
            "decide.html",
            here=here,
            claim=self._read(claim),
            asked=asked,
            refused=refused,
            verdicts=sorted(kb.labels.label(node) for node in instances(kb.store, KB("Verdict"))),
            findings=list(findings.values()),
            day=min(kb.today + timedelta(days=_USUAL_DAYS), last_day(kb)).isoformat(),
            latest=last_day(kb).isoformat(),
        )
        return Page(body, "Decide")

    def _preview(self, asked: Filled, addition: Addition) -> Page:
        shown = addition.shown
        body = filled(
            "decide-preview.html",
            here=self._pages.site.at(ADDRESS),
            claim=self._read(self._claim(asked)),
            asked=asked,
            fields={
                name: getattr(asked, name) for name in Filled.__struct_fields__ if name != "seen"
            },
            seen=_hash(addition.after),
            shown=shown,
            difference=unified(shown, shown, addition.before or "", addition.after).splitlines(),
            changed=bool(asked.seen),
        )
        return Page(body, "Decide")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
