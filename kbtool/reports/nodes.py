"""A reference, an item of evidence, a statement or a document as text for a reviewer: what it says, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.dependents import Dependent, dependents, items_of, items_on
from kbtool.knowledge.model import Bearing, Claim, Evidence, EvidenceLine
from kbtool.rdf.namespaces import DCT, KB
from kbtool.rdf.terms import Term, named, objects, text
from kbtool.reports.blocks import claim_entry, facts_of, head, in_reading_order, page, section
from kbtool.reports.in_short import in_short, verdicts, worst_first
from kbtool.reports.style import Style
from kbtool.reports.wording import counted, mark
from kbtool.text.document import Document

_BEARINGS = {
    Bearing.SUPPORTS: "For it",
    Bearing.DISPUTES: "Against it",
    Bearing.NEUTRAL: "Neither way",
    Bearing.GIVES: "Figures",
}
VERBS = {
    Bearing.SUPPORTS: "supports",
    Bearing.DISPUTES: "disputes",
    Bearing.NEUTRAL: "speaks neither way on",
    Bearing.GIVES: "gives a figure for",
}
"""How an item of evidence bears on what it is about, in words."""


def explain_reference(kb: KnowledgeBase, node: ox.NamedNode, style: Style) -> str:
    """What is known of a reference, what it found, and the claims that hang on that."""
    reference, source = kb.references[node.value], kb.reader.source(node)
    items = items_of(kb, node)
    facts = [
        ("title", reference.title or ""),
        ("found at", "; ".join(source.identifiers)),
        ("registry", f"confirmed by {source.confirmed}" if source.confirmed else "none has confirmed it"),
        ("decides", "nothing, because " + "; ".join(source.reservations) if source.reservations else ""),
    ]  # fmt: skip
    return page(
        [
            *head(kb, node, reference.label, style),
            *facts_of(facts, style),
            *section("What it found", (_item(kb, item, style) for item in items), style),
            *_hanging(dependents(kb, items), style),
            *_cited_by(kb, node, style),
            *_what_if(kb, node, bool(items), style),
        ]
    )


def explain_evidence(kb: KnowledgeBase, node: ox.NamedNode, style: Style) -> str:
    """What an item of evidence found, where that stands, and the claims that hang on it."""
    item = kb.reader.evidence(node)
    source = item.source
    facts = [
        ("from", source.label if source else ""),
        ("stands at", item.locator or ""),
        ("excerpt", f"“{item.excerpt}”" if item.excerpt else ""),
        ("warrant", item.warrant or ""),
        ("neither way on", "; ".join(f"“{kb.labels.label(t)}”" for t in _neutral_beside(kb, item))),
        ("neutral because", item.neutral_because or ""),
        ("decides", "nothing, because " + "; ".join(source.reservations) if source and source.reservations else ""),
    ]  # fmt: skip
    return page(
        [
            *head(kb, node, "", style),
            *_item(kb, node, style, named=False),
            *facts_of(facts, style),
            *_hanging(dependents(kb, [node]), style),
            *_what_if(kb, node, True, style),
        ]
    )


def _neutral_beside(kb: KnowledgeBase, item: Evidence) -> Iterator[Term]:
    """What an item is neutral on beside what it is shown to bear on."""
    for term in objects(kb.store, ox.NamedNode(item.iri), KB("neutralOn")):
        if not isinstance(term, ox.NamedNode) or term.value != item.question_iri:
            yield term


def explain_question(kb: KnowledgeBase, node: ox.NamedNode, style: Style) -> str:
    """A proposition or quantity: the evidence on it by direction, and the claims that state it or that it bears on."""
    items = items_on(kb, node)
    stating = sorted(map(kb.reader.claim, kb.places.stating(node)), key=in_reading_order)
    by_bearing = {
        bearing: [item for item in items if kb.reader.evidence(item).bearing is bearing]
        for bearing in _BEARINGS
    }
    known = {claim.iri for claim in stating}
    others = [one for one in dependents(kb, items) if one.claim.iri not in known]
    question = stating[0].question if stating else None
    facts = [
        ("question", question.question.label if question and question.question else ""),
        *((name, "; ".join(_related(kb, node, name))) for name in ("entails", "incompatibleWith")),
    ]
    return page(
        [
            *head(kb, node, kb.labels.label(node), style),
            *facts_of([(kb.labels.label(KB(n)) if n != "question" else n, v) for n, v in facts], style),
            *section("Claims that state it", (claim_entry(one, "", style) for one in stating), style),
            *(
                line
                for bearing, title in _BEARINGS.items()
                for line in section(title, (_item(kb, item, style, on=False) for item in by_bearing[bearing]), style)
            ),
            *section("Claims on something else that this evidence bears on", _dependents(others, style), style),
            *([] if items else style.wrap("No evidence on it is on file.", "")),
        ]
    )  # fmt: skip


def explain_document(
    kb: KnowledgeBase, document: Document, style: Style, most: int | None = None
) -> str:
    """What a document says: how its claims are judged, and each claim by verdict; of each so many at most, if a number is
    given.
    """
    node = ox.NamedNode(document.iri)
    claims = [claim for claim in kb.claims if claim.document and claim.document.iri == document.iri]
    by_verdict: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=in_reading_order):
        by_verdict.setdefault(claim.verdict.label or "no verdict", []).append(claim)
    if most is not None:
        for group in by_verdict.values():
            group.sort(key=lambda claim: worst_first(kb, claim))
    ranks = {label: rank for rank, label in enumerate(verdicts(kb))}
    ordered = sorted(by_verdict.items(), key=lambda one: ranks.get(one[0], len(ranks)))
    tally = ", ".join(f"{len(group)} {verdict}" for verdict, group in ordered)
    facts = [
        ("text", str(document.path)),
        ("publisher", "; ".join(kb.labels.label(t) for t in objects(kb.store, node, DCT("publisher")))),
        ("issued", text(kb.store, node, DCT("issued")) or ""),
        ("claims", f"{len(claims)}: {tally}" if claims else "none"),
    ]  # fmt: skip
    return page(
        [
            *head(kb, node, kb.labels.label(node), style),
            *facts_of(facts, style),
            *in_short(kb, claims, style),
            *(
                line
                for verdict, group in ordered
                for line in section(
                    f"{verdict[:1].upper()}{verdict[1:]}",
                    (claim_entry(claim, "", style, verdict=False) for claim in group),
                    style,
                    most,
                )
            ),
            *style.wrap(f"What to change: kbtool check {document.path}", ""),
        ]
    )


def _item(
    kb: KnowledgeBase, node: ox.NamedNode, style: Style, on: bool = True, named: bool = True
) -> Iterator[str]:
    """An item of evidence: which way it bears on what, unless that is said, what was found, of what standing."""
    item = kb.reader.evidence(node)
    if on and item.bearing and item.question_iri:
        question = kb.labels.label(ox.NamedNode(item.question_iri))
        yield from style.wrap(f"- {VERBS[item.bearing]} “{question}”", "  ", 4)
    figure = f" ({item.figure.as_printed})" if item.figure and item.figure.as_printed else ""
    yield from style.wrap(f"{item.finding}{figure}", "    " if on else "  - ", 4)
    yield from style.wrap(", ".join(_standing(item)), "    ")
    where = f"{item.declared.file}:{item.declared.line}" if item.declared else ""
    if named:
        yield from style.wrap(f"{kb.names.short(node.value)} {where}", "    ", 6)


def _standing(item: Evidence) -> Iterator[str]:
    yield from filter(None, (item.source.label if item.source else "", str(item.design or "")))
    if item.level is not None:
        yield f"OCEBM level {item.level}"
    if item.verification:
        yield str(item.verification)


def _hanging(found: list[Dependent], style: Style) -> Iterator[str]:
    if not found:
        yield from style.wrap("No claim hangs on it: kbtool query idle-evidence", "")
        yield ""
        return
    number = counted(len({one.claim.iri for one in found}), "claim")
    title = f"It bears on {number} (● decides, ◐ in part, ○ not)"
    yield from section(title, _dependents(found, style), style)


def _dependents(found: Iterable[Dependent], style: Style) -> Iterator[Iterator[str]]:
    """Each claim once, with how the evidence bears on it."""
    lines: dict[str, list[Dependent]] = {}
    for one in found:
        lines.setdefault(one.claim.iri, []).append(one)
    for group in lines.values():
        signs = dict.fromkeys(f"{mark(one.line)} {_side(one.line)}" for one in group)
        yield claim_entry(group[0].claim, f"{', '.join(signs)} ", style)


def _side(line: EvidenceLine) -> str:
    return "for" if line.supporting else "against" if line.disputing else "neither way"


def _cited_by(kb: KnowledgeBase, node: ox.NamedNode, style: Style) -> Iterator[str]:
    claims = citing(kb, node)
    yield from section("Cited for", (claim_entry(claim, "", style) for claim in claims), style)


def citing(kb: KnowledgeBase, reference: ox.NamedNode) -> list[Claim]:
    """The claims for which a document cites a reference, in reading order."""
    quads = [
        *kb.store.quads_for_pattern(None, KB("cites"), reference, None),
        *(
            quad
            for vague in kb.store.quads_for_pattern(None, KB("probablyRefersTo"), reference, None)
            for quad in kb.store.quads_for_pattern(None, KB("cites"), vague.subject, None)
        ),
    ]
    found = {claim.value for claim in named(quad.subject for quad in quads)}
    return sorted((kb.claims[iri] for iri in found), key=in_reading_order)


def _related(kb: KnowledgeBase, node: ox.NamedNode, name: str) -> list[str]:
    """What follows from a statement, or cannot be true beside it, as phrases."""
    others = named(objects(kb.store, node, KB(name)))
    phrases = (kb.labels.phrase(other) for other in others if other != node)
    return sorted({f"“{phrase}”" for phrase in phrases if phrase})


def _what_if(kb: KnowledgeBase, node: ox.NamedNode, bears: bool, style: Style) -> Iterator[str]:
    if bears:
        yield from style.wrap(
            f"What changes without it: kbtool what-if --without {kb.names.short(node.value)}", ""
        )
