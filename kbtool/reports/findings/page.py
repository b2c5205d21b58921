"""What the HTML page shows: each article in its paragraphs, the passages marked, and beside each what was found there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kbtool.checks.entries import Passage, entries
from kbtool.checks.findings import Finding
from kbtool.checks.ranking import is_for
from kbtool.checks.report import Report, Tally
from kbtool.knowledge.rules import Role


@dataclass(frozen=True)
class Note:
    """What was found at a passage, as it stands beside it.

    Attributes:
        number: its number, the worst is 1.
        passage: the findings.
        start: the character with which the passage begins; None, if it is no passage.
        end: the character behind it.
    """

    number: int
    passage: Passage
    start: int | None
    end: int | None

    @property
    def lead(self) -> Finding:
        """The worst finding."""
        return self.passage.lead


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph, and the note on it, if there is one.

    Attributes:
        words: its words.
        note: the note.
        first: whether the passage begins with it.
    """

    words: str
    note: Note | None = None
    first: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of an article: its pieces, and the notes on passages that begin in it."""

    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Article:
    """A document as the page shows it.

    Attributes:
        tally: the verdicts on it.
        whole: what was found of it as a whole.
        paragraphs: its paragraphs.
    """

    tally: Tally
    whole: tuple[Note, ...]
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Page:
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
    notes = tuple(_note(number, passage) for number, passage in enumerate(passages, 1))
    paths = {tally.path for tally in report.documents}
    return Page(
        articles=tuple(_article(tally, notes) for tally in report.documents),
        elsewhere=tuple(note for note in notes if note.lead.document not in paths),
        curator=curator,
        notes=notes,
    )


def _note(number: int, passage: Passage) -> Note:
    spans = [finding.span for finding in passage.findings if finding.span]
    if not spans:
        return Note(number, passage, None, None)
    return Note(number, passage, min(s.start for s in spans), max(s.end for s in spans))


def _article(tally: Tally, notes: Iterable[Note]) -> Article:
    own = [note for note in notes if note.lead.document == tally.path]
    placed = sorted(
        (note for note in own if note.start is not None and note.end is not None),
        key=lambda note: note.start or 0,
    )
    return Article(
        tally,
        tuple(note for note in own if note.start is None),
        tuple(_paragraphs(tally.text, placed)),
    )


def _paragraphs(text: str, notes: list[Note]) -> Iterator[Paragraph]:
    """The lines of a text, which are its paragraphs; passages do not overlap."""
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip("\r\n"))
        here = [n for n in notes if (n.start or 0) < end and (n.end or 0) > start]
        if line.strip():
            begun = tuple(n for n in here if start <= (n.start or 0))
            yield Paragraph(tuple(_pieces(text, start, end, here)), begun)
        start += len(line)


def _pieces(text: str, start: int, end: int, notes: Iterable[Note]) -> Iterator[Piece]:
    done = start
    for note in notes:
        first, last = max(note.start or 0, start), min(note.end or 0, end)
        if done < first:
            yield Piece(text[done:first])
        yield Piece(text[first:last], note, first == note.start)
        done = last
    if done < end:
        yield Piece(text[done:end])
