"""The manifest of a load: which graphs it has, and the digest of what they hold."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cached_property

import pyoxigraph as ox
from msgspec import Struct

from kbtool.errors import InputError
from kbtool.io.web.endpoint import Endpoint, unusable
from kbtool.io.workspace import FOLDERS, SETTLED
from kbtool.knowledge.endpoints.paging import Row, rows, triples
from kbtool.knowledge.endpoints.terms import LOADS, TERM, graph_of, index_of, texts_of
from kbtool.rdf.namespaces import RDF

_FORMAT = "1"
_DIGEST = re.compile(r"[0-9a-f]{64}")


class StoredFile(Struct, frozen=True):
    """A file of a load.

    Attributes:
        name: its path in the knowledge base.
        sha256: of its bytes.
        triples: how many its graph holds; 0, if it has none.
        pieces: in how many its text is stored; 0, if it is not.
    """

    name: str
    sha256: str
    triples: int
    pieces: int


class Manifest(Struct, frozen=True, dict=True):
    """What a load has written.

    Attributes:
        files: its files, by name.
        written: when, as an ISO date and time in UTC.
        base: the namespace of the knowledge base's own nodes.
        kept: the datatypes whose values the store does not know as such, by CURIE or IRI.
        index: how many triples the index has.
    """

    files: tuple[StoredFile, ...]
    written: str
    base: str
    kept: tuple[str, ...] = ()
    index: int = 0

    @cached_property
    def digest(self) -> str:
        """What tells a load from others: of the names and the hashes of its files."""
        return digest_of((file.name, file.sha256) for file in self.files)

    @property
    def graph(self) -> ox.NamedNode:
        """The graph of the manifest, which stands for the load."""
        return LOADS(self.digest)

    @property
    def graphs(self) -> dict[str, int]:
        """The graphs of the load but the manifest's own, each with how many triples it holds."""
        held = {graph_of(self.digest, f.name).value: f.triples for f in self.files if f.triples}
        pieces = sum(file.pieces for file in self.files)
        more = {texts_of(self.digest).value: pieces, index_of(self.digest).value: self.index}
        return held | {graph: number for graph, number in more.items() if number}

    def triples(self) -> tuple[list[ox.Triple], list[ox.Triple]]:
        """The manifest: what it says of each file, and what is written last of all."""
        load, files = self.graph, []
        for file in self.files:
            node = graph_of(self.digest, file.name)
            files += [
                ox.Triple(load, TERM("file"), node),
                ox.Triple(node, TERM("name"), ox.Literal(file.name)),
                ox.Triple(node, TERM("sha256"), ox.Literal(file.sha256)),
                ox.Triple(node, TERM("triples"), ox.Literal(str(file.triples))),
                ox.Triple(node, TERM("pieces"), ox.Literal(str(file.pieces))),
            ]
        last = [
            ox.Triple(load, TERM("format"), ox.Literal(_FORMAT)),
            ox.Triple(load, TERM("written"), ox.Literal(self.written)),
            ox.Triple(load, TERM("base"), ox.Literal(self.base)),
            ox.Triple(load, TERM("kept"), ox.Literal(" ".join(self.kept))),
            ox.Triple(load, TERM("index"), ox.Literal(str(self.index))),
            ox.Triple(load, TERM("size"), ox.Literal(str(len(files) + 7))),
            ox.Triple(load, RDF("type"), TERM("Load")),
        ]
        return files, last


def digest_of(files: Iterable[tuple[str, str]]) -> str:
    """The digest of a load, of the names of its files and their SHA-256."""
    lines = sorted(f"{name}\0{sha256}\n" for name, sha256 in files)
    return hashlib.sha256(f"kbtool load {_FORMAT}\n{''.join(lines)}".encode()).hexdigest()


class Entry(Struct, frozen=True, order=True):
    """A load that a store has.

    Attributes:
        written: when.
        digest: what tells it from others.
        size: how many triples its manifest has.
    """

    written: str
    digest: str
    size: int


