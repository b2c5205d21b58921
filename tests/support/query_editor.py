"""The query editor, built where it is not yet, so that tests of its page can be run by themselves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from cases import ROOT

BUILT = ROOT / "kbtool" / "server" / "built"


def build_query_editor(lock: Path) -> None:
    """Build it; one process at a time, and only where it is not there as its sources are now."""
    with FileLock(lock):
        done = subprocess.run(
            [sys.executable, str(ROOT / "editor" / "build.py")],
            env={**os.environ, "KBTOOL_QUERY_EDITOR": "required"},
            capture_output=True,
            text=True,
        )
    if done.returncode:
        pytest.fail(done.stderr)
