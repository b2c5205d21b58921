"""Evidence and references held to what is cited: a design that the title rules out, another creator or day."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.derive.left_out import any_of
from kbtool.rdf.columns import Columns
from kbtool.rdf.namespaces import CITO, DCT, KB, RDFS
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import value

_AUTHOR = re.compile(r"[^\W\d_][^\d,;()]{1,60}? (?:et al\.?,? )?\(?\d{4}(?:[,;:) ]|\. |\.?$)")
_MONTHS = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH = rf"(?P<month>{'|'.join(name for name in calendar.month_name if name)})"
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?{_MONTH},? (?P<year>\d{{4}})\b",
        rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?, (?P<year>\d{{4}})\b",
        r"(?<![\d/.-])(?P<month>0?[1-9]|1[0-2])/(?P<year>(?:19|20)\d{2})\b",
        r"(?<![\d/.-])(?P<year>(?:19|20)\d{2})-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d{2}))?(?![\d/-])",
    )
)
_NAME = re.compile(r"[^\W\d_]{3,}")


class Designs(Struct, frozen=True):
    """Which words in a title mean which designs (kb:titleWord).

    Attributes:
        words: matches any of them.
        by_word: the designs that a word may mean.
        reviews: the designs that sum up studies (kb:sumsUpStudies).
    """

    words: re.Pattern[str]
    by_word: Mapping[str, frozenset[str]]
    reviews: frozenset[str]

    def against(self, design: str, said: str) -> str | None:
        """The word by which a text rules a design out: it means others, and none of the text's words means this one.

        A text that speaks of a review is of one, whatever studies that is of.

        Args:
            design: the IRI of the design.
            said: a title, a short citation or a finding.
        """
        found = [match[0].casefold() for match in self.words.finditer(said.casefold())]
        meant = {word: self.by_word[word] for word in found}
        reviews = {word: designs for word, designs in meant.items() if designs & self.reviews}
        only = {word: designs for word, designs in reviews.items() if designs <= self.reviews}
        decisive = only or meant
        if not decisive or any(design in designs for designs in decisive.values()):
            return None
        return next(iter(decisive))


def cited_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """The words that rule out the design of an item of evidence, and creators whom a short citation lacks."""
    designs = _designs(store)
    columns = Columns(store)
    titles: dict[ox.NamedNode, list[str]] = {}
    known: dict[tuple[str, str], str | None] = {}
    for quad in store.quads_for_pattern(None, CITO("citesAsEvidence"), None, None):
        node, source = quad.subject, quad.object
        if not isinstance(node, ox.NamedNode) or not isinstance(source, ox.NamedNode):
            continue
        if source not in titles:
            titles[source] = [
                value(t)
                for name in (DCT("title"), RDFS("label"))
                for t in columns.objects(source, name)
            ]
        design = value(columns.one(node, KB("design")))
        findings = [value(term) for term in columns.objects(node, KB("finding"))]
        for name, said in (("titleSays", titles[source]), ("findingSays", findings)):
            words = " ".join(said)
            if (design, words) not in known:
                known[design, words] = designs.against(design, words)
            word = known[design, words]
            if word is not None:
                yield ox.Quad(node, KB(name), ox.Literal(word), DERIVED)
                break
    yield from _creators(store, columns)
    yield from _days(store, columns)


def _creators(store: ox.Store, columns: Columns) -> Iterator[ox.Quad]:
    """References whose short citation begins with an author and a year, and has no creator in it."""
    creators: dict[ox.NamedNode, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, DCT("creator"), None, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            creators[quad.subject].add(quad.object.value)
    for node, names in creators.items():
        labels = [value(term) for term in columns.objects(node, RDFS("label"))]
        if any(_lacks(label, names) for label in labels):
            for name in sorted(names):
                yield ox.Quad(node, KB("creatorNotCited"), ox.Literal(name), DERIVED)


def _days(store: ox.Store, columns: Columns) -> Iterator[ox.Quad]:
    """References whose short citation has a day or month, and another than the one on which they were issued."""
    for quad in store.quads_for_pattern(None, DCT("issued"), None, None):
        if not isinstance(quad.subject, ox.NamedNode):
            continue
        issued = value(quad.object)
        days = [
            day
            for term in columns.objects(quad.subject, RDFS("label"))
            for day in days_in(value(term))
        ]
        if days and not any(issued.startswith(day) or day.startswith(issued) for day in days):
            yield ox.Quad(quad.subject, KB("dayCited"), ox.Literal(days[0]), DERIVED)


def days_in(text: str) -> list[str]:
    """The days and months in a text as xsd:date and xsd:gYearMonth have them: "16 February 2022" is 2022-02-16."""
    found: list[str] = []
    for pattern in _DAYS:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = parts["month"]
            number = f"{_MONTHS[month[:3].lower()]:02}" if month.isalpha() else f"{int(month):02}"
            day = parts.get("day")
            found.append(f"{parts['year']}-{number}" + (f"-{int(day):02}" if day else ""))
    return found


def _lacks(label: str, names: Iterable[str]) -> bool:
    author = _AUTHOR.match(label)
    if author is None:
        return False
    cited = {word.casefold() for word in _NAME.findall(author[0])}
    return not any(cited & {word.casefold() for word in _NAME.findall(name)} for name in names)


def _designs(store: ox.Store) -> Designs:
    by_word: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, KB("titleWord"), None, None):
        by_word[value(quad.object).casefold()].add(value(quad.subject))
    reviews = {
        value(quad.subject)
        for quad in store.quads_for_pattern(None, KB("sumsUpStudies"), None, None)
        if value(quad.object) in ("true", "1")
    }
    meant = {word: frozenset(designs) for word, designs in by_word.items()}
    return Designs(any_of(meant), meant, frozenset(reviews))
