"""How much of the two articles `kbtool encode` finds, with the claims on file taken away.

    python tests/bench/encoding.py

A claim on file is found if a proposed one lies in its sentence and has at least half of its words. What it states is right if the
proposition or quantity on file comes first, or among three. Figures of this bench are in the README of the room of prose.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

import kbtool
from kbtool.authoring.encoding import proposals
from kbtool.knowledge.model import Claim
from kbtool.knowledge.places import Span
from kbtool.prose.figures import GivenFigure
from kbtool.prose.skeletons import Passage, Skeleton
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import instances
from kbtool.reports.views import KnowledgeBase
from kbtool.text.document import Document
from kbtool.text.sentences import sentences
from kbtool.text.stretch import Stretch


@dataclass
class Counts:
    """What was found of the claims of an article."""

    claims: int = 0
    proposed: int = 0
    quoted: int = 0
    read: int = 0
    first: int = 0
    among: int = 0
    polarity: int = 0
    certainty: int = 0
    figures: int = 0
    values: int = 0
    denied: int = 0
    denied_rightly: int = 0
    said_denied: int = 0
    passages: int = 0
    left_alone: int = 0
    missed: list[str] = field(default_factory=list)


def main() -> None:
    """Print the figures of each article."""
    kb = kbtool.load(ROOT)
    for document in kb.documents:
        print(f"\n{document.path}")
        _print(_counted(kb, document, proposals(kb, document, covered=())))


def _counted(kb: KnowledgeBase, document: Document, found: Sequence[Skeleton | Passage]) -> Counts:
    counts = Counts()
    skeletons = [each for each in found if isinstance(each, Skeleton)]
    counts.proposed = len(skeletons)
    ends = sentences(document.text)
    for claim in kb.claims:
        if claim.document is None or claim.document.iri != document.iri or claim.span is None:
            continue
        counts.claims += 1
        _count(counts, claim, claim.span, list(_fitting(document, ends, claim.span, skeletons)))
    for node in instances(kb.store, KB("NonClaim")):
        span = kb.places.span(node)
        of = kb.places.document(node)
        if span is not None and of is not None and of.iri == document.iri:
            counts.passages += 1
            counts.left_alone += not any(
                each.words.start < span.end and span.start < each.words.end for each in skeletons
            )
    counts.said_denied = sum(_denies(each) for each in skeletons)
    return counts


def _fitting(
    document: Document, ends: Iterable[Stretch], span: Span, skeletons: Iterable[Skeleton]
) -> Iterator[Skeleton]:
    """The proposals in the sentences of a claim that share at least half of its words."""
    home = [s for s in ends if s.start < span.end and span.start < s.end]
    words = set(document.text[span.start : span.end].casefold().split())
    for each in skeletons:
        inside = any(s.start <= each.words.start and each.words.end <= s.end for s in home)
        mine = set(each.words.of(document.text).casefold().split())
        if inside and len(mine & words) >= len(words) / 2:
            yield each


def _count(counts: Counts, claim: Claim, span: Span, fitting: Sequence[Skeleton]) -> None:
    is_denial = claim.stance is not None and claim.stance.value == "denies"
    counts.denied += is_denial
    counts.figures += claim.figure is not None
    if not fitting:
        counts.missed.append(claim.name)
        return
    counts.quoted += 1
    ranked = [
        [*([s.filed.question.value] if s.filed else []), *(n.node.value for n in s.near)]
        for s in fitting
    ]
    counts.first += any(claim.question_iri in each[:1] for each in ranked)
    counts.among += any(claim.question_iri in each[:3] for each in ranked)
    right = [s for s in fitting if s.filed and s.filed.question.value == claim.question_iri]
    if right:
        counts.read += 1
        counts.polarity += any(_denies(each) == is_denial for each in right)
        counts.certainty += any(_hedged(each) == _is_hedged(claim) for each in right)
        counts.values += claim.figure is not None
    counts.denied_rightly += is_denial and any(_denies(each) for each in fitting)


def _denies(skeleton: Skeleton) -> bool:
    said = skeleton.filed.stated if skeleton.filed else None
    return said is not None and not isinstance(said, GivenFigure) and said.denies


def _hedged(skeleton: Skeleton) -> bool:
    return skeleton.filed is not None and skeleton.filed.stated.hedged


def _is_hedged(claim: Claim) -> bool:
    return claim.certainty is not None and claim.certainty.iri == KB("Hedged").value


def _print(counts: Counts) -> None:
    def share(part: int, whole: int) -> str:
        return f"{part} of {whole}" + (f" ({part / whole:.2f})" if whole else "")

    print(f"proposals for each claim on file: {counts.proposed / counts.claims:.2f}")
    print(f"found, with the right quote: {share(counts.quoted, counts.claims)}")
    print(f"what it states comes first: {share(counts.first, counts.claims)}")
    print(f"what it states is among three: {share(counts.among, counts.claims)}")
    print(f"read as on file: {share(counts.read, counts.claims)}")
    print(f"polarity of these: {share(counts.polarity, counts.read)}")
    print(f"certainty of these: {share(counts.certainty, counts.read)}")
    print(f"figures read as on file: {share(counts.values, counts.figures)}")
    print(f"denials found: {share(counts.denied_rightly, counts.denied)}")
    print(f"said to be denied: {counts.said_denied}")
    print(f"passages left alone: {share(counts.left_alone, counts.passages)}")


if __name__ == "__main__":
    main()
