"""Whether the lexical form of a literal is in the lexical space of its datatype.

The datatypes are the RDF-compatible ones of XSD (RDF 1.1 Concepts, section 5.1) with the lexical spaces of
XSD 1.1 (https://www.w3.org/TR/xmlschema11-2/), and rdf:XMLLiteral, rdf:HTML (sections 5.2, 5.3). White space is
never collapsed: the facet whiteSpace does not apply to RDF literals.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from pyoxigraph import Literal

from kbtool.rdf.namespaces import RDF, XSD

NAME_START = (
    ":A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
"""The characters that an XML name begins with (XML 1.0, NameStartChar), as the inside of a class."""

NAME = rf"{NAME_START}\-.0-9\u00b7\u0300-\u036f\u203f\u2040"
"""The characters that an XML name consists of (XML 1.0, NameChar), as the inside of a class."""

_SOLID = "!-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff"
_YEAR = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
_MONTH = "(?:0[1-9]|1[0-2])"
_DAY = "(?:0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_ZONE = "(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
_DATE = f"(?P<year>{_YEAR})-(?P<month>{_MONTH})-(?P<day>{_DAY})"
_SECONDS = r"[0-9]+(?:\.[0-9]+)?S"
_TIMES = f"T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:{_SECONDS})?"
_B64 = "[A-Za-z0-9+/] ?"
_FLOAT = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?|[+-]?INF|NaN"

_FORMS = {
    "string": f"[\t\n\r {_SOLID}]*",
    "anyURI": f"[\t\n\r {_SOLID}]*",
    "normalizedString": f"[ {_SOLID}]*",
    "token": f"(?:[{_SOLID}]+(?: [{_SOLID}]+)*)?",
    "language": "[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    "Name": f"[{NAME_START}][{NAME}]*",
    "NCName": f"[{NAME_START[1:]}][{NAME[1:]}]*",
    "NMTOKEN": f"[{NAME}]+",
    "boolean": "true|false|0|1",
    "decimal": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
    "float": _FLOAT,
    "double": _FLOAT,
    "dateTime": f"{_DATE}T{_TIME}{_ZONE}?",
    "dateTimeStamp": f"{_DATE}T{_TIME}{_ZONE}",
    "date": f"{_DATE}{_ZONE}?",
    "time": f"{_TIME}{_ZONE}?",
    "gYear": f"{_YEAR}{_ZONE}?",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}?",
    "gMonth": f"--{_MONTH}{_ZONE}?",
    "gMonthDay": f"--(?P<month>{_MONTH})-(?P<day>{_DAY}){_ZONE}?",
    "gDay": f"---{_DAY}{_ZONE}?",
    "duration": f"-?P(?=.)(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:{_TIMES})?",
    "yearMonthDuration": "-?P(?=.)(?:[0-9]+Y)?(?:[0-9]+M)?",
    "dayTimeDuration": f"-?P(?=.)(?:[0-9]+D)?(?:{_TIMES})?",
    "hexBinary": "(?:[0-9A-Fa-f]{2})*",
    "base64Binary": f"(?:(?:(?:{_B64}){{4}})*(?:(?:{_B64}){{3}}[A-Za-z0-9+/]"
    f"|(?:{_B64}){{2}}[AEIMQUYcgkosw048] ?=|{_B64}[AQgw] ?= ?=))?",
}
_SIGNED = {"long": 63, "int": 31, "short": 15, "byte": 7}
_UNSIGNED = {"unsignedLong": 64, "unsignedInt": 32, "unsignedShort": 16, "unsignedByte": 8}
_INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    **{name: (-(1 << bits), (1 << bits) - 1) for name, bits in _SIGNED.items()},
    **{name: (0, (1 << bits) - 1) for name, bits in _UNSIGNED.items()},
}
INTEGERS = frozenset(XSD(name).value for name in _INTEGERS)
"""xsd:integer and the datatypes derived from it."""

_INTEGER = re.compile("([+-]?)0*([0-9]+)")
_LONGEST = 20
"""Digits of the largest bound, that of xsd:unsignedLong."""

_FEBRUARY, _SHORT_MONTHS = 2, (4, 6, 9, 11)


def is_well_formed(literal: Literal) -> bool:
    """Whether the lexical form is in the lexical space of the datatype; true for a datatype that is not known here."""
    check = _CHECKS.get(literal.datatype.value)
    return check is None or check(literal.value)


def is_known(datatype: str) -> bool:
    """Whether the lexical space of the datatype with this IRI is known here."""
    return datatype in _CHECKS


def _matching(form: str) -> Callable[[str], bool]:
    @cache
    def compiled() -> re.Pattern[str]:
        return re.compile(form, re.DOTALL)

    def check(text: str) -> bool:
        found = compiled().fullmatch(text)
        return found is not None and _is_day(found.groupdict())

    return check


def _is_day(parts: dict[str, str]) -> bool:
    """Whether the day is one of its month (XSD 1.1, day-of-month values); year 0000 is a leap year."""
    if "day" not in parts:
        return True
    month, day = int(parts["month"]), int(parts["day"])
    if month in _SHORT_MONTHS:
        return day <= 30
    if month != _FEBRUARY:
        return True
    year = int(parts.get("year", "0")[-4:])
    century = int(parts.get("year", "0").lstrip("-")[:-2] or "0")
    return day <= (29 if (century % 4 == 0 if year % 100 == 0 else year % 4 == 0) else 28)


def _within(least: int | None, most: int | None) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        found = _INTEGER.fullmatch(text)
        if found is None:
            return False
        sign, digits = found.groups()
        if len(digits) > _LONGEST:
            return (least if sign == "-" else most) is None
        number = int(sign + digits)
        return (least is None or number >= least) and (most is None or number <= most)

    return check


def _is_xml(text: str) -> bool:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        etree.fromstring(f"<x>{text}</x>".encode(), parser)
    except (etree.XMLSyntaxError, UnicodeEncodeError):
        return False
    return True


_CHECKS: dict[str, Callable[[str], bool]] = {
    **{XSD(name).value: _matching(form) for name, form in _FORMS.items()},
    **{XSD(name).value: _within(*bounds) for name, bounds in _INTEGERS.items()},
    RDF("XMLLiteral").value: _is_xml,
}
