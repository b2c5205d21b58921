"""The findings as one HTML page that needs nothing else: no script, no address, all text escaped."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from kbtool.checks.findings import Finding
from kbtool.checks.report import Report
from kbtool.reports.presentation import Presentation
from kbtool.reports.templating import environment
from kbtool.reports.wording import counted, judged, left_out, place, shifts, summary


def render(report: Report, how: Presentation) -> str:
    """A section for each file, an article for each passage."""
    files = [
        (path, [(key, list(group)) for key, group in groupby(findings, key=_statement)])
        for path, findings in _by_file(report)
    ]
    found = summary(report)
    templates = environment("kbtool.reports.findings")
    templates.filters["name"] = report.names.short
    return templates.get_template("check.html").render(
        files=files,
        tallies={tally.path: tally for tally in report.documents},
        gone=report.gone,
        counts=[
            (kind, counted(found[key], noun))
            for kind, key, noun in (
                ("error", "errors", "error"),
                ("warning", "warnings", "warning"),
                ("info", "infos", "note"),
            )
        ],
        found=found,
        left_out=left_out(report),
        shifts=list(shifts(report)),
        rules={rule.code: rule for rule in report.rules},
    )


def _by_file(report: Report) -> list[tuple[str, list[Finding]]]:
    files: dict[str, list[Finding]] = {tally.path: [] for tally in report.documents}
    for finding in report.findings:
        path = finding.document or (finding.declared.file if finding.declared else finding.node)
        files.setdefault(path, []).append(finding)
    return list(files.items())


def _statement(finding: Finding) -> tuple[Any, ...]:
    return place(finding), finding.quote, judged(finding), finding.claim
