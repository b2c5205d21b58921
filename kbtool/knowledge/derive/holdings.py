"""How documents hold what they state: the first claim of each, the first as a fact, and the first with a hedge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pyoxigraph as ox
from msgspec import Struct

from kbtool.rdf.namespaces import KB, PROV
from kbtool.rdf.terms import Term


class Held(Struct, frozen=True):
    """How one document holds one statement.

    Attributes:
        first: the first claim of it.
        fact: the first claim that states it as a fact.
        hedged: the first claim that hedges it, and is no invitation to the reader (kb:asInvitation).
    """

    first: ox.NamedNode
    fact: ox.NamedNode | None
    hedged: ox.NamedNode | None


def held_statements(store: ox.Store) -> dict[tuple[Term, bool], Mapping[Term, Held]]:
    """What the documents of a store state.

    Returns:
        By proposition or quantity, and whether it is asserted (or given a value) or denied: how each document holds it.
    """
    certainty = _values(store, KB("certainty"))
    document = _values(store, PROV("wasQuotedFrom"))
    start = _values(store, KB("start"))
    inviting = _values(store, KB("asInvitation"))
    claims: dict[tuple[Term, bool, Term], list[tuple[int, str, ox.NamedNode]]] = defaultdict(list)
    for name in ("asserts", "denies", "gives"):
        for quad in store.quads_for_pattern(None, KB(name), None, None):
            claim, where = quad.subject, document.get(quad.subject)
            if isinstance(claim, ox.NamedNode) and where is not None:
                place = start.get(claim)
                at = int(place.value) if isinstance(place, ox.Literal) else 0
                key = quad.object, name != "denies", where
                claims[key].append((at, claim.value, claim))
    held: dict[tuple[Term, bool], dict[Term, Held]] = defaultdict(dict)
    for (statement, asserted, where), stated in claims.items():
        ordered = [claim for _, _, claim in sorted(stated, key=lambda each: each[:2])]
        firsts: dict[Term | None, ox.NamedNode] = {}
        for claim in ordered:
            if claim not in inviting:
                firsts.setdefault(certainty.get(claim), claim)
        held[statement, asserted][where] = Held(
            ordered[0], firsts.get(KB("Categorical")), firsts.get(KB("Hedged"))
        )
    return dict(held)


def _values(store: ox.Store, predicate: ox.NamedNode) -> dict[Term, Term]:
    return {q.subject: q.object for q in store.quads_for_pattern(None, predicate, None, None)}
