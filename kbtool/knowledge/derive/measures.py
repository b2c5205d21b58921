"""Printed values as intervals in the base unit of their kind.

A value printed as "0.96%" stands for everything that rounds to it, [0.955%, 0.965%]; a confidence interval, a range or a
bound stands for itself. Two statements of one quantity disagree only where their intervals are disjoint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB, XSD
from kbtool.rdf.store import DERIVED, select
from kbtool.rdf.terms import Term

APPROXIMATE_MARGIN = Decimal("0.1")
"""Part of its value by which an end of an approximate value is widened."""

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.(\d+))?")
_VALUE_PROPERTIES = ("value", "low", "high", "atLeast", "atMost", "ciLow", "ciHigh")


@dataclass(frozen=True)
class Unit:
    """A unit: base value = value x factor + offset."""

    factor: Decimal
    offset: Decimal = Decimal(0)

    def to_base(self, value: Decimal) -> Decimal:
        """The value in the base unit of the unit's kind."""
        return value * self.factor + self.offset


@dataclass(frozen=True)
class StatedValue:
    """A value as a claim or an item of evidence states it; numbers in `unit` (`high` in `high_unit`)."""

    unit: Unit
    high_unit: Unit
    as_printed: str = ""
    approximate: bool = False
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    ci_low: Decimal | None = None
    ci_high: Decimal | None = None


@dataclass(frozen=True)
class Interval:
    """A closed interval in a base unit; None is an open end."""

    lower: Decimal | None
    upper: Decimal | None

    def disjoint(self, other: Interval) -> bool:
        """Whether no value lies in both."""
        return _below(self.upper, other.lower) or _below(other.upper, self.lower)


def interval(statement: StatedValue) -> Interval | None:
    """The interval that a stated value stands for, in the base unit; None if it states no number."""
    s = statement
    if s.ci_low is not None and s.ci_high is not None:
        return _ordered(s.unit.to_base(s.ci_low), s.unit.to_base(s.ci_high))
    if s.value is not None:
        half = half_unit(s.as_printed)
        if s.approximate:
            half = max(half, abs(s.value) * APPROXIMATE_MARGIN)
        return _ordered(s.unit.to_base(s.value - half), s.unit.to_base(s.value + half))
    if s.low is not None and s.high is not None:
        low, high = s.low, s.high
        if s.approximate:
            low -= abs(low) * APPROXIMATE_MARGIN
            high += abs(high) * APPROXIMATE_MARGIN
        return _ordered(s.unit.to_base(low), s.high_unit.to_base(high))
    if s.at_least is not None:
        return Interval(s.unit.to_base(s.at_least), None)
    if s.at_most is not None:
        return Interval(None, s.unit.to_base(s.at_most))
    return None


def half_unit(as_printed: str) -> Decimal:
    """Half a unit of the last printed place of the first number: "0.96%" gives 0.005, "two fold" 0.5."""
    match = _NUMBER.search(as_printed)
    places = len(match.group(1) or "") if match else 0
    return Decimal(5).scaleb(-places - 1)


def digits(statement: StatedValue) -> str | None:
    """The stated numbers alone, to tell a slip of unit: "2.6" for 2.6 % and for 2.6-fold, "5 10" for a range."""
    s = statement
    for numbers in ((s.value,), (s.low, s.high), (s.at_least,), (s.at_most,)):
        stated = [_plain(number) for number in numbers if number is not None]
        if stated:
            return " ".join(stated)
    return None


def measurement_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """The derived triples kb:lowerBound, kb:upperBound and kb:digits of every node that states a value.

    Nodes with a value that is not a number, or without a known unit, get none: rules flag those.
    """
    units = dict(_units(store))
    for node, raw in _stated(store):
        statement = _statement(raw, units)
        if statement is None:
            continue
        bounds = interval(statement)
        if bounds is None:
            continue
        if bounds.lower is not None:
            yield ox.Quad(node, KB("lowerBound"), _decimal(bounds.lower), DERIVED)
        if bounds.upper is not None:
            yield ox.Quad(node, KB("upperBound"), _decimal(bounds.upper), DERIVED)
        stated = digits(statement)
        if stated is not None:
            yield ox.Quad(node, KB("digits"), ox.Literal(stated), DERIVED)


def number(term: Term | None) -> Decimal | None:
    """A finite number from a literal; None for anything else (NaN, INF, "1,5", a string)."""
    if not isinstance(term, ox.Literal) or not term.datatype.value.startswith(XSD.base):
        return None
    if term.datatype == XSD("string"):
        return None
    try:
        value = Decimal(term.value)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _units(store: ox.Store) -> Iterator[tuple[str, Unit]]:
    query = f"""SELECT ?unit ?factor ?offset WHERE {{
        ?unit <{KB.base}factorToBase> ?factor OPTIONAL {{ ?unit <{KB.base}offsetToBase> ?offset }} }}"""
    for row in select(store, query):
        factor = number(row["factor"])
        unit = row["unit"]
        if factor is not None and isinstance(unit, ox.NamedNode):
            yield unit.value, Unit(factor, number(row["offset"]) or Decimal(0))


def _stated(store: ox.Store) -> Iterator[tuple[ox.NamedNode, dict[str, list[Term]]]]:
    names = (*_VALUE_PROPERTIES, "unit", "highUnit", "asPrinted", "approximate")
    stated: dict[ox.NamedNode, dict[str, list[Term]]] = {}
    for name in names:
        for quad in store.quads_for_pattern(None, KB(name), None, None):
            if isinstance(quad.subject, ox.NamedNode):
                values = stated.setdefault(quad.subject, {}).setdefault(name, [])
                if quad.object not in values:
                    values.append(quad.object)
    for node, raw in stated.items():
        if any(name in raw for name in _VALUE_PROPERTIES):
            yield node, raw


def _statement(raw: Mapping[str, list[Term]], units: Mapping[str, Unit]) -> StatedValue | None:
    if any(len(values) > 1 for values in raw.values()):
        return None
    single = {name: values[0] for name, values in raw.items()}
    unit = _unit(single.get("unit"), units)
    high_unit = _unit(single.get("highUnit"), units) if "highUnit" in single else unit
    numbers = {name: number(single[name]) for name in _VALUE_PROPERTIES if name in single}
    if unit is None or high_unit is None or None in numbers.values():
        return None
    printed = single.get("asPrinted")
    approximate = single.get("approximate")
    return StatedValue(
        unit=unit,
        high_unit=high_unit,
        as_printed=printed.value if isinstance(printed, ox.Literal) else "",
        approximate=isinstance(approximate, ox.Literal) and approximate.value in ("true", "1"),
        value=numbers.get("value"),
        low=numbers.get("low"),
        high=numbers.get("high"),
        at_least=numbers.get("atLeast"),
        at_most=numbers.get("atMost"),
        ci_low=numbers.get("ciLow"),
        ci_high=numbers.get("ciHigh"),
    )


def _unit(term: Term | None, units: Mapping[str, Unit]) -> Unit | None:
    return units.get(term.value) if isinstance(term, ox.NamedNode) else None


def _decimal(value: Decimal) -> ox.Literal:
    return ox.Literal(f"{value:f}", datatype=XSD("decimal"))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _ordered(one: Decimal, other: Decimal) -> Interval:
    return Interval(min(one, other), max(one, other))


def _below(one: Decimal | None, other: Decimal | None) -> bool:
    return one is not None and other is not None and one < other
