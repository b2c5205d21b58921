"""Evidence held to the scope that its finding names: what was found in children is no finding on all.

A group of people ("children") is told where it shares nothing with another group ("adults") that the finding does not
name; a treatment where it is the only one that the finding names of those that the statement's subject comprises.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kbtool.knowledge.derive.concepts import Concepts, Neighbours, Questions
from kbtool.rdf.columns import Columns
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.text.mentions import Mentions

_HOLDS = (KB("supports"), KB("disputes"))
_FINDING, _POPULATION, _SUBJECT = KB("finding"), KB("population"), KB("subject")
_DISJOINT, _PEOPLE = KB("disjointWith"), KB("PersonGroup")


def narrower_quads(
    store: ox.Store,
    mentions: Mentions[ox.NamedNode],
    neighbours: Neighbours,
    questions: Questions,
) -> Iterator[ox.Quad]:
    """Of evidence whose finding names less than its statement is said of, what it names.

    Args:
        store: the knowledge base.
        mentions: finds concepts by their names.
        neighbours: how concepts lie to each other.
        questions: what propositions are about.
    """
    columns = Columns(store)
    apart = _apart(store, neighbours)
    for holds in _HOLDS:
        for quad in store.quads_for_pattern(None, holds, None, None):
            node, question = quad.subject, quad.object
            if not isinstance(node, ox.NamedNode) or not isinstance(question, ox.NamedNode):
                continue
            parts = questions.parts.get(question)
            finding = columns.text(node, _FINDING)
            if not parts or not finding:
                continue
            words = mentions.words(finding)
            named = frozenset(one.node for one in mentions.of(words))
            told = set(_members(named, parts.get(_SUBJECT), neighbours))
            if _POPULATION not in parts and not columns.objects(node, _POPULATION):
                told.update(_groups(named, apart))
            for one in sorted(told, key=lambda each: each.value):
                yield ox.Quad(node, KB("foundInNarrower"), one, DERIVED)


def _apart(store: ox.Store, neighbours: Neighbours) -> Mapping[ox.NamedNode, Concepts]:
    """The groups of people that share nothing with each group."""
    found: dict[ox.NamedNode, Concepts] = {}
    for quad in store.quads_for_pattern(None, _DISJOINT, None, None):
        one, other = quad.subject, quad.object
        if not isinstance(one, ox.NamedNode) or not isinstance(other, ox.NamedNode):
            continue
        if neighbours.kinds.get(one) != _PEOPLE:
            continue
        for here, there in ((one, other), (other, one)):
            for group in neighbours.narrower(here):
                found[group] = found.get(group, frozenset()) | neighbours.narrower(there)
    return found


def _groups(named: Concepts, apart: Mapping[ox.NamedNode, Concepts]) -> Iterator[ox.NamedNode]:
    """The groups that are named without one that shares nothing with them."""
    for one in named:
        if one in apart and not named & apart[one]:
            yield one


def _members(
    named: Concepts, subject: ox.NamedNode | None, neighbours: Neighbours
) -> Iterator[ox.NamedNode]:
    """The only one of what a subject comprises that is named, where the subject is not."""
    if subject is None or named & (neighbours.near(subject) - _below(subject, neighbours)):
        return
    below = named & _below(subject, neighbours)
    tops = [one for one in below if not (neighbours.broader(one) - {one}) & below]
    if len(tops) == 1:
        yield tops[0]


def _below(concept: ox.NamedNode, neighbours: Neighbours) -> Concepts:
    return neighbours.narrower(concept) - {concept}
