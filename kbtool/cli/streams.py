"""The streams that a command is given: closed ones, full ones, and encodings that lack a character."""

from __future__ import annotations

import errno
import io
import os
import sys
from datetime import date
from typing import TYPE_CHECKING

from kbtool.errors import InputError

if TYPE_CHECKING:
    from kbtool.io.originals import Original

_OF_STREAMS = (errno.ENOSPC, errno.EBADF, errno.EIO, errno.EDQUOT)


class _Closed(io.TextIOBase):
    """A standard output that nobody has opened: what is written to it is not lost in silence."""

    encoding = "utf-8"

    def write(self, text: str) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))

    def writable(self) -> bool:
        return True


def prepare() -> None:
    """Make the standard streams usable: no file that is opened later becomes one of them, and no character fails.

    A character that the encoding of a terminal lacks, and a byte of a file name that is not UTF-8, are escaped.
    """
    while (spare := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(spare)
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def failed(error: OSError) -> str | None:
    """What has become of standard output, if an error is about it; its exit code says the same."""
    if error.filename is None and error.errno in _OF_STREAMS:
        return f"standard output cannot be written: {error.strerror}"
    return None


def give_up_output() -> None:
    """Let nothing more be written to standard output, so that the end of the process is quiet."""
    if not isinstance(sys.stdout, _Closed):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def read_bytes() -> bytes:
    """All of standard input.

    Raises:
        InputError: it is closed.
    """
    if sys.stdin is None:
        raise InputError("standard input is closed", help="give a file, or pipe the text in")
    return sys.stdin.buffer.read()


def standard_original() -> Original:
    """Standard input as a draft.

    Raises:
        InputError: it is closed.
    """
    from kbtool.io.originals import Original

    return Original(read_bytes(), "<stdin>", "<stdin>", date.today())
