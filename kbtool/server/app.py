"""The application: which address is answered by what."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from kbtool.io.forking import ForkServer
from kbtool.knowledge.base import KnowledgeBase
from kbtool.reports.pages.links import ASSETS, Links
from kbtool.reports.pages.site import Site
from kbtool.server.access import ENTER, Access
from kbtool.server.endpoint import METHODS, PATH, Endpoint
from kbtool.server.guard import Guard
from kbtool.server.options import Options
from kbtool.server.pages import Pages
from kbtool.server.pool import Pool
from kbtool.server.work import Work


def fork_server(kb: KnowledgeBase, options: Options) -> ForkServer:
    """The process that splits off workers; to be begun before anything listens."""

    def serve(request: object) -> object:
        work: Work = request  # type: ignore[assignment]
        return work.answer(kb)

    return ForkServer(serve, options.workers)


def links_of(options: Options) -> Links:
    """How pages of the server link to each other, and what there is besides them."""
    return Links(root=options.root_path, sparql=True)


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

    async def enter(request: Request) -> Response:
        return access.enter(request)

    reading = ["GET"]
    router = Router(
        [
            Route(f"{ENTER}{{code}}", enter, methods=reading),
            Route(PATH, endpoint.answer, methods=list(METHODS)),
            Route(f"/{ASSETS}/{{name}}", pages.file, methods=reading),
            Route("/{address:path}", pages.page, methods=reading),
        ]
    )
    return Guard(router, options, access, pages)
