"""The order in which people are shown what was found: by harm, unless they ask for another."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from kbtool.checks.findings import Finding
from kbtool.knowledge.rules import Role, Severity

GRAVE = 4
"""From this harm on, evidence speaks against words on safety, benefit or status: 2 times 2."""

SPLIT = 2
"""From this doubt on, evidence speaks against the words of a claim: conflicting, refuted (kb:doubt)."""


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
    harm = 0 if finding.asks else finding.harm  # nobody knows what it is of
    grave = harm >= GRAVE and finding.severity.reaches(Severity.WARNING)
    return (
        not finding.counts,
        not grave,
        finding.severity.rank,
        -harm,
        not (finding.related or is_of_page) or finding.asks,
        0 if finding.asks else -finding.stars,
        finding.order,
    )


def worst_of_words(findings: Iterable[Finding]) -> list[Finding]:
    """What is found on the same words, the worst first.

    Where they are refuted or conflicting, what is wrong with them leads, and not what the document leaves out beside
    them: to add that would leave false words standing.
    """
    found = sorted(findings, key=worst_first)
    if not (found and found[0].omits):
        return found
    wrong = (each for each in found if _is_wrong(each) and each.counts == found[0].counts)
    lead = next(wrong, found[0])
    return [lead, *(each for each in found if each is not lead)]


def _is_wrong(finding: Finding) -> bool:
    is_doubted = finding.claim is not None and finding.doubt >= SPLIT
    return is_doubted and not finding.omits and finding.severity is Severity.ERROR


def is_for(finding: Finding, role: Role | None) -> bool:
    """Whether somebody is shown a finding in full: what they can mend and, being an editor, whatever is an error."""
    if role is None or (role is Role.EDITOR and finding.severity is Severity.ERROR):
        return True
    return role in finding.mended_by
