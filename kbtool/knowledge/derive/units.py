"""What a knowledge base declares of units and measures: what they count in, what they are called in print."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.derive.intervals import Unit, UnitKind
from kbtool.knowledge.derive.printing import Units
from kbtool.rdf.namespaces import KB, RDFS, XSD
from kbtool.rdf.store import select
from kbtool.rdf.terms import Term, objects, one
from kbtool.text.directions import Direction, DirectionWords
from kbtool.text.printed_names import Names, Vague

_EXCLUDES = KB("excludingWord")


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
        factor, iri = number(row["factor"]), text_of(row["unit"])
        if not factor:
            continue
        kind = kinds.get(text_of(row["kind"]), UnitKind(text_of(row["kind"])))
        reciprocal = text_of(row["reciprocal"]) or None
        by_iri[iri] = Unit(
            factor,
            number(row["offset"]) or Decimal(0),
            kind,
            iri,
            text_of(row["label"]),
            reciprocal,
        )
        if (meant := number(row["most"])) is not None:
            most[iri] = meant
    called: dict[str, set[str]] = {iri: {unit.label} for iri, unit in by_iri.items() if unit.label}
    for quad in store.quads_for_pattern(None, KB("printedName"), None, None):
        called.setdefault(text_of(quad.subject), set()).add(text_of(quad.object))
    for iri, names in called.items():
        folded = {" ".join(name.casefold().split()) for name in names}
        for name in folded:
            if iri in by_iri:
                by_name.setdefault(name, []).append(by_iri[iri])
            if iri in most and name.endswith("s") and name[:-1] in folded:
                plurals[name] = most[iri]
    by = {name: tuple(found) for name, found in by_name.items()}
    spans = {by_iri[iri].kind for iri in most}
    printed = Names(
        frozenset(by),
        plurals,
        _vague(store, called),
        lasting=frozenset(name for name, of in by.items() if spans & {unit.kind for unit in of}),
        counting=frozenset(name for name, of in by.items() if all(unit.kind.pure for unit in of)),
    )
    return Units(by_iri, by, printed, _direction_words(store))


class Measured(Struct, frozen=True):
    """What is declared of a measure.

    Attributes:
        no_change: the value at which nothing changes or differs; None, if its unit's kind tells.
        directions: those that its name tells.
        kind: the node of the kind of unit that it takes.
        excluded: the words beside a figure that do not go with it, or with that kind of unit, in lower case.
    """

    no_change: Decimal | None = None
    directions: frozenset[Direction] = frozenset()
    kind: str = ""
    excluded: frozenset[str] = frozenset()


class Measures(Struct, frozen=True):
    """What claims and evidence measure, by the quantities that they give.

    Attributes:
        store: the knowledge base.
        by_quantity: the measure of each quantity.
    """

    store: ox.Store
    by_quantity: Mapping[Term, Measured]

    def of(self, node: ox.NamedNode) -> Measured:
        """What a claim or an item of evidence measures."""
        given = objects(self.store, node, KB("gives"))
        return next((self.by_quantity[q] for q in given if q in self.by_quantity), Measured())


def read_measures(store: ox.Store, words: DirectionWords) -> Measures:
    """The measures of all quantities.

    Args:
        store: the knowledge base.
        words: the words that tell a direction.
    """
    measures: dict[Term, Measured] = {}
    by_quantity: dict[Term, Measured] = {}
    for quad in store.quads_for_pattern(None, KB("measure"), None, None):
        measure = quad.object
        if measure not in measures:
            labels = " ".join(text_of(label) for label in objects(store, measure, RDFS("label")))
            none = number(one(store, measure, KB("noChange")))
            kind = one(store, measure, KB("unitKind"))
            excluded = (*objects(store, measure, _EXCLUDES), *objects(store, kind, _EXCLUDES))
            measures[measure] = Measured(
                none,
                frozenset(words.all_in(labels)),
                text_of(kind),
                frozenset(text_of(word).casefold() for word in excluded),
            )
        by_quantity[quad.subject] = measures[measure]
    return Measures(store, by_quantity)


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


def _kinds(store: ox.Store) -> Mapping[str, UnitKind]:
    kinds: dict[str, UnitKind] = {}
    query = f"""SELECT ?kind ?label ?least ?most ?pure ?none WHERE {{
        ?kind a <{KB.base}UnitKind> OPTIONAL {{ ?kind <{RDFS.base}label> ?label }}
        OPTIONAL {{ ?kind <{KB.base}minimum> ?least }} OPTIONAL {{ ?kind <{KB.base}maximum> ?most }}
        OPTIONAL {{ ?kind <{KB.base}pureNumber> ?pure }} OPTIONAL {{ ?kind <{KB.base}noChange> ?none }} }}"""
    for row in select(store, query):
        iri = text_of(row["kind"])
        pure = text_of(row["pure"]) in ("true", "1")
        kinds[iri] = UnitKind(
            iri,
            text_of(row["label"]),
            number(row["least"]),
            number(row["most"]),
            pure,
            number(row["none"]),
        )
    return kinds


def _vague(store: ox.Store, called: Mapping[str, set[str]]) -> Mapping[str, Vague]:
    found: dict[str, Vague] = {}
    for quad in store.quads_for_pattern(None, KB("leastMeant"), None, None):
        least = number(quad.object)
        for other in store.quads_for_pattern(quad.subject, KB("mostMeant"), None, None):
            most = number(other.object)
            labels = store.quads_for_pattern(quad.subject, RDFS("label"), None, None)
            names = called.get(text_of(quad.subject), set()) | {
                text_of(one.object) for one in labels
            }
            if least is not None and most is not None:
                found |= {name.casefold(): Vague(least, most) for name in names}
    return found


def _direction_words(store: ox.Store) -> DirectionWords:
    comparing: dict[str, Direction] = {}
    changing: dict[str, Direction] = {}
    for name, words in (("comparingWord", comparing), ("changingWord", changing)):
        for node, direction in (("Decrease", Direction.DOWN), ("Increase", Direction.UP)):
            for quad in store.quads_for_pattern(KB(node), KB(name), None, None):
                words[text_of(quad.object).casefold()] = direction
    turns = {
        text_of(quad.object).casefold()
        for node in ("Decrease", "Increase")
        for quad in store.quads_for_pattern(KB(node), KB("turnOfPhrase"), None, None)
    }
    return DirectionWords(comparing, changing, frozenset(turns - {""}))


def text_of(term: Term | None) -> str:
    """The characters of a node or a literal; nothing, if there is none."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
