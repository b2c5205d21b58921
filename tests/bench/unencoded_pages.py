"""How far `kbtool encode` finds what a page of a kind of its own speaks of, with no proposition on file.

    python tests/bench/unencoded_pages.py [--list]

Each page of `unencoded/` stands beside what a careful person would encode of it: of what something is said, and what that is
related to. A concept that is not on file yet is there by its label. The propositions on file are taken away first.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

import pyoxigraph as ox

import kbtool
from kbtool.authoring.encoding import proposals
from kbtool.io.originals import Original
from kbtool.knowledge.statements import read_statements
from kbtool.prose.drafts import draft_document
from kbtool.prose.proposing.proposals import Skeleton
from kbtool.rdf.namespaces import ID
from kbtool.rdf.turtle.write import slug
from kbtool.reports.views import KnowledgeBase
from kbtool.text.document import Document
from kbtool.text.sentences import sentences
from kbtool.text.snapshot import take
from kbtool.text.stretch import Stretch
from tests.bench.encoding import fitting

PAGES = Path(__file__).parent / "unencoded"


def without_propositions(root: Path = ROOT) -> KnowledgeBase:
    """The knowledge base without what it knows to be asked: concepts and predicates alone."""
    kb = kbtool.load(root)
    for each in list(read_statements(kb.store)):
        if each.object is not None:
            for quad in list(kb.store.quads_for_pattern(each.iri, None, None, None)):
                kb.store.remove(quad)
    return kb


def read_page(path: Path) -> Document:
    """A page as a document."""
    return draft_document(take(Original(path.read_bytes(), path.name, path.name, date(2026, 1, 1))))


def main() -> None:
    """Print, for each page, in how much of what it states subject and object are right."""
    kb = without_propositions()
    for path in sorted(PAGES.glob("*.md")):
        with path.with_suffix(".toml").open("rb") as file:
            wanted = tomllib.load(file)["claims"]
        print(f"\n{path.name}")
        _print(kb, read_page(path), wanted)


def _print(kb: KnowledgeBase, page: Document, wanted: Sequence[Mapping[str, str]]) -> None:
    found = [e for e in proposals(kb, page, covered=()) if isinstance(e, Skeleton)]
    ends = sentences(page.text)
    counts: Counter[str] = Counter()
    for claim in wanted:
        at = page.text.index(claim["quote"])
        near = fitting(page, ends, Stretch(at, at + len(claim["quote"])), found)
        right = max((_right(each, claim) for each in near), default=(False, False, False))
        is_known = "subject" in claim and "object" in claim
        for name, counted in zip(("both", "subject", "object"), right, strict=True):
            counts[name] += counted
            counts[f"{name} on file"] += counted and is_known
        counts["on file"] += is_known
        if "--list" in sys.argv and not right[0]:
            _list(
                page,
                claim,
                list(fitting(page, ends, Stretch(at, at + len(claim["quote"])), found)),
            )
    print(f"proposals for each claim: {len(found) / len(wanted):.2f}")
    print(f"subject and object: {counts['both']} of {len(wanted)}")
    print(f"of those with both on file: {counts['both on file']} of {counts['on file']}")
    print(f"subject: {counts['subject']}; object: {counts['object']}")


def _right(skeleton: Skeleton, claim: Mapping[str, str]) -> tuple[bool, bool, bool]:
    """Whether subject and object are right, and either of them."""
    made = dict(_parts(skeleton))
    ends = [made.get(name) == _name(claim, name) for name in ("subject", "object")]
    return all(ends), ends[0], ends[1]


def _name(claim: Mapping[str, str], name: str) -> str:
    """What is called so: a concept on file, or one that an article may need."""
    return ID(claim[name] if name in claim else slug(claim[f"{name}_label"])).value


def _parts(skeleton: Skeleton) -> Iterator[tuple[str, str]]:
    offered = skeleton.proposal or skeleton.supposed
    made = offered.made if offered else None
    if made is not None:
        for name in ("subject", "predicate", "object"):
            value = made.value(name)
            if isinstance(value, (ox.NamedNode, ox.Literal)):
                yield name, value.value


def _list(page: Document, claim: Mapping[str, str], near: Sequence[Skeleton]) -> None:
    print("##", claim["quote"], "->", " | ".join(v for k, v in claim.items() if k != "quote"))
    for each in near:
        parts = " ".join(f"{value.rpartition('/')[2]}" for _, value in _parts(each))
        print("     ", parts or "nothing", "|", each.words.of(page.text))


if __name__ == "__main__":
    main()
