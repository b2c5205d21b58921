"""What follows from stated values: their intervals, and in what they differ from their printed form."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal, localcontext

import pyoxigraph as ox

from kbtool.knowledge.derive.findings import finding_quads
from kbtool.knowledge.derive.intervals import (
    APPROXIMATE_MARGIN,
    Interval,
    StatedValue,
    Unit,
    digits,
    estimate_of,
    interval,
    is_imprecise,
    sampled_range,
    sampling_interval,
)
from kbtool.knowledge.derive.odds import as_relative_risk, given_as_odds, in_words
from kbtool.knowledge.derive.passages import Passages
from kbtool.knowledge.derive.plausibility import is_lopsided, is_possible
from kbtool.knowledge.derive.printing import Comparison, Units, compare
from kbtool.knowledge.derive.quoted import quoted_quads
from kbtool.knowledge.derive.units import Measured, number, read_measures, read_units, text_of
from kbtool.knowledge.derive.worded import Difference, wording
from kbtool.rdf.datatypes import is_of
from kbtool.rdf.namespaces import KB, XSD
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, instances
from kbtool.text.bounds import Bound, Limit
from kbtool.text.document import Document
from kbtool.text.figure import FOLD
from kbtool.text.stretch import Stretch

_VALUE_PROPERTIES = ("value", "low", "high", "atLeast", "atMost", "ciLow", "ciHigh")
_DERIVED = {
    Difference.NUMBER: "numberNotPrinted",
    Difference.UNIT: "unitAsPrinted",
    Difference.FORM: "formAsPrinted",
    Difference.CONVENTION: "usualMeaning",
    Difference.UNREAD: "printNotRead",
    Difference.BOUND: "boundInWords",
    Difference.UNSAID_BOUND: "boundNotInWords",
    Difference.UNSAID_NEARNESS: "nearnessNotInWords",
    Difference.DIRECTION: "directionInWords",
    Difference.CHANGE: "changeInWords",
    Difference.MEASURE: "measureInWords",
    Difference.UNSAID_DIRECTION: "directionNotInWords",
}
_UNREAD = (Difference.UNREAD, Difference.CONVENTION)
"""In what a figure may differ from its printed form and not be wrong."""

_TRUE = ox.Literal("true", datatype=XSD("boolean"))
_DIGITS = 100
"""Digits that a number may have in all while it is rounded: no printed one has as many."""

_PLACES = 18
"""Digits behind the point of a derived bound: as many as Oxigraph keeps of an xsd:decimal."""


def measurement_quads(
    store: ox.Store,
    documents: Mapping[ox.NamedNode, Document] | None = None,
    stretches: Mapping[tuple[ox.NamedNode, str], Stretch] | None = None,
) -> Iterator[ox.Quad]:
    """The derived triples of every node that states a value: its bounds, its digits, and what its printed form has instead.

    Nodes with a value that is not a number, without a known unit, or with a sample size that is none, get none: rules flag
    those. One whose number, unit or form is not what is printed, or not what the words around it say, whose quote lacks the
    printed form, or that cannot be, has no bounds and decides nothing.

    Args:
        store: the knowledge base.
        documents: its documents.
        stretches: where its quotes stand, by claim and document; a claim is read by its quote alone, if that stands nowhere.
    """
    units = read_units(store)
    measures = read_measures(store, units.words)
    passages = Passages(store, documents or {}, stretches or {})
    claims = set(instances(store, KB("Claim")))
    margin = _margin(store)
    odds = given_as_odds(store)
    unquoted = list(quoted_quads(store))
    yield from unquoted
    sound: set[ox.NamedNode] = set()
    unlike = list(finding_quads(store, units))
    yield from unlike
    harmless = (KB("countFound"), KB("intervalUntold"))
    apart = {q.subject for q in (*unquoted, *unlike) if q.predicate not in harmless}
    for node, raw in _stated(store):
        measure = measures.of(node)
        statement = _statement(raw, units.by_iri, measure)
        if statement is None:
            continue
        is_claim = node in claims
        found = passages.around(
            node, statement.as_printed or "", units.words, units.lasts(statement.unit)
        )
        compared = compare(
            statement, units, wording(found, is_claim, measure.directions, measure.excluded)
        )
        yield from _differences(node, compared)
        stated = digits(statement)
        if stated is not None:
            yield ox.Quad(node, KB("digits"), ox.Literal(stated), DERIVED)
        if is_lopsided(statement):
            yield _true(node, "lopsided")
        unread = any(one in _UNREAD for one, _ in compared.differences)
        if unread or statement.unit.kind.iri == measure.kind:
            sound.add(node)
        if compared.contradictory or node in apart or not is_possible(statement):
            sound.discard(node)
        else:
            yield from _bounds(node, statement, compared, margin, is_claim, odds.get(node))
    yield from _changes(store, units)
    yield from _set_aside(store, sound, claims)


def _set_aside(
    store: ox.Store, sound: Collection[ox.NamedNode], claims: Collection[ox.NamedNode]
) -> Iterator[ox.Quad]:
    """Of each claim whose own figure is wrong in the file, or that of evidence on its quantity, the first of these."""
    given: dict[Term, list[ox.NamedNode]] = {}
    for quad in store.quads_for_pattern(None, KB("gives"), None, None):
        if isinstance(quad.subject, ox.NamedNode):
            given.setdefault(quad.object, []).append(quad.subject)
    for nodes in given.values():
        apart = sorted((node for node in nodes if node not in sound), key=str)
        evidence = [node for node in apart if node not in claims]
        for claim in nodes:
            if claim in claims and (first := [claim] if claim not in sound else evidence[:1]):
                yield ox.Quad(claim, KB("figureSetAside"), first[0], DERIVED)


def _bounds(
    node: ox.NamedNode,
    statement: StatedValue,
    compared: Comparison,
    margin: Decimal,
    is_claim: bool,
    as_odds: str | None,
) -> Iterator[ox.Quad]:
    stands_for = interval(statement, compared.printed, is_claim)
    yield from _ends(node, "lowerBound", "upperBound", stands_for)
    if is_claim:
        yield from _limits(node, statement, compared.limit)
        return
    if stands_for is not None and (estimate := estimate_of(statement)) is not None:
        yield ox.Quad(node, KB("estimate"), _decimal(estimate), DERIVED)
    sampled = sampling_interval(statement, compared.printed)
    if is_imprecise(statement, sampled or sampled_range(statement, stands_for)):
        yield _true(node, "imprecise")
    if as_odds is not None and (found := sampled or stands_for) is not None:
        sampled = as_relative_risk(found)
        yield ox.Quad(node, KB("comparedAs"), ox.Literal(in_words(as_odds, sampled)), DERIVED)
    if sampled is None:
        return
    yield from _ends(node, "samplingLow", "samplingHigh", sampled)
    if compared.printed is not None and statement.value is not None:
        value = statement.unit.to_base(statement.value)
        off = margin * abs(value)
        yield from _ends(
            node, "nearLow", "nearHigh", compared.printed.hull(Interval(value - off, value + off))
        )


def _limits(node: ox.NamedNode, statement: StatedValue, limit: Limit | None) -> Iterator[ox.Quad]:
    """What the words of a claim's bound say of the figure itself: that it is left out, or that it is reached."""
    ends = {Bound.AT_LEAST: statement.at_least, Bound.AT_MOST: statement.at_most}
    end = ends[limit.side] if limit is not None else None
    if limit is None or end is None:
        return
    if limit.strict:
        yield _true(node, "strictBound")
    if limit.reached:
        yield ox.Quad(node, KB("reaches"), _decimal(statement.unit.to_base(end)), DERIVED)


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
            term = _TRUE
        yield ox.Quad(node, KB(_DERIVED[difference]), term, DERIVED)


