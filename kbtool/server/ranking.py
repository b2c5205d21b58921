"""What most verdicts hang on: references are supposed to fall, and missing studies to be there, one after the other."""

from __future__ import annotations

from msgspec import Struct

from kbtool.io.worker import limited
from kbtool.reports.pages.here import Page
from kbtool.reports.pages.site import Site
from kbtool.server.filling import filled
from kbtool.server.jobs import Made

_SECONDS = 600
_MOST = 10


class Ranked(Struct, frozen=True):
    """What would change most verdicts, to be worked out: what ``kbtool what-if --rank`` prints."""

    def answer(self, site: Site) -> Made:
        """The page that lists it.

        Raises:
            InputError: the files cannot be read.
        """
        with limited("what most verdicts hang on", seconds=_SECONDS):
            return self._worked_out(site)

    def _worked_out(self, site: Site) -> Made:
        from kbtool.api import load
        from kbtool.knowledge.pivotal import Suppose, Verdicts, turned_most, verdicts_of

        kb = site.base

        def judge(suppose: Suppose) -> Verdicts:
            would_be = load(kb.workspace, policies=kb.policies, suppose=suppose, asked=["verdict"])
            return verdicts_of(would_be)

        fallen, studies = turned_most(kb, judge, _MOST)
        body = filled("ranked.html", here=site.at("what-if"), fallen=fallen, studies=studies)
        return Made(Page(body, "What most verdicts hang on"))
