"""Queries that rdflib parses once each, for the reference engine on many focus nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from unittest.mock import patch

from rdflib.plugins.sparql import processor
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.sparql import Query


@contextmanager
def parsed_once() -> Iterator[None]:
    """Have rdflib keep the queries that it parses, while this lasts.

    pySHACL hands it the same text for each focus node, with the node as a binding beside it, and most queries take much longer to
    parse than to evaluate. That a parsed query may be evaluated again is what rdflib's own `prepareQuery` is for.
    """
    known: dict[tuple[str, str | None, frozenset[tuple[str, object]]], Query] = {}

    def translated(text: str, base: str | None, prefixes: Mapping[str, object]) -> Query:
        key = text, base, frozenset(prefixes.items())
        if key not in known:
            known[key] = translateQuery(parseQuery(text), base, prefixes)
        return known[key]

    with (
        patch.object(processor, "parseQuery", lambda text: text),
        patch.object(processor, "translateQuery", translated),
    ):
        yield
