"""What is said of a claim where somebody points at it: its verdict, and in short what that rests on."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.chain import strength
from kbtool.knowledge.model import Claim, EvidenceLine
from kbtool.reports.markdown import as_markdown
from kbtool.reports.wording import counted, judged_in_words, marks, sides

_LINES = 3
"""Lines of evidence that are told of each side."""


def in_short(kb: KnowledgeBase, claim: Claim) -> str:
    """A claim with its verdict, in Markdown.

    Args:
        kb: the knowledge base.
        claim: the claim.
    """
    return "\n".join(_parts(kb, claim))


def _parts(kb: KnowledgeBase, claim: Claim) -> Iterator[str]:
    verdict = claim.verdict
    stars = "★" * verdict.stars + "☆" * (4 - verdict.stars)
    yield f"**{as_markdown(judged_in_words(verdict)) or 'no verdict'}** {stars}: {as_markdown(claim.says)}"
    if verdict.resolution is not None:
        yield f"\nDecided by {as_markdown(verdict.resolution.reviewer)}: {as_markdown(verdict.resolution.reason)}"
    lines = sorted(kb.reader.lines(ox.NamedNode(claim.iri)), key=_foremost)
    if not lines:
        yield "\nNothing on file bears on it."
    for title, some in sides(lines):
        if not some:
            continue
        yield f"\n{as_markdown(title)}\n"
        for line in some[:_LINES]:
            yield f"- {_told(line)}"
        if len(some) > _LINES:
            yield f"- and {counted(len(some) - _LINES, 'other')}"


def _foremost(line: EvidenceLine) -> tuple[object, ...]:
    return not (line.decisive or line.decisive_in_part), strength(line)


def _told(line: EvidenceLine) -> str:
    source = line.evidence.source.label if line.evidence.source else ""
    finding = line.evidence.finding.rstrip(".")
    decides = "decides: " if line.decisive or line.decisive_in_part else ""
    return as_markdown(f"{decides}{finding} ({'; '.join(filter(None, [source, *marks(line)]))})")
