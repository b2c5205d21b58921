"""The index of a load: which statements hang together, written beside them, so that a part can be fetched by itself.

Each file and each part of one is a node with its content, compressed, in numbered pieces with a hash; parts are found by
their keys. What keys and parts are, `kbtool.knowledge.slices` says.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

import pyoxigraph as ox

from kbtool.io.kept import name_of
from kbtool.io.web.endpoint import Endpoint, unusable
from kbtool.io.workspace import Workspace
from kbtool.knowledge.endpoints.gathering import name_of as name_in_load
from kbtool.knowledge.endpoints.paging import rows
from kbtool.knowledge.endpoints.terms import LOADS, TERM
from kbtool.knowledge.files import read_file
from kbtool.knowledge.slices.lines import lines_of
from kbtool.knowledge.slices.marks import marks_of
from kbtool.knowledge.slices.reading import (
    ReadFile,
    naming_of,
    read_kinds,
    read_parts,
    told_kinds,
)
from kbtool.rdf.namespaces import Names
from kbtool.rdf.store import TurtleFile

PIECE = 20_000
_NODES = 50
_KEYS = 500
_PAGE = 5_000


def node_of(digest: str, name: str, part: int | None = None) -> ox.NamedNode:
    """The node of a file in the index, or of one of its parts."""
    end = "" if part is None else f"/{part:06}"
    return LOADS(f"{digest}/index/{quote(name)}{end}")


def indexed(workspace: Workspace, names: Names, digest: str) -> list[ox.Triple]:
    """The index of a knowledge base, as triples.

    Args:
        workspace: where it lies.
        names: its namespaces.
        digest: the digest of the load.

    Raises:
        InputError: a file cannot be read.
    """
    files = [read_file(workspace, path, names) for path in workspace.knowledge_files()]
    naming = naming_of(one for file in files for one in read_parts(lines_of(file), ()).naming)
    return [
        triple
        for file in files
        for triple in _of_file(file, naming, digest, name_in_load(file.path, workspace))
    ]


def _of_file(
    file: TurtleFile, naming: Collection[str], digest: str, name: str
) -> Iterator[ox.Triple]:
    lines = lines_of(file)
    labels: dict[str, str] = {}
    of_file = hashlib.sha256(f"{digest} {name}".encode()).hexdigest()[:16]
    for ends in (lines.subjects, lines.values):
        # The same labels each time, so that a load of the same files writes the same; no two files share one.
        ends[:] = (
            labels.setdefault(end, f"_:f{of_file}n{len(labels)}") if end.startswith("_:") else end
            for end in ends
        )
    found = read_parts(lines, naming)
    common = [part for part in found.parts if part[2]]
    parts = [part for part in found.parts if not part[2]]
    if common:
        keys = sorted({key for _, some, _ in common for key in some})
        parts.append((b"".join(text for text, _, _ in common), keys, True))
    summary = {
        "made": made(),
        "concepts": found.concepts.decode(),
        "names": found.names.decode(),
        "words": {name: dict(words) for name, words in found.words.items()},
        "languages": [[*key, count] for key, count in found.languages.items()],
        "documents": found.documents,
        "naming": found.naming,
        "kinds": told_kinds(found.kinds),
        "marks": [
            [*mark, number]
            for number, (text, _, _) in enumerate(parts)
            for mark in sorted(set(marks_of(text)))
        ],
        "refused": "it declares a known prefix for another address"
        if file.others
        else found.refused,
    }
    yield from _content(node_of(digest, name), summary)
    for number, (text, keys, is_common) in enumerate(parts):
        node = node_of(digest, name, number)
        content = {"lines": text.decode(), "keys": keys, "common": is_common}
        yield from _content(node, content)
        for key in keys:
            yield ox.Triple(node, TERM("key"), ox.Literal(str(key)))
        if is_common:
            yield ox.Triple(node, TERM("common"), ox.Literal("1"))


def made() -> str:
    """What tells by which kbtool an index was made: another may find that other statements hang together."""
    return name_of("load-index-2", [])


def _content(node: ox.NamedNode, what: Mapping[str, object]) -> Iterator[ox.Triple]:
    data = json.dumps(what, sort_keys=True).encode()
    text = base64.b64encode(zlib.compress(data, 6)).decode()
    pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
    for number, piece in enumerate(pieces):
        yield ox.Triple(node, TERM("content"), ox.Literal(f"{number:06} {piece}"))
    yield ox.Triple(node, TERM("pieces"), ox.Literal(str(len(pieces))))
    yield ox.Triple(node, TERM("sha256"), ox.Literal(hashlib.sha256(data).hexdigest()))


def contents(
    endpoint: Endpoint, graph: ox.NamedNode, nodes: Sequence[str]
) -> dict[str, Mapping[str, object]]:
    """What nodes of an index hold, by IRI.

    Args:
        endpoint: where the index is.
        graph: its graph.
        nodes: the nodes.

    Raises:
        InputError: there is no answer, or it is not what was written.
    """
    wanted = " ".join(str(TERM(term)) for term in ("content", "pieces", "sha256"))
    found: dict[str, Mapping[str, object]] = {}
    for begin in range(0, len(nodes), _NODES):
        some = nodes[begin : begin + _NODES]
        asked = " ".join(f"<{node}>" for node in some)
        said: dict[str, dict[str, list[str]]] = {node: {} for node in some}
        for node, term, value in rows(
            endpoint,
            f"SELECT ?n ?p ?o WHERE {{ VALUES ?n {{ {asked} }} VALUES ?p {{ {wanted} }} "
            f"GRAPH {graph} {{ ?n ?p ?o }} }}",
        ):
            if isinstance(node, ox.NamedNode) and isinstance(term, ox.NamedNode):
                of_node = said.get(node.value, {})
                text = value.value if isinstance(value, ox.Literal) else ""
                of_node.setdefault(term.value.removeprefix(TERM.base), []).append(text)
        for node, of_node in said.items():
            found[node] = _read(of_node, endpoint, node)
    return found


def _read(said: Mapping[str, Sequence[str]], endpoint: Endpoint, node: str) -> Mapping[str, object]:
    try:
        (number,), (sha256,) = said["pieces"], said["sha256"]
        pieces = sorted(said["content"])
        if [piece[:7] for piece in pieces] != [f"{n:06} " for n in range(int(number))]:
            raise ValueError("pieces are missing")
        data = zlib.decompress(base64.b64decode("".join(piece[7:] for piece in pieces)))
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ValueError("it was changed")
        found = json.loads(data)
        assert isinstance(found, dict)
        return found
    except (KeyError, ValueError, zlib.error, AssertionError) as error:
        raise unusable(
            f"does not hold what was loaded: <{node}> of the index is damaged",
            endpoint.query,
            help="load the knowledge base again",
        ) from error


def closure(
    endpoint: Endpoint,
    graph: ox.NamedNode,
    keys: Collection[int],
    known: Mapping[str, Mapping[str, object]] | None = None,
) -> dict[str, Mapping[str, object]]:
    """The parts that hang together with some keys, and those that every slice holds, round by round.

    Args:
        endpoint: where the index is.
        graph: its graph.
        keys: the keys.
        known: those that hang together with other keys, and were read before; none, if None.

    Raises:
        InputError: there is no answer, or it is not what was written.
    """
    parts = dict(known or {})
    new = set() if parts else set(_parts(endpoint, graph, f'?part {TERM("common")} "1"'))
    seen = keys_of(parts.values())
    waiting = set(keys) - seen
    seen |= waiting
    while new or waiting:
        read = contents(endpoint, graph, sorted(new))
        parts |= read
        waiting |= keys_of(read.values()) - seen
        seen |= waiting
        listed = sorted(waiting)
        new = set()
        for begin in range(0, len(listed), _KEYS):
            some = " ".join(f'"{key}"' for key in listed[begin : begin + _KEYS])
            new.update(
                _parts(endpoint, graph, f"?part {TERM('key')} ?key", f"VALUES ?key {{ {some} }}")
            )
        new -= parts.keys()
        waiting = set()
    return parts


def keys_of(parts: Iterable[Mapping[str, object]]) -> set[int]:
    """The keys of some parts.

    Args:
        parts: what the index holds of them.
    """
    return {key for part in parts for key in part["keys"]}  # type: ignore[attr-defined]


def _parts(endpoint: Endpoint, graph: ox.NamedNode, pattern: str, given: str = "") -> Iterator[str]:
    """The parts that a pattern is about, in pages by key."""
    after = ""
    while True:
        found = rows(
            endpoint,
            f"SELECT DISTINCT ?part WHERE {{ {given} GRAPH {graph} {{ {pattern} }} "
            f"FILTER(STR(?part) > {ox.Literal(after)}) }} ORDER BY STR(?part) LIMIT {_PAGE}",
        )
        named = [part.value for (part,) in found if isinstance(part, ox.NamedNode)]
        if not named:
            return
        if named[0] <= after:
            raise unusable("answers in no order, or with what was not asked for", endpoint.query)
        yield from named
        after = named[-1]


def read_file_of(summary: Mapping[str, object], parts: Sequence[Mapping[str, object]]) -> ReadFile:
    """What an index keeps of a file, with some of its parts.

    Args:
        summary: what the index says of the file.
        parts: the parts.
    """
    words: dict[str, dict[str, int]] = summary["words"]  # type: ignore[assignment]
    languages: list[tuple[str, bool, str, int]] = summary["languages"]  # type: ignore[assignment]
    documents: list[tuple[str, str]] = summary["documents"]  # type: ignore[assignment]
    naming: list[str] = summary["naming"]  # type: ignore[assignment]
    refused = summary["refused"]
    return ReadFile(
        parts=[
            (str(part["lines"]).encode(), list(part["keys"]), bool(part["common"]))  # type: ignore[call-overload]
            for part in parts
        ],
        concepts=str(summary["concepts"]).encode(),
        names=str(summary["names"]).encode(),
        words={name: Counter(of) for name, of in words.items()},
        languages=Counter({(name, term, tag): n for name, term, tag, n in languages}),
        documents=[(iri, path) for iri, path in documents],
        naming=list(naming),
        kinds=read_kinds(str(summary["kinds"])),
        refused=None if refused is None else str(refused),
    )
