"""What hangs on an item of evidence, a reference or a statement: the claims that it bears on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Bearing, Claim, EvidenceLine
from kbtool.rdf.namespaces import CITO, KB
from kbtool.rdf.terms import named


class Dependent(Struct, frozen=True):
    """A claim, and a line of evidence that bears on it."""

    claim: Claim
    line: EvidenceLine

    @property
    def rank(self) -> tuple[bool, bool, tuple[str, int, int, str]]:
        """Sort key: what decides a claim first, then what decides a part of it, then in reading order."""
        return not self.line.decisive, not self.line.decisive_in_part, self.claim.order


def dependents(kb: KnowledgeBase, items: Iterable[ox.NamedNode]) -> list[Dependent]:
    """The claims on which items of evidence bear, those that they decide first.

    Args:
        kb: the knowledge base.
        items: items of evidence.
    """
    wanted = {item.value for item in items}
    judged = {
        claim
        for item in wanted
        for line in kb.store.quads_for_pattern(None, KB("evidence"), ox.NamedNode(item), None)
        for claim in kb.store.quads_for_pattern(line.subject, KB("claim"), None, None)
    }
    claims = {
        node
        for quad in judged
        for node in named(
            held.subject for held in kb.store.quads_for_pattern(None, KB("judgedAs"), quad.object, None)
        )
    }  # fmt: skip
    found = [
        Dependent(kb.reader.claim(node), line)
        for node in claims
        for line in kb.reader.lines(node)
        if line.evidence.iri in wanted
    ]
    return sorted(found, key=lambda one: (one.rank, one.line.evidence.iri))


def items_of(kb: KnowledgeBase, reference: ox.NamedNode) -> list[ox.NamedNode]:
    """The items of evidence that a reference found, by name."""
    quads = kb.store.quads_for_pattern(None, CITO("citesAsEvidence"), reference, None)
    return sorted(named(quad.subject for quad in quads), key=lambda node: node.value)


def items_on(kb: KnowledgeBase, question: ox.NamedNode) -> list[ox.NamedNode]:
    """The items of evidence on a proposition or quantity, by name."""
    return sorted(set(_items_on(kb, question)), key=lambda node: node.value)


def _items_on(kb: KnowledgeBase, question: ox.NamedNode) -> Iterator[ox.NamedNode]:
    for relation in Bearing:
        for quad in kb.store.quads_for_pattern(None, KB(relation), question, None):
            if any(kb.store.quads_for_pattern(quad.subject, CITO("citesAsEvidence"), None, None)):
                yield from named([quad.subject])
