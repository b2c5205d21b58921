"""The application: which address is answered by what."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route, Router

from kbtool.io.forking import ForkServer
from kbtool.knowledge.base import KnowledgeBase
from kbtool.server.access import ENTER, Access
from kbtool.server.endpoint import METHODS, PATH, Endpoint
from kbtool.server.guard import Guard
from kbtool.server.options import Options
from kbtool.server.pool import Pool
from kbtool.server.work import Work


def fork_server(kb: KnowledgeBase, options: Options) -> ForkServer:
    """The process that splits off workers; to be begun before anything listens."""

    def serve(request: object) -> object:
        work: Work = request  # type: ignore[assignment]
        return work.answer(kb)

    return ForkServer(serve, options.workers)


def create_app(kb: KnowledgeBase, options: Options, access: Access, forks: ForkServer) -> Guard:
    """The application.

    Args:
        kb: the knowledge base.
        options: how the server runs.
        access: who may read.
        forks: begins workers.
    """
    queries = Pool(forks, range(options.workers), options.waiting)
    endpoint = Endpoint(kb, queries, options)

    async def enter(request: Request) -> Response:
        return access.enter(request)

    async def front(request: Request) -> Response:
        return RedirectResponse(f"{options.root_path}{PATH}", 303)

    router = Router(
        [
            Route(f"{ENTER}{{code}}", enter, methods=["GET"]),
            Route(PATH, endpoint.answer, methods=list(METHODS)),
            Route("/", front, methods=["GET"]),
        ]
    )
    return Guard(router, options, access)
