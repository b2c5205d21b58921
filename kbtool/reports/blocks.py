"""What pages for a reviewer are made of: a head, facts, sections, claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim
from kbtool.reports.style import Style, finished, headed
from kbtool.reports.wording import shortened


def head(kb: KnowledgeBase, node: ox.NamedNode, label: str, style: Style) -> Iterator[str]:
    """The head of a page: the node, where it is declared, and its label."""
    declared = kb.places.declared(node)
    yield from headed(kb.names.curie(node.value), declared, style)
    yield ""
    if label:
        yield from style.wrap(label, "")
        yield ""


def facts_of(facts: Iterable[tuple[str, str]], style: Style) -> list[str]:
    """Facts as two columns; those without words are left out."""
    told = [(name, words) for name, words in facts if words]
    width = max((len(name) for name, _ in told), default=0) + 2
    lines = [
        line for name, words in told for line in style.wrap(words, f"  {name:<{width}}", width + 2)
    ]
    return [*lines, ""] if lines else []


def section(
    title: str, blocks: Iterable[Iterable[str]], style: Style, most: int | None = None
) -> Iterator[str]:
    """A titled section; nothing, if it is empty. Of more than so many blocks the first ones, and how many more there are."""
    found = [list(block) for block in blocks]
    shown = found[:most]
    if any(shown):
        yield style.bold(title)
        yield from (line for block in shown for line in block)
        if len(found) > len(shown):
            yield f"  and {len(found) - len(shown)} more: --all"
        yield ""


def claim_entry(claim: Claim, before: str, style: Style, verdict: bool = True) -> Iterator[str]:
    """A claim with its verdict, its name, its place and its words."""
    document, span = claim.document, claim.span
    where = f"{document.path}:{span.line}:{span.column}" if document and span else ""
    judged = f"[{claim.verdict.label}] " if verdict else ""
    yield from style.wrap(f"{before}{judged}{claim.says}", "  ", 4)
    yield from style.wrap(f"{claim.name}  {where} “{shortened(claim.quote)}”", "    ", 6)


def in_reading_order(claim: Claim) -> tuple[str, int, int, str]:
    """Sort key: documents by path, then places in them."""
    return claim.order


def page(lines: Iterable[str]) -> str:
    """Lines as a page."""
    return finished("\n".join(lines).rstrip())
