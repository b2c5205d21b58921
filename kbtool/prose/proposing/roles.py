"""How well each concept that some words name fits as the subject, and as the object, of what they state.

Each feature adds its weight, and so does each of a statement's parts: a log-linear model (Berger et al. 1996, Computational
Linguistics 22:39-71). The weights were fitted on one article, with a penalty on their squares; how well they do on that one
and on another is what tests/bench/encoding.py counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from kbtool.prose.proposing.likeness import Likeness
from kbtool.prose.proposing.spoken import Named, Spoken, Zone, words_of
from kbtool.rdf.terms import Term


class Weight(NamedTuple):
    """What a feature counts for the subject, and for the object."""

    subject: float
    object: float


_NAMED: Mapping[Zone, Weight] = {
    Zone.SUBJECT: Weight(0.4, -0.7),
    Zone.REST: Weight(-0.5, -0.4),
    Zone.UNDIVIDED: Weight(1.1, 0.8),
    Zone.FIRST: Weight(0.3, 0),
    Zone.LAST: Weight(0, 0.6),
    Zone.HEAD_SUBJECT: Weight(0.8, 0.1),
    Zone.HEAD_REST: Weight(0, 0.2),
    Zone.ANTECEDENT: Weight(1.0, 0.8),
    Zone.SENTENCE: Weight(0.9, 1.9),
    Zone.LEAD: Weight(0.5, 0),
    Zone.EARLIER: Weight(0.6, 0.4),
    Zone.HEADING: Weight(0.5, 0.6),
    Zone.TOPIC: Weight(2.4, 0.5),
    Zone.ACTOR: Weight(2.0, -1.0),
    Zone.CAUSE: Weight(4.0, -1.0),
    Zone.RESULT: Weight(-2.0, 2.0),
}
"""What it counts that a concept is named in a zone."""

_IN_PART: Mapping[tuple[Zone, ...], Weight] = {
    (Zone.SUBJECT, Zone.REST): Weight(0.6, 1.8),
    (Zone.HEAD_SUBJECT, Zone.HEAD_REST): Weight(1.6, 1.0),
    (Zone.SUBJECT,): Weight(0.4, 0),
    (Zone.HEADING,): Weight(0.9, 0.2),
    (Zone.PREVIOUS, Zone.LEAD): Weight(0.8, 0),
}
"""What it counts that zones have all words of one of its names; of a half of them, half."""

_SCATTERED = Weight(0, 2.6)
"""What it counts that a piece has all words of one of its names, which are several, in whatever order."""

_ALL = 0.999

_CALLED = Weight(0.6, 0)
"""What it counts that a piece has its label, and not only another name of it."""

_EXPLAINED = Weight(0.6, 2.3)
"""What it counts that its names have all the words of a piece; of a half of them, half."""


class Roles(NamedTuple):
    """How well each concept fits in each role; those that no words name are left out."""

    subjects: Mapping[Term, float]
    objects: Mapping[Term, float]


def roles_of(spoken: Spoken, likeness: Likeness, concepts: Collection[Term]) -> Roles:
    """How well each concept fits as subject and as object of what some words state.

    Args:
        spoken: what the words speak of.
        likeness: how far words name a node.
        concepts: the concepts.
    """
    found: dict[Term, Weight] = defaultdict(lambda: Weight(0, 0))
    for zone, weight in _NAMED.items():
        for each, amount in spoken.get(zone, {}).items():
            if not isinstance(each, str):
                found[each] = _plus(found[each], weight, amount)
    for zones, weight in _IN_PART.items():
        words: set[Named] = {each for zone in zones for each in spoken.get(zone, {})}
        for node, share in likeness.shares(words).items():
            found[node] = _plus(found[node], weight, share)
    own = words_of(spoken)
    for node, share in likeness.shares(spoken[Zone.UNSAID], several=True).items():
        if share >= _ALL and node not in spoken[Zone.SENTENCE]:
            found[node] = _plus(found[node], _SCATTERED, 1)
    for node, counts in found.items():
        if node in concepts:
            if likeness.is_called(node, own):
                counts = _plus(counts, _CALLED, 1)
            found[node] = _plus(counts, _EXPLAINED, likeness.explained(own, [node]))
    named = {node: counts for node, counts in found.items() if node in concepts}
    return Roles(
        {node: counts.subject for node, counts in named.items()},
        {node: counts.object for node, counts in named.items()},
    )


def _plus(counts: Weight, weight: Weight, amount: float) -> Weight:
    return Weight(counts.subject + amount * weight.subject, counts.object + amount * weight.object)
