"""What a check for retractions found, as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kbtool.labels import Labels
from kbtool.namespaces import KB
from kbtool.render.wording import counted, name
from kbtool.retractions import NOT_CHECKED, RetractionCheck


def render_checks(checks: Sequence[RetractionCheck], labels: Labels, notices: int) -> str:
    """A paragraph for each reference with a notice, those that could not be looked up, and the counts."""
    lines = []
    for check in checks:
        if check.notices:
            status = labels.label(KB(check.status))
            lines.append(
                f"{status}: {name(check.reference.value)}, {labels.label(check.reference)}"
            )
            for notice in check.notices:
                day = notice.day.isoformat() if notice.day else "without a date"
                lines.append(f"  {day}  {notice.nature}  https://doi.org/{notice.doi}")
    unknown = [check for check in checks if check.status == NOT_CHECKED]
    if unknown:
        lines.append(
            f"not checked, for want of a DOI or PMID: {', '.join(name(c.reference.value) for c in unknown)}"
        )
    counts = Counter(labels.label(KB(check.status)) for check in checks)
    listed = ", ".join(f"{number} {label}" for label, number in sorted(counts.items()))
    lines.append(
        f"{counted(len(checks), 'reference')} against {counted(notices, 'notice')}: {listed or 'none'}"
    )
    return "\n".join(lines) + "\n"
