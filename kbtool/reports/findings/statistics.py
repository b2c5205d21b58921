"""How many findings each rule has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kbtool.checks.findings import Finding
from kbtool.reports.style import Style


def rows(findings: Iterable[Finding], style: Style) -> list[str]:
    """A line for each rule with how many findings it has that count, its severity, code and name; the gravest first."""
    rules = Counter((f.severity.rank, f.severity, f.code, f.name) for f in findings if f.counts)
    found = sorted(rules.items(), key=lambda rule: (rule[0][0], -rule[1], rule[0]))
    columns = len(str(max(rules.values(), default=0)))
    return [
        f"{number:>{columns}}  {style.severity(severity, f'{severity:<7}')}  {code}  {name}"
        for (_, severity, code, name), number in found
    ]
