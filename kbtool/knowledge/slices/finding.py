"""What a slice is cut of: the parts of files that articles, nodes or the words of a draft need."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pyoxigraph as ox
from msgspec import Struct

from kbtool.errors import InputError
from kbtool.io.workspace import Workspace
from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.slices.all_files import Held
from kbtool.knowledge.slices.index import StoredIndex
from kbtool.knowledge.slices.marks import OPENING, PLACED, UNKNOWN
from kbtool.knowledge.slices.reading import key_of
from kbtool.knowledge.slices.updating import state_of
from kbtool.text.document import read_document


class Met(NamedTuple):
    """What prose meets in a knowledge base.

    Attributes:
        keys: the nodes that it names, by IRI, and the names by which it may hang together with others.
        openings: how its sentences begin, which may be in the words of what is on file.
        files: what its files are called, which may be the texts of articles on file.
    """

    keys: frozenset[str]
    openings: frozenset[str]
    files: frozenset[str] = frozenset()


Asked: TypeAlias = Collection[Path | ox.NamedNode] | Callable[[Held], Met]
"""What is asked for: articles by their texts, and nodes; or what tells, by what every slice holds, what prose meets."""


class Wanted(Struct, frozen=True):
    """What is asked for, in a knowledge base all of whose articles can be read.

    Attributes:
        parts: the parts of files that it needs.
        articles: the paths of all articles that the knowledge base declares, as the file system has them.
        told: what tells these parts and all that the files of the knowledge base state.
    """

    parts: frozenset[int]
    articles: frozenset[str]
    told: str


def find(index: StoredIndex, workspace: Workspace, asked: Asked, *, read_all: bool) -> Wanted:
    """What is asked for, in a knowledge base all of whose articles can be read.

    Args:
        index: the index, up to date; it takes note of the texts that can be read.
        workspace: where the knowledge base lies.
        asked: what is asked for.
        read_all: whether texts are read that look as they did when they were read.

    Raises:
        NeedsWholeError: no slice can be cut that is surely exact.
    """
    refused = index.refused()
    if refused is not None:
        raise NeedsWholeError(refused)
    places = _places(index, workspace, read_all=read_all)
    parts = _needed(index, asked, places)
    told = hashlib.sha256(f"{index.numbered()} {sorted(parts)}".encode("utf-8", "surrogatepass"))
    return Wanted(parts, frozenset(places.values()), told.hexdigest())


def _needed(index: StoredIndex, asked: Asked, places: Mapping[str, str]) -> frozenset[int]:
    """The parts that what is asked for needs."""
    if callable(asked):
        return _met(index, asked(Held(index)))
    return index.closure(map(key_of, _iris(index, places, asked)))


def _met(index: StoredIndex, met: Met) -> frozenset[int]:
    """The parts that prose needs: for each predicate of which something is said of a jurisdiction, one that has such.

    Raises:
        NeedsWholeError: it is not known of which predicates that is.
    """
    said = index.keys_of(index.parts_marked(OPENING, met.openings))
    texts = [iri for iri, names in index.documents().items() if _last(names) & met.files]
    keys = {*map(key_of, (*met.keys, *texts)), *said}
    parts = index.closure(keys)
    of_predicates = index.marked(PLACED)
    if UNKNOWN in of_predicates:
        raise NeedsWholeError("one file says of a statement of another where it holds")
    for with_predicate in of_predicates.values():
        if parts.isdisjoint(with_predicate):
            keys |= index.keys_of(with_predicate[:1])
            parts = index.closure(keys)
    return parts


def _last(names: Iterable[str]) -> set[str]:
    return {Path(name).name for name in names}


def _iris(
    index: StoredIndex, places: Mapping[str, str], asked: Collection[Path | ox.NamedNode]
) -> set[str]:
    """The nodes that are asked for.

    Raises:
        NeedsWholeError: one is of no part that could be cut out.
    """
    wanted = {os.path.realpath(each) for each in asked if isinstance(each, Path)}
    articles = {iri for iri, place in places.items() if place in wanted}
    if len(articles) != len(wanted):
        raise NeedsWholeError("an article that is asked for is not declared, or twice")
    nodes = {each.value for each in asked if isinstance(each, ox.NamedNode)}
    for iri in sorted(nodes):
        if not index.has(key_of(iri)):
            raise NeedsWholeError(f"{iri} is not on file, or a term")
    return articles | nodes


def _places(index: StoredIndex, workspace: Workspace, *, read_all: bool) -> dict[str, str]:
    """Where the text of each declared article lies, all of which can be read.

    Raises:
        NeedsWholeError: an article has no text, or none that can be read.
    """
    found: dict[str, str] = {}
    known = index.texts()
    states: dict[str, str] = {}
    now = time.time_ns()
    for iri, names in index.documents().items():
        (name, *more) = names
        place = "" if more or "\0" in name else os.path.realpath(workspace.sources / name)
        if not place or not Path(place).is_relative_to(workspace.sources):
            raise NeedsWholeError(f"{iri} has no text below sources/")
        try:
            state = state_of(place, now)
            if not state or read_all or known.get(place) != state:
                read_document(iri, Path(place))
                states[place] = state
        except (InputError, OSError) as error:
            raise NeedsWholeError(f"the text of {iri} cannot be read") from error
        found[iri] = place
    index.keep_texts(states, known.keys() - found.values())
    return found
