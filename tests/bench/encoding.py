"""How much of the two articles `kbtool encode` finds, with the claims on file taken away.

    python tests/bench/encoding.py

A claim on file is found if a proposed one lies in its sentence and has at least half of its words. What it states is right if the
proposition or quantity on file comes first, or among three. Figures of this bench are in the README of the room of prose.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

TUNED = "fuse"
"""In the name of the article on which weights were tuned."""

import pyoxigraph as ox

import kbtool
from kbtool.authoring.encoding import proposals
from kbtool.knowledge.derive.units import number
from kbtool.knowledge.model import Claim
from kbtool.knowledge.places import Span
from kbtool.knowledge.statements import Statement, read_statements
from kbtool.prose.proposing.proposals import Passage, Skeleton
from kbtool.prose.values import value_triples
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import instances
from kbtool.reports.views import KnowledgeBase
from kbtool.text.document import Document
from kbtool.text.sentences import sentences
from kbtool.text.stretch import Stretch

_VALUE = frozenset(map(KB, ("value", "low", "high", "atLeast", "atMost", "unit", "highUnit")))


@dataclass
class Counts:
    """What was found of the claims of an article."""

    claims: int = 0
    proposed: int = 0
    quoted: int = 0
    first: int = 0
    among: int = 0
    polarity: int = 0
    certainty: int = 0
    figures: int = 0
    values: int = 0
    denied: int = 0
    denied_rightly: int = 0
    said_denied: set[Stretch] = field(default_factory=set)
    rightly_said: set[Stretch] = field(default_factory=set)
    passages: int = 0
    left_alone: int = 0
    propositions: int = 0
    made: int = 0
    missed: list[str] = field(default_factory=list)


def main() -> None:
    """Print the figures of each article, the one first on which nothing was tuned."""
    kb, bare = kbtool.load(ROOT), kbtool.load(ROOT)
    propositions = {
        each.iri.value: each for each in read_statements(kb.store) if each.object is not None
    }
    for iri in propositions:
        for quad in list(bare.store.quads_for_pattern(ox.NamedNode(iri), None, None, None)):
            bare.store.remove(quad)
    for document in sorted(kb.documents, key=lambda each: TUNED in each.path.name):
        print(f"\n{document.path}" + (" (tuned on)" if TUNED in document.path.name else ""))
        counts = _counted(kb, document, proposals(kb, document, covered=()))
        _count_made(kb, document, proposals(bare, document, covered=()), propositions, counts)
        _print(counts)


def _counted(kb: KnowledgeBase, document: Document, found: Sequence[Skeleton | Passage]) -> Counts:
    counts = Counts()
    skeletons = [each for each in found if isinstance(each, Skeleton)]
    counts.proposed = len(skeletons)
    counts.said_denied = {each.words for each in skeletons if _denies(each)}
    ends = sentences(document.text)
    for claim, span in claims_of(kb, document):
        counts.claims += 1
        _count(kb, counts, claim, list(fitting(document, ends, span, skeletons)))
    for node in instances(kb.store, KB("NonClaim")):
        span_ = kb.places.span(node)
        of = kb.places.document(node)
        if span_ is not None and of is not None and of.iri == document.iri:
            counts.passages += 1
            counts.left_alone += not any(
                each.words.start < span_.end and span_.start < each.words.end for each in skeletons
            )
    return counts


def claims_of(kb: KnowledgeBase, document: Document) -> Iterator[tuple[Claim, Span]]:
    """The claims of an article on file, each with the place of its words."""
    for claim in kb.claims:
        if claim.document is not None and claim.document.iri == document.iri and claim.span:
            yield claim, claim.span


def _count_made(
    kb: KnowledgeBase,
    document: Document,
    found: Iterable[Skeleton | Passage],
    propositions: Mapping[str, Statement],
    counts: Counts,
) -> None:
    """How often a new proposition has the subject and the object of the one on file, which was taken away."""
    skeletons = [each for each in found if isinstance(each, Skeleton)]
    ends = sentences(document.text)
    for claim, span in claims_of(kb, document):
        wanted = propositions.get(claim.question_iri or "")
        if wanted is not None:
            counts.propositions += 1
            near = fitting(document, ends, span, skeletons)
            counts.made += any(_is_of(each, wanted) for each in near)


def _is_of(skeleton: Skeleton, wanted: Statement) -> bool:
    offered = skeleton.proposal or skeleton.supposed
    made = offered.made if offered else None
    if made is None:
        return False
    ends = made.value("subject"), made.value("object")
    return ends == (wanted.subject, wanted.object)


def fitting(
    document: Document, ends: Iterable[Stretch], span: Span | Stretch, skeletons: Iterable[Skeleton]
) -> Iterator[Skeleton]:
    """The proposals in the sentences of a claim that share at least half of its words."""
    home = [s for s in ends if s.start < span.end and span.start < s.end]
    words = set(document.text[span.start : span.end].casefold().split())
    for each in skeletons:
        inside = any(s.start <= each.words.start and each.words.end <= s.end for s in home)
        mine = set(each.words.of(document.text).casefold().split())
        if inside and len(mine & words) >= len(words) / 2:
            yield each


def _count(kb: KnowledgeBase, counts: Counts, claim: Claim, found: Sequence[Skeleton]) -> None:
    is_denial = claim.stance is not None and claim.stance.value == "denies"
    counts.denied += is_denial
    counts.figures += claim.figure is not None
    if not found:
        counts.missed.append(claim.name)
        return
    counts.quoted += 1
    ranked = [_ranked(each) for each in found]
    counts.first += any(claim.question_iri in each[:1] for each in ranked)
    counts.among += any(claim.question_iri in each[:3] for each in ranked)
    right = [s for s, nodes in zip(found, ranked, strict=True) if claim.question_iri in nodes[:1]]
    counts.polarity += any(_denies(each) == is_denial for each in right)
    counts.certainty += any(_hedged(each) == _is_hedged(claim) for each in right)
    counts.values += claim.figure is not None and any(_gives(kb, s, claim) for s in found)
    denying = {each.words for each in found if _denies(each)}
    counts.denied_rightly += is_denial and bool(denying)
    if is_denial:
        counts.rightly_said |= denying


def _ranked(skeleton: Skeleton) -> list[str]:
    """What a proposal offers, in order, in comments too if the claim is open; what is new is no node on file, and what is not whole stands behind what is near."""
    proposal = skeleton.proposal or skeleton.supposed
    is_chosen = proposal is not None and (proposal.made is None or proposal.made.is_whole)
    question = proposal.question if proposal is not None else None
    chosen = [question.value if question else ""] if is_chosen else []
    return [*chosen, *(near.node.value for near in skeleton.near)]


def _gives(kb: KnowledgeBase, skeleton: Skeleton, claim: Claim) -> bool:
    """Whether a proposal has the numbers and the units of a claim on file."""
    offered, node = skeleton.proposal or skeleton.supposed, ox.NamedNode(claim.iri)
    value = offered.value if offered else None
    if value is None:
        return False
    on_file = (quad.triple for quad in kb.store.quads_for_pattern(node, None, None, None))
    return _value(value_triples(value, node)) == _value(on_file)


def _value(triples: Iterable[ox.Triple]) -> set[tuple[str, object]]:
    """The numbers and units that a claim states."""
    return {
        (each.predicate.value, number(each.object) or each.object)
        for each in triples
        if each.predicate in _VALUE
    }


def _denies(skeleton: Skeleton) -> bool:
    return skeleton.tone.denies


def _hedged(skeleton: Skeleton) -> bool:
    return skeleton.tone.certainty == KB("Hedged")


def _is_hedged(claim: Claim) -> bool:
    return claim.certainty is not None and claim.certainty.iri == KB("Hedged").value


def _print(counts: Counts) -> None:
    def share(part: int, whole: int) -> str:
        return f"{part} of {whole}" + (f" ({part / whole:.2f})" if whole else "")

    print(f"proposals for each claim on file: {counts.proposed / counts.claims:.2f}")
    print(f"found, with the right quote: {share(counts.quoted, counts.claims)}")
    print(f"what it states comes first: {share(counts.first, counts.claims)}")
    print(f"what it states is among three: {share(counts.among, counts.claims)}")
    print(f"polarity of those that come first: {share(counts.polarity, counts.first)}")
    print(f"certainty of these: {share(counts.certainty, counts.first)}")
    print(f"figures, number and unit: {share(counts.values, counts.figures)}")
    print(f"denials found: {share(counts.denied_rightly, counts.denied)}")
    print(f"rightly said to be denied: {share(len(counts.rightly_said), len(counts.said_denied))}")
    print(f"passages left alone: {share(counts.left_alone, counts.passages)}")
    print(f"without propositions, subject and object: {share(counts.made, counts.propositions)}")


if __name__ == "__main__":
    main()
