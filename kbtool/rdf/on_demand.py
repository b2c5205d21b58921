"""A store that is filled as it is asked: what nobody asks for is never put into it.

Its triples lie in pieces: those of subjects that have the same types and stand in the same graphs, with one predicate. A
pattern with a subject or a predicate is answered from the pieces that may match it; whatever else is done with the store
puts all of them in first. So it answers as a store that holds all.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from threading import Lock
from typing import Any, cast

import pyoxigraph as ox
from msgspec import Struct

from kbtool.rdf.namespaces import RDF
from kbtool.rdf.terms import Term

_TYPE = b"a "
"""How a line of Turtle begins that tells types."""

_MANY = 200_000
"""The pieces of so many triples are compressed; those of fewer are written sooner than that is done."""


class Pieces(Struct, frozen=True):
    """The triples of a store, in pieces.

    Attributes:
        groups: the number of the group of each subject, as N-Triples write it.
        of_groups: by group, the triples with each predicate, as TriG; predicates as Turtle writes them.
        types: by group, the types of its subjects.
        count: how many triples there are.
        are_compressed: whether they are.
    """

    groups: dict[bytes, int]
    of_groups: tuple[dict[bytes, bytes], ...]
    types: tuple[frozenset[bytes], ...]
    count: int
    are_compressed: bool


def taken_apart(store: ox.Store) -> Pieces:
    """The triples of a store, in pieces."""
    types: dict[bytes, list[bytes]] = defaultdict(list)
    parts: dict[bytes, list[tuple[int, list[bytes]]]] = defaultdict(list)
    graphs = [ox.DefaultGraph(), *store.named_graphs()]
    for number, graph in enumerate(graphs):
        text = store.dump(format=ox.RdfFormat.TURTLE, from_graph=graph) or b""
        for block in text.split(b" .\n")[:-1]:
            subject, _, said = block.partition(b" ")
            lines = said.split(b" ;\n\t")
            parts[subject].append((number, lines))
            for line in lines:
                if line.startswith(_TYPE):
                    types[subject] += line.removeprefix(_TYPE).split(b" , ")
    numbers: dict[tuple[frozenset[bytes], tuple[int, ...]], int] = {}
    groups: dict[bytes, int] = {}
    pieces: list[dict[bytes, dict[int, list[bytes]]]] = []
    for subject, some in parts.items():
        alike = frozenset(types.get(subject, ())), tuple(number for number, _ in some)
        group = groups[subject] = numbers.setdefault(alike, len(numbers))
        if group == len(pieces):
            pieces.append(defaultdict(lambda: defaultdict(list)))
        of_group = pieces[group]
        for number, lines in some:
            for line in lines:
                of_group[line.partition(b" ")[0]][number].append(b"%b %b ." % (subject, line))
    names = [b"" if number == 0 else str(graph).encode() for number, graph in enumerate(graphs)]
    many = len(store) > _MANY
    return Pieces(
        groups,
        tuple(
            {each: _text(_trig(names, of_each), many) for each, of_each in of_group.items()}
            for of_group in pieces
        ),
        tuple(of_group for of_group, _ in numbers),
        len(store),
        many,
    )


def _text(lines: Iterable[bytes], compress: bool) -> bytes:
    text = b"\n".join(lines)
    return zlib.compress(text, 1) if compress else text


def _trig(names: Sequence[bytes], lines: Mapping[int, Iterable[bytes]]) -> Iterable[bytes]:
    """Triples by graph as TriG, line by line."""
    for number, some in lines.items():
        yield names[number] + b" {"
        yield from some
        yield b"}"


def _named(predicate: ox.NamedNode) -> bytes:
    """A predicate as Turtle writes it."""
    return _TYPE[:1] if predicate == RDF("type") else str(predicate).encode()


def on_demand(pieces: Pieces) -> ox.Store:
    """A store with the triples of some pieces, which it takes in when they are asked for."""
    return cast(ox.Store, _OnDemand(pieces))


class _OnDemand:
    """What has the methods of a store, and answers as one would."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._waiting = {
            (group, predicate)
            for group, of_group in enumerate(pieces.of_groups)
            for predicate in of_group
        }
        self._store = ox.Store()
        self._is_as_it_was = True
        self._lock = Lock()

    def quads_for_pattern(
        self,
        subject: ox.NamedNode | ox.BlankNode | ox.Triple | None,
        predicate: ox.NamedNode | None,
        object: Term | None,
        graph_name: ox.NamedNode | ox.BlankNode | ox.DefaultGraph | None = None,
    ) -> Iterator[ox.Quad]:
        """The quads that match a pattern."""
        if self._waiting:
            self._take(self._asked(subject, predicate, object))
        return self._store.quads_for_pattern(subject, predicate, object, graph_name)

    def add(self, quad: ox.Quad) -> None:
        """Take in one more quad."""
        self._is_as_it_was = False
        self._store.add(quad)

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Take in more quads."""
        self._is_as_it_was = False
        self._store.extend(quads)

    def __contains__(self, quad: object) -> bool:
        return quad in self._whole

    def __iter__(self) -> Iterator[ox.Quad]:
        return iter(self._whole)

    def __len__(self) -> int:
        return self._pieces.count if self._is_as_it_was else len(self._whole)

    def __str__(self) -> str:
        return str(self._whole)

    def __getattr__(self, name: str) -> Any:
        self._is_as_it_was = False
        return getattr(self._whole, name)

    @property
    def _whole(self) -> ox.Store:
        self._take(self._waiting)
        return self._store

    def _asked(
        self, subject: Term | None, predicate: ox.NamedNode | None, object: Term | None
    ) -> Collection[tuple[int, bytes]]:
        """The pieces in which a pattern may match."""
        named = None if predicate is None else _named(predicate)
        if subject is None:
            if named is None:
                return self._waiting
            found = self._with_predicate.get(named, [])
            if object is None or named != _TYPE[:1]:
                return found
            type_ = str(object).encode()
            return [each for each in found if type_ in self._pieces.types[each[0]]]
        group = self._pieces.groups.get(str(subject).encode())
        if group is None:
            return ()
        if named is not None:
            return ((group, named),)
        return [(group, each) for each in self._pieces.of_groups[group]]

    @cached_property
    def _with_predicate(self) -> dict[bytes, list[tuple[int, bytes]]]:
        found: dict[bytes, list[tuple[int, bytes]]] = defaultdict(list)
        for group, of_group in enumerate(self._pieces.of_groups):
            for predicate in of_group:
                found[predicate].append((group, predicate))
        return found

    def _take(self, asked: Collection[tuple[int, bytes]]) -> None:
        """Take some pieces in, those that are not there yet."""
        if self._waiting.isdisjoint(asked):
            return
        with self._lock:
            new = sorted(self._waiting.intersection(asked))
            some = (self._pieces.of_groups[group][each] for group, each in new)
            text = b"\n".join(map(zlib.decompress, some) if self._pieces.are_compressed else some)
            self._store.extend(ox.parse(text, format=ox.RdfFormat.TRIG))
            self._waiting.difference_update(new)
