"""Why two claims that do not conflict pull against each other, and why two accounts of one mechanism do not."""

from __future__ import annotations

from msgspec import Struct

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Stance
from kbtool.knowledge.statements import Statement, Terminology
from kbtool.knowledge.tension import Contrasts, held_firmly, pulls
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import one


class Side(Struct, frozen=True):
    """What one of two claims states, and how.

    Attributes:
        name: "first" or "second".
        stance: whether it asserts or denies what it states.
        certainty: the node of its certainty.
        statement: what it states.
    """

    name: str
    stance: Stance | None
    certainty: str
    statement: Statement

    @property
    def asserts(self) -> bool:
        """Whether it asserts what it states."""
        return self.stance is Stance.ASSERTS

    @property
    def as_fact(self) -> bool:
        """Whether it states that as a fact."""
        return self.certainty == KB("Categorical").value

    @property
    def hedged(self) -> bool:
        """Whether it hedges that."""
        return self.certainty == KB("Hedged").value


def pulled(promise: Side, limit: Side, terms: Terminology, contrasts: Contrasts) -> str | None:
    """Why two claims that do not conflict pull against each other, if they do."""
    p, q = promise.statement, limit.statement
    same_way = promise.stance == limit.stance
    if promise.as_fact and limit.hedged and same_way:
        same = p.iri == q.iri and not promise.asserts
        if same or (promise.asserts and held_firmly(p, q, terms, contrasts)):
            return f"The {promise.name} states as a fact what the {limit.name} hedges."
    pull = pulls(p, q, limit.asserts, terms, contrasts) if promise.asserts else None
    if pull is None or (pull.first_as_fact and not promise.as_fact):
        return None
    if pull.second_as_fact and not limit.as_fact:
        return None
    return f"Both could be true, but the {limit.name} limits what a reader takes from the {promise.name}."


def explained(kb: KnowledgeBase, one_side: Side, other_side: Side) -> str | None:
    """That two accounts of one thing are given at different levels of description, where the knowledge base says so."""
    if not (one_side.asserts and other_side.asserts):
        return None
    if one_side.statement.subject != other_side.statement.subject:
        return None
    for fine, coarse in ((one_side, other_side), (other_side, one_side)):
        told = fine.statement.iri, KB("explains"), coarse.statement.iri
        if any(kb.store.quads_for_pattern(*told, None)):
            return f"They agree: the {fine.name} accounts for the {coarse.name} at a finer level of description."
    levels = [
        one(kb.store, side.statement.iri, KB("granularity")) for side in (one_side, other_side)
    ]
    if None not in levels and levels[0] != levels[1]:
        mine, theirs = (kb.labels.label(level) for level in levels if level is not None)
        return f"They describe a mechanism at different levels, {mine} and {theirs}; neither rules the other out."
    return None
