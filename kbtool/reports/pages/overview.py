"""The first page: each article with its verdicts and findings, what waits for somebody, and what most verdicts hang on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kbtool.checks.entries import Entry, entries
from kbtool.checks.findings import Finding
from kbtool.checks.ranking import is_for
from kbtool.checks.report import Tally
from kbtool.knowledge.rules import Role, Severity
from kbtool.reports.judgements import Look, look
from kbtool.reports.pages.here import Here, Page
from kbtool.reports.wording import summary
from kbtool.text.document import Document

_WORST = 10
"""Passages in the list of the worst."""


@dataclass(frozen=True)
class Bar:
    """A part of a bar.

    Attributes:
        name: what it counts, in words.
        key: its name in the style sheet.
        number: how many.
        start, width: where it begins, and how long it is, in thousandths of the bar.
    """

    name: str
    key: str
    number: int
    start: float
    width: float


@dataclass(frozen=True)
class Standing:
    """How an article stands.

    Attributes:
        tally: the verdicts on it.
        document: the article.
        verdicts: its verdicts, the gravest first.
        severities: its findings that count, by severity.
    """

    tally: Tally
    document: Document
    verdicts: tuple[Bar, ...]
    severities: tuple[Bar, ...]


def overview_page(here: Here) -> Page:
    """The first page."""
    holdings = here.holdings
    report = holdings.report
    found: dict[str, Counter[Severity]] = {}
    for finding in report.findings:
        if finding.counts and finding.document is not None:
            found.setdefault(finding.document, Counter())[finding.severity] += 1
    worst = [
        f for f in report.findings if is_for(f, Role.EDITOR) and f.severity is not Severity.INFO
    ]
    return here.render(
        "overview.html",
        "Overview",
        found=summary(report),
        articles=[
            _standing(tally, document, found.get(tally.path, Counter()), holdings.verdict_order)
            for tally in report.documents
            if (document := holdings.documents.get(tally.path)) is not None
        ],
        worst=_first(entries(worst)),
    )


def _first(found: Iterable[Entry]) -> list[Finding]:
    return [entry.lead for entry, _ in zip(found, range(_WORST), strict=False)]


def _standing(
    tally: Tally, document: Document, found: Counter[Severity], order: Mapping[str, int]
) -> Standing:
    judged = sorted(tally.verdicts.items(), key=lambda one: order.get(one[0], len(order)))
    words = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "notes"}
    return Standing(
        tally,
        document,
        tuple(_bars((look(label), number) for label, number in judged)),
        tuple(_bars((Look(words[one], "", words[one]), found[one]) for one in Severity)),
    )


def _bars(counts: Iterable[tuple[Look, int]]) -> Iterable[Bar]:
    listed = [(one, number) for one, number in counts if number]
    whole = sum(number for _, number in listed) or 1
    start = 0.0
    for one, number in listed:
        width = 1000 * number / whole
        yield Bar(one.label, one.key, number, round(start, 2), round(width, 2))
        start += width
