"""What stands in a knowledge base beyond the part of it that is derived: a step that looks at all of it asks here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TypeVar, cast

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.io.kept import keep, name_of, recalled
from kbtool.rdf.terms import Term

T = TypeVar("T")


class NeedsWholeError(Exception):
    """What a part of a knowledge base says cannot be told from it alone; says why."""


class Beyond(Struct, frozen=True, eq=False):
    """What a part needs to know of the rest.

    Attributes:
        nodes: the nodes that the part is of.
        names: gives the names of all nodes, their types and what they are named after; and what is quoted.
        told: what tells these names.
        words: how often words stand in texts of which property, in all files.
        languages: how often texts of which property have which language, of terms and of nodes, in all files.
        properties: those by which any file states something, by IRI.
        given: what steps that compare all files have derived of them, by the name of the step.
        known: what was found among all names, by what it is.
    """

    nodes: Collection[Term]
    names: Callable[[], ox.Store]
    told: str
    words: Callable[[Collection[str]], Mapping[str, Mapping[str, int]]]
    languages: Mapping[str, Mapping[tuple[bool, str], int]]
    properties: Collection[str] = frozenset()
    given: Mapping[str, Sequence[ox.Quad]] = field(default_factory=dict)
    known: dict[str, object] = field(default_factory=dict)

    def derived(self, step: str) -> list[ox.Quad] | None:
        """What a step derives of the nodes of the part, if that is known already."""
        if step not in self.given:
            return None
        return [quad for quad in self.given[step] if quad.subject in self.nodes]

    def among_names(
        self,
        what: str,
        find: Callable[[ox.Store], Iterable[T]],
        *,
        of: Iterable[str] = (),
        classes: Collection[type] = (),
    ) -> list[T]:
        """What is found among the names of all nodes, kept between runs unless it has a node without a name.

        Args:
            what: what it is.
            find: finds it.
            of: what it follows from beside the names.
            classes: the classes of what is found, beside terms.
        """
        name = name_of(what, [self.told, *of])
        if name not in self.known:
            kept = recalled(name, (ox.NamedNode, ox.Literal, *classes))
            found = list(find(self.names())) if kept is None else cast(list[T], kept)
            self.known[name] = found
            if kept is None:
                keep(name, found)
        return cast(list[T], self.known[name])


class WordCounts:
    """How often words stand in all files, of those texts that are looked at.

    Args:
        own: how often they stand in the part.
        beyond: what stands beyond it.
        looked_at: whether the texts of a property are.
    """

    def __init__(self, own: Counter[str], beyond: Beyond, looked_at: Callable[[str], bool]) -> None:
        self._beyond = beyond
        self._looked_at = cache(looked_at)
        self._known: dict[str, int] = {}
        self._own = own
        self.ask([word for word, count in own.items() if count == 1])

    def ask(self, words: Collection[str]) -> None:
        """Look some words up at once."""
        missing = [word for word in words if word not in self._known]
        found = self._beyond.words(missing)
        for word in missing:
            of_properties = found.get(word, {})
            self._known[word] = sum(
                count for name, count in of_properties.items() if self._looked_at(name)
            )

    def items(self) -> Iterator[tuple[str, int]]:
        """The words of the part; one that stands there several times is not told more often."""
        for word, count in self._own.items():
            yield word, self._known.get(word, count)

    def get(self, word: str, otherwise: int = 0) -> int:
        """How often a word stands anywhere."""
        if word not in self._known:
            self.ask([word])
        return self._known[word] or otherwise

    def __getitem__(self, word: str) -> int:
        return self.get(word)
