"""The knowledge base of a store as commands take one: fetched to a folder for as long as a command runs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kbtool.cli.project import Project
from kbtool.cli.running import run
from kbtool.errors import InputError
from kbtool.io.workspace import Workspace


@dataclass(frozen=True)
class Store:
    """What a command line says of a store.

    Attributes:
        endpoint: the address of its endpoint.
        seconds: the longest that an answer may take.
        digest: how the digest of the load begins that is meant; the newest, if None.
    """

    endpoint: str
    seconds: float
    digest: str | None


@contextmanager
def fetched_project(store: Store, root: Path | None) -> Iterator[Project]:
    """The knowledge base of a store, and the settings that were loaded with it.

    Args:
        store: the store.
        root: the folder of --root, which would be another knowledge base.

    Raises:
        InputError: the store cannot be read or trusted.
    """
    from kbtool.io.web.endpoint import Endpoint
    from kbtool.knowledge.endpoints.fetching import fetch
    from kbtool.knowledge.endpoints.manifest import chosen

    if root is not None:
        raise InputError(
            "--root and --endpoint name two knowledge bases", help="leave one of them out"
        )
    endpoint = Endpoint(store.endpoint, seconds=store.seconds)
    with tempfile.TemporaryDirectory(prefix="kbtool-") as name:
        folder = Path(name).resolve()
        try:
            entry = chosen(endpoint, store.digest)
            workspace, settings = run(
                lambda line: fetch(endpoint, entry, folder, Path.cwd(), line.say)
            )
        finally:
            endpoint.close()
        yield Project(workspace, settings)


def files_in(workspace: Workspace, paths: Iterable[Path]) -> list[Path]:
    """The files that a command line names: those of a knowledge base that was fetched, else drafts that lie here.

    Args:
        workspace: the knowledge base.
        paths: what is named, by the paths in the knowledge base, or by the name of an article's text.
    """
    return [_file_in(workspace, path) for path in paths]


def _file_in(workspace: Workspace, path: Path) -> Path:
    if path.is_absolute() or ".." in path.parts:
        return path
    sources = workspace.sources / path
    places = (workspace.root / path, sources, sources.with_name(f"{sources.name}.txt"))
    return next((place for place in places if place.exists()), path)
