"""The page for drafts: what is pasted or dropped is read by a worker and held in memory; no disk, log or address gets it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path, PurePath

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kbtool.io.originals import Original
from kbtool.io.worker import limited
from kbtool.knowledge.rules import Severity
from kbtool.reports.pages.article import kind_of, worst
from kbtool.reports.pages.here import Page
from kbtool.reports.pages.layout import lay_out
from kbtool.reports.pages.site import Site
from kbtool.reports.runs import cut_lines
from kbtool.server.bodies import read_body
from kbtool.server.filling import filled
from kbtool.server.jobs import ADDRESS as JOBS
from kbtool.server.jobs import File, Jobs, Made
from kbtool.server.options import Options
from kbtool.server.pages import Pages
from kbtool.server.refusals import RefusedError, busy
from kbtool.server.uploads import Upload, read_form

ADDRESS = "draft"
_PASTED = "draft.md"
_SECONDS = 180
_MOST_ARRIVING = 16
"""How many drafts may be arriving at a time, each of which is held in memory."""
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LOOKS = {
    Severity.ERROR: "refuted",
    Severity.WARNING: "supported-in-part",
    Severity.INFO: "no-verdict",
}
"""How words with a finding that counts are marked: as those of a claim with such a verdict."""


class Draft(Struct, frozen=True):
    """A draft to be read.

    Attributes:
        name: what it is called.
        data: its bytes.
        content_type: what the browser says that it is.
        job: the job that reads it.
    """

    name: str
    data: bytes
    content_type: str
    job: str

    def answer(self, site: Site) -> Made:
        """Its page, with what was found in its margin, and its commented copies.

        Raises:
            InputError: it cannot be read.
        """
        with limited("the reading of the draft", seconds=_SECONDS, narrow="send a part of it"):
            return self._read(site)

    def _read(self, site: Site) -> Made:
        from kbtool.api import check_drafts
        from kbtool.reports.binding import bound
        from kbtool.reports.commented import criticmarkup, word
        from kbtool.reports.commented.comments import comments
        from kbtool.reports.findings.entry_head import stars_of, verdict_of
        from kbtool.reports.findings.sentences import compared, not_counted
        from kbtool.reports.wording import aside
        from kbtool.text.document import Document

        kb = site.base
        is_pasted = self.name == _PASTED
        called = "Your draft" if is_pasted else self.name
        original = Original(
            self.data, self.name, self.name, date.today(), content_type=self.content_type
        )
        report = check_drafts(kb.workspace, [original], policies=kb.policies)
        tally = report.documents[0]
        placed = tuple(f for f in report.findings if f.document == tally.path)
        path = Path(tally.path)
        document = Document(tally.text, iri="", path=path, file=path, sha256=original.sha256)
        laid = lay_out(document, (), {}, placed)
        looks = {
            note.name: _LOOKS[note.findings[0].severity]
            if note.findings[0].counts
            else _LOOKS[Severity.INFO]
            for note in (*laid.whole, *laid.notes)
        }
        gravity = list(_LOOKS.values())
        numbers = {note.name: number for number, note in enumerate(laid.notes, 1)}
        body = filled(
            "read.html",
            here=site.at(JOBS),
            name=called,
            findings=placed,
            laid=laid,
            worst=worst((*laid.whole, *laid.notes)),
            lines=list(cut_lines(document.text, list(laid.notes))),
            kind_of=kind_of,
            verdict_of=verdict_of,
            stars_of=stars_of,
            numbers=numbers,
            by_number=lambda notes: sorted(notes, key=lambda note: numbers[note.name]),
            bound=bound(report, tally.path),
            looks=looks,
            gravest=lambda notes: min((looks[note.name] for note in notes), key=gravity.index),
            job=f"{JOBS}/{self.job}",
            said=" ".join(compared(report)),
            left=list(not_counted(report, None)),
            severities=[
                (one, sum(f.severity is one and f.counts for f in placed)) for one in Severity
            ],
            waived=sum(aside(f) == "waived" for f in placed),
        )
        made = comments(report, tally.path, kb.names, Severity.WARNING)
        stem = (
            re.sub(r"[^\w-]+", "-", PurePath(self.name).stem, flags=re.ASCII).strip("-") or "draft"
        )
        return Made(
            Page(body, called if is_pasted else f"Draft: {called}", ("draft.js",)),
            {
                "copy.docx": File(
                    word.render(self.name, tally.text, made), _WORD, f"{stem}-commented.docx"
                ),
                "copy.md": File(
                    criticmarkup.render(tally.text, made).encode(),
                    "text/markdown; charset=utf-8",
                    f"{stem}-commented.md",
                ),
            },
        )


class Drafts:
    """Answers what is asked at /draft.

    Args:
        pages: the pages.
        jobs: what drafts are read by.
        options: how the server runs.
    """

    def __init__(self, pages: Pages, jobs: Jobs, options: Options) -> None:
        self._pages = pages
        self._jobs = jobs
        self._options = options
        self._arriving = 0

    async def form(self, request: Request) -> Response:
        """The form."""
        return await self._pages.made(request, ADDRESS, self._form)

    async def take(self, request: Request) -> Response:
        """Take a draft, and show where it is read.

        Raises:
            RefusedError: there is none, it is too large, or as many as can be are being read.
        """
        body = await self._body(request)
        sent = read_form(request.headers.get("content-type", ""), body)
        upload, text = sent.files.get("file"), sent.fields.get("text", "")
        if upload is not None:
            draft = upload
        elif text.strip():
            draft = Upload(_PASTED, text.replace("\r\n", "\n").encode(), "")
        else:
            raise RefusedError(400, "there is no draft", "paste a text, or choose a file")
        name = self._jobs.begin(
            lambda job: Draft(_called(draft.name), draft.data, draft.content_type, job),
            "Your draft is being read",
        )
        return RedirectResponse(f"{self._options.root_path}/{JOBS}/{name}", 303)

    async def _body(self, request: Request) -> bytes:
        """What is sent, unless so much is arriving or being read already that this would only lie in memory."""
        self._jobs.refuse_if_busy()
        if self._arriving >= _MOST_ARRIVING:
            raise busy()
        self._arriving += 1
        try:
            return await read_body(request, self._options.upload_bytes, "the draft")
        finally:
            self._arriving -= 1

    def _form(self) -> Page:
        here = self._pages.site.at(ADDRESS)
        body = filled("draft.html", here=here, megabytes=self._options.upload_bytes // 1_000_000)
        return Page(body, "Draft", ("drop.js",))


def _called(name: str) -> str:
    """What a file is called, in characters that can be shown, and not too many."""
    shown = "".join(letter for letter in name if letter.isprintable())
    return f"{PurePath(shown).stem[:80]}{PurePath(shown).suffix[:12]}" or _PASTED
