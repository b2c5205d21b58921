"""What is left to type for the claims of the two articles after `kbtool encode`, counted from the differences of what is stated.

    python tests/bench/typed.py

The claims on file are taken away and proposed anew. Of each, the properties are counted that the nearest proposal on its words
does not have: another value is one, and so is a quote of other words; a name is free. By hand, all are typed. A proposal on
the words of no claim is a mark to decide on, and nothing to type.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

import pyoxigraph as ox

import kbtool
from kbtool.authoring.encoding import proposals
from kbtool.authoring.skeletons import Writing
from kbtool.prose.proposals import Skeleton
from kbtool.rdf.namespaces import KB, OA
from kbtool.rdf.store import DERIVED
from kbtool.rdf.syntax import parse_turtle
from kbtool.rdf.turtle.write import with_prefixes
from kbtool.reports.views import KnowledgeBase
from kbtool.text.document import Document
from kbtool.text.sentences import sentences
from tests.bench.encoding import TUNED, claims_of, fitting

_FREE = frozenset({OA("prefix").value, OA("suffix").value, KB("undecided").value})


def main() -> None:
    """Print the counts of each article, the one first on which nothing was tuned."""
    kb = kbtool.load(ROOT)
    for document in sorted(kb.documents, key=lambda each: TUNED in each.path.name):
        _print(kb, document)


def _print(kb: KnowledgeBase, document: Document) -> None:
    found = proposals(kb, document, covered=())
    skeletons = [each for each in found if isinstance(each, Skeleton)]
    ends = sentences(document.text)
    claims = by_hand = left = whole = 0
    for claim, span in claims_of(kb, document):
        on_file = _on_file(kb, ox.NamedNode(claim.iri))
        proposed = (
            _proposed(kb, document, each) for each in fitting(document, ends, span, skeletons)
        )
        missing = min((len(on_file - each) for each in proposed), default=len(on_file))
        claims += 1
        by_hand += len(on_file)
        left += missing
        whole += missing == 0
    print(f"\n{document.path}" + (" (tuned on)" if TUNED in document.path.name else ""))
    print(f"commands: 1; marks to decide on: {len(found)} for {claims} claims")
    print(f"properties to type for a claim: {left / claims:.2f}; by hand {by_hand / claims:.2f}")
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
