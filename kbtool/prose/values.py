"""What a printed figure says as a value of a quantity: numbers in a unit, a range or a bound."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.knowledge.derive.intervals import StatedValue, Unit
from kbtool.knowledge.derive.printing import Units, compare
from kbtool.knowledge.derive.units import Measured
from kbtool.knowledge.derive.worded import wording
from kbtool.rdf.namespaces import KB, XSD
from kbtool.text.bounds import Bound
from kbtool.text.directions import Direction
from kbtool.text.figure import FOLD, TIMES, Figure, Printed
from kbtool.text.figure_words import FigureWords, figure_words
from kbtool.text.numerals import Kind
from kbtool.text.stretch import Stretch

_PLACES = 4
"""Significant digits of a number that does not come out even: a third is 0.3333."""

_UNITLESS = frozenset({KB("StandardizedDifference").value, KB("Ratio").value})
"""Kinds of unit whose numbers are printed alone: "a hazard ratio of 0.79"."""

_ENDS = {"value": "value", "low": "low", "high": "high", "at_least": "atLeast", "at_most": "atMost"}


def kinds_of(figure: Figure, units: Units) -> frozenset[str]:
    """The kinds of unit of which a figure may state a value, by the units that it is printed with.

    Args:
        figure: the figure.
        units: what units are called.
    """
    printed = figure.numbers[0]
    unit = printed.unit or figure.numbers[-1].unit
    if unit is None:
        pure = {each.kind.iri for each in units.by_iri.values() if each.kind.pure}
        return frozenset(pure | _UNITLESS)
    return frozenset(each.kind.iri for each in units.by_name.get(unit, ()))


def stated_value(
    text: str, place: Stretch, figure: Figure, measured: Measured, units: Units, falls: bool
) -> StatedValue | None:
    """What a figure in a text says as a value of a measure; None, if it says none, or not beyond doubt.

    Args:
        text: the text.
        place: where the figure stands in it.
        figure: what it says by itself.
        measured: what is declared of the measure.
        units: what units are called.
        falls: whether a bare number stands for a fall.
    """
    around = figure_words(text, [place], units.words, units.names.lasts(figure.numbers[0].unit))
    numbers = figure.numbers[:2] if figure.ranges else figure.numbers[:1]
    if not figure.ranges and len(figure.numbers) > 1:
        return None
    read = [_in_unit(each, measured, units, around[0]) for each in numbers]
    ends = [each for each in read if each is not None]
    if len(ends) != len(numbers):
        return None
    (unit, first), (high_unit, second) = ends[0], ends[-1]
    sign = -1 if falls and first > 0 else 1
    stated = StatedValue(
        unit,
        high_unit,
        place.of(text),
        figure.approximate or any(each.vague for each in numbers),
        no_change=unit.kind.no_change if measured.no_change is None else measured.no_change,
    )
    bound = figure.bound or (around[0].limit.side if around[0].limit is not None else None)
    if figure.ranges:
        if numbers[1].vague and numbers[1].high is not None:
            second = numbers[1].high
        stated = replace(stated, low=sign * first, high=sign * second)
    elif bound is Bound.AT_LEAST or (numbers[0].vague and numbers[0].high is None):
        stated = replace(stated, at_least=sign * first)
    elif bound is Bound.AT_MOST:
        most = numbers[0].high if numbers[0].vague else None
        stated = replace(stated, at_most=sign * (first if most is None else most))
    elif numbers[0].vague and numbers[0].high != numbers[0].low:
        stated = replace(stated, low=first, high=numbers[0].high)
    else:
        stated = replace(stated, value=sign * first)
    words = wording(around, True, measured.directions, measured.excluded)
    return None if compare(stated, units, words).contradictory else stated


def value_triples(stated: StatedValue, claim: ox.NamedNode) -> Iterator[ox.Triple]:
    """The triples by which a claim states a value.

    Args:
        stated: the value.
        claim: the claim.
    """
    for name, property_ in _ENDS.items():
        number = getattr(stated, name)
        if number is not None:
            text = ox.Literal(f"{number:f}", datatype=XSD("decimal"))
            yield ox.Triple(claim, KB(property_), text)
    yield ox.Triple(claim, KB("unit"), ox.NamedNode(stated.unit.iri))
    if stated.high_unit is not stated.unit:
        yield ox.Triple(claim, KB("highUnit"), ox.NamedNode(stated.high_unit.iri))
    if stated.as_printed is not None:
        yield ox.Triple(claim, KB("asPrinted"), ox.Literal(stated.as_printed))
    if stated.approximate:
        yield ox.Triple(claim, KB("approximate"), ox.Literal("true", datatype=XSD("boolean")))


def _in_unit(
    printed: Printed, measured: Measured, units: Units, around: FigureWords
) -> tuple[Unit, Decimal] | None:
    """A printed number in a unit of the kind that a measure takes."""
    of_kind = [unit for unit in units.by_iri.values() if unit.kind.iri == measured.kind]
    base = next((unit for unit in of_kind if unit.factor == 1 and unit.offset == 0), None)
    if not of_kind:
        return None
    down = around.heading is not None and around.heading.direction is Direction.DOWN
    changes = around.heading is not None and around.heading.change
    if printed.unit is None:
        pure = of_kind[0].kind.pure and measured.kind not in _UNITLESS
        alone = measured.kind in _UNITLESS or measured.kind == KB("Count").value
        if base is None or not (alone or (printed.kind is Kind.SHARE and pure)):
            return None
        if printed.kind is Kind.SHARE and measured.kind == KB("Count").value:
            return None
        if printed.kind is Kind.SHARE and changes and base.kind.no_change == 1:
            return base, _rounded(1 - printed.low if down else 1 + printed.low)
        return base, _rounded(printed.low)
    named = [unit for unit in units.by_name.get(printed.unit, ()) if unit in of_kind]
    if not named:
        return None
    multiple = printed.kind is Kind.MULTIPLE or printed.unit in (FOLD, TIMES)
    if changes and down and multiple and printed.low > 0 and base is not None:
        return base, _rounded(1 / printed.low)
    signed = [unit for unit in named if unit.offset]
    if signed:
        named = [unit for unit in signed if (unit.factor < 0) == down] if changes else []
    elif changes and down and named[0].kind.no_change == 0:
        return named[0], -abs(printed.low)
    return (named[0], printed.low) if named else None


def _rounded(number: Decimal) -> Decimal:
    if number == 0 or number == number.to_integral_value():
        return number
    places = _PLACES - 1 - number.adjusted()
    return round(number, places).normalize()
