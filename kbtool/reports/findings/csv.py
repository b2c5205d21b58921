"""The findings as a table for a spreadsheet."""

from __future__ import annotations

from kbtool.checks.findings import Finding
from kbtool.checks.report import Report
from kbtool.knowledge.policies import Answer, Reach
from kbtool.rdf.namespaces import Names
from kbtool.reports.binding import unbound
from kbtool.reports.presentation import Presentation
from kbtool.reports.spreadsheet import Cell, Column, sheet
from kbtool.reports.whereabouts import holder
from kbtool.reports.wording import decided, standing, unlisted

_NAMES = (
    "severity", "code", "rule", "document", "line", "column", "quote", "claim", "verdict",
    "in part", "not assessed because", "message", "suggestion",
    "other sides", "not counted", "declared in", "declared at line", "fingerprint", "paragraph or page",
)  # fmt: skip
_NUMBERS = ("line", "column", "declared at line")
COLUMNS = tuple(Column(name, name in _NUMBERS) for name in _NAMES)


def render(report: Report, how: Presentation) -> str:
    """A row for each finding, and one for each page that a policy pack did not check."""
    rows = [cells(finding, report.names) for finding in report.findings]
    rows += [_unchecked(reach) for reach in report.reaches if reach.answer is not Answer.YES]
    return sheet(COLUMNS, rows)


def _unchecked(reach: Reach) -> tuple[Cell, ...]:
    told = {
        "severity": "not checked",
        "rule": f"policy pack {reach.pack}",
        "document": reach.document,
        "message": next(unbound([reach])),
    }
    return tuple(told.get(name) for name in _NAMES)


def cells(finding: Finding, names: Names) -> tuple[Cell, ...]:
    """A finding as a row, a cell for each column."""
    span, declared = finding.in_file, finding.declared
    others = [
        f"{other.reference}: {other.message}" if other.reference else other.quote or other.message
        for other in finding.related
    ] + unlisted(finding)
    return (
        finding.severity,
        finding.code,
        finding.name,
        finding.document,
        span.line if span else None,
        span.column if span else None,
        finding.quote,
        names.short(finding.encoded) if finding.encoded else None,
        decided(finding),
        finding.scope,
        finding.because,
        finding.message,
        finding.suggestion,
        "; ".join(others),
        standing(finding),
        declared.file if declared else None,
        declared.line if declared else None,
        finding.fingerprint,
        holder(finding.origin) or None,
    )
