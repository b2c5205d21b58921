"""What rules derive: conflicts between two sides, and which waivers have a finding to waive.

A rule with kb:derives records each of its findings as a triple from the claim to the other side, so that SPARQL can ask
for it. The rules are evaluated here, once; a check reports what was found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import pyoxigraph as ox

from kbtool.knowledge.places import Places
from kbtool.knowledge.rules import Rule
from kbtool.knowledge.sides import Side, sides
from kbtool.knowledge.waivers import Waiver
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, named
from kbtool.shacl import ValidationResult

Results = Mapping[Term, Collection[ValidationResult]]
"""The results of rules, by shape."""


def conflict_quads(results: Results, rules: Iterable[Rule], places: Places) -> Iterator[ox.Quad]:
    """A triple from the claim to each node on the other side, for each finding of a rule with kb:derives."""
    for rule in rules:
        if rule.derives is None:
            continue
        for side in sides(results.get(rule.iri, ()), places):
            if side.place is not None and places.is_claim(side.place):
                for other in named(side.others):
                    yield ox.Quad(side.place, rule.derives, other, DERIVED)


def waiver_quads(
    results: Results, rules: Iterable[Rule], waivers: Iterable[Waiver], places: Places
) -> Iterator[ox.Quad]:
    """kb:waives of each waiver that some finding is for, expired ones too; a conflict may be waived on either side."""
    by_rule: dict[str, list[Waiver]] = {}
    for waiver in waivers:
        by_rule.setdefault(waiver.rule, []).append(waiver)
    for rule in rules:
        if rule.code not in by_rule:
            continue
        found = {
            node.value: side.focus
            for side in sides(results.get(rule.iri, ()), places)
            for node in named(_nodes(side, rule, places))
        }
        for waiver in by_rule[rule.code]:
            focus = found.get(waiver.claim)
            if isinstance(focus, ox.NamedNode):
                yield ox.Quad(ox.NamedNode(waiver.iri), KB("waives"), focus, DERIVED)


def _nodes(side: Side, rule: Rule, places: Places) -> Iterator[Term]:
    """The nodes by which a waiver may name a finding."""
    if side.place is not None and places.is_claim(side.place):
        yield side.place
        yield from places.passages(side.place)
    yield side.focus
    if rule.derives is not None:
        yield from (other for other in named(side.others) if places.span(other) is not None)
