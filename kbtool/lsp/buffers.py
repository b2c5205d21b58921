"""What is open in an editor, and as what it is checked."""

from __future__ import annotations

import os
from collections.abc import Iterable
from enum import Enum, auto
from pathlib import Path

from msgspec import Struct

from kbtool.io.settings import find_settings
from kbtool.io.workspace import FOLDERS, find_workspace, root_above

_ENDINGS = {
    "markdown": ".md",
    "html": ".html",
    "plaintext": ".txt",
    "text": ".txt",
    "turtle": ".ttl",
}
"""Endings of files by what editors call their languages."""
_TURTLE = frozenset({".ttl", ".turtle"})
_PROSE = frozenset({".md", ".markdown", ".txt", ".text", ".html", ".htm"})


_PLAIN = frozenset({".txt", ".text", ""})


class Kind(Enum):
    """As what a file is checked."""

    BASE = auto()
    """A part of a knowledge base: Turtle, or an article that it declares."""
    TURTLE = auto()
    """Turtle from outside, checked as if it were in kb/."""
    PROSE = auto()
    """A draft that nobody has encoded."""


class Buffer(Struct, frozen=True):
    """A text that is open.

    Attributes:
        path: its file, absolute, which need not be there; of a text without one, a name that ends as such files do.
        text: the text, as the editor has it.
    """

    path: str
    text: str


def named_path(path: str, language: str) -> str:
    """The path of a text, absolute; one without an ending has that of its language."""
    ending = "" if Path(path).suffix else _ENDINGS.get(language.casefold(), "")
    return os.path.realpath(path) + ending


def knowledge_base_of(path: str, named: Path | None, folders: Iterable[str]) -> Path | None:
    """The knowledge base that a file is checked against.

    Args:
        path: the file, absolute.
        named: the folder that the user has named for all files.
        folders: the folders that are open in the editor.

    Returns:
        The root of the one that the user names, else that the file lies in, else that the settings above it name, else that
        an open folder lies in; None, if there is none.

    Raises:
        InputError: the settings cannot be read, or there is no knowledge base where they name one.
    """
    if named is not None:
        return find_workspace(named).root
    places = [Path(path).parent, *map(Path, folders)]
    for place in places:
        found = root_above(place.resolve())
        if found is not None:
            return found
        settled = find_settings(place).root if place.is_dir() else None
        if settled is not None:
            return find_workspace(settled).root
    return None


def kind_of(path: str, root: Path | None) -> Kind | None:
    """As what a file is checked; None, if it is not.

    Args:
        path: the file, absolute.
        root: the knowledge base, if there is one.
    """
    file, ending = Path(path), Path(path).suffix.casefold()
    inside = root is not None and any(file.is_relative_to(root / name) for name in FOLDERS)
    if inside:
        return Kind.BASE if ending in (".ttl", ".txt") else None
    if ending in _TURTLE:
        return Kind.TURTLE
    return Kind.PROSE if ending in _PROSE else None


def in_markup(path: str) -> bool:
    """Whether a draft can hold comments."""
    return Path(path).suffix.casefold() not in _PLAIN
