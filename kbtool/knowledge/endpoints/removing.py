"""A load taken out of a store, with the results that were written back beside it, and what one left that was broken off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.io.web.endpoint import Endpoint, unusable
from kbtool.knowledge.endpoints import paging
from kbtool.knowledge.endpoints.terms import LOADS
from kbtool.knowledge.endpoints.writing import remove

_GRAPH = re.compile(re.escape(LOADS.base) + r"([0-9a-f]{64})(?:/(.*))?")
_RESULT = re.compile(r"results/[0-9a-f]{64}")
_FEWEST = 8
"""Letters of a digest that are enough to mean it."""


def take_out(
    endpoint: Endpoint, digest: str, progress: Callable[[str], None] = lambda _: None
) -> tuple[str, int]:
    """Remove all graphs of a load, manifests first: from then on nobody reads the others.

    Args:
        endpoint: the store.
        digest: how the digest of the load begins.
        progress: is told what is being done.

    Returns:
        The digest, and how many graphs there were.

    Raises:
        InputError: there is no such load, or several; or the store cannot be read, or keeps graphs.
    """
    progress("asking what the store has")
    of_loads: dict[str, list[tuple[int, str]]] = {}
    for graph in _graphs(endpoint):
        if found := _GRAPH.fullmatch(graph):
            name = found[2]
            rank = 0 if name is None else 1 if _RESULT.fullmatch(name) else 2
            of_loads.setdefault(found[1], []).append((rank, graph))
    fitting = [one for one in sorted(of_loads) if one.startswith(digest.casefold())]
    if len(fitting) != 1 or len(digest) < _FEWEST:
        there = ", ".join(one[:12] for one in sorted(of_loads)) or "none"
        raise unusable(
            f"has {'no load' if not fitting else 'several loads'} of {digest!r}"
            if len(fitting) != 1
            else f"is to lose the load of {digest!r}, which is too short",
            endpoint.query,
            help=f"give {_FEWEST} letters of the digest or more; of loads, whole or not, there is {there}",
        )
    graphs = [graph for _, graph in sorted(of_loads[fitting[0]])]
    progress(f"removing {len(graphs)} graphs")
    remove(endpoint, graphs)
    left = [graph for graph, number in paging.counts(endpoint, graphs).items() if number]
    if left:
        raise InputError(
            f"{len(left)} graphs could not be removed: " + " ".join(f"<{graph}>" for graph in left),
            help="try again, or remove them by a tool of the store",
        )
    return fitting[0], len(graphs)


def _graphs(endpoint: Endpoint) -> Iterator[str]:
    """The graphs below those of loads, in pages by key."""
    after = LOADS.base
    while True:
        found = paging.rows(
            endpoint,
            f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "
            f"{ox.Literal(LOADS.base)}) && STR(?g) > {ox.Literal(after)}) }} "
            f"ORDER BY STR(?g) LIMIT {paging.PAGE}",
        )
        graphs = [graph.value for (graph,) in found if isinstance(graph, ox.NamedNode)]
        if not graphs:
            return
        if graphs[0] <= after:
            raise unusable("answers in no order, or with what was not asked for", endpoint.query)
        yield from graphs
        after = graphs[-1]
