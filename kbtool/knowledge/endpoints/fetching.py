"""A knowledge base fetched from a store: the files of a load, as they were, in a folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from kbtool.io.settings import Settings, find_settings
from kbtool.io.web.endpoint import Endpoint, unusable
from kbtool.io.workspace import FOLDERS, SETTLED, Workspace
from kbtool.knowledge.endpoints import manifest as manifests
from kbtool.knowledge.endpoints import paging
from kbtool.knowledge.endpoints.comparing import compared
from kbtool.knowledge.endpoints.loading import PIECES_AT_ONCE
from kbtool.knowledge.endpoints.manifest import Entry, Manifest
from kbtool.knowledge.endpoints.terms import graph_of, named, texts_of
from kbtool.knowledge.files import read_file
from kbtool.knowledge.loading import settled_names


class FetchedWorkspace(Workspace):
    """A knowledge base that was fetched to a folder that nobody knows: drafts are seen from where the user is."""

    def shown(self, path: Path) -> str:
        """A path as the user sees it: in the knowledge base from its root, elsewhere from the working directory."""
        if path.is_relative_to(self.root):
            return str(path.relative_to(self.root))
        return super().shown(path)


def fetch(
    endpoint: Endpoint,
    entry: Entry,
    folder: Path,
    relative_to: Path,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[FetchedWorkspace, Settings]:
    """Fetch the files of a load, and hold its graphs to them.

    Args:
        endpoint: the store.
        entry: the load.
        folder: where the files go; an empty folder.
        relative_to: the folder from which the user sees paths of drafts, absolute.
        progress: is told what is being done.

    Returns:
        The knowledge base, and the settings that were loaded with it.

    Raises:
        InputError: the store cannot be read, or does not hold what was loaded, or changes meanwhile.
    """
    progress("reading the manifest")
    manifest = manifests.read(endpoint, entry)
    told = paging.told_counts(paging.counts(endpoint, list(manifest.graphs)), manifest.graphs)
    if told:
        raise changed(endpoint, told[0] + (f", and so {len(told) - 1} more" if told[1:] else ""))
    _write_files(endpoint, manifest, folder, progress)
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    workspace = FetchedWorkspace(folder, relative_to)
    own = any((folder / name).is_file() for name in SETTLED[:2])
    settings = find_settings(folder) if own else Settings()
    _refuse_other_triples(endpoint, manifest, workspace, settings, progress)
    refuse_change(endpoint, entry)
    return workspace, settings


def refuse_change(endpoint: Endpoint, entry: Entry) -> None:
    """Refuse a load that is not what it was when reading began.

    Raises:
        InputError: it is gone, or another.
    """
    if entry not in manifests.listed(endpoint):
        raise changed(endpoint, f"load {entry.digest[:12]} was removed or written again meanwhile")


def changed(endpoint: Endpoint, what: str) -> Exception:
    """The error that a store does not hold what was loaded."""
    return unusable(
        f"does not hold what was loaded: {what}",
        endpoint.query,
        help="load the knowledge base again; nothing else may write to its graphs",
    )


def _write_files(
    endpoint: Endpoint, manifest: Manifest, folder: Path, progress: Callable[[str], None]
) -> None:
    texts = texts_of(manifest.digest).value
    pieces: dict[str, str] = {}
    total = sum(file.pieces for file in manifest.files)
    for triple in paging.triples(endpoint, texts, total, PIECES_AT_ONCE):
        if isinstance(triple.object, ox.Literal) and isinstance(triple.subject, ox.NamedNode):
            pieces[triple.subject.value] = triple.object.value
        progress(f"reading texts: {len(pieces)} of {total}")
    for file in manifest.files:
        begin = graph_of(manifest.digest, file.name).value
        data = "".join(pieces.get(f"{begin}/{n:06}", "") for n in range(file.pieces)).encode()
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise changed(endpoint, f"the text of {file.name} does not fit its hash")
        path = folder / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _refuse_other_triples(
    endpoint: Endpoint,
    manifest: Manifest,
    workspace: Workspace,
    settings: Settings,
    progress: Callable[[str], None],
) -> None:
    """Refuse a store whose graphs do not state what the files of the load state."""
    names = settled_names(settings)
    graphs = [file for file in manifest.files if file.triples]
    for number, file in enumerate(graphs, start=1):
        progress(f"reading graph {number} of {len(graphs)}")
        graph = graph_of(manifest.digest, file.name).value
        stated = [
            quad.triple for quad in read_file(workspace, workspace.root / file.name, names).quads
        ]
        found = list(paging.triples(endpoint, graph, file.triples))
        other = compared(named(stated, manifest.digest, file.name, manifest.kept), found)
        if other.values:
            raise changed(endpoint, f"{file.name}: {'; '.join(other.values)}")
