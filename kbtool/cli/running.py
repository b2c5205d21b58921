"""Long work on the command line: a progress line on a terminal, and Ctrl-C that ends it at once."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from kbtool.cli.abilities import can_replace_lines
from kbtool.cli.terminal import say
from kbtool.io.controls import escaped
from kbtool.text.kept_forms import keep_forms

T = TypeVar("T")

_QUIET_FOR = 0.5
"""Seconds before the first progress line: what is done by then needs none."""


class ProgressLine:
    """One line on standard error that says how far the work is; nothing where no terminal can replace it."""

    def __init__(self) -> None:
        self._shown = False
        self._terminal = sys.stderr.isatty() and can_replace_lines(os.environ, sys.argv)
        self._since = time.monotonic()

    def say(self, text: str) -> None:
        """Replace the line."""
        if self._terminal and time.monotonic() - self._since > _QUIET_FOR:
            self._shown = True
            sys.stderr.write(f"\r\x1b[2K{escaped(text)} ...")
            sys.stderr.flush()

    def count(self, done: int, total: int, noun: str) -> None:
        """Say how many of how many are done."""
        self.say(f"{done} of {total} {noun}")

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
            self._shown = False


def run(work: Callable[[ProgressLine], T]) -> T:
    """The result of work that may spend long inside of a library that does not see signals.

    The work runs in a thread of its own while this one waits for it or for Ctrl-C, which ends the
    process with 130 at once. So the work must not write files; its caller does, with the result.
    """
    line = ProgressLine()

    def ending_here() -> T:
        try:
            result = work(line)
            keep_forms()
            return result
        except BaseException as error:
            # Query results of the store must be dropped by the thread that made them.
            traceback.clear_frames(error.__traceback__)
            raise

    with ThreadPoolExecutor(1) as pool:
        try:
            return pool.submit(ending_here).result()
        except KeyboardInterrupt:
            line.clear()
            sys.stdout.flush()
            os._exit(130)
        finally:
            line.clear()


def note(text: str) -> None:
    """A remark for --verbose, on standard error."""
    say(f"kbtool: note: {text}", err=True)
