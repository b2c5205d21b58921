"""Variables in the place of predicates, where a query says which properties they stand for: `?kind kb:identifier true`."""

from __future__ import annotations

import re

import pyoxigraph as ox

_PREFIX = re.compile(r"\bPREFIX\s+[\w-]*:\s*<[^<>]*>", re.IGNORECASE)
_SAID = re.compile(r"(\?\w+)\s+([\w-]+:[\w-]+|<[^<>\s]+>)\s+(true|[\w-]+:[\w-]+|<[^<>\s]+>)\s*[.}]")


def with_predicates(query: str, store: ox.Store) -> str:
    """A query that has the properties in the place of such variables: it joins all that the query does, and may join more.

    Args:
        query: the query.
        store: what it asks, the vocabulary among it.
    """
    for variable, told, value in _SAID.findall(query):
        used = re.compile(rf"((?:\?\w+|\$\w+|;)\s+){re.escape(variable)}(\s+\?\w+)")
        if not used.search(query):
            continue
        prefixes = " ".join(_PREFIX.findall(query))
        rows = store.query(
            f"{prefixes} SELECT DISTINCT ?p WHERE {{ ?p {told} {value} }}",
            use_default_graph_as_union=True,
        )
        assert isinstance(rows, ox.QuerySolutions)
        found = sorted(str(row["p"]) for row in rows if isinstance(row["p"], ox.NamedNode))
        if found:
            some = "|".join(found)
            query = used.sub(lambda match, some=some: f"{match[1]}{some}{match[2]}", query)  # type: ignore[misc]
    return query
