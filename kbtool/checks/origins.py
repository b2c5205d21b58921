"""Findings on drafts with their places in the files that the drafts were read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from kbtool.checks.findings import Finding, Origin, ReadAs, Related
from kbtool.checks.report import Report
from kbtool.checks.sentences import DraftReport
from kbtool.knowledge.places import Declared, Span, span_of
from kbtool.prose.exceptions import DraftException
from kbtool.text.origins import Origins
from kbtool.text.stretch import Stretch


def with_origins(
    report: Report, origins: Mapping[str, Origins], exceptions: Iterable[DraftException]
) -> Report:
    """A report whose findings say where their words stand in the file of the draft, and what accepts them where it stands.

    Args:
        report: a report on drafts.
        origins: what knows the places of each draft, by its path.
        exceptions: the exceptions in the drafts.
    """
    of = {each.waiver: each for each in exceptions}
    placed = (_finding(_declared(each, of), origins, of) for each in report.findings)
    drafts = tuple(_draft(each, origins.get(each.path)) for each in report.drafts)
    return replace(report, findings=tuple(placed), drafts=drafts)


def _draft(draft: DraftReport, known: Origins | None) -> DraftReport:
    if known is None:
        return draft
    placed = (replace(each, origin=_at(known, each.sentence)) for each in draft.sentences)
    return replace(draft, sentences=tuple(placed))


def _declared(finding: Finding, of: Mapping[str, DraftException]) -> Finding:
    """A finding with the place of the comment that accepts it."""
    made = of.get(finding.waived.iri) if finding.waived else None
    if made is None or finding.waived is None:
        return finding
    return replace(
        finding, waived=replace(finding.waived, declared=Declared(made.path, made.span.line))
    )


def _finding(
    finding: Finding, origins: Mapping[str, Origins], of: Mapping[str, DraftException]
) -> Finding:
    if finding.node in of:
        return replace(finding, origin=Origin(of[finding.node].span))
    known = origins.get(finding.document or "")
    if known is None:
        return finding
    return replace(
        finding,
        origin=_origin(known, finding.span),
        read_as=finding.read_as and _read_as(finding.read_as, known),
        related=tuple(_related(each, origins) for each in finding.related),
    )


def _related(related: Related, origins: Mapping[str, Origins]) -> Related:
    known = origins.get(related.document or "")
    return related if known is None else replace(related, origin=_origin(known, related.span))


def _read_as(read: ReadAs, known: Origins) -> ReadAs:
    return replace(read, origin=_origin(known, read.sentence))


def _origin(known: Origins, span: Span | None) -> Origin:
    return Origin() if span is None else _at(known, Stretch(span.start, span.end))


def _at(known: Origins, stretch: Stretch) -> Origin:
    place = known.place(stretch)
    if isinstance(place, Stretch):
        return Origin(None if known.source is None else span_of(known.source, place))
    return Origin(holder=place)
