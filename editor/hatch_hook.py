"""Builds the query editor before kbtool is packed or installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class QueryEditorHook(BuildHookInterface[BuilderConfig]):
    """Runs build.py, which says what it does."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build it.

        Raises:
            SystemExit: it is required, and cannot be built.
        """
        script = Path(self.root) / "editor" / "build.py"
        done = subprocess.run([sys.executable, str(script)])
        if done.returncode:
            sys.exit(done.returncode)
