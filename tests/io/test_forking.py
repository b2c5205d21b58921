"""Workers of a fork server: they share what was loaded, serve, and end with who began them."""

from __future__ import annotations

import os
import pickle
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kbtool.io.forking import ForkServer, Worker
from kbtool.io.framing import LENGTH_BYTES, framed, length_of
from kbtool.io.worker import limited


@contextmanager
def begun(slots: int = 1) -> Iterator[ForkServer]:
    loaded = {"a": 1}

    def serve(request: object) -> object:
        if request == "fail":
            raise ValueError("as told")
        if request == "stay":
            with limited("the wait", seconds=0.1):
                signal.pause()
        return loaded.get(str(request)), os.getpid()

    forks = ForkServer(serve, slots)
    try:
        yield forks
    finally:
        forks.close()


def ask(worker: Worker, request: object) -> tuple[bool, object]:
    worker.channel.sendall(framed(request))
    head = worker.channel.recv(LENGTH_BYTES, socket.MSG_WAITALL)
    data = worker.channel.recv(length_of(head), socket.MSG_WAITALL)
    done, outcome = pickle.loads(data)
    return done, outcome


def test_a_worker_answers_one_request_after_the_other_from_what_was_loaded() -> None:
    with begun() as forks:
        worker = forks.split_off(0)
        assert ask(worker, "a") == (True, (1, worker.pid))
        assert ask(worker, "b") == (True, (None, worker.pid))


def test_an_error_comes_back_and_the_worker_goes_on() -> None:
    with begun() as forks:
        worker = forks.split_off(0)
        done, error = ask(worker, "fail")
        assert (done, repr(error)) == (False, "ValueError('as told')")
        assert ask(worker, "a")[0]


def test_a_worker_that_takes_too_long_is_seen_and_ended_and_its_slot_is_free_again() -> None:
    with begun() as forks:
        worker = forks.split_off(0)
        worker.channel.sendall(framed("stay"))
        while (reached := worker.watch.look()) is None:
            pass
        assert "the wait takes longer than 0.1 seconds" in str(reached)
        forks.end(worker)
        another = forks.split_off(0)
        assert another.watch.look() is None
        assert ask(another, "a") == (True, (1, another.pid))


def test_all_end_with_who_began_them() -> None:
    with begun(2) as forks:
        workers = [forks.split_off(slot) for slot in range(2)]
        workers[0].channel.sendall(framed("stay"))
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker.pid, 0)
