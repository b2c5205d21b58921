"""The endpoint: queries by the SPARQL 1.1 Protocol, answered whole or refused with the reason."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response

from kbtool.errors import InputError, LimitError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.rdf.sparql import Graph
from kbtool.rdf.sparql_datasets import loaded_graphs
from kbtool.server.bodies import read_body
from kbtool.server.describing import description
from kbtool.server.formats import TRIPLES, chosen, formats_of
from kbtool.server.options import Options
from kbtool.server.pool import Pool
from kbtool.server.protocol import Operation, by_get, by_post
from kbtool.server.refusals import RefusedError
from kbtool.server.work import Query, Work, Written

PATH = "/sparql"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class Endpoint:
    """Answers what is asked at /sparql.

    Args:
        kb: the knowledge base.
        pool: the workers for queries.
        options: how the server runs.
    """

    def __init__(self, kb: KnowledgeBase, pool: Pool, options: Options) -> None:
        self._kb = kb
        self._pool = pool
        self._options = options

    async def answer(self, request: Request) -> Response:
        """The answer to a request.

        Raises:
            RefusedError: it is no query operation, or its query is not answered.
        """
        if request.method == "OPTIONS":
            return self._preflight(request)
        operation = await self._asked(request)
        accept = request.headers.get("accept")
        if operation.query is None:
            if request.method == "POST":
                raise RefusedError(400, "there is no query", "send it as query=...")
            return self._description(request, operation.format, accept)
        format_, media_type = chosen(formats_of(operation.query), operation.format, accept)
        query = Query(operation.query, operation.dataset, self._options.seconds, self._options.rows)
        body = await answered(self._pool, Written(query, format_.name), request)
        assert isinstance(body, bytes)
        headers = {"Vary": "Accept"}
        if operation.format is not None:
            headers["Content-Disposition"] = f'attachment; filename="result{format_.ending}"'
        return Response(body, media_type=_with_charset(media_type), headers=headers)

    async def _asked(self, request: Request) -> Operation:
        query_string = request.scope["query_string"]
        if request.method != "POST":
            return by_get(query_string)
        body = await read_body(request, self._options.query_bytes, "the query")
        return by_post(query_string, request.headers.get("content-type", ""), body)

    def _description(self, request: Request, name: str | None, accept: str | None) -> Response:
        format_, media_type = chosen(TRIPLES, name, accept)
        address = f"{request.url.scheme}://{request.headers['host']}{self._options.root_path}{PATH}"
        triples = description(address, loaded_graphs(self._kb.store))
        text = format_.render(Graph(triples, complete=True), self._kb.labels)
        return Response(text, media_type=_with_charset(media_type), headers={"Vary": "Accept"})

    def _preflight(self, request: Request) -> Response:
        """What a browser asks before a page of another site may ask (Fetch Standard, section 3.3.4)."""
        headers = {"Allow": ", ".join(METHODS)}
        if request.headers.get("origin") in self._options.cors:
            headers |= {
                "Access-Control-Allow-Methods": "GET, POST",
                "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type",
                "Access-Control-Max-Age": "86400",
            }
        return Response(status_code=204, headers=headers)


async def answered(pool: Pool, work: Work, request: Request) -> object:
    """What a worker answers; it is ended, if the client goes away.

    Raises:
        RefusedError: it does not answer, with the reason: 500, as the protocol has it, for a limit that was hit.
    """
    asking = asyncio.create_task(pool.answer(work))
    leaving = asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not asking.done():
            raise RefusedError(499, "whoever asked has gone")
        return asking.result()
    except LimitError as error:
        raise RefusedError.of(error, 500) from error
    except InputError as error:
        raise RefusedError.of(error) from error
    finally:
        for task in (asking, leaving):
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task


async def _gone(request: Request) -> None:
    """Returns when the client has gone away."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _with_charset(media_type: str) -> str:
    """A media type as a header: text says its encoding, all else has one by its own definition."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
