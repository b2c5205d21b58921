"""Where the project lies, and how generated pages are written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def write_pages(folder: Path, pages: Mapping[str, str]) -> None:
    """Write generated pages to a folder of their own; those of which nothing is left are removed.

    A page that stays the same is not touched, so that Sphinx need not read it again.

    Args:
        folder: the folder; nothing else lies in it.
        pages: the text of each page, by file name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name not in pages:
            path.unlink()
    for name, text in pages.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
