"""A knowledge base fetched from a store: the files of a load, as they were, in a folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.io.files import write_beside
from kbtool.io.settings import Settings, find_settings
from kbtool.io.shipped import shipped_lists
from kbtool.io.web.endpoint import Endpoint, unusable
from kbtool.io.workspace import FOLDERS, SETTLED, Workspace
from kbtool.knowledge.beside_signed import PLACE
from kbtool.knowledge.endpoints import manifest as manifests
from kbtool.knowledge.endpoints import paging
from kbtool.knowledge.endpoints.comparing import compared
from kbtool.knowledge.endpoints.manifest import Entry, Manifest, StoredFile
from kbtool.knowledge.endpoints.terms import TERM, graph_of, named, texts_of
from kbtool.knowledge.endpoints.writing import PIECES_AT_ONCE
from kbtool.knowledge.files import read_file
from kbtool.knowledge.loading import settled_names


class FetchedWorkspace(Workspace, frozen=True):
    """A knowledge base that was fetched to a folder that nobody knows: drafts are seen from where the user is."""

    def shown(self, path: Path) -> str:
        """A path as the user sees it: in the knowledge base from its root, elsewhere from the working directory."""
        if path.is_relative_to(self.root):
            return str(path.relative_to(self.root))
        return super().shown(path)


class Fetched(Struct):
    """A load of which no more is fetched than is asked for.

    Attributes:
        endpoint: the store.
        entry: the load.
        manifest: what it has written.
        folder: where the files go.
        relative_to: the folder from which the user sees paths of drafts, absolute.
    """

    endpoint: Endpoint
    entry: Entry
    manifest: Manifest
    folder: Path
    relative_to: Path
    _there: set[str] = field(default_factory=set)
    _is_whole: bool = False

    @property
    def workspace(self) -> FetchedWorkspace:
        """The knowledge base."""
        return FetchedWorkspace(self.folder, self.relative_to)

    @property
    def settings(self) -> Settings:
        """The settings that were loaded with it."""
        own = any((self.folder / name).is_file() for name in SETTLED[:2])
        return find_settings(self.folder) if own else Settings()

    @property
    def brought(self) -> int:
        """How many of its files were fetched so far."""
        return len(self._there)

    def bring(self, names: Iterable[str], progress: Callable[[str], None] = lambda _: None) -> None:
        """Get files, if they are not there yet; a name that the load does not have is left out.

        Raises:
            InputError: the store cannot be read, or does not hold what was loaded.
        """
        missing = set(names) - self._there
        files = [file for file in self.manifest.files if file.name in missing]
        _write_files(self.endpoint, self.manifest.digest, files, self.folder, progress)
        self._there.update(file.name for file in files)

    def complete(self, progress: Callable[[str], None] = lambda _: None) -> None:
        """Get all files, and hold the graphs to them.

        Raises:
            InputError: the store cannot be read, or does not hold what was loaded, or changes meanwhile.
        """
        if not self._is_whole:
            self.bring((file.name for file in self.manifest.files), progress)
            self._refuse_other_triples(progress)
            self.refuse_change()
            self._is_whole = True

    def refuse_change(self) -> None:
        """Refuse a load that is not what it was when reading began.

        Raises:
            InputError: it is gone, or another.
        """
        if self.entry not in manifests.listed(self.endpoint):
            what = f"load {self.entry.digest[:12]} was removed or written again meanwhile"
            raise changed(self.endpoint, what)

    def _refuse_other_triples(self, progress: Callable[[str], None]) -> None:
        """Refuse a store whose graphs do not state what the files of the load state."""
        workspace, names, manifest = self.workspace, settled_names(self.settings), self.manifest
        files = [file for file in manifest.files if file.triples]
        for number, file in enumerate(files, start=1):
            progress(f"reading graph {number} of {len(files)}")
            graph = graph_of(manifest.digest, file.name).value
            stated = read_file(workspace, workspace.root / file.name, names).quads
            meant = named((q.triple for q in stated), manifest.digest, file.name, manifest.kept)
            other = compared(meant, list(paging.triples(self.endpoint, graph, file.triples)))
            if other.values:
                raise changed(self.endpoint, f"{file.name}: {'; '.join(other.values)}")


def begin(endpoint: Endpoint, entry: Entry, folder: Path, relative_to: Path) -> Fetched:
    """Begin to fetch a load: its rules, derivations, settings and lists, and nothing of what it is about.

    Args:
        endpoint: the store.
        entry: the load.
        folder: where the files go; an empty folder.
        relative_to: the folder from which the user sees paths of drafts, absolute.

    Raises:
        InputError: the store cannot be read, or does not hold what was loaded.
    """
    manifest = manifests.read(endpoint, entry)
    told = paging.told_counts(paging.counts(endpoint, list(manifest.graphs)), manifest.graphs)
    if told:
        raise changed(endpoint, told[0] + (f", and so {len(told) - 1} more" if told[1:] else ""))
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    fetched = Fetched(endpoint, entry, manifest, folder, relative_to)
    always = (*SETTLED, *shipped_lists(), PLACE)
    fetched.bring(
        file.name
        for file in manifest.files
        if file.name in always or file.name.startswith(("shapes/", "kb/derivations/"))
    )
    return fetched


def changed(endpoint: Endpoint, what: str) -> Exception:
    """The error that a store does not hold what was loaded."""
    return unusable(
        f"does not hold what was loaded: {what}",
        endpoint.query,
        help="load the knowledge base again; nothing else may write to its graphs",
    )


def _write_files(
    endpoint: Endpoint,
    digest: str,
    files: Collection[StoredFile],
    folder: Path,
    progress: Callable[[str], None],
) -> None:
    wanted = [
        f"{graph_of(digest, file.name).value}/{n:06}" for file in files for n in range(file.pieces)
    ]
    pieces: dict[str, str] = {}
    for batch in _batches(wanted):
        pieces |= _pieces(endpoint, texts_of(digest), batch)
        progress(f"reading texts: {len(pieces)} of {len(wanted)}")
    for file in files:
        begin = graph_of(digest, file.name).value
        data = "".join(pieces.get(f"{begin}/{n:06}", "") for n in range(file.pieces)).encode()
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise changed(endpoint, f"the text of {file.name} does not fit its hash")
        write_beside(folder / file.name, data)


def _batches(wanted: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(wanted), PIECES_AT_ONCE):
        yield wanted[at : at + PIECES_AT_ONCE]


def _pieces(endpoint: Endpoint, graph: ox.NamedNode, nodes: Collection[str]) -> dict[str, str]:
    asked = " ".join(f"<{node}>" for node in nodes)
    found = paging.rows(
        endpoint,
        f"SELECT ?n ?o WHERE {{ VALUES ?n {{ {asked} }} GRAPH {graph} {{ ?n {TERM('text')} ?o }} }}",
    )
    return {
        node.value: text.value
        for node, text in found
        if isinstance(node, ox.NamedNode) and isinstance(text, ox.Literal)
    }
