"""The endpoint: queries by the SPARQL 1.1 Protocol, answered whole or refused with the reason."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response

from kbtool.errors import InputError, LimitError
from kbtool.knowledge.queries import Question, read_named_queries
from kbtool.rdf.sparql import Graph
from kbtool.rdf.sparql_datasets import loaded_graphs
from kbtool.server.bodies import read_body
from kbtool.server.describing import description
from kbtool.server.formats import RESULTS, TRIPLES, chosen, formats_of
from kbtool.server.negotiation import negotiated
from kbtool.server.options import Options
from kbtool.server.pages import Pages
from kbtool.server.pool import Pool
from kbtool.server.protocol import Operation, by_get, by_post
from kbtool.server.questions import ADDRESS, EDITOR, ROWS, Choice, asked, page_of, question_of
from kbtool.server.refusals import RefusedError
from kbtool.server.work import Look, Query, Shown, Work, Written

PATH = "/sparql"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class Endpoint:
    """Answers what is asked at /sparql: programs by the protocol, browsers with a page.

    Args:
        pages: the pages, and the knowledge base that they are of.
        pool: the workers for queries.
        options: how the server runs.
    """

    def __init__(self, pages: Pages, pool: Pool, options: Options) -> None:
        self._pages = pages
        self._kb = pages.site.base
        self._queries = read_named_queries(self._kb.workspace.queries)
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
        choice = Choice.of(operation.query, operation.others, operation.dataset)
        accept = request.headers.get("accept")
        if request.method != "POST" and operation.format is None and _is_browser(accept):
            return await self._page(request, choice)
        query = await self._query(operation, choice)
        if query is None:
            if request.method == "POST" or choice.name is not None:
                raise RefusedError(
                    400, "there is no query, or not all that it needs", "send it as query=..."
                )
            return self._description(request, operation.format, accept)
        format_, media_type = chosen(formats_of(query.text), operation.format, accept)
        body = await answered(self._pool, Written(query, format_.name), request)
        assert isinstance(body, bytes)
        headers = {"Vary": "Accept"}
        if operation.format is not None:
            name = f"{choice.name if choice.name in self._queries else 'result'}{format_.ending}"
            headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return Response(body, media_type=_with_charset(media_type), headers=headers)

    async def _query(self, operation: Operation, choice: Choice) -> Query | None:
        """The query that is asked: as it was sent, or a named one with its parameters."""
        options = self._options
        if operation.query is not None and not choice.given:
            return Query(operation.query, operation.dataset, options.seconds, options.rows)
        question = await self._pages.in_thread(lambda: question_of(self._kb, self._queries, choice))
        if question is None:
            return None
        return asked(question, choice, options.seconds, options.rows)

    async def _page(self, request: Request, choice: Choice) -> Response:
        """The page for queries, with the answer to what was chosen."""
        question: Question | None = None
        shown: Shown | None = None
        refused: RefusedError | None = None
        try:
            question = await self._pages.in_thread(
                lambda: question_of(self._kb, self._queries, choice)
            )
            if question is not None:
                query = asked(question, choice, self._options.seconds, self._options.rows)
                look = Look(query, question.named, choice.page, ROWS)
                answer = await answered(self._pool, look, request)
                assert isinstance(answer, Shown)
                shown = answer
        except RefusedError as error:
            refused = error
        here = self._pages.site.at(ADDRESS)
        has_editor = self._pages.has_file(EDITOR)
        response = await self._pages.made(
            request,
            ADDRESS,
            lambda: page_of(
                here, self._queries, choice, question, shown, refused, has_editor=has_editor
            ),
            200 if refused is None else refused.status,
        )
        response.headers.update({"Vary": "Accept", **(refused.headers if refused else {})})
        return response

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


def _is_browser(accept: str | None) -> bool:
    """Whether a page is wanted more than anything that a program could read."""
    every = [format_.media_types[0] for format_ in (*RESULTS, *TRIPLES)]
    return negotiated(accept, [*every, "text/html"]) == "text/html"


def _with_charset(media_type: str) -> str:
    """A media type as a header: text says its encoding, all else has one by its own definition."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
