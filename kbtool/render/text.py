"""The findings as text for an editor: by document, in reading order, one block for each quote."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby

from kbtool.checking import Report
from kbtool.findings import Finding, Related
from kbtool.render.json import summary
from kbtool.render.style import Style

RELATED_SHOWN = 4
"""Other sides shown of one finding; the JSON has them all."""

QUOTE_SHOWN = 400
"""Characters shown of a quote."""

_RANK = {"error": 0, "warning": 1, "info": 2}
_INDENT = " " * 10


def render_text(report: Report, *, style: Style, show: str = "warning", width: int = 100) -> str:
    """A report as text.

    Args:
        report: what the check found.
        style: how to mark severities; plain for anything but a terminal.
        show: the mildest severity to show in full; milder findings are counted.
        width: characters in a line.
    """
    shown = [f for f in report.findings if _RANK[f.severity] <= _RANK[show]]
    hidden = len(report.findings) - len(shown)
    blocks = [_block(list(group), style, width) for _, group in groupby(shown, key=_passage)]
    return "\n\n".join([*blocks, "\n".join(_closing(report, hidden, style))]) + "\n"


def render_concise(report: Report, *, show: str = "warning") -> str:
    """A report with one line a finding: path:line:column: CODE message."""
    lines = [
        f"{_place(finding)}: {finding.severity} {finding.code} {finding.message}"
        for finding in report.findings
        if _RANK[finding.severity] <= _RANK[show]
    ]
    return "\n".join([*lines, *_closing(report, len(report.findings) - len(lines), Style())]) + "\n"


def _passage(finding: Finding) -> tuple[object, ...]:
    """What makes one block: the place where a quote starts; quotes of one sentence often start together."""
    if finding.document:
        return (finding.document, finding.span.start if finding.span else None)
    return (finding.declared, finding.node)


def _block(findings: list[Finding], style: Style, width: int) -> str:
    lines = [style.place(_place(findings[0]))]
    for (quote, verdict), group in groupby(findings, key=lambda f: (f.quote, f.verdict)):
        if quote:
            marked = _wrap(f"“{_shortened(quote)}”", "  ", width)
            lines += [*marked[:-1], marked[-1] + (f"  {style.verdict(verdict)}" if verdict else "")]
        lines += _findings(sorted(group, key=lambda f: (_RANK[f.severity], f.code)), style, width)
    return "\n".join(lines)


def _findings(findings: list[Finding], style: Style, width: int) -> Iterator[str]:
    """The findings of one quote; findings of one rule share their help line."""
    for (code, suggestion), group in groupby(findings, key=lambda f: (f.code, f.suggestion)):
        for finding in group:
            label = style.severity(finding.severity, f"{finding.severity:<8}")
            message = _wrap(f"{code} {finding.name}: {finding.message}", _INDENT, width)
            yield f"  {label}{message[0].removeprefix(_INDENT)}"
            yield from message[1:]
            for related in finding.related[:RELATED_SHOWN]:
                yield from _wrap(_other_side(related), _INDENT + "  ", width, bullet="- ")
            if (more := len(finding.related) - RELATED_SHOWN) > 0:
                yield f"{_INDENT}  and {more} more"
        yield from (style.help(line) for line in _wrap(f"help: {suggestion}", _INDENT, width))


def _other_side(related: Related) -> str:
    if related.reference:
        return f"{related.reference}: {related.message}"
    if related.span and related.document:
        return f"{related.document}:{related.span.line}:{related.span.column} “{_shortened(related.quote or '')}”"
    if related.declared:
        return f"{related.declared.file}:{related.declared.line} {related.message}"
    return related.message


def _closing(report: Report, hidden: int, style: Style) -> Iterator[str]:
    if hidden:
        yield f"({hidden} milder {_plural(hidden, 'finding')} not shown; --show info shows all)"
    for path, verdicts in report.verdicts.items():
        counts = ", ".join(
            f"{count} {label}"
            for label, count in sorted(verdicts.items(), key=lambda item: -item[1])
        )
        yield f"{path}: {report.claims[path]} claims: {counts or 'none'}"
    found = summary(report)
    counts = (
        f"{found['errors']} {_plural(found['errors'], 'error')}, "
        f"{found['warnings']} {_plural(found['warnings'], 'warning')} and {found['infos']} {_plural(found['infos'], 'note')}"
    )
    yield style.bold(
        f"Found {counts} in {found['claims']} claims of {found['documents']} "
        f"{_plural(found['documents'], 'document')} ({found['rules']} rules)"
    )


def _shortened(quote: str) -> str:
    """A quote with its middle left out where it is too long to be read."""
    half = QUOTE_SHOWN // 2
    return quote if len(quote) <= QUOTE_SHOWN else f"{quote[:half]} … {quote[-half:]}"


def _place(finding: Finding) -> str:
    if finding.document:
        span = finding.span
        return f"{finding.document}:{span.line}:{span.column}" if span else finding.document
    if finding.declared:
        return f"{finding.declared.file}:{finding.declared.line}"
    return finding.node


def _wrap(text: str, indent: str, width: int, bullet: str = "") -> list[str]:
    return textwrap.wrap(
        " ".join(text.split()),
        width,
        initial_indent=indent + bullet,
        subsequent_indent=indent + " " * len(bullet),
        break_long_words=False,
        break_on_hyphens=False,
    ) or [indent]


def _plural(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"
