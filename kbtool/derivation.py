"""Runs the CONSTRUCT queries of kb/derivations/ in order; what they say goes to the derived graph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.store import DERIVED


def derive(store: ox.Store, queries: Iterable[tuple[Path, str]]) -> None:
    """Add what each query constructs to the derived graph; each sees what those before it added.

    Args:
        store: the store, changed in place.
        queries: the CONSTRUCT queries in order, each with its file for messages.

    Raises:
        InputError: a query is not a valid SPARQL CONSTRUCT query.
    """
    for path, text in queries:
        try:
            triples = store.query(text, use_default_graph_as_union=True)
        except (SyntaxError, ValueError) as error:
            reason = " ".join(str(error).split())
            line = re.match(r"error at (\d+):", reason)
            raise InputError(
                f"is not a valid SPARQL query: {reason}",
                path=path,
                line=int(line[1]) if line else None,
                help="correct the derivation at or just before this line",
            ) from error
        if not isinstance(triples, ox.QueryTriples):
            raise InputError(
                "is not a CONSTRUCT query", path=path, help="a derivation constructs triples"
            )
        store.extend(ox.Quad(t.subject, t.predicate, t.object, DERIVED) for t in list(triples))
