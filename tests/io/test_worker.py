"""Work in a worker: its result and its errors come back, and it ends at its limits."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator

import pytest

from kbtool.errors import InputError
from kbtool.io.limits import Limits, enforce, in_force
from kbtool.io.tasks import Board
from kbtool.io.worker import Watch, become_worker, in_worker, limited


@pytest.fixture(autouse=True)
def low() -> Iterator[None]:
    """Low limits."""
    before = in_force()
    enforce(Limits(seconds=0.2, memory=50))
    yield
    enforce(before)


def test_a_result_comes_back() -> None:
    assert in_worker(lambda: {"some": (1, "ü")}) == {"some": (1, "ü")}


def test_an_error_comes_back_with_all_that_it_says() -> None:
    def work() -> None:
        raise InputError("is wrong", path="a.ttl", line=3, help="mend it")

    with pytest.raises(InputError, match=r"a\.ttl:3: is wrong \(help: mend it\)"):
        in_worker(work)


def test_work_that_no_signal_reaches_ends_when_its_time_is_up() -> None:
    def work() -> None:
        import re

        with limited("the pattern", path="a.ttl", narrow="simplify it"):
            re.fullmatch("(a+)+b", "a" * 40)

    with pytest.raises(InputError) as raised:
        in_worker(work)
    assert str(raised.value) == (
        "a.ttl: the pattern takes longer than 0.2 seconds "
        "(help: simplify it, or allow more with seconds in [limits] of kbtool.toml)"
    )


def test_work_that_takes_too_much_memory_ends() -> None:
    def work() -> None:
        with limited("the list", seconds=60):
            held = []
            while True:
                held.append(bytearray(1_000_000))

    with pytest.raises(InputError, match="the list takes more than 50 MB of memory"):
        in_worker(work)


def test_work_after_work_has_limits_of_its_own() -> None:
    def work() -> int:
        for _ in range(100):
            with limited("a step"):
                pass
        return 100

    assert in_worker(work) == 100


def test_a_worker_that_is_killed_is_told() -> None:
    def work() -> None:
        import os

        os.kill(os.getpid(), 9)

    with pytest.raises(InputError, match="ended without an answer"):
        in_worker(work)


def test_who_waits_is_told_of_work_in_words_of_their_own() -> None:
    board = Board()
    watch = Watch(board, os.getpid())
    become_worker(board)
    try:
        assert watch.at_work() is None
        with limited("the derivation 'crowds'", told="deriving verdicts, step 3 of 7"):
            assert watch.at_work() == "deriving verdicts, step 3 of 7"
        with limited("the query"):
            assert watch.at_work() == "the query"
    finally:
        become_worker(None)


def test_a_worker_ends_with_who_began_it_however_that_ended() -> None:
    text = """
        import os, signal
        from kbtool.io.worker import in_worker

        def waits():
            os.write(1, b"begun ")
            signal.pause()

        in_worker(waits)
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(text)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert os.read(process.stdout.fileno(), 6) == b"begun "
        process.kill()
        assert not os.read(process.stdout.fileno(), 6)  # nobody can write any more


def test_a_worker_does_not_outlive_who_watches_it() -> None:
    """Nothing is handed on by a process that is killed, so that it is the closed pipe that tells."""
    text = """
        import os, signal
        from kbtool.io.worker import split

        split(lambda _: None)
        os.write(1, b"begun ")
        signal.pause()
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(text)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert os.read(process.stdout.fileno(), 6) == b"begun "
        process.kill()
        while os.read(process.stdout.fileno(), 6):  # ends when nobody can write any more
            pass
