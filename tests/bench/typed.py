"""What is left to type for the claims of the two articles after `kbtool encode`, counted from the differences of what is stated.

    python tests/bench/typed.py

The claims on file are taken away and proposed anew. Of each, the properties are counted that the nearest proposal on its words
does not have: another value is one; a name is free. A line that stands in a comment above the proposal is put in its place, and
not typed; a right quote, which is one in the sentence with at least half of the words, may have other words. Both are counted
apart. By hand, all are typed. A proposal on the words of no claim is a mark to decide on, and nothing to type.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

import pyoxigraph as ox

import kbtool
from kbtool.authoring.encoding import proposals
from kbtool.authoring.skeletons import Writing
from kbtool.prose.proposing.proposals import Skeleton
from kbtool.rdf.namespaces import KB, OA
from kbtool.rdf.store import DERIVED
from kbtool.rdf.syntax import parse_turtle
from kbtool.rdf.turtle.write import with_prefixes
from kbtool.reports.views import KnowledgeBase
from kbtool.text.document import Document
from kbtool.text.sentences import sentences
from tests.bench.encoding import TUNED, claims_of, fitting

_FREE = frozenset({OA("prefix").value, OA("suffix").value, KB("undecided").value})


class _Left(NamedTuple):
    """What a proposal leaves to do: lines to type, lines to move from its comments, and a right quote of other words."""

    typed: int
    moved: int
    quoted: int

    @classmethod
    def of(cls, missing: Iterable[tuple[object, object]], skeleton: Skeleton) -> _Left:
        """What properties that a proposal does not have leave to do."""
        supposed = skeleton.supposed.question if skeleton.supposed else None
        offered = {supposed, *(each.node for each in skeleton.near)}
        states = {KB("asserts"), KB("denies"), KB("gives")}
        names = list(missing)
        moved = sum(name in states and node in offered for name, node in names)
        quoted = sum(name == OA("exact") for name, _ in names)
        return cls(len(names) - moved - quoted, moved, quoted)


def main() -> None:
    """Print the counts of each article, the one first on which nothing was tuned."""
    kb = kbtool.load(ROOT)
    for document in sorted(kb.documents, key=lambda each: TUNED in each.path.name):
        _print(kb, document)


def _print(kb: KnowledgeBase, document: Document) -> None:
    found = proposals(kb, document, covered=())
    skeletons = [each for each in found if isinstance(each, Skeleton)]
    ends = sentences(document.text)
    claims = by_hand = typed = whole = moved = quoted = 0
    for claim, span in claims_of(kb, document):
        on_file = _on_file(kb, ox.NamedNode(claim.iri))
        left = [
            _Left.of(on_file - _proposed(kb, document, each), each)
            for each in fitting(document, ends, span, skeletons)
        ]
        best = min(left, default=_Left(len(on_file), 0, 0))
        claims += 1
        by_hand += len(on_file)
        typed, moved, quoted = typed + best.typed, moved + best.moved, quoted + best.quoted
        whole += best == _Left(0, 0, 0)
    print(f"\n{document.path}" + (" (tuned on)" if TUNED in document.path.name else ""))
    print(f"commands: 1; marks to decide on: {len(found)} for {claims} claims")
    print(f"properties to type for a claim: {typed / claims:.2f}; by hand {by_hand / claims:.2f}")
    print(f"beside these, lines to move from a comment: {moved / claims:.2f}")
    print(f"beside these, right quotes of other words: {quoted / claims:.2f}")
    print(f"claims with nothing to type: {whole} of {claims} ({whole / claims:.2f})")


def _on_file(kb: KnowledgeBase, claim: ox.NamedNode) -> set[tuple[object, object]]:
    quads = kb.store.quads_for_pattern(claim, None, None, None)
    return {
        (quad.predicate, quad.object)
        for quad in quads
        if quad.graph_name != DERIVED and quad.predicate.value not in _FREE
    }


def _proposed(
    kb: KnowledgeBase, document: Document, skeleton: Skeleton
) -> set[tuple[object, object]]:
    block = with_prefixes(Writing(kb, document).block(skeleton), "", "", kb.names.prefixes)
    return {(each.predicate, each.object) for each in parse_turtle(block, "")}


if __name__ == "__main__":
    main()
