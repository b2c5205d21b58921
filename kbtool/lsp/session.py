"""What is open, what of it is to be checked when, and what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from kbtool.errors import InputError
from kbtool.lsp.buffers import Buffer, Kind, kind_of, knowledge_base_of
from kbtool.lsp.positions import NOWHERE, Encoding
from kbtool.lsp.requests import Request
from kbtool.lsp.shown import Answer, Diagnosis, File

_NONE = "This file is in no knowledge base, so nothing is checked.\nName one with --root."

Key = tuple[Kind, str]
"""What is checked at once: a knowledge base by its root, anything else by its path."""


class Session:
    """The texts that are open in an editor.

    Args:
        check: checks something.
        publish: shows in an editor what there is in a file.
        named: the knowledge base that the user has named, if any.
        policies: the policy packs that are switched on besides those of the settings.
        exceptions: whether the exceptions hold that comments in drafts make.
        delay: seconds between the last change and the check.
    """

    def __init__(
        self,
        check: Callable[[Request], Awaitable[Answer]],
        publish: Callable[[str, File], None],
        *,
        named: Path | None = None,
        policies: Iterable[str] = (),
        exceptions: bool = True,
        delay: float = 0.5,
    ) -> None:
        self.encoding = Encoding.UTF16
        self.folders: tuple[str, ...] = ()
        self._check, self._publish = check, publish
        self._named, self._policies = named, tuple(policies)
        self._exceptions, self._delay = exceptions, delay
        self._open: dict[str, Buffer] = {}
        self._shown: dict[str, File] = {}
        self._besides: dict[Key, set[str]] = {}
        self._waiting: dict[Key, asyncio.TimerHandle] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def opened(self, buffer: Buffer) -> None:
        """A text was opened."""
        self._open[buffer.path] = buffer
        self._want(buffer, 0)

    def changed(self, buffer: Buffer) -> None:
        """A text was changed: it is checked when nothing has changed for a while."""
        self._open[buffer.path] = buffer
        self._want(buffer, self._delay)

    def saved(self, path: str) -> None:
        """A text was written to its file; what a knowledge base says may be another thing for all drafts."""
        buffer = self._open.get(path)
        if buffer is None:
            return
        self._want(buffer, 0)
        root = self._root(buffer)
        if kind_of(path, root) is Kind.BASE:
            for other in self._open.values():
                if other is not buffer and self._root(other) == root:
                    self._want(other, 0)

    def closed(self, path: str) -> None:
        """A text was closed: nothing is shown of it any more."""
        buffer = self._open.pop(path, None)
        if buffer is None:
            return
        self._shown.pop(path, None)
        self._publish(path, File())

    def shown(self, path: str) -> File:
        """What is shown in a file."""
        return self._shown.get(path, File())

    def _root(self, buffer: Buffer) -> Path | None:
        try:
            return knowledge_base_of(buffer.path, self._named, self.folders)
        except InputError:
            return None

    def _want(self, buffer: Buffer, delay: float) -> None:
        """Have a text checked after a while, and not before if it is wanted again."""
        try:
            root = knowledge_base_of(buffer.path, self._named, self.folders)
        except InputError as error:
            self._show(buffer.path, File((Diagnosis(NOWHERE, "error", str(error)),)))
            return
        kind = kind_of(buffer.path, root)
        if kind is None:
            return
        if root is None:
            self._show(buffer.path, File((Diagnosis(NOWHERE, "info", _NONE),)))
            return
        key = (kind, str(root) if kind is Kind.BASE else buffer.path)
        if key in self._waiting:
            self._waiting[key].cancel()
        loop = asyncio.get_running_loop()
        self._waiting[key] = loop.call_later(delay, self._begin, key, buffer.path, root)

    def _begin(self, key: Key, path: str, root: Path) -> None:
        self._waiting.pop(key, None)
        task = asyncio.get_running_loop().create_task(self._run(key, path, root))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, key: Key, path: str, root: Path) -> None:
        """Check, and show what came of it where the texts are still those that were checked."""
        asked = self._open.get(path)
        if asked is None:
            return
        others = tuple(
            each
            for each in self._open.values()
            if each is not asked and kind_of(each.path, root) is Kind.BASE
        )
        request = Request(
            key[0], root, asked, others, self.encoding, self._policies, self._exceptions
        )
        answer = await self._check(request)
        if any(self._open.get(each.path) is not each for each in request.buffers):
            return  # somebody has written on, so that another check is due
        for other in self._besides.pop(key, set()) - answer.files.keys():
            if other not in self._open:
                self._show(other, File())
        for shown, file in answer.files.items():
            if shown not in self._open:
                self._besides.setdefault(key, set()).add(shown)
            self._show(shown, file)

    def _show(self, path: str, file: File) -> None:
        self._shown[path] = file
        self._publish(path, file)
