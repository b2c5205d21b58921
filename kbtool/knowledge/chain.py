"""The chain behind a verdict: claim, what it states, lines of evidence, references; all read from derived triples."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.comparison import differences
from kbtool.knowledge.model import Claim, Evidence, EvidenceLine
from kbtool.knowledge.statements import Statement, read_statements, read_terminology
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import named, objects


@dataclass(frozen=True)
class NotComparable:
    """The same kind of statement in another scope, and in what the scopes differ."""

    phrase: str
    differences: tuple[str, ...]


@dataclass(frozen=True)
class Chain:
    """Everything that a verdict rests on.

    Attributes:
        claim: the claim, with what it states and its verdict.
        lines: the lines of evidence: those against it first, then those that are neither, decisive ones first.
        spread: the evidence with the lowest and the highest figure, where they are too far apart to decide.
        also: other claims of the same question, in reading order.
        not_comparable: statements of the same kind in other scopes.
    """

    claim: Claim
    lines: tuple[EvidenceLine, ...]
    spread: tuple[Evidence, Evidence] | None
    also: tuple[Claim, ...]
    not_comparable: tuple[NotComparable, ...]


def chain(kb: KnowledgeBase, iri: ox.NamedNode) -> Chain:
    """The chain behind a claim's verdict."""
    claim = kb.reader.claim(iri)
    held = None if claim.question_iri is None else ox.NamedNode(claim.question_iri)
    stating = () if held is None else kb.places.stating(held)
    return Chain(
        claim=claim,
        lines=tuple(sorted(kb.reader.lines(iri), key=strength)),
        spread=_spread(kb, iri),
        also=tuple(kb.reader.claim(node) for node in stating if node != iri),
        not_comparable=() if held is None else tuple(_not_comparable(kb, held)),
    )


def _spread(kb: KnowledgeBase, claim: ox.NamedNode) -> tuple[Evidence, Evidence] | None:
    ends = [
        kb.reader.evidence(node)
        for name in ("lowestEvidence", "highestEvidence")
        for node in named(objects(kb.store, claim, KB(name)))
    ]
    return (ends[0], ends[1]) if len(ends) == 2 else None


def strength(line: EvidenceLine) -> tuple[bool, bool, bool, bool, int, str]:
    """Sort key of lines of evidence: those against the claim first, the decisive and the strong before the others."""
    direct = line.directness is not None and line.directness.iri == KB("Direct").value
    tier = 9 if line.tier is None else line.tier
    label = line.evidence.source.label if line.evidence.source else ""
    return line.supporting, not line.disputing, not line.decisive, not direct, tier, label


def _not_comparable(kb: KnowledgeBase, held: ox.NamedNode) -> list[NotComparable]:
    statements = {statement.iri: statement for statement in read_statements(kb.store)}
    mine = statements.get(held)
    if mine is None:
        return []
    terms = read_terminology(kb.store)
    found = []
    for other in statements.values():
        if _alike(mine, other) and other.iri != held and not _are_related(kb, held, other.iri):
            differ = [
                f"{facet.name}: {facet.one} / {facet.other}"
                for facet in differences(mine, other, terms, kb)
                if facet.relation != "the same"
            ]
            found.append(NotComparable(kb.labels.label(other.iri), tuple(sorted(differ))))
    return sorted(found, key=lambda item: item.phrase)


def _alike(one: Statement, other: Statement) -> bool:
    return (one.subject, one.relation, one.object) == (other.subject, other.relation, other.object)


def _are_related(kb: KnowledgeBase, one: ox.NamedNode, other: ox.NamedNode) -> bool:
    relations = ("entails", "incompatibleWith", "narrowerScopeThan", "indirectCounterpartOf")
    return any(
        other in objects(kb.store, one, KB(name)) or one in objects(kb.store, other, KB(name))
        for name in relations
    )
