"""Two documents side by side, as text for a reviewer: where they pull apart, and of what both speak."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim
from kbtool.knowledge.opposed import opposed
from kbtool.rdf.namespaces import DCT, KB
from kbtool.rdf.terms import named, objects
from kbtool.reports.blocks import page, section
from kbtool.reports.style import Style
from kbtool.reports.wording import counted, shortened
from kbtool.text.document import Document

_RELATIONS = {
    "conflictsWith": "They conflict",
    "pullsAgainst": "They pull against each other, though both could be true",
    "pullsAgainstElsewhere": "They pull against each other, though both could be true",
    "outreaches": "One range reaches further than the other",
    "outreachesElsewhere": "One range reaches further than the other",
    "hedgedAlso": "A fact in one place, and hedged in the other",
    "hedgedElsewhere": "A fact in one place, and hedged in the other",
}

_DENIED = "An effect denied, or nearly so, in one place and claimed in the other, though both could be true"


def explain_documents(kb: KnowledgeBase, documents: Sequence[Document], style: Style) -> str:
    """Where two documents, or one with itself, conflict or pull a reader two ways; then what both speak of.

    Args:
        kb: the knowledge base.
        documents: the documents.
        style: how it is shown.
    """
    iris = {document.iri for document in documents}
    claims = {c.iri: c for c in kb.claims if c.document and c.document.iri in iris}
    pairs = [*_pairs(kb, claims)]
    known = {frozenset((one.iri, other.iri)) for _, one, other in pairs}
    in_order = sorted(claims.values(), key=lambda claim: claim.order)
    pairs += [
        (_DENIED, one, other)
        for one, other in opposed(kb, in_order)
        if frozenset((one.iri, other.iri)) not in known
    ]
    between = [pair for pair in pairs if pair[1].document != pair[2].document]
    within = [pair for pair in pairs if pair[1].document == pair[2].document]
    related = {claim.iri for _, *both in pairs for claim in both}
    return page(
        [
            style.bold(" / ".join(str(document.path) for document in documents)),
            "",
            *_listed("Between them", between, style),
            *_listed("Inside of one", within, style),
            *_of_both(kb, claims.values(), documents, related, style),
        ]
    )


def _pairs(kb: KnowledgeBase, claims: dict[str, Claim]) -> Iterator[tuple[str, Claim, Claim]]:
    """Pairs of claims that are related, each once, with how."""
    seen: set[tuple[str, frozenset[str]]] = set()
    for relation, title in _RELATIONS.items():
        for claim in sorted(claims.values(), key=lambda claim: claim.order):
            for other in named(objects(kb.store, ox.NamedNode(claim.iri), KB(relation))):
                key = title, frozenset([claim.iri, other.value])
                if other.value in claims and key not in seen:
                    seen.add(key)
                    yield title, claim, claims[other.value]


def _listed(where: str, pairs: Sequence[tuple[str, Claim, Claim]], style: Style) -> Iterator[str]:
    yield style.bold(f"{where}: {counted(len(pairs), 'pair')}")
    if not pairs:
        yield "  none was computed"
    for title in dict.fromkeys((_RELATIONS["conflictsWith"], _DENIED, *_RELATIONS.values())):
        mine = [both for said, *both in pairs if said == title]
        if mine:
            yield from style.wrap(f"{title} ({len(mine)})", "  ", 4)
        for one, group in itertools.groupby(mine, key=lambda both: both[0]):
            yield from style.wrap(f"- {_quoted(one)}", "    ", 6)
            for _, other in group:
                yield from style.wrap(f"/ {_quoted(other)}", "      ", 8)
    yield ""


def _quoted(claim: Claim) -> str:
    where = f"{claim.document.path.name}:{claim.span.line}" if claim.document and claim.span else ""
    return f"{where} “{shortened(claim.quote)}” [{claim.verdict.label}] {claim.name}"


def _of_both(
    kb: KnowledgeBase,
    claims: Iterable[Claim],
    documents: Sequence[Document],
    related: set[str],
    style: Style,
) -> Iterator[str]:
    """Topics of which both speak in claims of which nothing was computed: these a reader has to set side by side."""
    iris = [document.iri for document in documents]
    by_topic: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(iris, 0))
    for claim in claims:
        if claim.iri not in related and claim.document:
            for topic in _topics(kb, claim):
                by_topic[topic][claim.document.iri] += 1
    shared = {topic: each for topic, each in by_topic.items() if all(each.values())}
    blocks = (
        style.wrap(
            f"- {topic}: {' and '.join(counted(n, 'claim') for n in each.values())}: "
            f'kbtool explain "{topic}" {documents[0].path.name} {documents[1].path.name}',
            "  ",
            4,
        )
        for topic, each in sorted(shared.items(), key=lambda one: (-sum(one[1].values()), one[0]))
    )
    yield from section(
        "Both speak of it, and nothing was computed between these claims", blocks, style
    )


def _topics(kb: KnowledgeBase, claim: Claim) -> Iterator[str]:
    question = claim.question
    if question is not None:
        relation = getattr(question, "predicate", None) or getattr(question, "measure", None)
        if relation is not None:
            for topic in objects(kb.store, ox.NamedNode(relation.iri), DCT("subject")):
                yield kb.labels.label(topic)
        if question.question is not None:
            yield question.question.label
