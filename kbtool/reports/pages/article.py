"""The page of an article: its text with every claim marked by verdict, and what was found beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox
from msgspec import Struct

from kbtool.checks.ranking import worst_first
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.rules import Severity
from kbtool.rdf.namespaces import DCT, FOAF, KB, PROV
from kbtool.rdf.terms import Term, objects, value
from kbtool.reports.binding import bound
from kbtool.reports.judgements import Look
from kbtool.reports.pages.filters import Choice, families
from kbtool.reports.pages.here import Here, Page
from kbtool.reports.pages.layout import Laid, Note, Part
from kbtool.reports.pages.links import web_address
from kbtool.reports.runs import Line, Run, cut_lines
from kbtool.text.document import Document

_HEADING = 90
"""Characters of a line that may be a heading; this is for the eye alone."""
_WORST = 5
"""Notes that are listed above a text."""
_FACTS = (
    ("publisher", DCT("publisher")),
    ("author", DCT("creator")),
    ("kind", KB("pageKind")),
    ("issued", DCT("issued")),
    ("retrieved", KB("retrieved")),
)
_ORIGINAL = (FOAF("page"), DCT("source"), PROV("hadPrimarySource"), PROV("wasDerivedFrom"))


class Mark(Struct, frozen=True):
    """A run as the page shows it.

    Attributes:
        run: the run.
        look: how it is marked: by the gravest verdict of those that are shown on it; None, if it is not.
    """

    run: Run[Note]
    look: Look | None

    @property
    def names(self) -> list[str]:
        """The names of its notes."""
        return [note.name for note in self.run.on]

    @property
    def details(self) -> str:
        """The anchor of what tells more: its note, or the list of them, since aria-details names one (WAI-ARIA 1.2, 6.6)."""
        return self.names[0] if len(self.names) == 1 else "both-" + "-".join(self.names)


class Paragraph(Struct, frozen=True):
    """A line of the article as the page shows it.

    Attributes:
        line: the line.
        marks: its runs.
        kind: what it looks like: "heading", "entry" of a list, or "text".
    """

    line: Line[Note]
    marks: tuple[Mark, ...]
    kind: str

    @property
    def groups(self) -> list[Mark]:
        """Of the runs that have several notes the first of each set."""
        several = (mark for mark in self.marks if len(mark.run.on) > 1)
        return list({mark.details: mark for mark in several}.values())


def article_page(here: Here, laid: Laid, number: int = 1) -> Page | None:
    """The page of an article, or of a part of a long one.

    Args:
        here: where it is.
        laid: the article with its notes.
        number: which part, from 1.
    """
    if not 1 <= number <= len(laid.parts):
        return None
    holdings, choice = here.holdings, Choice.of(here.query)
    part = laid.parts[number - 1]
    order = holdings.verdict_order
    numbers = {note.name: place for place, note in enumerate(laid.notes, 1)}
    first = (*laid.whole, *laid.absent) if number == 1 else ()
    notes = (*first, *part.notes)
    found = [finding for note in notes for finding in note.findings]
    title = holdings.titles[laid.document.iri]
    counts = Counter(note.look for note in notes if note.claim is not None)
    return here.render(
        "article.html",
        title if number == 1 else f"{title}, part {number}",
        scripts=("article.js",),
        laid=laid,
        part=part,
        name=title,
        facts=facts(holdings.kb, laid.document),
        original=original(holdings.kb, laid.document),
        paragraphs=list(_paragraphs(laid.document.text, part, choice, order)),
        numbers=numbers,
        by_number=lambda notes: sorted(notes, key=lambda note: numbers[note.name]),
        bound=bound(holdings.report, str(laid.document.path)),
        choice=choice,
        verdicts=sorted(counts.items(), key=lambda one: order.get(one[0].label, len(order))),
        severities=[(one, sum(f.severity is one for f in found)) for one in Severity],
        families=families(found),
        to_change=sum(map(_counting, (*laid.absent, *laid.notes))),
        on_whole=sum(map(_counting, laid.whole)),
        worst=worst(notes),
        is_told=_is_told,
    )


def facts(kb: KnowledgeBase, document: Document) -> Iterator[tuple[str, str]]:
    """What is known of an article: each with its name."""
    node = ox.NamedNode(document.iri)
    for name, predicate in _FACTS:
        known = [kb.labels.label(term) for term in objects(kb.store, node, predicate)]
        if known:
            yield name, "; ".join(known)


def original(kb: KnowledgeBase, document: Document) -> str | None:
    """The address of the page that an article was taken from, if it is known."""
    node = ox.NamedNode(document.iri)
    found: Iterable[Term] = (t for p in _ORIGINAL for t in objects(kb.store, node, p))
    return next(filter(None, (web_address(value(term)) for term in found)), None)


def _counting(note: Note) -> bool:
    return any(f.counts and f.severity is not Severity.INFO for f in note.findings)


def _is_told(note: Note) -> bool:
    """Whether what the claim states stands in what was found first."""
    first = note.findings[0].message if note.findings else ""
    return note.claim is not None and bool(note.claim.says) and note.claim.says in first


def worst(notes: Iterable[Note]) -> list[Note]:
    """The notes with the worst that was found, the worst first."""
    grave = [note for note in notes if _counting(note)]
    return sorted(grave, key=lambda note: worst_first(note.findings[0]))[:_WORST]


def _paragraphs(
    text: str, part: Part, choice: Choice, order: Mapping[str, int]
) -> Iterator[Paragraph]:
    for line in cut_lines(text, part.notes, part.stretch):
        marks = tuple(Mark(run, _gravest(run.on, choice, order)) for run in line.runs)
        yield Paragraph(line, marks, kind_of(line))


def _gravest(notes: tuple[Note, ...], choice: Choice, order: Mapping[str, int]) -> Look | None:
    looks = [note.look for note in notes if choice.keeps(note)]
    return min(looks, key=lambda one: order.get(one.label, len(order)), default=None)


def kind_of(line: Line[Any]) -> str:
    """What a line looks like, "heading", "entry" of a list, or "text"; the text as it was taken in does not say."""
    words = "".join(run.words for run in line.runs).strip()
    if words.startswith(("- ", "• ", "* ", "– ")):
        return "entry"
    is_short = len(words) <= _HEADING and not words.endswith((".", "!", ",", ";", ":", "”"))
    return "heading" if is_short else "text"
