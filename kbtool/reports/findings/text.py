"""The findings as text for an editor: an entry for each sentence, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kbtool.checks.entries import Entry, entries, wanted
from kbtool.checks.findings import Finding
from kbtool.checks.ranking import Order, is_for
from kbtool.checks.report import Report
from kbtool.knowledge.rules import Role, Severity
from kbtool.reports.findings.entry import brief, in_full
from kbtool.reports.findings.sentences import FEW, compared, not_counted
from kbtool.reports.findings.statistics import rows
from kbtool.reports.presentation import Presentation
from kbtool.reports.style import Style
from kbtool.reports.wording import closing, counted, summed, total


def render(report: Report, how: Presentation) -> str:
    """The entries, how many more there are and how to see them, and what the findings come to."""
    mine = [f for f in report.findings if is_for(f, how.role)]
    shown = [finding for finding in mine if finding.severity.reaches(how.show)]
    # In short, an entry has room for its worst finding only: two quotes of one sentence are two entries there.
    texts = {tally.path: tally.text for tally in report.documents} if how.limit is None else {}
    found = wanted(shown, report.hanging) if how.role is Role.CURATOR else entries(shown, texts)
    first = found[: how.limit]
    write = in_full if how.limit is None else brief
    numbered = enumerate(ordered(first, how.order), 1)
    counts = (line for told in compared(report) for line in how.style.wrap(told, "", 2))
    blocks = ["\n".join(counts)] if report.drafts else []
    blocks += ["\n".join(_missing(report, how.style))]
    blocks += ["\n".join(write(entry, n, report.names, how.style)) for n, entry in numbered]
    end = [*further(found[len(first) :], how), *for_others(report.findings, how.role)]
    hidden = len(mine) - len(shown)
    if how.statistics:
        blocks, end, hidden = ["\n".join(rows(report.findings, how.style))], [], 0
    remarks = not_counted(report, None if how.is_whole else FEW)
    lines = [line for text in end for line in how.style.wrap(text, "", 2)]
    lines += [line for remark in remarks for line in remark.lines(how.style)]
    lines += [line for text in closing(report, hidden) for line in how.style.wrap(text, "", 2)]
    lines += map(how.style.bold, how.style.wrap(total(report), "", 2))
    return "\n\n".join([*filter(None, blocks), "\n".join(lines)]) + "\n"


def _missing(report: Report, style: Style) -> Iterator[str]:
    """Which missing evidence could decide most, where somebody asked."""
    if report.missing:
        yield style.bold("Evidence that is missing, by how many claims it could decide")
    for study in report.missing:
        yield from style.wrap(f"- {study.label}: {counted(study.claims, 'claim')}", "  ", 4)
    if report.missing:
        yield from style.wrap("which it would decide: kbtool what-if --rank", "  ")


def ordered(found: Sequence[Entry], order: Order) -> list[Entry]:
    """Entries, which come the worst first, in the order that is asked for."""
    if order is Order.READING:
        return sorted(found, key=lambda entry: entry.lead.order)
    if order is Order.RULE:
        return sorted(found, key=lambda entry: entry.lead.code)
    return list(found)


def further(left: Sequence[Entry], how: Presentation) -> Iterator[str]:
    """How many entries are not shown, by severity and verdict, and how to see them."""
    if not left:
        return
    of = "" if how.role in (None, Role.EDITOR) else f"--for {how.role} "
    way = f"all without --limit {how.limit}" if how.is_whole else f"kbtool check {of}--all"
    severities = Counter(entry.lead.severity for entry in left)
    verdicts = Counter(entry.lead.verdict or "without a verdict" for entry in left)
    graves = summed((severities[severity], severity) for severity in Severity)
    judged = ", ".join(f"{number} {label}" for label, number in verdicts.most_common())
    yield f"{len(left)} more: {graves}; {judged}: {way}"


def for_others(findings: Sequence[Finding], role: Role | None) -> Iterator[str]:
    """What the keeper of the knowledge base can mend and an editor cannot, as a number; for the keeper, what else, too."""
    theirs = [f for f in findings if f.counts and not is_for(f, Role.EDITOR)]
    if role is Role.CURATOR:
        shared = sum(f.counts and is_for(f, role) for f in findings) - len(theirs)
        yield f"{counted(len(theirs), 'finding')} that no editor can mend, and {shared} that an editor can mend, too"
    if role is Role.EDITOR and theirs:
        rules = Counter(finding.name.replace("-", " ") for finding in theirs)
        most = ", ".join(f"{number} {name}" for name, number in rules.most_common(3))
        yield (
            f"For the keeper of the knowledge base: {counted(len(theirs), 'finding')} ({most}"
            f"{', and others' if len(rules) > 3 else ''}): kbtool check --for curator"
        )
