"""The findings as a table for a spreadsheet (RFC 4180, UTF-8 with byte-order mark, which Excel needs)."""

from __future__ import annotations

import csv
import io

from kbtool.checking import Report
from kbtool.findings import Finding
from kbtool.render.formats import Presentation
from kbtool.render.wording import judged, name, standing

_COLUMNS = (
    "severity", "code", "rule", "document", "line", "column", "quote", "claim", "verdict",
    "message", "suggestion", "other sides", "not counted", "declared in", "declared at line", "fingerprint",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def render(report: Report, how: Presentation) -> str:
    """A row for each finding."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for finding in report.findings:
        writer.writerow(map(cell, _row(finding)))
    return "\ufeff" + buffer.getvalue()


def cell(content: object) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before its first character.

    Source: OWASP, CSV Injection.
    """
    text = "" if content is None else str(content)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _row(finding: Finding) -> tuple[object, ...]:
    span, declared = finding.span, finding.declared
    others = [
        f"{other.reference}: {other.message}" if other.reference else other.quote or other.message
        for other in finding.related
    ]
    return (
        finding.severity,
        finding.code,
        finding.name,
        finding.document,
        span.line if span else None,
        span.column if span else None,
        finding.quote,
        name(finding.claim) if finding.claim else None,
        judged(finding),
        finding.message,
        finding.suggestion,
        "; ".join(others),
        standing(finding),
        declared.file if declared else None,
        declared.line if declared else None,
        finding.fingerprint,
    )
