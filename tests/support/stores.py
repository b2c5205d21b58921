"""SPARQL stores of others, started on loopback for as long as tests need them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_PATIENCE = 60
"""Seconds within which a store has to be up."""


@dataclass(frozen=True)
class Running:
    """A store that runs.

    Attributes:
        query: where it takes queries.
        update: where it takes updates.
        user, password: who may write, where not everybody may.
    """

    query: str
    update: str
    user: str = ""
    password: str = ""


def program(variable: str, name: str, package: str) -> str:
    """The program of a store: the one that an environment variable names, which has to be there, or one that is installed.

    Without one the test is skipped; where KBTOOL_STORES is "required", it fails.
    """
    named = os.environ.get(variable)
    if named and not shutil.which(named):
        pytest.fail(f"{variable} names {named}, which is not there")
    beside = str(Path(sys.executable).parent)
    path = os.pathsep.join((beside, os.environ.get("PATH", os.defpath)))
    found = named or shutil.which(name, path=path)
    if found is None:
        told = f"{name} is not installed; install {package}, or name it in {variable}"
        if os.environ.get("KBTOOL_STORES") == "required":
            pytest.fail(told)
        pytest.skip(told)
    return found


@contextmanager
def oxigraph(folder: Path) -> Iterator[Running]:
    """Oxigraph's server, with nothing in it."""
    found = program("KBTOOL_OXIGRAPH", "oxigraph", "oxigraph from PyPI")
    port = free_port()
    with (folder / "oxigraph.log").open("wb") as log:
        process = subprocess.Popen(
            [found, "serve", "--bind", f"127.0.0.1:{port}"], stdout=log, stderr=log, cwd=folder
        )
        try:
            at = f"http://127.0.0.1:{port}"
            wait_for(f"{at}/query?query=ASK%7B%7D", process)
            yield Running(f"{at}/query", f"{at}/update")
        finally:
            process.terminate()
            process.wait()


def free_port() -> int:
    """A port on loopback that nobody listens at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers."""
    until = time.monotonic() + _PATIENCE
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail(f"the store ended with {process.returncode}: {process.args!r}")
        try:
            with opener.open(address, timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail("the store does not come up")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Running]:
    """Virtuoso 7, with nothing in it; its administrator has the password that it comes with."""
    found = program("KBTOOL_VIRTUOSO", "virtuoso-t", "virtuoso-opensource-7-bin from Debian")
    sql, web = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=sql, web=web))
    with (folder / "out.log").open("wb") as log:
        process = subprocess.Popen(
            [found, "+foreground", "+configfile", "virtuoso.ini"],
            stdout=log,
            stderr=log,
            cwd=folder,
        )
        try:
            at = f"http://127.0.0.1:{web}"
            wait_for(f"{at}/sparql?query=ASK%7B%7D", process)
            yield Running(f"{at}/sparql", f"{at}/sparql-auth", "dba", "dba")
        finally:
            process.kill()
            process.wait()


_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
Striping = 0
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
MaxClientConnections = 10
CheckpointInterval = 0
CaseMode = 2
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
MaxQueryMem = 200M
[HTTPServer]
ServerPort = 127.0.0.1:{web}
ServerRoot = .
MaxClientConnections = 10
ServerThreads = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
"""
