"""Golden files: what commands print, as it was when somebody last looked; KBTOOL_UPDATE_GOLDEN=1 writes them again."""

from __future__ import annotations

import os
import re
from pathlib import Path

from kbtool.version import __version__

GOLDEN = Path(__file__).parents[1] / "golden"


def assert_golden(name: str, text: str) -> None:
    """Compare a text with a golden file; labels of blank nodes, the number of rules and kbtool's version may differ."""
    text = re.sub(r"_:[0-9a-zA-Z]+", "_:b", text).replace(__version__, "VERSION")
    text = re.sub(r"\b\d+ rules\b", "N rules", text)
    text = re.sub(r'"rules": \d+', '"rules": "N"', text)
    path = GOLDEN / name
    if os.environ.get("KBTOOL_UPDATE_GOLDEN"):
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode()
