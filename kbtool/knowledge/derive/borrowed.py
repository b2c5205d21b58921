"""Quotes that were copied to another claim: two claims have one quote, and the name of one of them has no word of it; or
the quote of one, of which its name has no word, holds that of another.

Only where claims are named after the words of their quotes: of other names nothing can be said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

import pyoxigraph as ox

from kbtool.knowledge.derive.slugs import slug_of
from kbtool.rdf.namespaces import KB, OA
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import instances

_LETTERS = 4
"""So many letters of a word are enough to know it in another form: "treats", "treatment"."""
_CUSTOM = 20
"""So many claims show whether names are made of the words of quotes."""
_SEEN = 400
"""No more are looked at for that."""
_NAMELESS = 50
"""Of so many claims at most it is asked whether their quotes hold others."""
_SHORTEST = 12
"""Characters of the shortest quote that tells where a longer one is from."""
_SHARE = 0.95
"""The part of them whose names have a word of their quote, where that is the custom."""


Borrowed = tuple[ox.NamedNode, ox.NamedNode]
"""A claim, and that whose quote it has."""


def borrowed_quads(found: Iterable[Borrowed]) -> Iterator[ox.Quad]:
    """A kb:quoteOf from each claim with the quote of another one to that."""
    for claim, other in found:
        yield ox.Quad(claim, KB("quoteOf"), other, DERIVED)


def borrowed(store: ox.Store) -> list[Borrowed]:
    """The claims with the quote of another one, where only the other's name has words of it.

    Args:
        store: the knowledge base.
    """
    claims = set(instances(store, KB("Claim")))
    quotes: dict[str, list[ox.NamedNode]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, OA("exact"), None, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            quotes[quad.object.value].append(quad.subject)
    if not _is_custom(quotes, claims):
        return []
    found = [
        (claim, other)
        for quote, nodes in quotes.items()
        if len(nodes) > 1
        for claim, other in _borrowed(quote, nodes)
        if claim in claims
    ]
    return [*found, *_holding(quotes, claims, {claim for claim, _ in found})]


def _holding(
    quotes: Mapping[str, list[ox.NamedNode]],
    claims: Collection[ox.NamedNode],
    known: Collection[ox.NamedNode],
) -> Iterator[Borrowed]:
    """Claims whose names have no word of their quotes, and whose quotes hold another one whose claim is named after it."""
    nameless = [
        (node, quote)
        for quote, nodes in sorted(quotes.items())
        for node in nodes
        if node in claims and node not in known and not _has_a_word(node, quote)
    ]
    for node, quote in nameless[:_NAMELESS]:
        held = (
            (len(one), other)
            for one, others in quotes.items()
            if len(one) >= _SHORTEST and one != quote and one in quote
            for other in others
            if _has_a_word(other, one)
        )
        longest = min(held, key=lambda pair: (-pair[0], pair[1].value), default=None)
        if longest is not None:
            yield node, longest[1]


def _borrowed(quote: str, nodes: list[ox.NamedNode]) -> Iterator[Borrowed]:
    named = sorted((node for node in nodes if _has_a_word(node, quote)), key=str)
    if named:
        yield from ((node, named[0]) for node in nodes if node not in named)


def _is_custom(quotes: dict[str, list[ox.NamedNode]], claims: set[ox.NamedNode]) -> bool:
    pairs = (
        (node, quote) for quote, nodes in sorted(quotes.items()) for node in nodes if node in claims
    )
    told = [_has_a_word(node, quote) for node, quote in islice(pairs, _SEEN)]
    return len(told) >= _CUSTOM and sum(told) >= _SHARE * len(told)


def _has_a_word(node: ox.NamedNode, quote: str) -> bool:
    words = {word[:_LETTERS] for word in slug_of(ox.Literal(quote))}
    return any(word[:_LETTERS] in words for word in slug_of(node))
