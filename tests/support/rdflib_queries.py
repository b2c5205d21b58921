"""Queries that rdflib parses once each, for the reference engine on many focus nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from unittest.mock import patch

from rdflib.plugins.sparql import processor
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.sparql import Query


@contextmanager
def parsed_once() -> Iterator[None]:
    """Have rdflib keep the queries that it parses, while this lasts.

    pySHACL hands it the same text for each focus node, with the node as a binding beside it, and most queries take much longer to
    parse than to evaluate. That a parsed query may be evaluated again is what rdflib's own `prepareQuery` is for. What was parsed
    is kept for the next time.
    """
    with (
        patch.object(processor, "parseQuery", lambda text: text),
        patch.object(processor, "translateQuery", _translated),
    ):
        yield


def _translated(text: str, base: str | None, prefixes: Mapping[str, object]) -> Query:
    return _parsed(text, base, frozenset(prefixes.items()))


@lru_cache(maxsize=1000)
def _parsed(text: str, base: str | None, prefixes: frozenset[tuple[str, object]]) -> Query:
    return translateQuery(parseQuery(text), base, dict(prefixes))
