"""The command line, run as users do: in a process of its own."""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import logging
import multiprocessing
import os
import pkgutil
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import BinaryIO

import pytest

import kbtool as package
from cases import Case, lay_out
from example import ARTICLE, TURTLE
from kbtool import cli
from kbtool.api.checking import check_drafts
from kbtool.checks.run import check
from kbtool.io import kept
from kbtool.io.kept import keep_in, name_of
from kbtool.io.originals import Original
from kbtool.io.tasks import Board
from kbtool.io.worker import become_worker
from kbtool.io.workspace import Workspace
from kbtool.knowledge.loading import open_knowledge_base

ROOT = Path(__file__).parents[2]
_PATIENCE = 300
_LEFT_OUT = ("NO_COLOR", "COLUMNS", "GITHUB_ACTIONS", "GITLAB_CI", "PYTHONDONTWRITEBYTECODE")


def kbtool(
    *args: str | Path,
    cwd: Path,
    stdin: str = "",
    within: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
    watched: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run the command line as users do, in a process of its own.

    The process is forked from this one, which has the program's modules already, and has read the vocabulary and the
    rules: a Python that starts, imports and reads them takes longer than most commands. It is the worker of a command at
    once, and no second one is split off that would end it at its limits, unless that is what the test is about. What needs
    the command as the shell finds it takes `command`.

    Args:
        args: its arguments.
        cwd: the working directory.
        stdin: what it reads on standard input.
        within: a command that runs it; it then starts anew.
        env: its environment; that of `environment`, if None.
        watched: whether it is held to its limits.
    """
    variables = environment() if env is None else env
    if within:
        return subprocess.run(
            [*within, *command(args)],
            cwd=cwd,
            input=stdin,
            env=variables,
            capture_output=True,
            encoding="utf-8",
            timeout=_PATIENCE,
        )
    _ready()
    words = [str(word) for word in args]
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        given.write(stdin.encode())
        given.seek(0)
        child = multiprocessing.get_context("fork").Process(
            target=_run, args=(words, cwd, variables, (given, out, err), watched)
        )
        child.start()
        child.join(_PATIENCE)
        if child.exitcode is None:
            child.kill()
            child.join()
            raise subprocess.TimeoutExpired(words, _PATIENCE)
        return subprocess.CompletedProcess(words, child.exitcode, _text(out), _text(err))


def command(args: Sequence[str | Path]) -> list[str]:
    """The command line with arguments, as the operating system takes it."""
    return [sys.executable, "-m", "kbtool", *map(str, args)]


def environment() -> dict[str, str]:
    """The environment without what changes the output, and without a way to any server but those on loopback.

    What starts anew keeps its modules compiled, as it does for users: compiling them again takes longer than most commands.
    """
    return {name: value for name, value in os.environ.items() if name not in _LEFT_OUT} | {
        "PYTHONPATH": str(ROOT),
        "HTTP_PROXY": "http://127.0.0.1:9",
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "NO_PROXY": "127.0.0.1,localhost",
    }


@cache
def _ready() -> None:
    """Import the program, and have it keep what it knows of the vocabulary, the rules and the words of the language, so that
    forked processes have it. What is there by then is left alone: looked through for garbage, it would be copied by each."""
    for module in pkgutil.walk_packages(package.__path__, "kbtool."):
        if not module.name.endswith("__main__"):
            with contextlib.suppress(ImportError):  # what only an extra brings
                importlib.import_module(module.name)
    name_of("", ())
    with tempfile.TemporaryDirectory() as folder:
        empty = lay_out(Case("", "", ()), Path(folder) / "empty")
        example = lay_out(Case("", TURTLE, (), article=ARTICLE), Path(folder) / "example")
        for root in (empty, example, empty):  # what two have in common is known at the third
            workspace = Workspace(root, root)
            kb = open_knowledge_base(workspace)
            check(kb, list(kb.rules))
        before = kept._InUse.folder
        keep_in(Path(folder) / "kept")
        for packs in ((), workspace.policies) * 2:  # what is kept is found again
            open_knowledge_base(workspace, policies=packs)
        keep_in(before)
        shutil.copy(ROOT / "kb" / "language.ttl", example / "kb")
        for name in ("draft.md", "draft.html"):
            draft = Original(ARTICLE.encode(), name, name, date.today())
            check_drafts(Workspace(example, example), [draft])
    gc.collect()
    gc.freeze()


def _run(
    args: list[str],
    cwd: Path,
    env: Mapping[str, str],
    streams: Sequence[BinaryIO],
    watched: bool,
) -> None:
    """What the forked process does: all that differs in one that starts anew is put as it is there."""
    for number, stream in enumerate(streams):
        os.dup2(stream.fileno(), number)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    warnings.resetwarnings()
    warnings.simplefilter("ignore")
    logging.getLogger().handlers.clear()  # pytest's own, which keep what standard error should get
    sys.argv = ["kbtool", *args]
    sys.stdin, sys.stdout, sys.stderr = map(_as_text, range(3), ("rb", "wb", "wb"))
    if not watched:
        pytest.MonkeyPatch().setattr(cli, "split", lambda tell: become_worker(Board()))
    try:
        cli.main()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def _as_text(number: int, mode: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(os.fdopen(number, mode, closefd=False), encoding="utf-8")


def _text(stream: BinaryIO) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8")
