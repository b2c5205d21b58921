"""Ctrl-C and the end of a process while something has to be put in order first."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let no signal that may be handled break off the block; one that comes meanwhile is left out."""
    with _handling(signal.SIG_IGN, signal.SIGINT, signal.SIGTERM):
        yield


@contextmanager
def ended_as_interrupted() -> Iterator[None]:
    """Let the end of the process that somebody asks for (SIGTERM) be what Ctrl-C is.

    Raises:
        KeyboardInterrupt: somebody has asked for it.
    """
    with _handling(_interrupt, signal.SIGTERM):
        yield


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def _handling(handler: object, *numbers: signal.Signals) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, handler) for number in numbers}  # type: ignore[arg-type]
    try:
        yield
    finally:
        for number, one in before.items():
            signal.signal(number, one)
