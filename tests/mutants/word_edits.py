"""Slips in the words of a text: a denial put in or left out, the opposite word, another unit, two digits exchanged; the text of another node."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kbtool.rdf.namespaces import XSD
from tests.mutants.base import shown
from tests.mutants.change import Change, Edit, Site

_VERB = re.compile(r"\b(is|are|was|were|has|have|had|can|may|does|do|did)\b(?! not\b| no\b)")
_DENIAL = re.compile(r" not\b|\bno (?=\w)|\bnever ")
_OPPOSITES = (
    ("higher", "lower"), ("more", "less"), ("better", "worse"), ("rose", "fell"), ("increase", "decrease"),
    ("raised", "lowered"), ("with", "without"), ("before", "after"), ("at least", "at most"), ("adults", "children"),
    ("effective", "ineffective"), ("approved", "banned"), ("most", "few"), ("often", "seldom"),
)  # fmt: skip
_UNITS = (
    ("mg", "g"),
    ("hours", "days"),
    ("weeks", "months"),
    ("days", "weeks"),
    ("months", "years"),
    ("%", " points"),
)
_NUMBER = re.compile(r"(?<![\w.])\d*(\d)(?!\1)(\d)\d*")


def reworded(site: Site, how: str) -> Change | None:
    """Text with one word of it changed: "denied", "affirmed", "opposite", "unit", or two "digits" exchanged."""
    s = site.statement
    if not isinstance(s.object, ox.Literal) or s.object.datatype != XSD("string"):
        return None
    new = {
        "denied": _denied,
        "affirmed": _affirmed,
        "opposite": _opposite,
        "unit": _other_unit,
        "digits": _digits,
    }[how](s.object.value)
    if new is None or new == s.object.value:
        return None
    literal = ox.Literal(new)
    return site.instead(s.but(object=literal), f"{shown(s.object)} written {shown(literal)}")


def text_of_another(site: Site) -> Change | None:
    """The text that another node of the kind has for the property, which keeps it."""
    s = site.statement
    if not isinstance(s.object, ox.Literal) or s.object.datatype != XSD("string"):
        return None
    there = site.base.stated.get((site.base.kinds.get(s.subject, ""), s.predicate), ())
    others = [t.object for t in there if t.subject != s.subject and t.object != s.object]
    if not others:
        return None
    new = site.rng.choice(others)
    return site.instead(s.but(object=new), f"{shown(s.object)} written {shown(new)}")


def _denied(text: str) -> str | None:
    found = _VERB.search(text)
    return None if found is None else f"{text[: found.end()]} not{text[found.end() :]}"


def _affirmed(text: str) -> str | None:
    return _DENIAL.sub("", text, count=1) if _DENIAL.search(text) else None


def _opposite(text: str) -> str | None:
    for one, other in _OPPOSITES:
        for old, new in ((one, other), (other, one)):
            if found := re.search(rf"\b{old}\b", text):
                return f"{text[: found.start()]}{new}{text[found.end() :]}"
    return None


def _other_unit(text: str) -> str | None:
    for old, new in _UNITS:
        if found := re.search(rf"(?<=\d) ?{old}(?!\w)", text):
            return f"{text[: found.start()]}{found[0].replace(old, new)}{text[found.end() :]}"
    return None


def _digits(text: str) -> str | None:
    found = _NUMBER.search(text)
    if found is None:
        return None
    return f"{text[: found.start(1)]}{found[2]}{found[1]}{text[found.end(2) :]}"


EDITS: dict[str, Edit] = {edit.__name__: edit for edit in (reworded, text_of_another)}
