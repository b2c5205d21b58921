"""The chain behind a verdict: claim, what it states, lines of evidence, references; all read from derived triples."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim, Evidence, EvidenceLine
from kbtool.knowledge.node import Node
from kbtool.knowledge.places import Declared
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import named, objects, value
from kbtool.text.quotes import Status


class NotComparable(Struct, frozen=True):
    """The same kind of statement in another scope, and in what the scopes differ."""

    phrase: str
    differences: tuple[str, ...]


class SearchRecord(Struct, frozen=True):
    """What was looked for and whether it was found.

    Attributes:
        iri: the search.
        question: what was looked for.
        places: where.
        day: when, as it is written.
        found: what was found, in words.
        current: whether it is not too old to count.
        declared: where it stands in Turtle.
    """

    iri: str
    question: str
    places: tuple[str, ...]
    day: str
    found: str
    current: bool
    declared: Declared | None


class Chain(Struct, frozen=True):
    """Everything that a verdict rests on.

    Attributes:
        claim: the claim, with what it states and its verdict.
        lines: the lines of evidence: those against it first, then those that are neither, decisive ones first.
        spread: the evidence with the lowest and the highest figure, where they are too far apart to decide.
        also: other claims of the same question, in reading order.
        not_comparable: statements of the same kind in other scopes.
        searches: the searches that cover the claim, the newest first, and those for what it states that are too old.
        astray: how the claim's words differ from its document, or what came in their place; empty, where they stand there.
    """

    claim: Claim
    lines: tuple[EvidenceLine, ...]
    spread: tuple[Evidence, Evidence] | None
    also: tuple[Claim, ...]
    not_comparable: tuple[NotComparable, ...]
    searches: tuple[SearchRecord, ...] = ()
    astray: str = ""


def chain(kb: KnowledgeBase, iri: ox.NamedNode) -> Chain:
    """The chain behind a claim's verdict."""
    claim = kb.reader.claim(iri)
    held = None if claim.question_iri is None else ox.NamedNode(claim.question_iri)
    stating = () if held is None else kb.places.stating(held)
    return Chain(
        claim=claim,
        lines=tuple(
            sorted(kb.reader.lines(iri), key=lambda line: (*_shown(line), line.evidence.iri))
        ),
        spread=_spread(kb, iri),
        also=tuple(kb.reader.claim(node) for node in stating if node != iri),
        not_comparable=() if held is None else tuple(_not_comparable(kb, held)),
        searches=tuple(
            sorted(_searches(kb, iri, held), key=lambda s: (s.day, s.iri), reverse=True)
        ),
        astray=_astray(kb, iri),
    )


def _astray(kb: KnowledgeBase, claim: ox.NamedNode) -> str:
    node = Node.within(kb.columns, claim)
    return {
        KB(Status.CHANGED.value).value: f"not in the document: {node.text(KB('difference'))}",
        KB(Status.GONE.value).value: f"gone from the document: {node.text(KB('difference'))}",
        KB(Status.MISSING.value).value: "not in the document",
    }.get(value(node.one(KB("anchorStatus"))), "")


def _searches(
    kb: KnowledgeBase, claim: ox.NamedNode, held: ox.NamedNode | None
) -> Iterator[SearchRecord]:
    found = set(named(objects(kb.store, claim, KB("coveredBy"))))
    sought = kb.store.quads_for_pattern(None, KB("lookedFor"), held, None) if held else ()
    for node in found | set(named(quad.subject for quad in sought)):
        search = Node.read(kb.store, node)
        yield SearchRecord(
            iri=node.value,
            question=search.text(KB("question")) or "",
            places=tuple(value(place) for place in search.all(KB("searchedIn"))),
            day=search.text(KB("searchedOn")) or "",
            found=search.text(KB("foundInWords")) or "",
            current=node in found,
            declared=kb.places.declared(node),
        )


def _spread(kb: KnowledgeBase, claim: ox.NamedNode) -> tuple[Evidence, Evidence] | None:
    ends = [
        kb.reader.evidence(node)
        for name in ("lowestEvidence", "highestEvidence")
        for node in named(objects(kb.store, claim, KB(name)))
    ]
    return (ends[0], ends[1]) if len(ends) == 2 else None


def _shown(line: EvidenceLine) -> tuple[object, ...]:
    """As ``strength``, with what decides a narrower scope before what decides nothing."""
    sides = line.supporting, not line.disputing
    return *sides, not line.decisive, not line.decisive_in_part, strength(line)


def strength(line: EvidenceLine) -> tuple[bool, bool, bool, bool, int, str]:
    """Sort key of lines of evidence: those against the claim first, the decisive and the strong before the others."""
    direct = line.directness is not None and line.directness.iri == KB("Direct").value
    tier = 9 if line.tier is None else line.tier
    label = line.evidence.source.label if line.evidence.source else ""
    return line.supporting, not line.disputing, not line.decisive, not direct, tier, label


def _not_comparable(kb: KnowledgeBase, held: ox.NamedNode) -> list[NotComparable]:
    from kbtool.knowledge.comparison import differences

    mine = kb.statements.get(held)
    if mine is None:
        return []
    found = []
    for other in kb.statements_alike[mine.subject, mine.relation, mine.object]:
        if other.iri != held and not _are_related(kb, held, other.iri):
            differ = [
                f"{facet.name}: {facet.one} / {facet.other}"
                for facet in differences(mine, other, kb.terminology, kb)
                if facet.relation != "the same"
            ]
            found.append(NotComparable(kb.labels.label(other.iri), tuple(sorted(differ))))
    return sorted(found, key=lambda item: item.phrase)


def _are_related(kb: KnowledgeBase, one: ox.NamedNode, other: ox.NamedNode) -> bool:
    relations = ("entails", "incompatibleWith", "narrowerScopeThan", "indirectCounterpartOf")
    return any(
        other in objects(kb.store, one, KB(name)) or one in objects(kb.store, other, KB(name))
        for name in relations
    )
