"""Errors that kbtool raises for its callers.

KbtoolError            anything that kbtool raises on purpose
  InputError           a file, query or argument that cannot be read or trusted (exit code 2)
    LimitError         work that takes more than it may
"""

from __future__ import annotations

from pathlib import Path


class KbtoolError(Exception):
    """Base class of the errors that kbtool raises on purpose."""


class InputError(KbtoolError):
    """Input that cannot be read or trusted.

    Args:
        message: what is wrong, one present-tense sentence.
        path: the file it is about, if any.
        line: the 1-based line in that file, or in the text that was given, if known.
        column: the 1-based column in that line, if known.
        help: what the user can do about it.
    """

    def __init__(
        self,
        message: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        column: int | None = None,
        help: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.help = help

    def __str__(self) -> str:
        """The error as one line: ``path:line:column: message (help: ...)``; without a path, ``line 3: message``."""
        parts = (self.path, self.line, self.column)
        place = "".join(f"{part}:" for part in parts if part is not None)
        if self.path is None and self.line is not None:
            place = f"line {self.line}:"
        text = f"{place} {self.message}" if place else self.message
        return f"{text} (help: {self.help})" if self.help else text


class LimitError(InputError):
    """Work that takes more time, memory or rows than it may."""
