"""The notes on a text are numbered as one reads: the number of each stands behind the last of its words."""

from __future__ import annotations

from pathlib import Path

from kbtool.checks.findings import Finding
from kbtool.knowledge.places import Span
from kbtool.knowledge.rules import Severity
from kbtool.reports.pages.layout import lay_out
from kbtool.text.document import Document

TEXT = "It is safe, harmless and cheap.\nIt works.\n"
ERROR, WARNING = Severity.ERROR, Severity.WARNING


def on(words: str, message: str, severity: Severity = ERROR) -> Finding:
    """A finding on words of the text."""
    start = TEXT.index(words)
    place = Span(start, start + len(words), 1, start + 1, 1, start + len(words) + 1)
    return Finding(
        code="A01", name="told", severity=severity, message=message, suggestion="Correct it.",
        node="https://w3id.org/kbtool/id/c", claim=None, verdict=None, computed=None, quote=None, document=None, span=place,
        declared=None, related=(), fingerprint="0",
    )  # fmt: skip


def numbered(*found: Finding) -> list[str]:
    document = Document(TEXT, iri="", path=Path("a.txt"), file=Path("a.txt"), sha256="")
    laid = lay_out(document, (), {}, found)
    return [note.findings[0].message for note in laid.notes]


def test_of_words_within_others_those_that_end_first_come_first() -> None:
    whole, part = on("It is safe, harmless and cheap", "whole"), on("safe", "part")
    assert numbered(whole, part) == ["part", "whole"]


def test_on_the_same_words_the_gravest_comes_first() -> None:
    assert numbered(on("cheap", "mild", WARNING), on("cheap", "grave")) == ["grave", "mild"]


def test_what_begins_on_an_earlier_line_comes_first_wherever_it_ends() -> None:
    assert numbered(on("It works", "second"), on("cheap.\nIt works", "first")) == [
        "first",
        "second",
    ]
