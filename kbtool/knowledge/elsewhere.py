"""What is on file on the subject of claims and does not bear on them: neither lacking nor counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.about import Holdings, Item, Seen
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim
from kbtool.knowledge.statements import Statement
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term, instances


class Elsewhere(Struct, frozen=True):
    """Evidence beside claims, the strongest first.

    Attributes:
        figures: figures on file on those things, if a claim gives one.
        alike: other evidence on the subject and all other things that a claim names.
        borrowed: evidence on the same type of question of the subject, in something else.
    """

    figures: tuple[Item, ...] = ()
    alike: tuple[Item, ...] = ()
    borrowed: tuple[Item, ...] = ()


def elsewhere(kb: KnowledgeBase, held: Holdings, claims: Sequence[Claim]) -> Elsewhere:
    """What is on file beside some claims.

    Args:
        kb: the knowledge base.
        held: what it holds.
        claims: the claims.
    """
    bearing = {
        line.evidence.iri for claim in claims for line in kb.reader.lines(ox.NamedNode(claim.iri))
    }
    sought = [_sought(held, s) for c in claims if (s := held.statements.get(c.question_iri or ""))]
    alike, borrowed = [], []
    for node in instances(kb.store, KB("Evidence")):
        if node.value in bearing:
            continue
        named = held.parts_of_evidence(node)
        mine = [one for one in sought if held.names(named, [frozenset([one.subject])], True)]
        if any(one.others and held.names(named, one.others) for one in mine):
            alike.append(held.item(node))
        elif any(held.kinds(named) & one.kinds for one in mine):
            borrowed.append(held.item(node))
    kinds = {claim.figure.kind for claim in claims if claim.figure and claim.figure.kind}
    figures = [
        item for item in alike if item.evidence.figure and item.evidence.figure.kind in kinds
    ]
    return Elsewhere(
        _studies_first(figures),
        _studies_first([item for item in alike if item not in figures]),
        _studies_first(borrowed),
    )


def _studies_first(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: (item.seen is Seen.AUTHORITY, item.rank)))


class _Sought(Struct, frozen=True):
    """What evidence has to name to be beside a claim: the subject, the other things, the type of question."""

    subject: Term
    others: tuple[frozenset[Term], ...]
    kinds: frozenset[Term]


def _sought(held: Holdings, statement: Statement) -> _Sought:
    modal = held.terms.scales.qualifiers
    scope = {v for name, values in statement.scope.items() if name not in modal for v in values}
    things = {*scope, *([statement.object] if statement.object else [])}
    return _Sought(
        statement.subject,
        tuple(frozenset([thing]) for thing in things if isinstance(thing, ox.NamedNode)),
        held.kinds([statement.relation]),
    )
