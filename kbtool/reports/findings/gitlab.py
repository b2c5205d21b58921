"""The findings as a Code Quality report, which GitLab shows in a merge request.

Fields and severities: GitLab documentation, "Code Quality report format".
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from kbtool.checks.entries import spread
from kbtool.checks.findings import Finding
from kbtool.checks.ranking import GRAVE
from kbtool.checks.report import Report
from kbtool.knowledge.policies import Answer, Reach
from kbtool.knowledge.rules import Severity
from kbtool.reports.binding import unbound
from kbtool.reports.places import relocated
from kbtool.reports.presentation import Presentation

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def render(report: Report, how: Presentation) -> str:
    """An issue for each finding that counts, the worst of each passage first; then one, to inform, for each page that a
    policy pack did not check.

    Files are named from the top of the repository. GitLab tells issues apart by their fingerprints, so each has its own.
    """
    report = relocated(report, how.locate)
    seen: Counter[str] = Counter()
    issues = []
    for finding in spread(f for f in report.findings if f.counts):
        seen[finding.fingerprint] += 1
        issues.append(_issue(finding, seen[finding.fingerprint]))
    issues += [_unchecked(reach) for reach in report.reaches if reach.answer is not Answer.YES]
    return json.dumps(issues, indent=2, ensure_ascii=False) + "\n"


def _issue(finding: Finding, number: int) -> dict[str, Any]:
    place = finding.declared
    path, line = (place.file, place.line) if place else ("sources", 1)
    if finding.document:
        path, line = finding.document, finding.in_file.line if finding.in_file else 1
    quoted = f"“{finding.quote}”: " if finding.quote else ""
    return {
        "description": f"{quoted}{finding.message} {finding.suggestion}",
        "check_name": f"{finding.code} {finding.name}",
        "fingerprint": finding.fingerprint + (f"-{number}" if number > 1 else ""),
        "severity": "blocker" if _is_grave(finding) else _SEVERITIES[finding.severity],
        "location": {"path": path, "lines": {"begin": line}},
    }


def _unchecked(reach: Reach) -> dict[str, Any]:
    """That a policy pack does not bind a page, or that this is not known: no issue of it is no approval."""
    (said,) = unbound([reach])
    return {
        "description": said,
        "check_name": f"policy pack {reach.pack}",
        "fingerprint": hashlib.sha256(f"{reach.pack} {reach.document}".encode()).hexdigest()[:16],
        "severity": _SEVERITIES[Severity.INFO],
        "location": {"path": reach.document, "lines": {"begin": 1}},
    }


def _is_grave(finding: Finding) -> bool:
    return finding.harm >= GRAVE and finding.severity is Severity.ERROR