def listed(endpoint: Endpoint) -> list[Entry]:
    """The loads that a store has, the oldest first.

    Raises:
        InputError: there is no answer, or none that can be read.
    """
    found = rows(
        endpoint,
        f"SELECT ?load ?written ?size WHERE {{ GRAPH ?load {{ ?load a {TERM('Load')} ; "
        f'{TERM("format")} "{_FORMAT}" ; {TERM("written")} ?written ; {TERM("size")} ?size }} }} '
        "ORDER BY STR(?load) LIMIT 1000",
    )
    return sorted(filter(None, map(_entry, found)))


def _entry(row: Row) -> Entry | None:
    load, written, size = row
    if not (
        isinstance(load, ox.NamedNode)
        and isinstance(written, ox.Literal)
        and isinstance(size, ox.Literal)
    ):
        return None
    digest = load.value.removeprefix(LOADS.base)
    if not _DIGEST.fullmatch(digest) or not size.value.isdecimal():
        return None
    return Entry(written.value, digest, int(size.value))


def chosen(endpoint: Endpoint, digest: str | None) -> Entry:
    """The load that is meant: the newest, unless one is named.

    Args:
        endpoint: where it is.
        digest: how the digest of the load begins; of the newest, if None.

    Raises:
        InputError: there is none, or no answer that can be read.
    """
    found = listed(endpoint)
    if not found:
        raise unusable(
            "holds no knowledge base that kbtool has loaded to its end",
            endpoint.query,
            help="load one with `kbtool load --endpoint URL`, or name graphs with --graph",
        )
    if digest is None:
        return found[-1]
    fitting = [entry for entry in found if entry.digest.startswith(digest.casefold())]
    if len(fitting) != 1:
        raise unusable(
            f"has {'no load' if not fitting else 'several loads'} of {digest!r}",
            endpoint.query,
            help="there is " + ", ".join(entry.digest[:12] for entry in found),
        )
    return fitting[0]


def read(endpoint: Endpoint, entry: Entry) -> Manifest:
    """The manifest of a load.

    Args:
        endpoint: where it is.
        entry: the load.

    Raises:
        InputError: it cannot be read to its end, or it is not what a load has written.
    """
    about: dict[str, dict[str, str]] = {}
    for triple in triples(endpoint, LOADS(entry.digest).value, entry.size):
        if isinstance(triple.object, ox.Literal):
            term = triple.predicate.value.removeprefix(TERM.base)
            assert isinstance(triple.subject, ox.NamedNode)
            about.setdefault(triple.subject.value, {})[term] = triple.object.value
    load = about.pop(LOADS(entry.digest).value, {})
    try:
        files = tuple(
            sorted(
                (
                    StoredFile(a["name"], a["sha256"], int(a["triples"]), int(a["pieces"]))
                    for a in about.values()
                ),
                key=lambda file: file.name,
            )
        )
        kept, index = tuple(load["kept"].split()), int(load["index"])
        manifest = Manifest(files, load["written"], load["base"], kept, index)
    except (KeyError, ValueError) as error:
        raise damaged(endpoint, entry.digest) from error
    if manifest.digest != entry.digest:
        raise damaged(endpoint, entry.digest)
    for file in files:
        refuse_name(file.name, endpoint)
    return manifest


def damaged(endpoint: Endpoint, digest: str) -> InputError:
    """The error that a manifest is not what a load has written."""
    return unusable(
        f"has a manifest of load {digest[:12]} that does not fit its digest",
        endpoint.query,
        help="load the knowledge base again, or take another with --load",
    )


def refuse_name(name: str, endpoint: Endpoint) -> None:
    """Refuse the name of a file that may lie elsewhere than in the folders of a knowledge base.

    Raises:
        InputError: it may.
    """
    if not is_inside(name) and name not in SETTLED:
        raise unusable(
            f"has a load with a file {name!r}, which is none of a knowledge base",
            endpoint.query,
            help="take another load with --load",
        )


def is_inside(name: str) -> bool:
    """Whether the name of a file is a path below one of the folders of a knowledge base, and no hidden one."""
    first, *others = name.split("/")
    strange = any(not part or part.startswith(".") for part in others)
    return first in FOLDERS and bool(others) and not strange and not {"\0", "\\"} & set(name)
