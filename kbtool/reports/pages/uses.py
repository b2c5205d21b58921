"""On which claims each item of evidence and each reference bears, and which it decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.places import SCOPE_IN_PART
from kbtool.rdf.namespaces import CITO, KB
from kbtool.rdf.terms import Term, by_subject


class Weight(IntEnum):
    """How much an item of evidence weighs in the verdict on a claim."""

    NONE = 0
    IN_PART = 1
    DECIDES = 2


class Use(Struct, frozen=True, order=True):
    """A claim on which evidence bears.

    Attributes:
        weight: how much it weighs there.
        claim: the claim, by IRI.
        side: "for", "against" or "neither way".
        decides: whether the verdict on the claim rests on it: what decides a narrower scope alone does not, where the
            verdict is not in part, and nothing does where a reviewer has decided.
    """

    weight: Weight
    claim: str
    side: str
    decides: bool

    @property
    def sign(self) -> str:
        """The weight as a sign."""
        return "○◐●"[self.weight]


class Uses(Struct, frozen=True):
    """What hangs on evidence and on references.

    Attributes:
        of_evidence: the uses of each item of evidence, by IRI, those that it decides first.
        of_reference: the same of each reference, each claim once.
    """

    of_evidence: Mapping[str, tuple[Use, ...]]
    of_reference: Mapping[str, tuple[Use, ...]]

    def most(self, number: int) -> list[tuple[str, int]]:
        """The references that decide most claims, with how many."""
        counts = [(iri, decided(uses)) for iri, uses in self.of_reference.items()]
        return sorted((one for one in counts if one[1]), key=lambda one: (-one[1], one[0]))[:number]


def decided(uses: Iterable[Use]) -> int:
    """How many claims are decided, wholly or in part."""
    return sum(use.decides for use in uses)


def read_uses(kb: KnowledgeBase) -> Uses:
    """On which claims evidence and references of a knowledge base bear."""
    of_evidence: dict[str, set[Use]] = defaultdict(set)
    of_reference: dict[str, set[Use]] = defaultdict(set)
    references = by_subject(kb.store, CITO("citesAsEvidence"))
    for evidence, use in _uses(kb):
        of_evidence[_iri(evidence)].add(use)
        for reference in references.get(evidence, ()):
            of_reference[_iri(reference)].add(use)
    return Uses(
        {iri: _first(uses) for iri, uses in of_evidence.items()},
        {iri: _first(uses) for iri, uses in of_reference.items()},
    )


def _first(uses: Iterable[Use]) -> tuple[Use, ...]:
    """Each claim once, as what weighs most bears on it; the heaviest first."""
    found: dict[str, Use] = {}
    for use in sorted(uses, key=lambda use: (not use.decides, -use.weight, use.claim, use.side)):
        found.setdefault(use.claim, use)
    return tuple(found.values())


def _uses(kb: KnowledgeBase) -> Iterator[tuple[Term, Use]]:
    store, read = kb.store, kb.columns.one
    judged: dict[Term, list[Term]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, KB("judgedAs"), None, None):
        judged[quad.object].append(quad.subject)
    sides = {KB("Supporting"): "for", KB("Disputing"): "against"}
    claims = by_subject(store, KB("claim"))
    resolved = {quad.subject for quad in store.quads_for_pattern(None, KB("decidedBy"), None, None)}
    for quad in store.quads_for_pattern(None, KB("evidence"), None, None):
        line = quad.subject
        if kb.columns.text(line, KB("decisive")) == "true":
            weight = Weight.DECIDES
        else:
            is_part = kb.columns.text(line, KB("decisiveInPart")) == "true"
            weight = Weight.IN_PART if is_part else Weight.NONE
        direction = read(line, KB("direction"))
        side = (
            sides.get(direction, "neither way")
            if isinstance(direction, ox.NamedNode)
            else "neither way"
        )
        for as_ in claims.get(line, ()):
            in_part = read(as_, KB("computedVerdict")) in SCOPE_IN_PART
            decides = weight is Weight.DECIDES or (in_part and weight is Weight.IN_PART)
            for claim in judged.get(as_, ()):
                rests = decides and claim not in resolved
                yield quad.object, Use(weight, _iri(claim), side, rests)


def _iri(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)
