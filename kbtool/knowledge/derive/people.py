"""Evidence held to the people that its words name: a finding on healthy people is none on the members of a health plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

import pyoxigraph as ox

from kbtool.knowledge.derive.concepts import Neighbours
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, value
from kbtool.text.mentions import Mentions

_GROUPS = ("population", "studyPopulation")
_KIND = KB("PersonGroup")


def people_quads(
    store: ox.Store, mentions: Mentions[ox.NamedNode], neighbours: Neighbours
) -> Iterator[ox.Quad]:
    """kb:peopleNamed of evidence on groups of people of which its finding has no word: another group that it names.

    A group counts only where other evidence is on it, and neither holds the stated one nor is a part of it.

    Args:
        store: the knowledge base.
        mentions: finds concepts by their names.
        neighbours: how concepts lie to each other.
    """
    stated: dict[Term, set[ox.NamedNode]] = defaultdict(set)
    for name in _GROUPS:
        for quad in store.quads_for_pattern(None, KB(name), None, None):
            if isinstance(quad.object, ox.NamedNode):
                stated[quad.subject].add(quad.object)
    studied = {
        group
        for groups in stated.values()
        for group in groups
        if neighbours.kinds.get(group) == _KIND and neighbours.broader(group) - {group}
    }
    for quad in store.quads_for_pattern(None, KB("finding"), None, None):
        own = stated.get(quad.subject, set())
        if not own or not own <= studied or not isinstance(quad.subject, ox.NamedNode):
            continue
        words = mentions.words(value(quad.object))
        if any(mentions.share(group, words) for group in own):
            continue
        there = {one.node for one in mentions.of(words)} & studied
        others = [group for group in there if _is_apart(group, own, neighbours)]
        if others and not _near_any(there, own, neighbours):
            named = min(others, key=lambda group: group.value)
            yield ox.Quad(quad.subject, KB("peopleNamed"), named, DERIVED)


def _is_apart(group: ox.NamedNode, own: Collection[ox.NamedNode], neighbours: Neighbours) -> bool:
    return not any(
        each in neighbours.broader(group) or group in neighbours.broader(each) for each in own
    )


def _near_any(
    there: Collection[ox.NamedNode], own: Collection[ox.NamedNode], neighbours: Neighbours
) -> bool:
    return any(not _is_apart(group, own, neighbours) for group in there)
