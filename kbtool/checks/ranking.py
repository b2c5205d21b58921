"""The order in which people are shown what was found: by harm, unless they ask for another."""

from __future__ import annotations

from enum import StrEnum

from kbtool.checks.findings import Finding
from kbtool.knowledge.rules import Role, Severity

GRAVE = 4
"""From this harm on, evidence speaks against words on safety, benefit or status: 2 times 2."""


class Order(StrEnum):
    """What people may have entries ordered by."""

    HARM = "harm"
    READING = "reading"
    RULE = "rule"


def worst_first(finding: Finding) -> tuple[object, ...]:
    """Sort key by harm.

    What counts comes before what does not; then what is refuted or conflicting on safety, benefit or status; then by
    severity, by harm, by whether the other side is known, and by how well the verdict is founded.
    """
    is_of_page = (
        finding.claim is None and finding.stakes > 0
    )  # what it leaves out has no other side
    grave = finding.harm >= GRAVE and finding.severity.reaches(Severity.WARNING)
    return (
        not finding.counts,
        not grave,
        finding.severity.rank,
        -finding.harm,
        not (finding.related or is_of_page),
        -finding.stars,
        finding.order,
    )


def is_for(finding: Finding, role: Role | None) -> bool:
    """Whether somebody is shown a finding in full: what they can mend and, being an editor, whatever is an error."""
    if role is None or (role is Role.EDITOR and finding.severity is Severity.ERROR):
        return True
    return role in finding.mended_by
