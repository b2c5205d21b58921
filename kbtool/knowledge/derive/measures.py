"""What follows from stated values: their intervals, and in what they differ from their printed form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from kbtool.knowledge.derive.findings import finding_quads
from kbtool.knowledge.derive.intervals import (
    APPROXIMATE_MARGIN,
    Interval,
    StatedValue,
    Unit,
    UnitKind,
    digits,
    interval,
    is_lopsided,
    sampling_interval,
)
from kbtool.knowledge.derive.printing import Comparison, Difference, Units, compare
from kbtool.knowledge.derive.quoted import quoted_quads
from kbtool.rdf.datatypes import is_of
from kbtool.rdf.namespaces import KB, RDFS, XSD
from kbtool.rdf.store import DERIVED, select
from kbtool.rdf.terms import Term
from kbtool.text.figures import FOLD
from kbtool.text.printed_names import Names, Vague

_VALUE_PROPERTIES = ("value", "low", "high", "atLeast", "atMost", "ciLow", "ciHigh")
_DERIVED = {
    Difference.NUMBER: "numberNotPrinted",
    Difference.UNIT: "unitAsPrinted",
    Difference.FORM: "formAsPrinted",
    Difference.CONVENTION: "usualMeaning",
    Difference.UNREAD: "printNotRead",
}
_PLACES = 18
"""Digits behind the point of a derived bound: as many as Oxigraph keeps of an xsd:decimal."""


def measurement_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """The derived triples of every node that states a value: its bounds, its digits, and what its printed form has instead.

    Nodes with a value that is not a number, without a known unit, or with a sample size that is none, get none: rules flag
    those. One whose number, unit or form is not what is printed, or whose quote lacks the printed form, has no bounds and
    decides nothing.
    """
    units = read_units(store)
    margin = _margin(store)
    unquoted = list(quoted_quads(store))
    yield from unquoted
    unlike = list(finding_quads(store, units))
    yield from unlike
    apart = {quad.subject for quad in (*unquoted, *unlike) if quad.predicate != KB("countFound")}
    for node, raw in _stated(store):
        statement = _statement(raw, units.by_iri)
        if statement is None:
            continue
        compared = compare(statement, units)
        yield from _differences(node, compared)
        stated = digits(statement)
        if stated is not None:
            yield ox.Quad(node, KB("digits"), ox.Literal(stated), DERIVED)
        if is_lopsided(statement):
            yield ox.Quad(
                node, KB("lopsided"), ox.Literal("true", datatype=XSD("boolean")), DERIVED
            )
        if not compared.contradictory and node not in apart:
            yield from _bounds(node, statement, compared, margin)
    yield from _changes(store, units)


def read_units(store: ox.Store) -> Units:
    """The units that a knowledge base declares, with what they are called in print."""
    kinds = _kinds(store)
    by_iri: dict[str, Unit] = {}
    by_name: dict[str, list[Unit]] = {}
    plurals: dict[str, Decimal] = {}
    query = f"""SELECT ?unit ?factor ?offset ?kind ?label ?reciprocal ?most WHERE {{
        ?unit <{KB.base}factorToBase> ?factor
        OPTIONAL {{ ?unit <{KB.base}offsetToBase> ?offset }} OPTIONAL {{ ?unit <{KB.base}unitKind> ?kind }}
        OPTIONAL {{ ?unit <{RDFS.base}label> ?label }} OPTIONAL {{ ?unit <{KB.base}reciprocalOf> ?reciprocal }}
        OPTIONAL {{ ?unit <{KB.base}mostMeant> ?most }} }}"""
    most: dict[str, Decimal] = {}
    for row in select(store, query):
        factor, iri = number(row["factor"]), _text(row["unit"])
        if not factor:
            continue
        kind = kinds.get(_text(row["kind"]), UnitKind(_text(row["kind"])))
        reciprocal = _text(row["reciprocal"]) or None
        by_iri[iri] = Unit(
            factor, number(row["offset"]) or Decimal(0), kind, iri, _text(row["label"]), reciprocal
        )
        if (meant := number(row["most"])) is not None:
            most[iri] = meant
    called: dict[str, set[str]] = {iri: {unit.label} for iri, unit in by_iri.items() if unit.label}
    for quad in store.quads_for_pattern(None, KB("printedName"), None, None):
        called.setdefault(_text(quad.subject), set()).add(_text(quad.object))
    for iri, names in called.items():
        folded = {" ".join(name.casefold().split()) for name in names}
        for name in folded:
            if iri in by_iri:
                by_name.setdefault(name, []).append(by_iri[iri])
            if iri in most and name.endswith("s") and name[:-1] in folded:
                plurals[name] = most[iri]
    names_of_units = frozenset(by_name)
    by = {name: tuple(found) for name, found in by_name.items()}
    return Units(by_iri, by, Names(names_of_units, plurals, _vague(store, called)))


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


def _bounds(
    node: ox.NamedNode, statement: StatedValue, compared: Comparison, margin: Decimal
) -> Iterator[ox.Quad]:
    yield from _ends(node, "lowerBound", "upperBound", interval(statement, compared.printed))
    sampled = sampling_interval(statement, compared.printed)
    if sampled is None:
        return
    yield from _ends(node, "samplingLow", "samplingHigh", sampled)
    if compared.printed is not None and statement.value is not None:
        value = statement.unit.to_base(statement.value)
        off = margin * abs(value)
        yield from _ends(
            node, "nearLow", "nearHigh", compared.printed.hull(Interval(value - off, value + off))
        )


def _ends(node: ox.NamedNode, low: str, high: str, of: Interval | None) -> Iterator[ox.Quad]:
    for name, end in ((low, of.lower if of else None), (high, of.upper if of else None)):
        if end is not None:
            yield ox.Quad(node, KB(name), _decimal(end), DERIVED)


def _differences(node: ox.NamedNode, compared: Comparison) -> Iterator[ox.Quad]:
    for difference, instead in compared.differences:
        term = ox.Literal(instead)
        if difference is Difference.NUMBER:
            term = ox.Literal(instead, datatype=XSD("decimal"))
        elif difference is Difference.UNREAD:
            term = ox.Literal("true", datatype=XSD("boolean"))
        yield ox.Quad(node, KB(_DERIVED[difference]), term, DERIVED)


def _changes(store: ox.Store, units: Units) -> Iterator[ox.Quad]:
    """The factor of a stated change, held to how it is printed."""
    fold = units.by_name.get(FOLD, ())
    for quad in store.quads_for_pattern(None, KB("factor"), None, None):
        printed = [q.object for q in store.quads_for_pattern(quad.subject, KB("asPrinted"), None)]
        factor = number(quad.object)
        if factor is None or len(printed) != 1 or not fold or isinstance(quad.subject, ox.Triple):
            continue
        text = _text(printed[0])
        ways = [
            StatedValue(fold[0], fold[0], text, value=factor),
            StatedValue(fold[0], fold[0], text, at_least=factor),
            StatedValue(fold[0], fold[0], text, at_most=factor),
        ]
        if all(compare(way, units).differences for way in ways):
            yield ox.Quad(quad.subject, KB("numberNotPrinted"), _decimal(factor), DERIVED)


def _kinds(store: ox.Store) -> Mapping[str, UnitKind]:
    kinds: dict[str, UnitKind] = {}
    query = f"""SELECT ?kind ?label ?least ?most ?pure WHERE {{
        ?kind a <{KB.base}UnitKind> OPTIONAL {{ ?kind <{RDFS.base}label> ?label }}
        OPTIONAL {{ ?kind <{KB.base}minimum> ?least }} OPTIONAL {{ ?kind <{KB.base}maximum> ?most }}
        OPTIONAL {{ ?kind <{KB.base}pureNumber> ?pure }} }}"""
    for row in select(store, query):
        iri = _text(row["kind"])
        pure = _text(row["pure"]) in ("true", "1")
        kinds[iri] = UnitKind(
            iri, _text(row["label"]), number(row["least"]), number(row["most"]), pure
        )
    return kinds


def _vague(store: ox.Store, called: Mapping[str, set[str]]) -> Mapping[str, Vague]:
    found: dict[str, Vague] = {}
    for quad in store.quads_for_pattern(None, KB("leastMeant"), None, None):
        least = number(quad.object)
        for other in store.quads_for_pattern(quad.subject, KB("mostMeant"), None, None):
            most = number(other.object)
            labels = store.quads_for_pattern(quad.subject, RDFS("label"), None, None)
            names = called.get(_text(quad.subject), set()) | {_text(one.object) for one in labels}
            if least is not None and most is not None:
                found |= {name.casefold(): Vague(least, most) for name in names}
    return found


def _margin(store: ox.Store) -> Decimal:
    """How far estimates may lie apart and still agree, as part of their value."""
    for quad in store.quads_for_pattern(KB("EstimateMargin"), KB("margin"), None, None):
        margin = number(quad.object)
        if margin is not None and 0 <= margin < 1:
            return margin
    return APPROXIMATE_MARGIN


def _stated(store: ox.Store) -> Iterator[tuple[ox.NamedNode, dict[str, list[Term]]]]:
    names = (*_VALUE_PROPERTIES, "unit", "highUnit", "asPrinted", "approximate", "sampleSize")
    of_reviews = {
        evidence.subject
        for design in store.quads_for_pattern(None, KB("samplesReviews"), None, None)
        for evidence in store.quads_for_pattern(None, KB("design"), design.subject, None)
    }
    stated: dict[ox.NamedNode, dict[str, list[Term]]] = {}
    for name in names:
        for quad in store.quads_for_pattern(None, KB(name), None, None):
            if isinstance(quad.subject, ox.NamedNode):
                values = stated.setdefault(quad.subject, {}).setdefault(name, [])
                if quad.object not in values:
                    values.append(quad.object)
    for node, raw in stated.items():
        if node in of_reviews:
            raw.pop("sampleSize", None)
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
    size = _size(single.get("sampleSize"))
    if size is None and "sampleSize" in single:
        return None
    return StatedValue(
        unit=unit,
        high_unit=high_unit,
        as_printed=printed.value if isinstance(printed, ox.Literal) else None,
        approximate=isinstance(approximate, ox.Literal) and approximate.value in ("true", "1"),
        value=numbers.get("value"),
        low=numbers.get("low"),
        high=numbers.get("high"),
        at_least=numbers.get("atLeast"),
        at_most=numbers.get("atMost"),
        ci_low=numbers.get("ciLow"),
        ci_high=numbers.get("ciHigh"),
        sample_size=size,
    )


def _size(term: Term | None) -> int | None:
    """A number of people: a whole number, 1 or more, written as one."""
    size = number(term)
    if size is None or not isinstance(term, ox.Literal) or not is_of(term, XSD("integer")):
        return None
    return int(size) if size >= 1 else None


def _unit(term: Term | None, units: Mapping[str, Unit]) -> Unit | None:
    return units.get(term.value) if isinstance(term, ox.NamedNode) else None


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


def _decimal(value: Decimal) -> ox.Literal:
    return ox.Literal(f"{round(value, _PLACES):f}", datatype=XSD("decimal"))
