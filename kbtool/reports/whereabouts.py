"""Where the words of a finding stand, by what their file has: lines and columns, paragraphs, or pages."""

from __future__ import annotations

from typing import Any

from kbtool.checks.findings import Finding, Origin
from kbtool.knowledge.places import Span
from kbtool.text.holders import Page, Paragraph


def line_of(finding: Finding) -> int | None:
    """The line on which a finding stands, in an article or in Turtle, if its file has lines and it is known."""
    if finding.document:
        return finding.in_file.line if finding.in_file else None
    return finding.declared.line if finding.declared else None


def at(document: str, span: Span | None, origin: Origin | None) -> str:
    """Where words stand in a file: its path with line and column, or paragraph, or page, if known."""
    if span is not None:
        return f"{document}:{span.line}:{span.column}"
    return f"{document}: {where}" if (where := holder(origin)) else document


def holder(origin: Origin | None) -> str:
    """The paragraph or page of a file without lines, in words; nothing for other files."""
    match origin and origin.holder:
        case Paragraph(number, characters):
            return f"paragraph {number}, characters {characters.start + 1} to {characters.end}"
        case Page(number):
            return f"page {number}"
    return ""


def as_object(span: Span | None, origin: Origin | None) -> dict[str, Any] | None:
    """A place as JSON has it: offsets with lines and columns, or a paragraph, or a page; nothing, where it is not known."""
    match origin and origin.holder:
        case Paragraph(number, characters):
            return {"paragraph": number, "start": characters.start, "end": characters.end}
        case Page(number):
            return {"page": number}
    shown = span if origin is None else origin.span
    if shown is None:
        return None
    return {
        "start": shown.start,
        "end": shown.end,
        "line": shown.line,
        "column": shown.column,
        "endLine": shown.end_line,
        "endColumn": shown.end_column,
    }
