"""The findings as the standard sh:ValidationReport (SHACL 3.6), for any SHACL tool."""

from __future__ import annotations

from kbtool.checks.report import Report
from kbtool.reports.binding import unbound
from kbtool.reports.presentation import Presentation
from kbtool.shacl.reporting import turtle_report


def render(report: Report, how: Presentation) -> str:
    """A report with the validation results that the findings stand for, waived ones too.

    SHACL knows neither waivers nor baselines: the data conform only if there is no result. What policy packs did not check
    is an rdfs:comment on the report.
    """
    results = {result: None for finding in report.findings for result in finding.results}
    unchecked = list(unbound(report.reaches))
    return turtle_report(list(results), report.names.prefixes, report.described, unchecked)
