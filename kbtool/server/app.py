"""The application: which address is answered by what."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from kbtool.io.forking import ForkServer
from kbtool.reports.pages.links import ASSETS, Links
from kbtool.reports.pages.site import Site
from kbtool.server.access import ENTER, Access
from kbtool.server.comparing import ADDRESS as CHANGES
from kbtool.server.comparing import Comparing
from kbtool.server.deciding import ADDRESS as DECIDE
from kbtool.server.deciding import Deciding
from kbtool.server.drafts import ADDRESS as DRAFT
from kbtool.server.drafts import Drafts
from kbtool.server.endpoint import METHODS, PATH, Endpoint
from kbtool.server.guard import Guard
from kbtool.server.jobs import ADDRESS as JOBS
from kbtool.server.jobs import Jobs
from kbtool.server.options import Options
from kbtool.server.pages import Pages
from kbtool.server.pool import Pool
from kbtool.server.questions import VOCABULARY
from kbtool.server.supposing import ADDRESS as WHAT_IF
from kbtool.server.supposing import Supposing
from kbtool.server.vocabulary import Vocabulary
from kbtool.server.work import Work


def fork_server(site: Site, options: Options) -> ForkServer:
    """The process that splits off workers; to be begun before anything listens."""

    def serve(request: object) -> object:
        work: Work = request  # type: ignore[assignment]
        return work.answer(site)

    return ForkServer(serve, options.workers + options.jobs)


def links_of(options: Options) -> Links:
    """How pages of the server link to each other, and what there is besides them."""
    return Links(
        root=options.root_path,
        sparql=True,
        drafts=True,
        what_if=True,
        comparing=True,
        deciding=options.decisions,
    )


def create_app(site: Site, options: Options, access: Access, forks: ForkServer) -> Guard:
    """The application.

    Args:
        site: the pages, and the knowledge base that they are of.
        options: how the server runs.
        access: who may read.
        forks: begins workers.
    """
    queries = Pool(forks, range(options.workers), options.waiting)
    pages = Pages(site)
    endpoint = Endpoint(pages, queries, options)
    slots = range(options.workers, options.workers + options.jobs)
    jobs = Jobs(Pool(forks, slots, options.jobs_waiting, once=True), pages)
    drafts = Drafts(pages, jobs, options)
    supposing = Supposing(pages, jobs)
    comparing = Comparing(pages, jobs)

    deciding = Deciding(pages, access)
    on_decisions = [
        Route(f"/{DECIDE}", deciding.form, methods=["GET"]),
        Route(f"/{DECIDE}", deciding.decide, methods=["POST"]),
        Route(f"/{DECIDE}/done", deciding.done, methods=["GET"]),
    ]

    async def enter(request: Request) -> Response:
        return access.enter(request)

    reading = ["GET"]
    router = Router(
        [
            Route(f"{ENTER}{{code}}", enter, methods=reading),
            Route(PATH, endpoint.answer, methods=list(METHODS)),
            Route(f"/{VOCABULARY}", Vocabulary(pages).answer, methods=reading),
            Route(f"/{DRAFT}", drafts.form, methods=reading),
            Route(f"/{DRAFT}", drafts.take, methods=["POST"]),
            Route(f"/{JOBS}/{{id}}", jobs.page, methods=reading),
            Route(f"/{JOBS}/{{id}}/state", jobs.state, methods=reading),
            Route(f"/{JOBS}/{{id}}/cancel", jobs.cancel, methods=["POST"]),
            Route(f"/{JOBS}/{{id}}/{{name}}", jobs.file, methods=reading),
            Route(f"/{WHAT_IF}", supposing.page, methods=reading),
            Route(f"/{CHANGES}", comparing.page, methods=reading),
            *(on_decisions if options.decisions else ()),
            Route(f"/{ASSETS}/{{name}}", pages.file, methods=reading),
            Route("/{address:path}", pages.page, methods=reading),
        ]
    )
    return Guard(router, options, access, pages)
