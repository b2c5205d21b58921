"""Articles as text: read once, hashed as bytes, with positions for people."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.text.searchable import SearchableText
from kbtool.text.structure import Block

_MISSING = (
    "is missing, but sources.ttl declares it",
    "put the article back, or take its declaration out of sources/sources.ttl",
)


class Document(SearchableText, frozen=True, kw_only=True):
    """An article's text snapshot: the decoded text, without a byte-order mark, and with its line ends as they are.

    Attributes:
        iri: the IRI by which the knowledge base knows it.
        path: the path as the user sees it.
        file: the file itself, which a path that is shown need not lead to.
        sha256: hash of the bytes, hexadecimal.
        blocks: its lines with what they are, if it was extracted from a format that says it.
        with_other_line_ends: hashes of the bytes with each kind of line end that they do not have.
    """

    iri: str
    path: Path
    file: Path
    sha256: str
    with_other_line_ends: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()


def read_document(iri: str, path: Path, shown: Path | None = None) -> Document:
    """Read an article.

    Args:
        iri: the document's IRI.
        path: the text file.
        shown: the path as the user sees it; the same, if None.

    Raises:
        InputError: the file is missing, unreadable, empty or not UTF-8; with the line.
    """
    named = shown or path
    file = read_text(path, named, _MISSING)
    if not file.text.strip():
        raise InputError(
            "is empty", path=named, help="put the article's text into the file, as plain text"
        )
    digest = hashlib.sha256(file.data).hexdigest()
    fed = file.data.replace(b"\r\n", b"\n")
    others = {hashlib.sha256(data).hexdigest() for data in (fed, fed.replace(b"\n", b"\r\n"))}
    return Document(
        file.text,
        iri=iri,
        path=named,
        file=path,
        sha256=digest,
        with_other_line_ends=tuple(sorted(others - {digest})),
    )
