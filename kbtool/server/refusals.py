"""Requests that are not answered: with which status, and why, in words for who asked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from starlette.responses import PlainTextResponse, Response

from kbtool.errors import InputError


class RefusedError(Exception):
    """A request that is not answered.

    Args:
        status: the status of the answer.
        message: what is wrong, one sentence.
        help: what to do.
        headers: headers of the answer.
        line: the 1-based line of what was sent that is at fault, if it is known.
    """

    def __init__(
        self,
        status: int,
        message: str,
        help: str | None = None,
        headers: Mapping[str, str] | None = None,
        line: int | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.help = help
        self.headers = dict(headers or {})
        self.line = line

    @classmethod
    def of(cls, error: InputError, status: int = 400) -> RefusedError:
        """The refusal of what an error tells; of a file with its path in the knowledge base, or its name alone."""
        if error.path is None or not PurePath(error.path).name:
            return cls(status, error.message, error.help, line=error.line)
        path = PurePath(error.path)
        shown = path.name if path.is_absolute() or ".." in path.parts else path.as_posix()
        place = f"{shown}:{error.line}" if error.line else shown
        return cls(status, f"{place}: {error.message}", error.help)

    @property
    def told(self) -> str:
        """What is wrong, and in which line."""
        return f"line {self.line}: {self.message}" if self.line else self.message

    @property
    def text(self) -> str:
        """It in words, as clients get it."""
        return f"{self.told}\n" + (f"help: {self.help}\n" if self.help else "")

    def response(self) -> Response:
        """The answer."""
        return PlainTextResponse(self.text, self.status, self.headers)


def too_large(what: str, limit: int) -> RefusedError:
    """What is asked is larger than it may be."""
    return RefusedError(413, f"{what} is larger than {limit:,} bytes", "send less")


def busy() -> RefusedError:
    """All that could answer is at work, and enough is waiting."""
    return RefusedError(
        503,
        "busy: as many questions as can be answered at a time are being asked",
        "ask again in a few seconds",
        {"Retry-After": "5"},
    )
