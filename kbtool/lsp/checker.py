"""The process that checks, as the server sees it: started when it is needed, and again when it has ended."""

from __future__ import annotations

import asyncio
import pickle
import sys
from asyncio.subprocess import PIPE, Process

from kbtool.errors import InputError
from kbtool.io.framing import LENGTH_BYTES, framed, length_of
from kbtool.lsp.checking import refused
from kbtool.lsp.requests import Request
from kbtool.lsp.shown import Answer


class Checker:
    """Checks one request after the other, in a process of its own."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._one = asyncio.Lock()

    async def answer(self, request: Request) -> Answer:
        """What is found; where the process ends before it answers, that it did."""
        async with self._one:
            try:
                return await self._asked(request)
            except (OSError, asyncio.IncompleteReadError):
                self.end()
                return refused(
                    request,
                    InputError(
                        "the check ended without an answer", help="there may be too little memory"
                    ),
                )

    async def _asked(self, request: Request) -> Answer:
        process = self._process
        if process is None or process.returncode is not None:
            process = self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "kbtool.lsp.work", stdin=PIPE, stdout=PIPE
            )
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(framed(request))
        await process.stdin.drain()
        length = length_of(await process.stdout.readexactly(LENGTH_BYTES))
        answer = pickle.loads(await process.stdout.readexactly(length))
        assert isinstance(answer, Answer)
        return answer

    def end(self) -> None:
        """End the process."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
        self._process = None
