"""The first page: each article with its verdicts and findings, what waits for somebody, and what most verdicts hang on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

import pyoxigraph as ox
from msgspec import Struct

from kbtool.checks.changes import Changed, Changes
from kbtool.checks.entries import Entry, entries
from kbtool.checks.findings import Finding
from kbtool.checks.ranking import is_for
from kbtool.checks.report import Tally
from kbtool.knowledge.model import Claim
from kbtool.knowledge.rules import Role, Severity
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import by_subject, value
from kbtool.reports.changes import claims_line, findings_line, moves
from kbtool.reports.judgements import Look, look
from kbtool.reports.pages.here import Here, Page
from kbtool.reports.wording import summary
from kbtool.text.document import Document

_WORST = 10
"""Passages in the list of the worst."""
_MOST = 10
"""References in the list of those on which most verdicts hang."""
_SOON = 30
"""Days before the end of a waiver from which somebody has to see to it."""


class Bar(Struct, frozen=True):
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


class Standing(Struct, frozen=True):
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


class Since(Struct, frozen=True):
    """What changed.

    Attributes:
        revision: since which revision, as somebody named it.
        changes: what.
    """

    revision: str
    changes: Changes

    @property
    def lines(self) -> list[str]:
        """It in short, a line each."""
        moved = "; ".join(moves(self.changes)) or "none changed"
        return [claims_line(self.changes), f"Verdicts: {moved}", findings_line(self.changes)]

    @property
    def shifted(self) -> list[Changed]:
        """The claims of which the verdict is another."""
        return [c for c in self.changes.changed if c.before.verdict != c.after.verdict]


class Waiting(Struct, frozen=True):
    """What waits for a decision.

    Attributes:
        why: why it does, in words.
        claims: the claims, with what there is to say of each.
        others: what is no claim, in words.
    """

    why: str
    claims: list[tuple[Claim, str]]
    others: list[str]

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.claims) + len(self.others)


def overview_page(here: Here, since: Since | None = None) -> Page:
    """The first page.

    Args:
        here: where it is.
        since: what changed since a revision, if somebody asked.
    """
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
        since=since,
        waiting=[one for one in _waiting(here) if one.number],
        most=[
            (iri, holdings.kb.reader.source(ox.NamedNode(iri)), number)
            for iri, number in holdings.uses.most(_MOST)
        ],
    )


def _waiting(here: Here) -> Iterator[Waiting]:
    """What only a person can decide: split evidence, decisions whose grounds have changed, waivers, and proposals."""
    holdings = here.holdings
    kb = holdings.kb
    stale = [
        c for c in holdings.decided if c.verdict.resolution and not c.verdict.resolution.current
    ]
    yield Waiting(
        "Decisions whose grounds have changed, or that name none", [(c, "") for c in stale], []
    )
    yield Waiting(
        "Evidence that is split, and nobody has decided", [(c, "") for c in holdings.split], []
    )
    soon = kb.today + timedelta(days=_SOON)
    lines = [
        f"{w.rule} on {kb.labels.label(ox.NamedNode(w.claim))}, until {w.expires}, by {w.owner}: {w.reason}"
        for w in kb.waivers
        if w.expires <= soon
    ]
    yield Waiting(f"Waivers that end within {_SOON} days, or have ended", [], lines)
    asked = by_subject(kb.store, KB("undecided"))
    nodes = sorted(((value(node), value(said[0])) for node, said in asked.items()), key=str)
    claims = [(kb.claims[iri], said) for iri, said in nodes if iri in kb.claims]
    others = [f"{kb.names.short(iri)}: {said}" for iri, said in nodes if iri not in kb.claims]
    yield Waiting("Proposals that nobody has decided on", claims, others)


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
