"""The findings as text for an editor: by document, in reading order, one block for each quote."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kbtool.checks.findings import Finding
from kbtool.checks.report import Report
from kbtool.rdf.namespaces import Names
from kbtool.reports.presentation import Presentation
from kbtool.reports.style import Style
from kbtool.reports.wording import (
    RELATED_SHOWN,
    closing,
    counted,
    judged,
    other_side,
    place,
    shortened,
    standing,
    total,
)

_INDENT = " " * 10


def render(report: Report, how: Presentation) -> str:
    """A block for each passage with findings, and what they come to."""
    shown = [f for f in report.findings if f.severity.reaches(how.show)]
    hidden = len(report.findings) - len(shown)
    style = how.style
    blocks = [
        block
        for _, found in groupby(shown, key=lambda f: f.document)
        for block in _blocks(list(found), report.names, style)
    ]
    end = "\n".join([*closing(report, hidden), style.bold(total(report))])
    return "\n\n".join([*blocks, end]) + "\n"


def _blocks(found: list[Finding], names: Names, style: Style) -> Iterator[str]:
    """The blocks of one document, what rules gather at their end; a block for each node that stands in no document."""
    one_by_one = [f for f in found if not _listed(f)]
    for _, group in groupby(one_by_one, key=_passage):
        yield _block(list(group), names, style)
    listed = sorted(filter(_listed, found), key=lambda f: (f.severity.rank, *_kind(f)))
    for _, group in groupby(listed, key=_kind):
        yield _gathered(list(group), names, style)


def _kind(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.because or "", finding.suggestion


def _listed(finding: Finding) -> bool:
    return finding.gathered and finding.counts and finding.document is not None


def _gathered(findings: list[Finding], names: Names, style: Style) -> str:
    """One entry for what a rule finds in a document, with the passages behind it."""
    first = findings[0]
    label = style.severity(first.severity, f"{first.severity:<8}")
    why = f" ({first.because})" if first.because else ""
    said = f"{first.code} {first.name}: {counted(len(findings), 'statement')}{why}"
    wrapped = style.wrap(said, _INDENT)
    lines = [style.place(first.document or ""), f"  {label}{wrapped[0].removeprefix(_INDENT)}"]
    lines += wrapped[1:]
    for finding in sorted(findings, key=lambda f: f.order):
        span = f"{finding.span.line}:{finding.span.column} " if finding.span else ""
        named = f"  {names.short(finding.claim)}" if finding.claim else ""
        quote = f"“{shortened(finding.quote or '')}”"
        lines += style.wrap(f"{span}{quote}{named}", f"{_INDENT}- ", len(_INDENT) + 2)
    lines += [style.help(line) for line in style.wrap(f"help: {first.suggestion}", _INDENT)]
    return "\n".join(lines)


def _passage(finding: Finding) -> tuple[object, ...]:
    """What makes one block: the place where a quote starts; quotes of one sentence often start together."""
    if finding.document:
        return (finding.document, finding.span.start if finding.span else None)
    return (finding.declared, finding.node)


def _block(findings: list[Finding], names: Names, style: Style) -> str:
    lines = [style.place(place(findings[0]))]
    for (quote, claim), grouped in groupby(findings, key=lambda f: (f.quote, f.claim)):
        group = list(grouped)
        if quote:
            lines += style.wrap(f"“{shortened(quote)}”", "  ")
            if claim:
                lines = _judged(lines, group[0], names.short(claim), style)
        lines += _findings(sorted(group, key=lambda f: (f.severity.rank, f.code)), style)
    return "\n".join(lines)


def _judged(lines: list[str], finding: Finding, named: str, style: Style) -> list[str]:
    """The lines of a quote with its verdict and its claim's name behind it, or below where the line is too long."""
    plain = f"[{judged(finding)}]  {named}"
    shown = f"{style.verdict(finding.verdict or '', judged(finding))}  {named}"
    if len(lines[-1]) + 2 + len(plain) <= style.width:
        return [*lines[:-1], f"{lines[-1]}  {shown}"]
    return [*lines, f"  {shown}"]


def _findings(findings: list[Finding], style: Style) -> Iterator[str]:
    """The findings of one quote; findings of one rule share their help line."""
    for (code, suggestion), group in groupby(findings, key=lambda f: (f.code, f.suggestion)):
        for finding in group:
            label = style.severity(finding.severity, f"{finding.severity:<8}")
            message = style.wrap(f"{code} {finding.name}: {finding.message}", _INDENT)
            yield f"  {label}{message[0].removeprefix(_INDENT)}"
            yield from message[1:]
            if why := standing(finding):
                yield from style.wrap(f"({why})", _INDENT)
            for related in finding.related[:RELATED_SHOWN]:
                yield from style.wrap(other_side(related), f"{_INDENT}  - ", len(_INDENT) + 4)
            if (more := len(finding.related) + finding.more - RELATED_SHOWN) > 0:
                yield f"{_INDENT}  and {more} more"
        yield from (style.help(line) for line in style.wrap(f"help: {suggestion}", _INDENT))
