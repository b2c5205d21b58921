"""From a finding to what an editor shows of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kbtool.checks.baseline import marked, read_baseline
from kbtool.checks.findings import Finding, Related
from kbtool.checks.report import Report
from kbtool.errors import InputError
from kbtool.knowledge.rules import Severity
from kbtool.lsp.positions import Range
from kbtool.lsp.requests import Desk
from kbtool.lsp.shown import Diagnosis, Elsewhere, Fix
from kbtool.reports.wording import other_side, standing, unlisted

HINT = "hint"


def told(desk: Desk, report: Report) -> tuple[Finding, ...]:
    """The findings of a report that are shown, each beside what is known from an earlier day.

    Args:
        desk: the work.
        report: what was found.

    Raises:
        InputError: the baseline cannot be read.
    """
    settings = desk.settings
    if settings.baseline is not None:
        report = marked(report, read_baseline(Path(settings.baseline)))
    least = Severity(settings.show or Severity.WARNING)
    return tuple(each for each in report.findings if each.severity.reaches(least))


def diagnosis(desk: Desk, finding: Finding, range: Range, fixes: Iterable[Fix]) -> Diagnosis:
    """A finding at a place.

    Args:
        desk: the work.
        finding: the finding.
        range: the place.
        fixes: what would mend it.
    """
    related, unplaced = _related(desk, finding)
    docs = desk.settings.docs
    said = [finding.message, *unplaced, *unlisted(finding), standing(finding), finding.suggestion]
    return Diagnosis(
        range=range,
        severity=str(finding.severity) if finding.counts else HINT,
        message="\n".join(filter(None, said)),
        code=finding.code,
        page=f"{docs}rules/{finding.code}.html" if docs else None,
        related=related,
        fixes=tuple(fixes),
    )


def _related(desk: Desk, finding: Finding) -> tuple[tuple[Elsewhere, ...], list[str]]:
    """The other sides that stand in a file, and the rest in words."""
    placed, unplaced = [], []
    for other in finding.related:
        found = _elsewhere(desk, other)
        if found is None:
            unplaced.append(other_side(other))
        else:
            placed.append(found)
    borrowed = finding.read_as.borrowed if finding.read_as else ()
    return tuple(placed), [*unplaced, *_taken(borrowed)]


def _taken(borrowed: Iterable[str]) -> Iterator[str]:
    """What a finding took from other sentences: it decides what the sentence was read as."""
    for words in borrowed:
        yield f"Read with: “{words}”"


def _elsewhere(desk: Desk, other: Related) -> Elsewhere | None:
    said = f"{other.reference}: {other.message}" if other.reference else other.message
    try:
        if other.document and other.in_file is not None:
            path = desk.absolute(other.document)
            span = other.in_file
            return Elsewhere(path, desk.places(path).range(span.start, span.end), said)
        if other.declared is not None:
            path = desk.absolute(other.declared.file)
            return Elsewhere(path, desk.places(path).first_word(other.declared.line), said)
    except InputError:  # such as a file that went away since
        return None
    return None
