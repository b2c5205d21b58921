"""The types of nodes, and whether nodes of some types are what a property wants."""

from __future__ import annotations

import pyoxigraph as ox

from kbtool.knowledge.vocabulary import Vocabulary
from kbtool.rdf.namespaces import KB, RDF
from kbtool.rdf.terms import Term


class Fits(dict[frozenset[Term], bool]):
    """Whether nodes of some types are instances of one class of each set; worked out once for each combination."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        sets: tuple[frozenset[ox.NamedNode], ...],
        elsewhere: bool = False,
    ) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self._sets = sets
        self._elsewhere = elsewhere

    def __missing__(self, types: frozenset[Term]) -> bool:
        fits = all(self._vocabulary.is_instance(types, some) for some in self._sets) or (
            self._elsewhere and not any(map(_is_ours, types))
        )
        self[types] = fits
        return fits


def _is_ours(kind: Term) -> bool:
    return isinstance(kind, ox.NamedNode) and kind.value.startswith(KB.base)


def types_of(store: ox.Store) -> dict[Term, frozenset[Term]]:
    """The types of each node; nodes of the same ones share the set."""
    found: dict[Term, frozenset[Term]] = {}
    alone: dict[Term, frozenset[Term]] = {}
    for quad in store.quads_for_pattern(None, RDF("type"), None, None):
        kind = alone.setdefault(quad.object, frozenset({quad.object}))
        known = found.get(quad.subject)
        found[quad.subject] = kind if known is None or known is kind else known | kind
    return found
