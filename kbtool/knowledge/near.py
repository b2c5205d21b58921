"""The name that was probably meant where one stands for nothing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import pyoxigraph as ox

from kbtool.rdf.namespaces import local_name

_LIKE = 75.0
"""The rapidfuzz ratio from which a name counts as near: of four letters, one may differ or two have changed places."""

_COMPARED = 5_000_000
"""So many names are compared at most, so that a file of slips takes no longer than its reading."""


class NearNames:
    """Finds names that are like others, whatever their case.

    Args:
        nodes: the nodes that have names.
    """

    def __init__(self, nodes: Iterable[ox.NamedNode]) -> None:
        self._nodes = nodes
        self._left = _COMPARED
        self._found: dict[str, ox.NamedNode | None] = {}

    def near(self, iri: str) -> ox.NamedNode | None:
        """The node whose local name is most like that of an IRI; None, if none is like it."""
        if iri not in self._found:
            self._found[iri] = self._look(local_name(iri).casefold())
        return self._found[iri]

    def _look(self, name: str) -> ox.NamedNode | None:
        from rapidfuzz.fuzz import ratio
        from rapidfuzz.process import extractOne

        if name in self._by_name:
            return self._by_name[name]
        self._left -= len(self._by_name)
        if self._left < 0 or not name:
            return None
        best = extractOne(name, self._by_name.keys(), scorer=ratio, score_cutoff=_LIKE)
        return None if best is None else self._by_name[best[0]]

    @cached_property
    def _by_name(self) -> dict[str, ox.NamedNode]:
        ordered = sorted(self._nodes, key=lambda node: node.value, reverse=True)
        return {local_name(node.value).casefold(): node for node in ordered}
