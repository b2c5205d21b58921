"""Figures of another arm: a value taken from the next column, where the finding says on whom each of its figures is.

"Response 64% on ketamine, 28% on midazolam" gives 64% for ketamine. A figure is that of another arm where what stands
behind it names nothing of what the quantity is about, and what stands behind another figure in the same unit does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

import pyoxigraph as ox

from kbtool.knowledge.derive.concepts import Concepts, Neighbours, Questions
from kbtool.rdf.columns import Columns
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import value
from kbtool.text.mentions import Mentions

_ARM = re.compile(
    r"(?<![\w.,-])(?P<number>\d+(?:\.\d+)?)\s?(?P<unit>%|[a-z]+)\s(?:\([^()]*\)\s)?"
    r"(?:of (?:those|patients|people) )?(?:on|with|in|under|after|among|for|of)\s(?P<whom>[^,;.()\d]{3,60})"
)
_THAN = re.compile(
    r"(?P<own>[^;.]*?)\bthan\b(?P<other>[^;.(\d]*)[^;.(]*\(?(?<![\w.])(?P<first>\d+(?:\.\d+)?)%? "
    r"(?:against|versus|vs\.?) (?P<second>\d+(?:\.\d+)?)(?![\w])"
)
_SHOWN = re.compile(r"\d+(?:\.\d+)?")
_VALUES = ("value", "low", "high", "atLeast", "atMost", "asPrinted")
_COMPARED = KB("comparator")


class Arm(NamedTuple):
    """A figure in a finding with what stands behind it.

    Attributes:
        number: the number.
        unit: the word behind the number, or "%".
        whom: on, in or with whom or what it was found.
    """

    number: Decimal
    unit: str
    whom: str


def arms(finding: str) -> list[Arm]:
    """The figures of a finding that say on whom they are."""
    return [Arm(Decimal(m["number"]), m["unit"], m["whom"]) for m in _ARM.finditer(finding)]


def arm_quads(
    store: ox.Store,
    mentions: Mentions[ox.NamedNode],
    neighbours: Neighbours,
    questions: Questions,
) -> Iterator[ox.Quad]:
    """Of evidence that gives a quantity the figure of another arm, the arm whose figure it is.

    Args:
        store: the knowledge base.
        mentions: finds concepts by their names.
        neighbours: how concepts lie to each other.
        questions: what quantities are about.
    """
    columns = Columns(store)
    for quad in store.quads_for_pattern(None, KB("gives"), None, None):
        node, question = quad.subject, quad.object
        if not isinstance(node, ox.NamedNode) or not isinstance(question, ox.NamedNode):
            continue
        stated = _stated(columns, node)
        finding = columns.text(node, KB("finding")) or ""
        parts = questions.parts.get(question, {})
        whom = stated and _compared(finding, stated, mentions, parts, neighbours)
        if whom:
            yield ox.Quad(node, KB("figureOfArm"), ox.Literal(whom), DERIVED)
            continue
        found = arms(finding)
        if len(found) < 2 or not stated:
            continue
        named = {arm: _named(mentions, arm.whom) for arm in found}
        other = _other(named, stated, parts, neighbours)
        if other is not None:
            yield ox.Quad(node, KB("figureOfArm"), ox.Literal(other.whom.strip()), DERIVED)


def _compared(
    finding: str,
    stated: frozenset[Decimal],
    mentions: Mentions[ox.NamedNode],
    parts: Mapping[ox.NamedNode, ox.NamedNode],
    neighbours: Neighbours,
) -> str:
    """With what a finding compares, where the stated figure is of that: "more on it than on placebo (27% against 9%)"."""
    for found in _THAN.finditer(finding):
        if Decimal(found["second"]) not in stated or Decimal(found["first"]) in stated:
            continue
        own, other = (_named(mentions, found[name]) for name in ("own", "other"))
        subject = parts.get(KB("subject"))
        near = neighbours.near(subject) if subject is not None else frozenset[ox.NamedNode]()
        if own & near and not other & near:
            return " ".join(mentions.words(found["other"]))
    return ""


def _stated(columns: Columns, node: ox.NamedNode) -> frozenset[Decimal]:
    texts = (value(term) for name in _VALUES for term in columns.objects(node, KB(name)))
    return frozenset(Decimal(number) for text in texts for number in _SHOWN.findall(text))


def _named(mentions: Mentions[ox.NamedNode], words: str) -> Concepts:
    return frozenset(one.node for one in mentions.of(mentions.words(words)))


def _other(
    named: Mapping[Arm, Concepts],
    stated: Iterable[Decimal],
    parts: Mapping[ox.NamedNode, ox.NamedNode],
    neighbours: Neighbours,
) -> Arm | None:
    """The arm of the figure that is stated, if another arm alone is what the quantity is about."""
    numbers = frozenset(stated)
    by_unit: dict[str, list[Arm]] = defaultdict(list)
    for arm in named:
        by_unit[arm.unit].append(arm)
    for alike in by_unit.values():
        own = [arm for arm in alike if arm.number in numbers]
        others = [arm for arm in alike if arm.number not in numbers]
        for part, concept in parts.items():
            near = neighbours.near(concept)
            if part == _COMPARED or any(named[arm] & near for arm in own):
                continue
            if own and any(named[arm] & neighbours.own(concept) for arm in others):
                return own[0]
    return None
