"""Long runs say how far they are on a terminal, and Ctrl-C ends them at once with exit code 130."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
from pathlib import Path

import pytest

from cases import lay_out
from commands import command, environment, kbtool
from tests.bench.crowd import crowd


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base that takes seconds to check."""
    return lay_out(crowd(4000, documents=2), tmp_path_factory.mktemp("large") / "project")


def heed_interrupts() -> None:
    """Shells let what they run in the background ignore interrupts, and so does what that runs."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_ends_a_check_at_once_and_leaves_no_file(large: Path, tmp_path: Path) -> None:
    controller, terminal = pty.openpty()
    arguments = ("check", "--root", large, "--output", tmp_path / "report.json")
    process = subprocess.Popen(
        command(arguments),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=terminal,
        preexec_fn=heed_interrupts,
    )
    os.close(terminal)
    shown = b""
    while b"..." not in shown:
        shown += os.read(controller, 1024)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) == 130
    assert process.stdout is not None and process.stdout.read() == b""
    process.stdout.close()
    os.close(controller)
    assert list(tmp_path.iterdir()) == []
    assert b"Traceback" not in shown


def test_where_there_is_no_terminal_there_is_no_progress(large: Path) -> None:
    run = kbtool("check", "--root", large, "--select", "X", "--format", "concise", cwd=large)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.count("X02") == 2
