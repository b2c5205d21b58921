"""The findings beside their articles as one HTML page: no script, no other file, all text escaped."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from markupsafe import Markup, escape

from kbtool.checks.findings import Finding
from kbtool.checks.report import Report
from kbtool.knowledge.rules import Rule
from kbtool.reports.binding import unreached
from kbtool.reports.findings.page import Note, page
from kbtool.reports.findings.sentences import compared, not_counted
from kbtool.reports.presentation import Presentation
from kbtool.reports.templating import environment
from kbtool.reports.whereabouts import at
from kbtool.reports.wording import counted, left_out, shifts, summary, to_encode

_COMMAND = re.compile("`([^`]+)`")
_WORST = 10
"""Notes in the list of the worst."""


def render(report: Report, how: Presentation) -> str:
    """Each article with its passages marked and what was found beside them; the worst, the rules and the references."""
    shown = page(report)
    found = summary(report)
    templates = environment("kbtool.reports.findings")
    templates.filters |= {"name": report.names.short, "code": _code, "to_encode": to_encode}
    return templates.get_template("check.html").render(
        page=shown,
        at=at,
        worst=[note for note in shown.notes if note.lead.severity != "info"][:_WORST],
        curator=_by_rule(shown.curator, report),
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
        unreached=list(unreached(report)),
        compared=list(compared(report)),
        remarks=list(not_counted(report, None)),
        shifts=list(shifts(report)),
        gone=report.gone,
        rules={rule.code: rule for rule in report.rules},
        told=sorted({finding.code for note in shown.notes for finding in note.passage.findings}),
        docs=how.docs,
        verdicts=_verdicts(shown.notes),
        families=sorted({note.lead.code[0] for note in shown.notes}),
        references=_references(shown.notes),
    )


def _by_rule(findings: Iterable[Finding], report: Report) -> list[tuple[Rule, list[Finding]]]:
    """The findings of each rule, those of the rule with most of them first."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.code].append(finding)
    rules = {rule.code: rule for rule in report.rules}
    ordered = sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    return [(rules[code], listed) for code, listed in ordered]


def _verdicts(notes: Iterable[Note]) -> list[str]:
    """The verdicts of the notes, each once, the worst first."""
    return list(dict.fromkeys(note.lead.verdict or "none" for note in notes))


def _references(notes: Iterable[Note]) -> list[tuple[str, str | None]]:
    """The references on the other side of what was found, with their addresses, by name."""
    found: dict[str, str | None] = {}
    for note in notes:
        for finding in note.passage.findings:
            for other in finding.related:
                if other.reference:
                    found[other.reference] = other.address or found.get(other.reference)
    return sorted(found.items(), key=lambda one: one[0].casefold())


def _code(text: str) -> Markup:
    """A text with what stands in backticks as code."""
    return Markup(_COMMAND.sub(r"<code>\1</code>", str(escape(text))))
