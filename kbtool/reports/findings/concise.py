"""The findings with a line each, for editors and logs."""

from __future__ import annotations

from kbtool.checks.findings import Finding
from kbtool.checks.report import Report
from kbtool.reports.findings.sentences import in_short
from kbtool.reports.presentation import Presentation
from kbtool.reports.wording import aside, closing, place, total


def render(report: Report, how: Presentation) -> str:
    """A line for each finding: path:line:column: severity CODE message."""
    lines = [line(f) for f in report.findings if f.severity.reaches(how.show)]
    hidden = len(report.findings) - len(lines)
    return "\n".join([*lines, *in_short(report), *closing(report, hidden), total(report)]) + "\n"


def line(finding: Finding) -> str:
    """A finding in one line."""
    why = f" ({aside(finding)})" if aside(finding) else ""
    message = " ".join(finding.message.split())
    return f"{place(finding)}: {finding.severity} {finding.code} {message}{why}"
