"""Warrants held to the kind of what is cited: one that speaks of a label does not say why a guideline bears."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from kbtool.knowledge.derive.left_out import any_of
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, objects, value


def warrant_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """The word by which a warrant speaks of another kind of authority than its evidence is (kb:warrantWord), if none fits.

    Evidence of a design that no such word is of is left alone.

    Args:
        store: the knowledge base.
    """
    designs: dict[str, set[Term]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, KB("warrantWord"), None, None):
        designs[value(quad.object).casefold()].add(quad.subject)
    told = {design for each in designs.values() for design in each}
    words = any_of(designs)
    for quad in store.quads_for_pattern(None, KB("warrantText"), None, None):
        said = [match[0] for match in words.finditer(value(quad.object).casefold())]
        own = set(objects(store, quad.subject, KB("design")))
        if said and own <= told and not any(designs[word] & own for word in said):
            yield ox.Quad(quad.subject, KB("warrantSays"), ox.Literal(said[0]), DERIVED)
