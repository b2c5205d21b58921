"""`kbtool check` of this work tree beside that of another one, in turns: the ratio of processor time, and of peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from statistics import median

_CHECK = ["-m", "kbtool", "check", "--quiet", "--fail-on", "never"]

MANY = 50_000
"""So many claims are checked once."""


@dataclass(frozen=True)
class Cost:
    """What a process takes: seconds of processor time, of its own and of its workers, and peak memory in MB."""

    processor: float
    memory: float


@dataclass(frozen=True)
class Side:
    """A work tree, and the knowledge base that it checks."""

    tree: Path
    knowledge: Path


@contextmanager
def work_tree(here: Path, named: str) -> Iterator[Path]:
    """A work tree by its folder, or that of a revision of this repository, which goes when it is done with.

    Raises:
        CalledProcessError: there is neither.
    """
    if Path(named).is_dir():
        yield Path(named).resolve()
        return
    with tempfile.TemporaryDirectory(prefix="kbtool-bench-") as folder:
        tree = Path(folder) / "there"
        git = ["git", "-C", str(here), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(tree), named], check=True)
        try:
            yield tree
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)


def table(here: Path, there: Path, sizes: Iterable[int], rounds: int) -> Iterator[str]:
    """The lines of a Markdown table, as they are measured.

    Each tree checks its own articles, or claims that its own synthetic.py makes; and this one checks those of the other as
    well, so that the ratio of the code is told from that of what is on file. One run of each goes before, so that both have
    their modules compiled and their files read. A size has two rows of each: for the first check, with nothing kept of
    earlier ones, and for a check again, with what that has kept. Many claims are checked once, with nothing kept.

    Args:
        here: the work tree that is measured.
        there: the one that it is measured against.
        sizes: numbers of synthetic claims; 0 for the articles that the trees ship.
        rounds: how often each is run.

    Raises:
        CalledProcessError: a check does not run.
    """
    yield "| claims | on file | check | here, s | there, s | ratio | MB | ratio |"
    yield "|---|---|---|---|---|---|---|---|"
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="kbtool-bench-") as folder:
            own, other = (
                Side(tree, _knowledge(tree, size, Path(folder) / name))
                for tree, name in ((here, "here"), (there, "there"))
            )
            same = Side(here, _unlimited(other.knowledge, Path(folder) / "same"))
            if size:
                _without_limits(own.knowledge)
            for on_file, mine in (("each its own", own), ("the other's", same)):
                for check in ("first", "again") if size < MANY else ("first",):
                    keeping = Path(folder) / f"kept-{on_file}" if check == "again" else None
                    found = list(_turns(mine, other, rounds if size < MANY else 1, keeping))
                    yield _row(size, on_file, check, found)


def _turns(
    mine: Side, theirs: Side, rounds: int, keeping: Path | None
) -> Iterator[tuple[Cost, Cost]]:
    """The costs of two sides, that take turns at going first."""
    if rounds > 1 or keeping is not None:
        _cost(mine, keeping)
        _cost(theirs, keeping)
    for turn in range(rounds):
        if turn % 2:
            second = _cost(theirs, keeping)
            yield _cost(mine, keeping), second
        else:
            yield _cost(mine, keeping), _cost(theirs, keeping)


def _row(size: int, on_file: str, check: str, found: list[tuple[Cost, Cost]]) -> str:
    here, there = (median(pair[side].processor for pair in found) for side in (0, 1))
    ratio = median(own.processor / other.processor for own, other in found)
    memory, more = (max(pair[side].memory for pair in found) for side in (0, 1))
    shown = f"{size:,}" if size else "the articles"
    return (
        f"| {shown} | {on_file} | {check} | {here:.2f} | {there:.2f} | {ratio:.2f} "
        f"| {memory:.0f} | {memory / more:.2f} |"
    )


def _knowledge(tree: Path, size: int, folder: Path) -> Path:
    """The knowledge base that a tree checks."""
    if not size:
        return tree
    synthetic = [sys.executable, "tests/bench/synthetic.py", str(size), str(folder)]
    subprocess.run(synthetic, cwd=tree, env=_environment(tree), check=True)
    return folder


def _unlimited(knowledge: Path, folder: Path) -> Path:
    """A copy of a knowledge base without limits; an older kbtool may know no settings for them."""
    for name in ("kb", "shapes", "sources"):
        copytree(knowledge / name, folder / name)
    _without_limits(folder)
    return folder


def _without_limits(root: Path) -> None:
    limits = "[limits]\nseconds = 100000\nmemory = 1000000\n"
    (root / "kbtool.toml").write_text(limits, encoding="utf-8")


def _cost(side: Side, keeping: Path | None) -> Cost:
    """What a check costs; with results kept in a folder, or in one that is new and goes with it."""
    command = [sys.executable, *_CHECK, "--root", str(side.knowledge)]
    with tempfile.TemporaryDirectory(prefix="kbtool-bench-") as new:
        environment = _environment(side.tree) | {"KBTOOL_CACHE": str(keeping or new)}
        process = subprocess.Popen(
            command, cwd=side.tree, env=environment, stdout=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000)


def _environment(tree: Path) -> dict[str, str]:
    """What a process inherits; whether it may keep its modules compiled would decide more than what it does."""
    kept = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(tree)}
