"""What if: a knowledge base as it would be without some of its evidence, or with more of it verified."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from msgspec import Struct

from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.lookup import find_instance, find_reference
from kbtool.rdf.namespaces import CITO, KB, RDF
from kbtool.rdf.terms import named, objects


class Supposition(Struct, frozen=True):
    """What is supposed of references and items of evidence.

    Attributes:
        without: those that are left out: an item of evidence, or all that a reference found, and what it warrants.
        verified: those that are taken as seen at the source.
    """

    without: frozenset[ox.NamedNode] = frozenset()
    verified: frozenset[ox.NamedNode] = frozenset()

    def apply(self, store: ox.Store) -> None:
        """Change a store of what the files state, before anything is derived of it."""
        for node in self.without:
            for item in _items(store, node):
                _remove(store, item)
            for quad in list(store.quads_for_pattern(None, KB("warrant"), node, None)):
                store.remove(quad)
        for node in self.verified:
            for item in {node, *_items(store, node)}:
                for quad in list(store.quads_for_pattern(item, KB("verification"), None, None)):
                    store.remove(quad)
                    seen = ox.Quad(item, quad.predicate, KB("SeenAtSource"), quad.graph_name)
                    store.add(seen)

    def seen_already(self, store: ox.Store) -> list[ox.NamedNode]:
        """Those to be taken as seen at the source of which nothing is left to see: it is so on file."""
        return [node for node in sorted(self.verified, key=str) if _is_seen(store, node)]

    def orphaned(self, store: ox.Store) -> frozenset[str]:
        """On which propositions and quantities, by IRI, that bears which is left out."""
        items = {item for node in self.without for item in _items(store, node)}
        return frozenset(
            stated.value
            for item in items
            for relation in (KB("supports"), KB("disputes"), KB("neutralOn"), KB("gives"))
            for stated in named(objects(store, item, relation))
        )


def supposition(
    kb: KnowledgeBase, *, without: Iterable[str] = (), verified: Iterable[str] = ()
) -> Supposition:
    """What is supposed of the references and items of evidence that are named.

    Args:
        kb: the knowledge base.
        without: references by IRI, CURIE, local name or identifier, or items of evidence, that fall.
        verified: those that somebody has seen at the source.

    Raises:
        InputError: there is no such reference or item of evidence; with the nearest names.
    """
    return Supposition(
        frozenset(_reference_or_evidence(kb, name) for name in without),
        frozenset(_reference_or_evidence(kb, name) for name in verified),
    )


def _reference_or_evidence(kb: KnowledgeBase, name: str) -> ox.NamedNode:
    try:
        return find_reference(kb, name)
    except InputError as no_reference:
        try:
            return find_instance(kb, name, KB("Evidence"))
        except InputError as no_evidence:
            near = " ".join(filter(None, (no_reference.help, no_evidence.help)))
            raise InputError(
                f"{name!r} is neither a reference nor an item of evidence", help=near
            ) from None


def _items(store: ox.Store, node: ox.NamedNode) -> list[ox.NamedNode]:
    """The items of evidence that a reference found, or the item itself."""
    if any(store.quads_for_pattern(node, RDF("type"), KB("Evidence"), None)):
        return [node]
    quads = store.quads_for_pattern(None, CITO("citesAsEvidence"), node, None)
    return sorted(set(named(quad.subject for quad in quads)), key=str)


def _is_seen(store: ox.Store, node: ox.NamedNode) -> bool:
    states = [
        state
        for one in {node, *_items(store, node)}
        for state in objects(store, one, KB("verification"))
    ]
    return bool(states) and all(state == KB("SeenAtSource") for state in states)


def _remove(store: ox.Store, node: ox.NamedNode | ox.BlankNode) -> None:
    """Take a node out with what it alone says, nodes without a name included."""
    for quad in list(store.quads_for_pattern(node, None, None, None)):
        store.remove(quad)
        if isinstance(quad.object, ox.BlankNode):
            _remove(store, quad.object)
