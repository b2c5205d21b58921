"""Findings whose own words do not go together: a figure outside its interval, "fewer" beside 27% against 9%.

What was found is told in words of our own, and a slip in them is seen by nobody who has not the paper at hand, unless the
words contradict themselves: their figures, those of another item from the same reference, or the language of all others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pyoxigraph as ox

from kbtool.knowledge.derive.beside import beside_quads
from kbtool.knowledge.derive.concepts import BEARINGS
from kbtool.knowledge.derive.left_out import any_of
from kbtool.knowledge.derive.listed import Listed
from kbtool.rdf.namespaces import CITO, DCT, KB, RDFS, SKOS
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, named, objects, value

_NUMBER = r"[-−]?(?:\d+(?:\.\d+)?|\.\d+)"
_INTERVAL = re.compile(
    rf"[(\[](?:[^()\[\]]*?\bCI:?,? ?)?({_NUMBER})%?\s?(?:to|–)\s?({_NUMBER})\s?%?(?=[)\],;])"
)
_BEFORE = re.compile(r"[;)\]]|[.:] ")
_ANY_NUMBER = re.compile(rf"(?<![\w.,/])({_NUMBER})(?!\d*[/\w])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_AGAINST = re.compile(
    r"(?<![\w.-])(\d+(?:\.\d+)?)(%?) (?:against|versus|vs\.?) (\d+(?:\.\d+)?)(%?)(?![\w-])"
)
_THAN = re.compile(r"\bthan\b", re.IGNORECASE)
_POINTS = re.compile(r"\d[\d.]* (?:percentage )?points?\b")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)%")
_PRECISION = Decimal("0.051")
_FIGURES = re.compile(r"\d\D+\d")
"""Two figures at least: one alone contradicts nothing."""
_WORD = re.compile(r"[^\W\d_]+")
_NUMBERED = re.compile(
    r"\b([^\W\d_]{4,}) (I{1,3}|IV|VI{0,3}|\d)\b(?![.,]?\d|%|[-–]| (?:to|or|and) (?:\d|[IV]))"
)
_ENOUGH = 2
"""So many words of other languages tell that a text is in one of them, where it has none of the usual ones."""


def at_odds_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """Of evidence, what in its finding, its excerpts and the reasons for which it is graded down does not go together.

    kb:outsideInterval, a figure with an interval that does not hold it; kb:comparedOtherWay, a comparison whose figures go
    the other way; kb:differenceAsShare, a difference of two percentages that is printed as a percentage;
    kb:pointsOfNothing, points where nothing is compared and no scale is named; kb:exchangedFigures, the finding of another
    item from the same reference, with the same words and the same figures in another order; kb:excerptNearly, the excerpt of
    another item from the same reference that differs in one word; kb:numberedOtherwise, a word that has another number in
    what it is from or on; kb:timeOtherwise, a time of another item from the same reference, with this item's number and
    another unit; kb:foreignWord, words of another language in a finding that has none of its own.

    Args:
        store: the knowledge base.
    """
    listed = Listed(store)
    ways = {name: listed.of((name, "comparingWord")) for name in ("Increase", "Decrease")}
    difference = re.compile(rf"{listed.of(('finding', 'differenceWord')).pattern}[^.;:%]*$")
    scaled = listed.of(
        ("finding", "differenceWord"),
        ("finding", "scaleWord"),
        *((name, kind) for name in ways for kind in ("comparingWord", "changingWord")),
    )
    denial = listed.of(("finding", "verbDenial"), ("finding", "objectDenial"))
    foreign = {word.casefold() for word in listed.each("finding", "foreignFunctionWord")}
    own = {word.casefold() for word in listed.each("finding", "functionWord")} - foreign
    usual = any_of(own, opening=True)
    findings: dict[ox.NamedNode, str] = {}
    for name in ("finding", "excerpt", "gradedDownBecause"):
        for quad in store.quads_for_pattern(None, KB(name), None, None):
            if not isinstance(quad.subject, ox.NamedNode) or not isinstance(
                quad.object, ox.Literal
            ):
                continue
            said = _THOUSANDS.sub("", quad.object.value)
            if (points := _POINTS.search(said)) and not scaled.search(said):
                yield _quad(quad.subject, "pointsOfNothing", ox.Literal(points[0]))
            if _FIGURES.search(said) is not None:
                by_name = {
                    "outsideInterval": _outside(said),
                    "comparedOtherWay": _other_way(said, ways, denial),
                    "differenceAsShare": _as_share(said, difference, ways),
                }
                for derived, found in by_name.items():
                    if found is not None:
                        yield _quad(quad.subject, derived, ox.Literal(found))
            if name == "finding":
                findings[quad.subject] = quad.object.value
                if usual.search(said) is None:
                    others = sorted({word.casefold() for word in _WORD.findall(said)} & foreign)
                    if len(others) >= _ENOUGH:
                        yield _quad(quad.subject, "foreignWord", ox.Literal(", ".join(others)))
    yield from _numbered(store, findings)
    yield from beside_quads(store, findings)


def _quad(node: ox.NamedNode, name: str, found: Term) -> ox.Quad:
    return ox.Quad(node, KB(name), found, DERIVED)


def _outside(said: str) -> str | None:
    """A figure with the interval behind it, where none of the numbers there lies within it.

    An interval of whole numbers may be one of ages or days, and tells nothing.
    """
    at = 0
    for found in _INTERVAL.finditer(said):
        part = _BEFORE.split(said[at : found.start()])[-1]
        at = found.end()
        low, high = sorted(_decimal(end) for end in found.groups())
        numbers = [_decimal(number) for number in _ANY_NUMBER.findall(part)]
        if "." not in found[0] or not numbers:
            continue
        if not any(low <= number <= high or low <= -number <= high for number in numbers):
            return f"{part.strip()} {found[0]})"
    return None


def _other_way(
    said: str, ways: Mapping[str, re.Pattern[str]], denial: re.Pattern[str]
) -> str | None:
    """A comparison, with one word that compares, whose figures go the other way."""
    at = 0
    for found in _AGAINST.finditer(said):
        part = _BEFORE.split(said[at : found.start()])[-1]
        at = found.end()
        words = {name: pattern.findall(part) for name, pattern in ways.items()}
        if (
            sum(map(len, words.values())) != 1
            or not _THAN.search(part)
            or denial.search(part)
            or found[2] != found[4]
        ):
            continue
        is_more = bool(words["Increase"])
        first, second = Decimal(found[1]), Decimal(found[3])
        if first != second and (first > second) != is_more:
            return f"{part.strip(' (,')} … {found[0]}"
    return None


def _as_share(
    said: str, difference: re.Pattern[str], ways: Mapping[str, re.Pattern[str]]
) -> str | None:
    """A percentage that is called the difference of two others, and is that: it is one of points."""
    before: list[Decimal] = []
    for found in _SHARE.finditer(said):
        share = Decimal(found[1])
        told = difference.search(said[: found.start()]) or any(
            pattern.match(said[found.end() :].lstrip()) for pattern in ways.values()
        )
        if told and any(
            abs(abs(one - other) - share) < _PRECISION
            for number, one in enumerate(before)
            for other in before[:number]
        ):
            return found[0]
        before.append(share)
    return None


def _numbered(store: ox.Store, findings: Mapping[ox.NamedNode, str]) -> Iterator[ox.Quad]:
    """Words with a number that have others in an excerpt, the citation, or the names of what the item is on."""
    for node, said in findings.items():
        own = _numbers(said)
        for word, shown in own.items():
            others = {
                number for text in _of_whom(store, node) for number in _numbers(text).get(word, {})
            }
            if others and others.isdisjoint(shown):
                yield _quad(node, "numberedOtherwise", ox.Literal(next(iter(shown.values()))))


def _numbers(said: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for word in _NUMBERED.finditer(said):
        found[word[1].casefold()][word[2]] = word[0]
    return found


def _of_whom(store: ox.Store, node: ox.NamedNode) -> Iterator[str]:
    """The citation of an item, its excerpts, and the names of what it is on."""
    named_by: list[tuple[ox.NamedNode, tuple[ox.NamedNode, ...]]] = [(node, (KB("excerpt"),))]
    named_by += [
        (reference, (RDFS("label"), DCT("title")))
        for reference in named(objects(store, node, CITO("citesAsEvidence")))
    ]
    for name in BEARINGS:
        for statement in named(objects(store, node, KB(name))):
            for part in ("subject", "object"):
                named_by += [
                    (each, (SKOS("prefLabel"),))
                    for each in named(objects(store, statement, KB(part)))
                ]
    for one, properties in named_by:
        for each in properties:
            yield from (value(term) for term in objects(store, one, each))


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace("−", "-"))
