"""The dataset of a query: the graphs that are its default graph, and those that GRAPH reaches (SPARQL 1.1, section 13)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from urllib.parse import urljoin

import pyoxigraph as ox
from msgspec import Struct

from kbtool.errors import InputError
from kbtool.near import nearest
from kbtool.rdf.sparql_tokens import Token, prefixes_declared, tokenise


class Dataset(Struct, frozen=True):
    """Graphs chosen among those that are loaded; one that names none of a kind has none of it.

    Attributes:
        default: the graphs of which the default graph is the merge.
        named: the named graphs.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether it chooses anything."""
        return bool(self.default or self.named)

    def refuse_unknown(self, loaded: Collection[str]) -> None:
        """Refuse a graph that is not loaded: nothing is fetched.

        Raises:
            InputError: it names one; with the nearest name.
        """
        for name in (*self.default, *self.named):
            if name not in loaded:
                near = nearest(name, loaded)
                raise InputError(
                    f"the graph <{name}> is not loaded, and none is fetched",
                    help=(f"did you mean <{near}>? " if near else "")
                    + "SELECT DISTINCT ?g { GRAPH ?g {} } lists the graphs that are loaded",
                )


def loaded_graphs(store: ox.Store) -> frozenset[str]:
    """The names of the graphs of a store."""
    return frozenset(g.value for g in store.named_graphs() if isinstance(g, ox.NamedNode))


def dataset_in(text: str, prefixes: Mapping[str, str], base: str) -> Dataset:
    """The dataset that the FROM and FROM NAMED clauses of a query name; none, if there is no such clause.

    Args:
        text: the query.
        prefixes: the prefixes that need not be declared, with their namespaces.
        base: what relative IRIs are relative to where the query does not say.
    """
    tokens = tokenise(text)
    known = {**prefixes, **prefixes_declared(tokens)}
    for word, iri in pairwise(tokens):
        if word.is_word("BASE") and iri.kind == "iri":
            base = urljoin(base, iri.text[1:-1])
    default: list[str] = []
    named: list[str] = []
    for is_named, token in _clauses(tokens):
        (named if is_named else default).append(_iri(token, known, base))
    return Dataset(tuple(default), tuple(named))


def _clauses(tokens: tuple[Token, ...]) -> Iterator[tuple[bool, Token]]:
    for place, token in enumerate(tokens):
        if token.is_word("FROM"):
            behind = tokens[place + 1 : place + 3]
            is_named = bool(behind) and behind[0].is_word("NAMED")
            if len(behind) > is_named:
                yield is_named, behind[is_named]


def _iri(token: Token, prefixes: Mapping[str, str], base: str) -> str:
    if token.kind == "iri":
        return urljoin(base, token.text[1:-1])
    prefix, _, local = token.text.partition(":")
    return prefixes[prefix] + local if prefix in prefixes else token.text
