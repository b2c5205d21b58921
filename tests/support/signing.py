"""Knowledge bases that somebody has signed."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from kbtool.authoring.signing import SignOff, sign_off
from kbtool.io.workspace import find_workspace
from kbtool.knowledge.signed import NAME
from kbtool.rdf.namespaces import Names

UNSIGNED = shutil.ignore_patterns(NAME)
"""What a copy that a test changes leaves out: else all that it changes would be told of as not signed, too."""


def beside(root: Path) -> SignOff:
    """A knowledge base beside what was signed of it."""
    return sign_off(find_workspace(root), Names())


def signed(root: Path) -> Path:
    """A knowledge base with all that it states signed."""
    found = beside(root)
    found.path.write_text(found.signed(found.differs, date(2026, 1, 1)), encoding="utf-8")
    return root


def replaced(path: Path, old: str, new: str) -> None:
    """Change a text in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
