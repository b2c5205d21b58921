"""An article as its page shows it: a note for each claim and each finding on the text, and the parts of a long article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from kbtool.checks.findings import Finding
from kbtool.knowledge.model import Claim
from kbtool.knowledge.rules import Severity
from kbtool.reports.judgements import Look, look
from kbtool.reports.pages.links import segment
from kbtool.text.document import Document
from kbtool.text.stretch import Stretch

PART = 300
"""Notes on one page; a longer article has several, cut between lines."""


class Note(Struct, frozen=True):
    """What stands in the margin of an article: a claim with what was found on it, or a finding on words that are no claim's.

    Attributes:
        name: its name, which is an anchor on the page.
        stretch: the words that it is on; None, if they do not stand in the article, or it is on all of it.
        claim: the claim; None, if it is on none.
        findings: what was found, the worst first.
    """

    name: str
    stretch: Stretch | None
    claim: Claim | None
    findings: tuple[Finding, ...]

    @property
    def look(self) -> Look:
        """How the verdict on the claim is shown."""
        return look(self.claim.verdict.label if self.claim else None)


class Part(Struct, frozen=True):
    """A part of an article.

    Attributes:
        number: its number, from 1.
        stretch: the lines that it has.
        notes: the notes on words in it, in reading order.
    """

    number: int
    stretch: Stretch
    notes: tuple[Note, ...]


class Laid(Struct, frozen=True):
    """An article with its notes.

    Attributes:
        document: the article.
        whole: the findings on all of it.
        absent: notes on claims whose words do not stand in it.
        parts: its parts; one at least.
    """

    document: Document
    whole: tuple[Note, ...]
    absent: tuple[Note, ...]
    parts: tuple[Part, ...]

    @property
    def notes(self) -> Iterator[Note]:
        """The notes on its words, in reading order."""
        return (note for part in self.parts for note in part.notes)


def note_of(claim: Claim) -> str:
    """The name of the note on a claim."""
    return f"note-{segment(claim.name)}"


def lay_out(
    document: Document,
    claims: Sequence[Claim],
    findings: Mapping[str, tuple[Finding, ...]],
    others: Iterable[Finding],
) -> Laid:
    """An article with its notes.

    Args:
        document: the article.
        claims: its claims, in reading order.
        findings: the findings on each, by IRI, the worst first.
        others: the findings in it that are on no claim.
    """
    notes = [_of_claim(claim, findings.get(claim.iri, ())) for claim in claims]
    found = [_of_finding(number, one) for number, one in enumerate(others, 1)]
    placed = [note for note in (*notes, *found) if note.stretch is not None]
    return Laid(
        document,
        whole=tuple(note for note in found if note.stretch is None),
        absent=tuple(note for note in notes if note.stretch is None),
        parts=tuple(
            _parts(document.text, sorted(placed, key=lambda one: _order(document.text, one)))
        ),
    )


def _of_claim(claim: Claim, findings: tuple[Finding, ...]) -> Note:
    span = claim.span
    stretch = None if span is None or span.start >= span.end else Stretch(span.start, span.end)
    return Note(note_of(claim), stretch, claim, findings)


def _of_finding(number: int, finding: Finding) -> Note:
    span = finding.span
    stretch = None if span is None or span.start >= span.end else Stretch(span.start, span.end)
    return Note(f"found-{number}", stretch, None, (finding,))


def _order(text: str, note: Note) -> tuple[int, int, int, int, str]:
    """Line by line as they end, since their numbers stand there and go up as one reads; of several the gravest first."""
    assert note.stretch is not None
    gravest = min((one.severity.rank for one in note.findings), default=len(Severity))
    line = _line(text, note.stretch.start)
    return line, note.stretch.end, gravest, note.stretch.start, note.name


def _line(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _parts(text: str, notes: list[Note]) -> Iterator[Part]:
    """The parts, each with no more notes than there is room for, unless one line has more."""
    start, number, held = 0, 1, list[Note]()
    for note in notes:
        assert note.stretch is not None
        line = _line(text, note.stretch.start)
        if len(held) >= PART and line > start:
            yield Part(number, Stretch(start, line), tuple(held))
            start, number, held = line, number + 1, []
        held.append(note)
    yield Part(number, Stretch(start, len(text)), tuple(held))
