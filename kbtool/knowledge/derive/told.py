"""Evidence held to what its words tell of its certainty (GRADE) and of the time after which the outcome was measured.

A finding need not tell either. Only where it does, and tells another than is stated, one of the two is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pyoxigraph as ox

from kbtool.knowledge.derive.left_out import any_of
from kbtool.rdf.namespaces import KB, OA, PROV
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, named, objects, one, text, value
from kbtool.text.small_numbers import SMALL

_SAID = (KB("finding"), KB("excerpt"))
_LEVELS = {"very low": "VeryLow", "low": "Low", "moderate": "Moderate", "high": "High"}
_LEVEL = "(very[ -]low|low|moderate|high)"
_GRADES = re.compile(
    rf"\b(?:{_LEVEL} to )?{_LEVEL}[ -](?:certainty|quality|confidence)\b"
    rf"|\b(?:certainty|quality|confidence|evidence)(?: of the evidence)? (?:is|was|of) {_LEVEL}\b(?! risk)",
    re.IGNORECASE,
)
_CERTAINTY = re.compile(rf"\b(?:{_LEVEL} to )?{_LEVEL}[ -]certainty\b", re.IGNORECASE)
_DAYS = {
    "minute": Decimal(1) / 1440,
    "hour": Decimal(1) / 24,
    "day": Decimal(1),
    "week": Decimal(7),
    "month": Decimal("30.4"),
    "year": Decimal(365),
    "decade": Decimal(3652),
}
_NUMBER = rf"(\d+(?:\.\d+)?|{'|'.join(SMALL)}|an?)"
_UNIT = f"({'|'.join(_DAYS)})"
_SPAN = re.compile(rf"\b{_NUMBER}(?:[ -](?:to|or|and)[ -]{_NUMBER})?[ -]{_UNIT}s?\b", re.IGNORECASE)
_PLACE = re.compile(rf"\b{_UNIT}s? (\d+)(?: (?:to|or|and) (\d+))?\b(?!\.?\d| ?%)", re.IGNORECASE)
_DURATION = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+(?:\.\d+)?S)?)?"
)
_PAST = re.compile(rf"\b(?:past|last|previous|preceding)(?= {_UNIT}\b)", re.IGNORECASE)
_TOLERANCE = Decimal("0.12")
"""A month has 28 to 31 days, and four weeks are called a month."""


def told_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """Of evidence whose words tell another certainty or time than is stated, what they tell; of claims, that of a change.

    Args:
        store: the knowledge base.
    """
    endings = any_of(
        {value(term) for term in objects(store, KB("horizon"), KB("endingWord"))}, opening=True
    )
    for name, of in (("grade", _other_grade), ("horizon", _other_horizon)):
        for quad in store.quads_for_pattern(None, KB(name), None, None):
            words = [value(term) for each in _SAID for term in objects(store, quad.subject, each)]
            found = of(value(quad.object), " ".join(sorted(words))) if words else None
            if name == "horizon" and _lasting(store, quad.subject):
                found = found or _ended_before(value(quad.object), " ".join(words), endings)
            if found is not None:
                yield ox.Quad(quad.subject, KB(f"{name}Found"), ox.Literal(found), DERIVED)
    for quad in store.quads_for_pattern(None, KB("finding"), None, None):
        told = _CERTAINTY.search(value(quad.object))
        if told is not None and one(store, quad.subject, KB("grade")) is None:
            yield ox.Quad(quad.subject, KB("gradeUnstated"), ox.Literal(told[0]), DERIVED)
    for quad in store.quads_for_pattern(None, KB("change"), None, None):
        quotes = " ".join(value(term) for term in objects(store, quad.subject, OA("exact")))
        change = quad.object
        if not _times(quotes := _PAST.sub("one", quotes)):
            quotes = _PAST.sub("one", " ".join(_same_change(store, quad.subject, change)))
        spans = [] if isinstance(change, ox.Triple) else objects(store, change, KB("duration"))
        for other in filter(None, (_other_horizon(value(span), quotes) for span in spans)):
            yield ox.Quad(quad.subject, KB("durationFound"), ox.Literal(other), DERIVED)


def _same_change(store: ox.Store, claim: Term, change: Term) -> Iterator[str]:
    """The quotes of other claims of the document that tell of the same change: they have the words that it is printed in."""
    if isinstance(change, ox.Triple):
        return
    printed = [value(term) for term in objects(store, change, KB("asPrinted"))]
    for document in named(objects(store, claim, PROV("wasQuotedFrom"))):
        for quad in store.quads_for_pattern(None, PROV("wasQuotedFrom"), document, None):
            if quad.subject != claim:
                quotes = [value(term) for term in objects(store, quad.subject, OA("exact"))]
                yield from (each for each in quotes if any(word in each for word in printed))


def _lasting(store: ox.Store, item: Term) -> bool:
    """Whether an item supports something that is not itself that an effect ends."""
    supported = named(objects(store, item, KB("supports")))
    marks = [
        text(store, one(store, statement, KB(name)), KB("limitsBenefit"))
        for statement in supported
        for name in ("predicate", "object")
    ]
    return bool(marks) and not any(mark in ("true", "1") for mark in marks)


def _other_grade(stated: str, words: str) -> str | None:
    found = [level.lower().replace("-", " ") for each in _GRADES.findall(words) for level in each]
    levels = [level for level in found if level]
    own = stated.removeprefix(KB.base)
    return None if not levels or own in map(_LEVELS.__getitem__, levels) else levels[0]


def _other_horizon(stated: str, words: str) -> str | None:
    """The first time that some words tell, if what is stated is before or after all of them."""
    days = _in_days(stated)
    if days is None:
        return None
    times = _times(words)
    slack = _TOLERANCE * days
    if not times or min(times) - slack <= days <= max(times) + slack:
        return None
    first = _SPAN.search(words) or _PLACE.search(words)
    return first[0] if first else None


def _ended_before(stated: str, words: str, endings: re.Pattern[str]) -> str | None:
    """The time by which an effect was lost, as some words tell, if what is stated is no earlier."""
    days = _in_days(stated)
    for ending in endings.finditer(words) if days is not None else ():
        behind = words[ending.end() :].lstrip()
        by = _PLACE.match(behind) or _SPAN.match(behind)
        if by is not None and days is not None and min(_times(by[0])) <= days:
            return f"{ending[0]} {by[0]}"
    return None


def _in_days(stated: str) -> Decimal | None:
    parts = _DURATION.fullmatch(stated)
    if parts is None:
        return None
    sizes = [_DAYS[unit] for unit in ("year", "month", "week", "day", "hour", "minute")]
    return sum(
        (size * int(part or 0) for size, part in zip(sizes, parts.groups(), strict=True)),
        Decimal(0),
    )


def _times(words: str) -> list[Decimal]:
    times: list[Decimal] = []
    for first, last, unit in _SPAN.findall(words):
        times += [_DAYS[unit.lower()] * _number(number) for number in (first, last) if number]
    for unit, first, last in _PLACE.findall(words):
        times += [_DAYS[unit.lower()] * _number(number) for number in (first, last) if number]
    return times


def _number(word: str) -> Decimal:
    word = word.lower()
    return Decimal(1) if word in ("a", "an") else Decimal(SMALL.get(word) or word)
