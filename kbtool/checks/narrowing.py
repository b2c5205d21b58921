"""Findings that are not asked for are not made: which sides of all that rules have found amount to those that are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

import pyoxigraph as ox
from msgspec import Struct

from kbtool.checks.selection import Wanted
from kbtool.checks.yielding import concerned
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.sides import Side, group_of
from kbtool.rdf.terms import Term, value
from kbtool.shacl import ValidationResult


class Only(Struct, frozen=True):
    """What a report is to tell; it may tell more.

    Attributes:
        sides: chooses among the sides of all findings; what it leaves out has no bearing on what is told of the others.
        documents: the IRIs of the documents whose verdicts are told.
        results: leaves out results that amount to none of these sides, where that is known of them as they are.
    """

    sides: Callable[[Sequence[Side]], Iterable[Side]]
    documents: Collection[str]
    results: Callable[[Sequence[ValidationResult]], Sequence[ValidationResult]] = tuple


def in_documents(kb: KnowledgeBase, documents: Collection[str]) -> Only:
    """What stands in some documents.

    Args:
        kb: the knowledge base.
        documents: their IRIs.
    """

    def chosen(sides: Sequence[Side]) -> list[Side]:
        return [side for side in sides if _stands_in(kb, side.place, documents)]

    return Only(chosen, documents)


def as_wanted(kb: KnowledgeBase, wanted: Wanted) -> Only:
    """What paths ask for.

    Args:
        kb: the knowledge base.
        wanted: what they ask for.
    """
    documents = {each.iri for each in kb.documents if str(each.path) in wanted.documents}

    def chosen(sides: Sequence[Side]) -> Iterable[Side]:
        if wanted.files:
            return sides
        return [
            side
            for side in sides
            if value(side.focus) in wanted.nodes
            or any(_stands_in(kb, each, documents) for each in (side.place, *side.others))
        ]

    everything = {each.iri for each in kb.documents}
    return Only(chosen, everything if wanted.files else documents)


def on_claims(kb: KnowledgeBase, claims: Collection[str]) -> Only:
    """What is found on some claims, and what that may only follow from.

    Args:
        kb: the knowledge base.
        claims: their IRIs.
    """

    def chosen(sides: Sequence[Side]) -> list[Side]:
        mine = {id(each) for each in sides if each.place and each.place.value in claims}
        foci = {focus for side in sides if id(side) in mine for focus in _foci(side)}
        near = {node for focus in foci for node in concerned(kb.store, focus)}
        return [side for side in sides if id(side) in mine or not near.isdisjoint(_foci(side))]

    return Only(chosen, (), lambda results: _bearing_on(kb, claims, results))


def _bearing_on(
    kb: KnowledgeBase, claims: Collection[str], results: Sequence[ValidationResult]
) -> list[ValidationResult]:
    """The results that may be found on some claims, or that such may follow from; of a finding all, or none."""
    nodes = {node for claim in claims for node in kb.places.standing_for(ox.NamedNode(claim))}
    sides = {group_of(each) for each in results if each.focus in nodes or each.value in nodes}
    foci = {focus for _, focus, _ in sides}
    near = {node for focus in foci for node in concerned(kb.store, focus)}
    return [each for each in results if each.focus in near or group_of(each) in sides]


def _foci(side: Side) -> set[Term]:
    return {result.focus for result in side.results}


def _stands_in(kb: KnowledgeBase, node: Term | None, documents: Collection[str]) -> bool:
    document = kb.places.document(node) if isinstance(node, ox.NamedNode) else None
    return document is not None and document.iri in documents
