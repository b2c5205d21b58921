"""Whether a literal is one of a datatype (XML Schema Part 2: Datatypes, second edition; RDF 1.1 Concepts, 5.1)."""

from __future__ import annotations

import math
import re
from datetime import date
from functools import lru_cache

import pyoxigraph as ox

from kbtool.rdf.namespaces import RDF, RDFS, XSD
from kbtool.rdf.xsd import INTEGERS, is_well_formed

TEXT = frozenset({XSD("string"), RDF("langString")})
_INTEGERS = frozenset(iri.removeprefix(XSD.base) for iri in INTEGERS)
_NUMBERS = _INTEGERS | {"decimal", "double", "float"}
_ZONE = r"(Z|[+-]\d\d:\d\d)?"
_TIME = r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?|24:00:00(\.0+)?"
_MONTH = r"(0[1-9]|1[0-2])"
_DAY = r"(0[1-9]|[12]\d|3[01])"
_FORMS = {
    name: re.compile(form)
    for name, form in {
        "boolean": "true|false|1|0",
        "date": rf"(?P<date>-?\d{{4,}}-{_MONTH}-{_DAY}){_ZONE}",
        "dateTime": rf"(?P<date>-?\d{{4,}}-{_MONTH}-{_DAY})T({_TIME}){_ZONE}",
        "time": rf"({_TIME}){_ZONE}",
        "gYear": rf"-?\d{{4,}}{_ZONE}",
        "gYearMonth": rf"-?\d{{4,}}-{_MONTH}{_ZONE}",
        "duration": r"-?P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?",
    }.items()
}
_DURATIONS = frozenset({"duration", "dayTimeDuration", "yearMonthDuration"})


def is_datatype(term: ox.NamedNode) -> bool:
    """Whether a range is one of literals."""
    return term.value.startswith(XSD.base) or term in TEXT or term == RDFS("Literal")


def is_of(literal: ox.Literal, datatype: ox.NamedNode) -> bool:
    """Whether a literal is one of a datatype: in its lexical space, of the datatype or one that is derived from it.

    A number of any kind is taken for a decimal, so long as it is finite; a text in a language for a string; weeks for part
    of a duration ("P4W", ISO 8601), which XML Schema leaves out.
    """
    stated = literal.datatype
    if datatype in TEXT or datatype == RDFS("Literal"):
        return stated in TEXT or datatype == RDFS("Literal")
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
    form = _FORMS.get(wanted)
    match = form.fullmatch(value) if form else None
    return form is None or (match is not None and _is_day(match))


def _is_number(value: str) -> bool:
    try:
        return math.isfinite(float(value))
    except ValueError:
        return False


def _is_day(match: re.Match[str]) -> bool:
    """Whether the day of a match is in the calendar; years of other than four digits are not looked up."""
    day = match.groupdict().get("date") or ""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day) or day.startswith("0000"):
        return True
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
