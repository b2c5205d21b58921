"""The claims of a passage side by side: verdicts, both sides of the evidence, what a check finds, what else is on file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import pyoxigraph as ox

from kbtool.checks.findings import Finding
from kbtool.checks.ranking import worst_first
from kbtool.knowledge.about import Holdings, Item
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.chain import strength
from kbtool.knowledge.elsewhere import elsewhere
from kbtool.knowledge.model import Claim, EvidenceLine, Stance
from kbtool.knowledge.rules import Severity
from kbtool.reports.blocks import facts_of, page
from kbtool.reports.items import by_setting, entry, standing, summed_up
from kbtool.reports.style import Style
from kbtool.reports.wording import counted, judged_in_words, mark, shortened, sides

_SHOWN = 6
"""Items that are shown of each side, where those are more."""
_SHOWN_BESIDE = 8
"""Items that are shown of what else is on file."""
_FIGURES = 40
"""Figures that are shown of it."""


def explain_claims(
    kb: KnowledgeBase,
    claims: Sequence[Claim],
    style: Style,
    findings: Callable[[Iterable[str]], Iterable[Finding]],
    before: Iterable[str] = (),
) -> str:
    """Claims side by side.

    Args:
        kb: the knowledge base.
        claims: the claims.
        style: how it is shown.
        findings: gives what a check finds on some claims, by IRI.
        before: lines that head the page.
    """
    of = [claim.iri for claim in claims]
    held, found = Holdings(kb), sorted(findings(of), key=worst_first)
    lines = [*before]
    for number, claim in enumerate(claims, 1):
        lines += _claim(kb, held, claim, number, [f for f in found if f.claim == claim.iri], style)
        lines.append("")
    return page([*lines, *_elsewhere(kb, held, claims, style)])


def _claim(
    kb: KnowledgeBase,
    held: Holdings,
    claim: Claim,
    number: int,
    findings: Sequence[Finding],
    style: Style,
) -> Iterator[str]:
    node = ox.NamedNode(claim.iri)
    where = (
        f"{claim.document.path}:{claim.span.line}:{claim.span.column} "
        if claim.document and claim.span
        else ""
    )
    yield style.bold(f"{number}. {claim.name}")
    yield from style.wrap(f"{where}“{shortened(claim.quote)}”", "  ", 4)
    read = sorted(kb.reader.lines(node), key=strength)
    items = {line.evidence.iri: held.item(ox.NamedNode(line.evidence.iri)) for line in read}
    denied = claim.stance is Stance.DENIES
    facts = [
        ("says", claim.says + (" (a denial)" if denied else "")),
        ("verdict", f"{judged_in_words(claim.verdict)} {style.stars(claim.verdict.stars)}"),
    ]
    facts += [
        (title.lower(), summed_up([items[line.evidence.iri] for line in lines]))
        for title, lines in sides(read)
        if lines or title != "Neither way"
    ]
    yield from facts_of(facts, style)
    for title, lines in sides(read):
        yield from _side(title, lines, items, claim, style)
    notes = [f for f in findings if f.severity is Severity.INFO]
    for finding in findings:
        if finding in notes:
            continue
        said = f"{finding.severity} {finding.code}: {finding.message}"
        yield from style.wrap(f"- {said}", "  ", 4)
        if finding.suggestion:
            yield from style.wrap(f"help: {finding.suggestion}", "    ", 6)
    if notes:
        codes = ", ".join(dict.fromkeys(finding.code for finding in notes))
        yield from style.wrap(f"- {counted(len(notes), 'note')} besides: {codes}", "  ", 4)


def _side(
    title: str, lines: Sequence[EvidenceLine], items: dict[str, Item], claim: Claim, style: Style
) -> Iterator[str]:
    if not lines:
        return
    yield f"  {title}"
    for line in lines[:_SHOWN]:
        yield from style.wrap(f"{mark(line, style.plain)} {line.evidence.finding}", "    ", 6)
        told = [*standing(items[line.evidence.iri])][:-1]
        told += [str(line.directness or ""), *([f"studied: {line.scope}"] if line.scope else [])]
        yield from style.wrap("; ".join(filter(None, told)), "      ")
    if len(lines) > _SHOWN:
        yield from style.wrap(
            f"and {len(lines) - _SHOWN} more: kbtool explain {claim.name}", "    "
        )


def _elsewhere(
    kb: KnowledgeBase, held: Holdings, claims: Sequence[Claim], style: Style
) -> Iterator[str]:
    other = elsewhere(kb, held, claims)
    for title, items, most in (
        ("Figures on the same things, of another measure, time or group", other.figures, _FIGURES),
        ("On the same things, and counted for none of these", other.alike, _SHOWN_BESIDE),
    ):
        if items:
            yield style.bold(f"{title}: {counted(len(items), 'item')}")
            for item in items[:most]:
                yield from entry(item, style)
            if (more := len(items) - most) > 0:
                yield from style.wrap(
                    f"and {more} more; kbtool explain CONCEPT CONCEPT has all", "  "
                )
            yield ""
    if other.borrowed:
        yield style.bold("Of the same kind on something else, and borrowed at most")
        told = f"{summed_up(other.borrowed)}; on {by_setting(other.borrowed)}"
        yield from style.wrap(told, "  ")
