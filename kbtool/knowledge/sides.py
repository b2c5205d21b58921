"""From validation results to the sides of findings: what each is about, where it stands, and what stands against it.

A result's focus node is a claim or passage (it has a place of its own), a stance, proposition or quantity (its place is
that of the claims that state it), or a node of the knowledge base (its place is its declaration).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.places import Places
from kbtool.rdf.terms import Term
from kbtool.shacl import ValidationResult
from kbtool.shacl.model import ShapeNode

SHOWN = 20
"""This many claims of the other side are listed where many stand against many."""


class Side(Struct, frozen=True):
    """One finding in the making.

    Attributes:
        rule: the rule that it is of.
        focus: the node that it is about.
        message: what the rule says.
        values: what the rule names as the other side.
        place: the node whose place is the finding's.
        others: what stands on the other side, in reading order.
        results: the validation results that it stands for.
    """

    rule: ShapeNode
    focus: Term
    message: str
    values: tuple[Term, ...]
    place: ox.NamedNode | None
    others: tuple[Term, ...]
    results: tuple[ValidationResult, ...]


def group_of(result: ValidationResult) -> tuple[ShapeNode, Term, str]:
    """What the results of one finding have in common."""
    return result.rule, result.focus, result.message


def sides(results: Iterable[ValidationResult], places: Places) -> list[Side]:
    """The sides of some results: one for each rule, focus node and message, or two where many claims stand against many.

    What one document holds against itself stands at the first of the two claims, what two documents hold against each other
    at the side that the rule names.
    """
    groups: dict[tuple[ShapeNode, Term, str], list[ValidationResult]] = defaultdict(list)
    for result in results:
        groups[group_of(result)].append(result)
    return [side for group in groups.values() for side in _sides(tuple(group), places)]


def _sides(group: tuple[ValidationResult, ...], places: Places) -> list[Side]:
    focus, message = group[0].focus, group[0].message
    values = tuple(
        dict.fromkeys(r.value for r in group if r.value is not None and r.value != focus)
    )
    stated = places.stating(focus)
    against = {value: places.stating(value) for value in values}
    others = [claim for claims in against.values() for claim in claims]
    rest = [value for value, claims in against.items() if not claims]

    def side(
        place: ox.NamedNode | None,
        other: Sequence[Term],
        about: Term = focus,
        named: tuple[Term, ...] = values,
        said: str = message,
    ) -> Side:
        shown = tuple(dict.fromkeys([*other, *rest]))
        return Side(group[0].rule, about, said, named, place, shown, group)

    node = focus if isinstance(focus, ox.NamedNode) else None
    if node in stated or not stated:
        return [side(node, [claim for claim in others if claim != node])]
    if not others:
        return [side(stated[0], stated[1 : SHOWN + 1])]
    if len(stated) == 1 or len(others) == 1:
        apart = places.document(stated[0]) != places.document(others[0])
        pair = (stated, others)
        mine, theirs = pair if apart else sorted(pair, key=lambda s: places.reading_order(s[0]))
        return [side(mine[0], theirs[:SHOWN])]
    counted = f"{message} ({len(stated)} claims against {len(others)})"
    return [
        side(mine[0], theirs[:SHOWN], about, (named,), counted)
        for about, named, mine, theirs in (
            (focus, values[0], stated, others),
            (values[0], focus, others, stated),
        )
    ]
