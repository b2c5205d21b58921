"""What the HTML page shows: each article in its paragraphs, the passages marked, and beside each what was found there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from kbtool.checks.entries import Passage, entries
from kbtool.checks.findings import Finding
from kbtool.checks.ranking import is_for
from kbtool.checks.report import Report, Tally
from kbtool.knowledge.rules import Role
from kbtool.reports.marked import Piece, marked_lines
from kbtool.text.stretch import Stretch


class Note(Struct, frozen=True):
    """What was found at a passage, as it stands beside it.

    Attributes:
        number: its number, the worst is 1.
        passage: the findings.
    """

    number: int
    passage: Passage

    @property
    def lead(self) -> Finding:
        """The worst finding."""
        return self.passage.lead

    @property
    def stretch(self) -> Stretch | None:
        """The stretch of the article; None, if it is no passage of one."""
        return self.passage.stretch


class Paragraph(Struct, frozen=True):
    """A paragraph of an article, in pieces."""

    pieces: tuple[Piece[Note], ...]

    @property
    def notes(self) -> Iterator[Note]:
        """The notes on passages that begin in it."""
        return (piece.mark for piece in self.pieces if piece.mark and piece.first)


class Article(Struct, frozen=True):
    """A document as the page shows it.

    Attributes:
        tally: the verdicts on it.
        whole: what was found of it as a whole.
        paragraphs: its paragraphs.
    """

    tally: Tally
    whole: tuple[Note, ...]
    paragraphs: tuple[Paragraph, ...]


class Page(Struct, frozen=True):
    """What the page shows.

    Attributes:
        articles: the documents, in the order of their paths.
        elsewhere: what editors can mend that stands in no document.
        curator: the findings that only the keeper of the knowledge base can mend.
        notes: all notes, the worst first.
    """

    articles: tuple[Article, ...]
    elsewhere: tuple[Note, ...]
    curator: tuple[Finding, ...]
    notes: tuple[Note, ...]


def page(report: Report) -> Page:
    """A report as a page."""
    shown = [finding for finding in report.findings if is_for(finding, Role.EDITOR)]
    curator = tuple(f for f in report.findings if not is_for(f, Role.EDITOR))
    passages = (passage for entry in entries(shown) for passage in entry.passages)
    notes = tuple(Note(number, passage) for number, passage in enumerate(passages, 1))
    paths = {tally.path for tally in report.documents}
    return Page(
        articles=tuple(_article(tally, notes) for tally in report.documents),
        elsewhere=tuple(note for note in notes if note.lead.document not in paths),
        curator=curator,
        notes=notes,
    )


def _article(tally: Tally, notes: Iterable[Note]) -> Article:
    own = [note for note in notes if note.lead.document == tally.path]
    return Article(
        tally,
        tuple(note for note in own if note.stretch is None),
        tuple(Paragraph(tuple(pieces)) for pieces in marked_lines(tally.text, own)),
    )
