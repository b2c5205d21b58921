"""The command line, run as users do: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]


def kbtool(
    *args: str | Path, cwd: Path, stdin: str = "", within: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the command line as users do, in a process of its own.

    Args:
        args: its arguments.
        cwd: the working directory.
        stdin: what it reads on standard input.
        within: a command that runs it.
    """
    return subprocess.run(
        [*within, *command(args)],
        cwd=cwd,
        input=stdin,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def command(args: Sequence[str | Path]) -> list[str]:
    """The command line with arguments, as the operating system takes it."""
    return [sys.executable, "-m", "kbtool", *map(str, args)]


def environment() -> dict[str, str]:
    """The environment without what changes the output, and without a way to any server but those on loopback."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ("NO_COLOR", "COLUMNS", "GITHUB_ACTIONS", "GITLAB_CI")
    } | {
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HTTP_PROXY": "http://127.0.0.1:9",
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "NO_PROXY": "127.0.0.1,localhost",
    }
