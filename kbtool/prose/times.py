"""Lengths of time of a knowledge base, as prose prints them: "P1D" and "24 hours"."""

from __future__ import annotations

import re
from decimal import Decimal

import pyoxigraph as ox

from kbtool.knowledge.derive.printing import Units
from kbtool.rdf.namespaces import XSD
from kbtool.text.figure import Figure

_DURATION = re.compile(
    r"P(?:(?P<y>\d+)Y)?(?:(?P<mo>\d+)M)?(?:(?P<w>\d+)W)?(?:(?P<d>\d+)D)?"
    r"(?:T(?:(?P<h>\d+)H)?(?:(?P<mi>\d+)M)?(?:(?P<s>\d+(?:\.\d+)?)S)?)?"
)
_SECONDS = {
    "y": 31556952, "mo": 2629746, "w": 604800, "d": 86400, "h": 3600, "mi": 60, "s": 1,
}  # fmt: skip
_OFF = Decimal("0.05")
"""Part of a length of time by which it may be off: 4 weeks are no month."""


def seconds_of(duration: ox.Literal) -> Decimal | None:
    """A length of time in seconds; a month is a twelfth of a year (Gregorian, 365.2425 days). None for anything else.

    Args:
        duration: an xsd:duration (XML Schema 1.1, part 2, 3.3.6), weeks allowed as in ISO 8601.
    """
    found = _DURATION.fullmatch(duration.value) if duration.datatype == XSD("duration") else None
    if found is None:
        return None
    return sum(
        (Decimal(number) * _SECONDS[unit] for unit, number in found.groupdict().items() if number),
        Decimal(0),
    )


def lasts(figure: Figure, seconds: Decimal, units: Units) -> bool:
    """Whether a printed figure is a length of time.

    Args:
        figure: the figure.
        seconds: the length.
        units: what units are called.
    """
    if len(figure.numbers) != 1:
        return False
    printed = figure.numbers[0]
    return any(
        abs(unit.to_base(printed.low) - seconds) <= _OFF * seconds
        for unit in units.by_name.get(printed.unit or "", ())
        if units.names.lasts(printed.unit) and unit.factor >= 1
    )
