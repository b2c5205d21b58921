"""Workers side by side: what they find comes back, and none of them is passed over or left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from kbtool.errors import InputError, LimitError
from kbtool.io.crew import WorkerEndedError, side_by_side


def test_each_result_has_its_number() -> None:
    jobs = [lambda number=number: number * 10 for number in range(5)]

    found = dict(side_by_side(jobs, at_once=2, memory=4000))

    assert found == {0: 0, 1: 10, 2: 20, 3: 30, 4: 40}


def test_a_worker_that_is_ended_is_an_error() -> None:
    def dies() -> int:
        os.kill(os.getpid(), signal.SIGKILL)
        return 1

    with pytest.raises(WorkerEndedError, match="without an answer"):
        list(side_by_side([lambda: 1, dies], at_once=1, memory=4000))


def test_a_worker_without_memory_is_an_error() -> None:
    def swells() -> int:
        raise MemoryError

    with pytest.raises(WorkerEndedError, match="too little memory"):
        list(side_by_side([swells], at_once=1, memory=4000))


def test_workers_that_grow_too_large_are_ended() -> None:
    def waits() -> int:
        signal.pause()
        return 1

    with pytest.raises(LimitError, match="more than 1 MB"):
        list(side_by_side([waits], at_once=1, memory=1))


def test_what_the_work_raises_is_raised() -> None:
    def fails() -> int:
        raise InputError("is no Turtle", path="kb/a.ttl", line=3)

    with pytest.raises(InputError, match=r"kb/a\.ttl:3: is no Turtle"):
        list(side_by_side([fails], at_once=1, memory=4000))


def test_no_worker_outlives_who_began_it() -> None:
    """Whatever ends the process that began them: the pipe that they hold open is closed when the last one is gone."""
    text = """
        import os, signal, sys
        from kbtool.io.crew import side_by_side

        def waits():
            os.write(1, b"begun ")
            signal.pause()

        list(side_by_side([waits, waits], at_once=2, memory=4000))
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(text)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert os.read(process.stdout.fileno(), 6) == b"begun "
        process.kill()
        while os.read(process.stdout.fileno(), 6):  # ends when nobody can write any more
            pass
