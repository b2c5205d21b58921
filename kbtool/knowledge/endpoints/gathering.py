"""What is loaded of a knowledge base: the files that a check of it reads, with their triples."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct

from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.io.settings import Settings
from kbtool.io.workspace import SETTLED, Workspace
from kbtool.knowledge.beside_signed import path_of
from kbtool.knowledge.documents import read_documents
from kbtool.knowledge.files import read_file
from kbtool.rdf.namespaces import Names
from kbtool.rdf.store import build_store


class LocalFile(Struct, frozen=True):
    """A file to be loaded.

    Attributes:
        name: its path in the knowledge base.
        text: its text, with the byte-order mark that it may begin with.
        triples: what it states, if it is Turtle.
        is_article: whether it is the text of an article.
    """

    name: str
    text: str
    triples: tuple[ox.Triple, ...] = ()
    is_article: bool = False

    @property
    def sha256(self) -> str:
        """Of its bytes."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def gathered(workspace: Workspace, settings: Settings, names: Names) -> list[LocalFile]:
    """The files of a knowledge base that a check reads, by name.

    Args:
        workspace: where it lies.
        settings: what holds for it.
        names: its namespaces.

    Raises:
        InputError: a file cannot be read or trusted, or the knowledge base hangs on one that lies elsewhere.
    """
    knowledge = [read_file(workspace, path, names) for path in workspace.knowledge_files()]
    store = build_store(knowledge)
    documents = read_documents(store, workspace, knowledge, names)
    shapes = [
        read_file(workspace, path, names)
        for path in (*workspace.shape_files(), *workspace.policies.values())
    ]
    found = {
        name_of(file.path, workspace): LocalFile(
            name_of(file.path, workspace),
            _text(file.path, workspace),
            tuple(quad.triple for quad in file.quads),
        )
        for file in (*knowledge, *shapes)
    }
    for article in sorted({document.file for document in documents.values()}):
        name = name_of(article, workspace)
        found.setdefault(name, LocalFile(name, _text(article, workspace), is_article=True))
    for path in (*workspace.derivation_files(), *_settled(workspace, settings)):
        name = name_of(path, workspace)
        found[name] = LocalFile(name, _text(path, workspace))
    return [found[name] for name in sorted(found)]


def name_of(path: Path, workspace: Workspace) -> str:
    """The path of a file in its knowledge base, with slashes.

    Raises:
        InputError: it lies elsewhere.
    """
    for one in (path, path.resolve()):
        if one.is_relative_to(workspace.root):
            return one.relative_to(workspace.root).as_posix()
    raise InputError(
        "lies outside of the knowledge base, and would not be loaded with it",
        path=workspace.shown(path),
        help="put it into the knowledge base's folder",
    )


def _settled(workspace: Workspace, settings: Settings) -> Iterator[Path]:
    """The files beside the folders that a check hangs on."""
    if settings.path is not None:
        yield settings.path
    if settings.baseline is not None and settings.baseline.exists():
        raise InputError(
            "is a baseline, which is not loaded with the knowledge base",
            path=workspace.shown(settings.baseline),
            help="name it with --baseline where the store is checked, and not in the settings",
        )
    lock, signed = workspace.root / SETTLED[2], path_of(workspace)
    if lock.is_file():
        yield lock
    if signed.is_file():  # which is of the named queries, too
        yield from (signed, *sorted(workspace.queries.glob("*.rq")))


def _text(path: Path, workspace: Workspace) -> str:
    return read_text(path, workspace.shown(path)).data.decode("utf-8")