def _changes(store: ox.Store, units: Units) -> Iterator[ox.Quad]:
    """The factor of a stated change, held to how it is printed."""
    fold = units.by_name.get(FOLD, ())
    for quad in store.quads_for_pattern(None, KB("factor"), None, None):
        printed = [q.object for q in store.quads_for_pattern(quad.subject, KB("asPrinted"), None)]
        factor = number(quad.object)
        if factor is None or len(printed) != 1 or not fold or isinstance(quad.subject, ox.Triple):
            continue
        text = text_of(printed[0])
        ways = [
            StatedValue(fold[0], fold[0], text, value=factor),
            StatedValue(fold[0], fold[0], text, at_least=factor),
            StatedValue(fold[0], fold[0], text, at_most=factor),
        ]
        if all(compare(way, units).differences for way in ways):
            yield ox.Quad(quad.subject, KB("numberNotPrinted"), _decimal(factor), DERIVED)


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


def _statement(
    raw: Mapping[str, list[Term]], units: Mapping[str, Unit], measure: Measured
) -> StatedValue | None:
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
        no_change=unit.kind.no_change if measure.no_change is None else measure.no_change,
    )


def _size(term: Term | None) -> int | None:
    """A number of people: a whole number, 1 or more, written as one."""
    size = number(term)
    if size is None or not isinstance(term, ox.Literal) or not is_of(term, XSD("integer")):
        return None
    return int(size) if size >= 1 else None


def _unit(term: Term | None, units: Mapping[str, Unit]) -> Unit | None:
    return units.get(term.value) if isinstance(term, ox.NamedNode) else None


def _true(node: ox.NamedNode, name: str) -> ox.Quad:
    return ox.Quad(node, KB(name), _TRUE, DERIVED)


def _decimal(value: Decimal) -> ox.Literal:
    with localcontext(prec=_DIGITS):
        return ox.Literal(f"{round(value, _PLACES):f}", datatype=XSD("decimal"))
