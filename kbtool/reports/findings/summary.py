"""A summary in Markdown for a pull request: what counts, the worst sentences, and how to see the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from kbtool.checks.entries import Entry, entries, wanted
from kbtool.checks.ranking import is_for
from kbtool.checks.report import Report
from kbtool.knowledge.rules import Role, Severity
from kbtool.reports.binding import unreached
from kbtool.reports.findings.entry_head import places
from kbtool.reports.findings.sentences import in_short
from kbtool.reports.findings.text import for_others, further
from kbtool.reports.markdown import as_markdown
from kbtool.reports.places import relocated
from kbtool.reports.presentation import Presentation
from kbtool.reports.style import cut
from kbtool.reports.wording import aside, counted, left_out, summary

SHOWN = 10
"""Entries that a reader takes in within a minute."""
_QUOTE, _TEXT = 160, 240
"""Characters shown of a quote; of why, and of what to do."""


def render(report: Report, how: Presentation) -> str:
    """A heading with the numbers, a table of verdicts, the worst entries of those that count, and what else there is.

    Files are named from the top of the repository.
    """
    report = relocated(report, how.locate)
    role = Role.CURATOR if how.role is Role.CURATOR else Role.EDITOR
    mine = [f for f in report.findings if is_for(f, role) and f.severity.reaches(how.show)]
    counting = [f for f in mine if f.counts]
    found = wanted(counting, report.hanging) if role is Role.CURATOR else entries(counting)
    among = replace(how, role=role, is_whole=False)
    parts = [
        [f"### {_heading(report)}"],
        list(_verdicts(report)),
        list(_missing(report)),
        [f"{n}. {_entry(entry)}" for n, entry in enumerate(found[:SHOWN], 1)],
        [
            *(f"{as_markdown(line)}\n" for line in further(found[SHOWN:], among)),
            *(f"{as_markdown(line)}\n" for line in for_others(report.findings, role)),
            *(f"{as_markdown(line)}\n" for line in _besides(report)),
        ],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part).rstrip("\n") + "\n"


def _heading(report: Report) -> str:
    found = summary(report)
    told = ", ".join(
        counted(found[key], noun)
        for key, noun in (("errors", "error"), ("warnings", "warning"), ("infos", "note"))
    )
    return f"kbtool: {told} in {counted(found['claims'], 'claim')}"


def _verdicts(report: Report) -> Iterator[str]:
    """A table: a row for each document, a column for each verdict."""
    labels = _merged(tally.verdicts for tally in report.documents)
    outdated = any(tally.outdated for tally in report.documents)
    columns = [*map(as_markdown, labels), *(["to be encoded again"] if outdated else [])]
    if not columns:
        return
    yield f"| document | claims | {' | '.join(columns)} |"
    yield "|---|" + "---:|" * (len(columns) + 1)
    for tally in report.documents:
        counts = [str(tally.verdicts[label] or "") for label in labels]
        counts += [str(tally.outdated or "")] if outdated else []
        yield f"| {as_markdown(tally.path)} | {tally.claims} | {' | '.join(counts)} |"


def _missing(report: Report) -> Iterator[str]:
    """Which missing evidence could decide most, where somebody asked."""
    if report.missing:
        yield "Evidence that is missing, by how many claims it could decide:\n"
    for study in report.missing:
        yield f"- {as_markdown(study.label)}: {counted(study.claims, 'claim')}"


def _merged(orders: Iterable[Iterable[str]]) -> list[str]:
    """All labels once, each behind what stands before it in any of the orders, which agree."""
    labels: list[str] = []
    for order in orders:
        at = 0
        for label in order:
            if label in labels:
                at = labels.index(label) + 1
            else:
                labels.insert(at, label)
                at += 1
    return labels


def _entry(entry: Entry) -> str:
    lead = entry.lead
    verdict = f", {lead.verdict}" if lead.verdict else ""
    sign = "error" if lead.severity is Severity.ERROR else str(lead.severity)
    quote = f"“{as_markdown(cut(lead.quote, _QUOTE, middle=True))}”" if lead.quote else ""
    more = f" and {len(entry.passages) - 1} more" if quote and entry.is_list else ""
    why = as_markdown(cut(entry.message, _TEXT))
    to_do = as_markdown(cut(entry.brief_help, _TEXT))
    head = f"**{sign}{verdict}** {as_markdown(places(entry))}"
    return f"{head}<br>{quote}{more}{': ' if quote else ''}{why}<br>→ {to_do} ({' '.join((lead.code, *entry.others))})"


def _besides(report: Report) -> Iterator[str]:
    if known := summary(report)["unchanged"]:
        yield f"{counted(known, 'finding')} in the baseline, not counted."
    if waived := sum(aside(f) == "waived" for f in report.findings):
        yield f"{counted(waived, 'finding')} waived, not counted."
    yield from in_short(report)
    yield from (f"{said}." for said in unreached(report))
    if said := left_out(report):
        yield f"{said[0].upper()}{said[1:]}."
