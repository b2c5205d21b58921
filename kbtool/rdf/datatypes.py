"""Whether a literal is one of a datatype (XML Schema Part 2: Datatypes, second edition; RDF 1.1 Concepts, 5.1)."""

from __future__ import annotations

import math
import re
from functools import lru_cache

import pyoxigraph as ox

from kbtool.rdf.namespaces import RDF, RDFS, XSD
from kbtool.rdf.terms import Term
from kbtool.rdf.xsd import INTEGERS, is_well_formed

TEXT = frozenset({XSD("string"), RDF("langString")})
_INTEGERS = frozenset(iri.removeprefix(XSD.base) for iri in INTEGERS)
_NUMBERS = _INTEGERS | {"decimal", "double", "float"}
_WEEKS = re.compile(r"(-?P(?:\d+Y)?(?:\d+M)?)\d+W")
_LENGTHS = {"Y": 365.0, "M": 30.0, "W": 7.0, "D": 1.0, "H": 1 / 24, "m": 1 / 1440, "S": 1 / 86400}
_DURATIONS = frozenset({"duration", "dayTimeDuration", "yearMonthDuration"})


def is_datatype(term: ox.NamedNode) -> bool:
    """Whether a range is one of literals."""
    return term.value.startswith(XSD.base) or term in TEXT or term == RDFS("Literal")


def is_of(literal: ox.Literal, datatype: ox.NamedNode) -> bool:
    """Whether a literal is one of a datatype: in its lexical space, of the datatype or one that is derived from it.

    A number of any kind is taken for a decimal, so long as it is finite; weeks for part of a duration ("P4W", ISO 8601),
    which XML Schema leaves out. Text with a language tag is an rdf:langString, and no xsd:string (RDF 1.1 Concepts, 3.3).
    """
    stated = literal.datatype
    if datatype in TEXT or datatype == RDFS("Literal"):
        return stated == datatype or datatype == RDFS("Literal")
    wanted, have = datatype.value.removeprefix(XSD.base), stated.value.removeprefix(XSD.base)
    return _is_of(literal.value, have, wanted)


@lru_cache(maxsize=4096)
def _is_of(value: str, have: str, wanted: str) -> bool:
    if wanted in _INTEGERS:
        return have in _INTEGERS and is_well_formed(ox.Literal(value, datatype=XSD(wanted)))
    if wanted in _NUMBERS:
        return have in _NUMBERS and _is_number(value)
    if have != wanted and not (wanted == "duration" and have in _DURATIONS):
        return False
    if wanted == "duration":
        value = _WEEKS.sub(r"\g<1>1D", value, count=1)
    return is_well_formed(ox.Literal(value, datatype=XSD(wanted)))


def levelled(term: Term) -> Term:
    """A term as it is compared: spans of time as xsd:duration, and weeks as days ("P1W", ISO 8601)."""
    if not isinstance(term, ox.Literal):
        return term
    name = term.datatype.value.removeprefix(XSD.base)
    if name not in _DURATIONS or (name == "duration" and "W" not in term.value):
        return term
    days = re.sub(r"(\d+)W", lambda weeks: f"{7 * int(weeks[1])}D", term.value)
    return ox.Literal(days, datatype=XSD("duration"))


def days(term: Term) -> float:
    """About how many days a span of time has, with years of 365 and months of 30; 0 for any other term."""
    if not isinstance(term, ox.Literal) or not is_of(term, XSD("duration")):
        return 0.0
    calendar, _, clock = term.value.partition("T")
    lengths = re.findall(r"([\d.]+)([A-Zm])", calendar + clock.replace("M", "m"))
    return sum(float(count) * _LENGTHS[unit] for count, unit in lengths)


def _is_number(value: str) -> bool:
    try:
        return math.isfinite(float(value))
    except ValueError:
        return False
