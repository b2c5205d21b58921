"""`kbtool check` of this work tree beside that of another one, in turns: the ratio of processor time, and of peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_CHECK = ["-m", "kbtool", "check", "--quiet", "--fail-on", "never"]


@dataclass(frozen=True)
class Cost:
    """What a process takes: seconds of processor time, of its own and of its workers, and peak memory in MB."""

    processor: float
    memory: float


def table(here: Path, there: Path, sizes: Iterable[int], rounds: int) -> str:
    """A Markdown table with a row for each size.

    Each tree checks its own articles, or claims that its own synthetic.py makes: an older one may lack terms of a newer
    vocabulary. One run of each goes before, so that both have their modules compiled and their files read. A size has two
    rows: for the first check, with nothing kept of earlier ones, and for a check again, with what that has kept.

    Args:
        here: the work tree that is measured.
        there: the one that it is measured against.
        sizes: numbers of synthetic claims; 0 for the articles that the trees ship.
        rounds: how often each is run.

    Raises:
        CalledProcessError: a check does not run.
    """
    rows = [
        "| claims | check | here, s | there, s | ratio | MB | ratio |",
        "|---|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory(prefix="kbtool-bench-") as folder:
        for size in sizes:
            own, other = (
                _knowledge(tree, size, Path(folder) / f"{size}-{name}")
                for tree, name in ((here, "here"), (there, "there"))
            )
            for check in ("first", "again"):
                keeping = Path(folder) / f"{size}-kept" if check == "again" else None
                found = list(_turns((here, own), (there, other), rounds, keeping))
                rows.append(_row(size, check, found))
    return "\n".join(rows)


def _turns(
    mine: tuple[Path, Path], theirs: tuple[Path, Path], rounds: int, keeping: Path | None
) -> Iterator[tuple[Cost, Cost]]:
    """The costs of two trees, each with its knowledge base, that take turns at going first."""
    _cost(*mine, keeping)
    _cost(*theirs, keeping)
    for turn in range(rounds):
        if turn % 2:
            second = _cost(*theirs, keeping)
            yield _cost(*mine, keeping), second
        else:
            yield _cost(*mine, keeping), _cost(*theirs, keeping)


def _row(size: int, check: str, found: list[tuple[Cost, Cost]]) -> str:
    here, there = (median(pair[side].processor for pair in found) for side in (0, 1))
    ratio = median(own.processor / other.processor for own, other in found)
    memory, more = (max(pair[side].memory for pair in found) for side in (0, 1))
    shown = f"{size:,}" if size else "the articles"
    return f"| {shown} | {check} | {here:.2f} | {there:.2f} | {ratio:.2f} | {memory:.0f} | {memory / more:.2f} |"


def _knowledge(tree: Path, size: int, folder: Path) -> Path:
    """The knowledge base that a tree checks."""
    if not size:
        return tree
    synthetic = [sys.executable, "tests/bench/synthetic.py", str(size), str(folder)]
    subprocess.run(synthetic, cwd=tree, env=_environment(tree), check=True)
    return folder


def _cost(tree: Path, knowledge: Path, keeping: Path | None) -> Cost:
    """What a check costs; with results kept in a folder, or in one that is new and goes with it."""
    command = [sys.executable, *_CHECK, "--root", str(knowledge)]
    with tempfile.TemporaryDirectory(prefix="kbtool-bench-") as new:
        environment = _environment(tree) | {"KBTOOL_CACHE": str(keeping or new)}
        process = subprocess.Popen(command, cwd=tree, env=environment, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000)


def _environment(tree: Path) -> dict[str, str]:
    """What a process inherits; whether it may keep its modules compiled would decide more than what it does."""
    kept = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(tree)}
