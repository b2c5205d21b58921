"""The findings as annotations of GitHub Actions (workflow commands in the log).

GitHub shows ten errors, ten warnings and ten notices of a step at most; the worst of each passage come first, across files,
and every finding stands in the log as a line of its own.
"""

from __future__ import annotations

from collections import Counter

from kbtool.checks.entries import spread
from kbtool.checks.findings import Finding
from kbtool.checks.ranking import worst_first
from kbtool.checks.report import Report
from kbtool.io.controls import without_commands
from kbtool.knowledge.rules import Severity
from kbtool.reports.findings.concise import line
from kbtool.reports.findings.sentences import in_short
from kbtool.reports.places import relocated
from kbtool.reports.presentation import Presentation
from kbtool.reports.wording import closing, counted, total

LIMIT = 10
"""Annotations of one kind that GitHub shows of one step."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, how: Presentation) -> str:
    """Annotations for the first findings of each severity, then all findings as lines, then the counts.

    Files are named from the top of the repository. Findings that do not count get no annotation. No line begins with what an
    article says, which GitHub could read as a command.
    """
    report = relocated(report, how.locate)
    shown = [f for f in report.findings if f.severity.reaches(how.show)]
    used: Counter[Severity] = Counter()
    annotations = []
    left_out = 0
    for finding in spread(f for f in shown if f.counts):
        used[finding.severity] += 1
        if used[finding.severity] <= LIMIT:
            annotations.append(_annotation(finding))
        else:
            left_out += 1
    if left_out:
        annotations.append(
            f"GitHub shows {LIMIT} annotations of a kind for each step: "
            f"{counted(left_out, 'more finding')} {'is' if left_out == 1 else 'are'} in the log only"
        )
    lines = [
        "::group::All findings",
        *(without_commands(f"- {line(f)}") for f in sorted(shown, key=worst_first)),
        "::endgroup::",
    ]
    hidden = len(report.findings) - len(shown)
    end = [
        without_commands(text)
        for text in (*in_short(report), *closing(report, hidden), total(report))
    ]
    return "\n".join([*annotations, *lines, *end]) + "\n"


def _annotation(finding: Finding) -> str:
    properties = {"title": f"{finding.code} {finding.name}"}
    span = finding.in_file
    if finding.document:
        properties["file"] = finding.document
        if span is not None:
            properties |= {"line": str(span.line), "endLine": str(span.end_line)}
            if span.line == span.end_line:
                properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    elif finding.declared:
        properties |= {"file": finding.declared.file, "line": str(finding.declared.line)}
    listed = ",".join(f"{name}={_escape(text, ':,')}" for name, text in properties.items())
    quoted = f"“{finding.quote}”\n" if finding.quote else ""
    message = f"{quoted}{finding.message}\n{finding.suggestion}"
    return f"::{_COMMANDS[finding.severity]} {listed}::{_escape(message)}"


def _escape(text: str, more: str = "") -> str:
    """Text as a workflow command takes it: "%", line ends and, in properties, ":" and "," as percent codes."""
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
