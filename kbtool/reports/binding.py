"""Which pages the policy packs bind that are switched on, and what they did not check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kbtool.checks.report import Report
from kbtool.knowledge.policies import Answer, Reach


def as_json(reach: Reach) -> dict[str, str]:
    """Whether a policy pack binds a page; what it does not bind, and what is not known, was not checked by it."""
    because = {"because": reach.because} if reach.because else {}
    return {
        "pack": reach.pack,
        "document": reach.document,
        "binds": reach.answer.value,
        **because,
    }


def unreached(report: Report) -> Iterator[str]:
    """As on which day was checked, if not today; and what packs that are on left unchecked, as they do not hold or bind."""
    if report.as_of is not None:
        yield (
            f"Checked as on {report.as_of}: rules in force, waivers, ages of records and searches; "
            "evidence counts as it is on file today"
        )
    codes = report.out_of_force
    if codes:
        held = "the source of a rule does" if len(codes) == 1 else "the sources of rules do"
        yield f"Not checked, since {held} not hold on this day: {', '.join(codes)}"
    where = (
        "; a draft says so in its front matter, or the settings do in [page]"
        if report.drafts
        else ""
    )
    grouped: dict[tuple[str, Answer, str], list[str]] = defaultdict(list)
    for reach in report.reaches:
        if reach.answer is not Answer.YES:
            grouped[reach.pack, reach.answer, reach.because].append(reach.document)
    for (pack, answer, because), documents in grouped.items():
        listed = ", ".join(documents)
        if answer is Answer.NO:
            yield f"Not checked by policy pack {pack}, which does not bind {listed}: {because}"
        else:
            yield f"Not checked by policy pack {pack}, of which nobody knows whether it binds {listed}: {because}{where}"
