"""Articles as text: read once, hashed as bytes, with positions for people."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.text.words import WordIndex

_LINE_END = re.compile(r"\r\n|\n|\r")
_MISSING = (
    "is missing, but sources.ttl declares it",
    "put the article back, or take its declaration out of sources/sources.ttl",
)


@dataclass(frozen=True)
class Document:
    """An article's text snapshot.

    Attributes:
        iri: the document's node.
        path: the path as the user sees it.
        text: the decoded text; a byte-order mark is left out, line ends are kept as they are.
        sha256: hash of the bytes, hexadecimal.
    """

    iri: ox.NamedNode
    path: Path
    text: str = field(repr=False)
    sha256: str

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    @cached_property
    def words(self) -> WordIndex:
        """The text, for finding phrases in it."""
        return WordIndex(self.text)

    @cached_property
    def line_end(self) -> str:
        """What ends its lines."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column, in characters, of a 0-based offset."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1


def read_document(iri: ox.NamedNode, path: Path, shown: Path | None = None) -> Document:
    """Read an article.

    Args:
        iri: the document's node.
        path: the text file.
        shown: the path as the user sees it; the same, if None.

    Raises:
        InputError: the file is missing, unreadable, empty or not UTF-8; with the line.
    """
    named = shown or path
    file = read_text(path, named, _MISSING)
    text = file.text.removeprefix("\ufeff")
    if not text.strip():
        raise InputError(
            "is empty", path=named, help="put the article's text into the file, as plain text"
        )
    return Document(iri, named, text, hashlib.sha256(file.data).hexdigest())
