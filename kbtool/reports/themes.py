"""What is on file on one or several concepts, as text for a reviewer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kbtool.knowledge.about import Holdings, Item, Wanted
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.by_word import KINDS
from kbtool.knowledge.model import Claim
from kbtool.knowledge.node import Node
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term, instances
from kbtool.reports.blocks import claim_entry, page, section
from kbtool.reports.in_short import in_short, worst_first
from kbtool.reports.items import by_setting, by_where_seen, summed_up
from kbtool.reports.style import Style
from kbtool.reports.wording import counted
from kbtool.text.document import Document


def explain_theme(
    kb: KnowledgeBase,
    words: Sequence[str],
    wanted: Wanted,
    documents: Sequence[Document],
    style: Style,
    most: int | None = None,
) -> str:
    """The claims that speak of concepts, the evidence on them by where it was seen, and the searches.

    Args:
        kb: the knowledge base.
        words: what somebody has named, a group each.
        wanted: groups of concepts; what is shown names one of each, or something narrower.
        documents: only claims of these; of all, if none.
        style: how it is shown.
        most: so many claims, items of each kind and searches are shown at most; all, if it is None.
    """
    held = Holdings(kb)
    among = {document.iri for document in documents}
    claims = held.claims(wanted, among)
    evidence, beside = held.evidence(wanted)
    groups = list(zip(words, wanted, strict=True))
    names = " and ".join(_name(kb, word, group) for word, group in groups)
    within = " in " + ", ".join(str(document.path) for document in documents) if documents else ""
    return page(
        [
            style.bold(f"On {names}{within}"),
            *(line for word, group in groups for line in _meant(kb, word, group, style)),
            *style.wrap(f"claims: {len(claims)}; evidence: {summed_up(evidence)}", "  ", 4),
            "",
            *in_short(kb, claims, style),
            *_claims(kb, claims, style, most),
            *by_where_seen(evidence, style, most),
            *_beside(beside, style),
            *searches(kb, held.searches(wanted), style, most),
        ]
    )


def _name(kb: KnowledgeBase, word: str, group: frozenset[Term]) -> str:
    """What a group is called: the label of the only one, else the word by which somebody has named all."""
    if len(group) == 1:
        return kb.labels.label(next(iter(group)))
    return " or ".join(part.strip() for part in word.split(","))


def _meant(kb: KnowledgeBase, word: str, group: frozenset[Term], style: Style) -> Iterator[str]:
    """What a word stands for, by kind, where that is more than one thing."""
    if len(group) == 1:
        return
    told = []
    for kind in KINDS:
        of_kind = sorted(kb.labels.label(t) for t in instances(kb.store, KB(kind)) if t in group)
        if of_kind:
            told.append(f"{kb.labels.label(KB(kind))}: {', '.join(of_kind)}")
    yield from style.wrap(f"“{word}” stands for {'; '.join(told)}", "  ", 4)


def _claims(
    kb: KnowledgeBase, claims: list[Claim], style: Style, most: int | None
) -> Iterator[str]:
    title = f"What documents say: {counted(len(claims), 'claim')}"
    worst = sorted(claims, key=lambda claim: worst_first(kb, claim))
    yield from section(title, (_claim(kb, claim, style) for claim in worst), style, most)


def _claim(kb: KnowledgeBase, claim: Claim, style: Style) -> Iterator[str]:
    yield from claim_entry(claim, "", style)
    lines = kb.reader.lines(ox.NamedNode(claim.iri))
    deciding = [line for line in lines if line.decisive or line.decisive_in_part]
    rests = [
        f"{line.evidence.source.label} ({'for' if line.supporting else 'against'})"
        for line in deciding
        if line.evidence.source
    ]
    if rests:
        yield from style.wrap(f"rests on: {'; '.join(dict.fromkeys(rests))}", "    ", 6)


def _beside(items: Sequence[Item], style: Style) -> Iterator[str]:
    if items:
        told = by_setting(items)
        number = counted(len(items), "item")
        yield style.bold("On what stands in for it")
        yield from style.wrap(f"{number}, indirect at most: on {told}", "  ", 4)
        yield ""


def searches(
    kb: KnowledgeBase, found: Sequence[ox.NamedNode], style: Style, most: int | None = None
) -> Iterator[str]:
    """Searches that are on file, or that there is none."""
    yield style.bold("Searched for")
    for node in found[:most]:
        search = Node.read(kb.store, node)
        age = "" if search.text(KB("inDate")) == "true" else " (too old to count)"
        asked = f"{search.text(KB('searchedOn')) or ''}{age}: {search.text(KB('question')) or ''}"
        yield from style.wrap(f"- {asked}", "  ", 4)
        yield from style.wrap(f"found: {search.text(KB('foundInWords')) or ''}", "    ")
    if most is not None and len(found) > most:
        yield f"  and {len(found) - most} more: --all"
    if not found:
        yield from style.wrap(
            "No search is on file: what is missing here may be there, and nobody has looked.", "  "
        )
