"""The quantities of a knowledge base, as far as it takes to recognise one in prose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.knowledge.derive.printing import Units
from kbtool.knowledge.derive.units import Measured, number, read_measures, read_units
from kbtool.knowledge.statements import broader_terms
from kbtool.rdf.namespaces import KB, RDFS, SKOS
from kbtool.rdf.terms import Term, by_subject, instances, named, objects, one, value
from kbtool.text.tokens import forms_of_words


class FiledQuantity(Struct, frozen=True):
    """A quantity on file.

    Attributes:
        node: it.
        measure: what it measures.
        measured: what is declared of that.
        subject: what it is of.
        outcome: what is measured of that; None, if the measure says it all.
        scope: the values of its other qualifiers.
        told: the words in which its evidence tells what was found, each with its forms.
        told_of: the concepts that its evidence is said of.
        falls: whether every value that evidence gives lies below nothing, so that a bare number in print stands for a fall.
    """

    node: ox.NamedNode
    measure: ox.NamedNode
    measured: Measured
    subject: ox.NamedNode
    outcome: ox.NamedNode | None = None
    scope: Mapping[ox.NamedNode, Term] = field(default_factory=dict)
    told: frozenset[str] = frozenset()
    told_of: frozenset[Term] = frozenset()
    falls: bool = False


class Quantities(Struct, frozen=True, dict=True):
    """The quantities of a knowledge base.

    Attributes:
        by_subject: those of each subject.
        units: what units are called.
        broader: the concepts that each concept is a part or a kind of, itself among them.
        everybody: the groups of persons that are a part of no other one, and have parts.
        fillers: words beside a figure that make it no other figure: "studies", "average".
        groups: words for a part of the people, so that a figure is of these alone: "women".
        other_arms: words for those who got something else: "placebo".
        spoiling: words by which a figure is of something else than a measure, whatever its unit: "maximum" with a dose.
        stronger: words of triggers that say more than a measure: "ends" of what only begins to act.
        comparing: words before these, where a figure compares with them: "than".
    """

    by_subject: Mapping[ox.NamedNode, Sequence[FiledQuantity]] = field(default_factory=dict)
    units: Units = field(default_factory=Units)
    broader: Mapping[Term, frozenset[Term]] = field(default_factory=dict)
    everybody: frozenset[Term] = frozenset()
    fillers: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    other_arms: frozenset[str] = frozenset()
    comparing: frozenset[str] = frozenset()
    spoiling: Mapping[ox.NamedNode, frozenset[str]] = field(default_factory=dict)
    stronger: Mapping[ox.NamedNode, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def narrower(self) -> Mapping[Term, Sequence[ox.NamedNode]]:
        """The subjects of quantities that are a part or a kind of each concept."""
        found: dict[Term, list[ox.NamedNode]] = defaultdict(list)
        for subject in self.by_subject:
            for wider in self.broader.get(subject, frozenset()) - {subject}:
                found[wider].append(subject)
        return found

    def is_within(self, one: Term, other: Term) -> bool:
        """Whether a concept is another one, or a part or a kind of it."""
        return one == other or other in self.broader.get(one, ())


def read_quantities(store: ox.Store) -> Quantities:
    """The quantities of a knowledge base.

    Args:
        store: the knowledge base, before or after anything is derived of it.
    """
    units = read_units(store)
    measures = read_measures(store, units.words)
    qualifiers = [each for each in instances(store, KB("Qualifier")) if each != KB("outcome")]
    given = _given(store)
    found: dict[ox.NamedNode, list[FiledQuantity]] = defaultdict(list)
    for node in instances(store, KB("Quantity")):
        measure = next(named(objects(store, node, KB("measure"))), None)
        subject = next(named(objects(store, node, KB("subject"))), None)
        if measure is None or subject is None:
            continue
        evidence = given.get(node, ())
        found[subject].append(
            FiledQuantity(
                node,
                measure,
                measures.by_quantity[node],
                subject,
                next(named(objects(store, node, KB("outcome"))), None),
                {
                    each: _in_words(store, each, stated)
                    for each in qualifiers
                    if (stated := one(store, node, each)) is not None
                },
                frozenset(form for each in evidence for form in _told(store, each)),
                frozenset(
                    quad.object
                    for each in evidence
                    for quad in store.quads_for_pattern(each, None, None, None)
                    if isinstance(quad.object, ox.NamedNode)
                ),
                _falls(store, evidence),
            )
        )
    wider = by_subject(store, SKOS("broader"))
    above = broader_terms(store)
    return Quantities(
        dict(found),
        units,
        {each: above(each) for each in wider},
        frozenset(each for parts in wider.values() for each in parts if each not in wider),
        _words(store, KB("Measure"), "fillerWord"),
        _words(store, KB("Measure"), "groupWord"),
        _words(store, KB("Measure"), "otherArm"),
        _words(store, KB("Measure"), "comparingCue"),
        {each: _words(store, each, "spoilingWord") for each in instances(store, KB("Measure"))},
        {each: _words(store, each, "strongerWord") for each in instances(store, KB("Measure"))},
    )


def _words(store: ox.Store, node: ox.NamedNode, name: str) -> frozenset[str]:
    return frozenset(
        form
        for word in objects(store, node, KB(name))
        for forms in forms_of_words(value(word))
        for form in forms
    )


def _in_words(store: ox.Store, qualifier: ox.NamedNode, stated: Term) -> Term:
    """The value of a qualifier; of a modal one, the word."""
    if one(store, qualifier, KB("modal")) is None:
        return stated
    return one(store, stated, RDFS("label")) or stated


def _given(store: ox.Store) -> Mapping[Term, Sequence[ox.NamedNode]]:
    evidence = set(instances(store, KB("Evidence")))
    return {
        quantity: [each for each in named(nodes) if each in evidence]
        for quantity, nodes in _inverse(by_subject(store, KB("gives"))).items()
    }


def _inverse(of: Mapping[Term, Sequence[Term]]) -> Mapping[Term, Sequence[Term]]:
    found: dict[Term, list[Term]] = defaultdict(list)
    for node, values in of.items():
        for each in values:
            found[each].append(node)
    return found


def _told(store: ox.Store, evidence: ox.NamedNode) -> Iterator[str]:
    for finding in objects(store, evidence, KB("finding")):
        for forms in forms_of_words(value(finding)):
            yield from forms


def _falls(store: ox.Store, evidence: Sequence[ox.NamedNode]) -> bool:
    values = [
        stated
        for each in evidence
        for name in ("value", "low", "high")
        if (stated := number(one(store, each, KB(name)))) is not None
    ]
    return bool(values) and all(each < 0 for each in values)
