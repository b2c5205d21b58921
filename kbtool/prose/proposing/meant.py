"""Whether what is only like the words of a piece may be what they state: they name it, and say no other thing."""

from __future__ import annotations

from kbtool.prose.proposing.likeness import Likeness, Role
from kbtool.prose.proposing.nearness import Near, parts_of
from kbtool.prose.proposing.said import Said
from kbtool.prose.proposing.spoken import Zone, words_of

_NAMED = 0.3
"""A part of a proposition of which less than this is named is not named."""

_OWN = (Zone.SUBJECT, Zone.REST, Zone.HEAD_SUBJECT, Zone.HEAD_REST, Zone.TAKEN_UP)
"""The zones of a piece, and of what it goes on from."""

_ITSELF = 0.5
"""A part of which this much is named in a piece itself is what the piece speaks of."""

_EXPLAINED = 0.5
"""Where no words for the predicate stand in a piece, the proposition has to have this much of its words."""

_ALMOST_ALL = 0.8
"""A proposition that has this much of the words of a piece need not be named so clearly by them."""


def may_be_meant(near: Near, said: Said, likeness: Likeness) -> bool:
    """Whether a piece words two parts of a proposition: subject, object, predicate; and nothing else in its place.

    Args:
        near: the proposition.
        said: the piece.
        likeness: how far words name a node.
    """
    statement = near.statement
    if near.displaced:
        return False
    named = likeness.of(said.spoken)
    is_said = statement.relation in said.relations
    parts = [
        named[Role.SUBJECT].get(statement.subject, 0) >= _NAMED,
        statement.object is not None and named[Role.OBJECT].get(statement.object, 0) >= _NAMED,
        is_said,
    ]
    return sum(parts) >= 2


def is_stated(near: Near, said: Said, likeness: Likeness) -> bool:
    """Whether a piece itself names what a proposition is about, and has no words for another predicate.

    Args:
        near: the proposition.
        said: the piece.
        likeness: how far words name a node.
    """
    statement = near.statement
    own = {zone: said.spoken[zone] for zone in _OWN if zone in said.spoken}
    itself = likeness.of(own)
    share = 0.0 if statement.object is None else itself[Role.OBJECT].get(statement.object, 0)
    nodes = [node for node, _, _ in parts_of(statement)]
    explained = likeness.explained(words_of(said.spoken), nodes)
    if share < (_NAMED if explained >= _ALMOST_ALL else _ITSELF):
        return False
    if said.relations:
        return statement.relation in said.relations
    return explained >= _EXPLAINED


def names_object(near: Near, said: Said) -> bool:
    """Whether a sentence itself names what a proposition relates its subject to.

    Args:
        near: the proposition.
        said: a piece of the sentence.
    """
    object_ = near.statement.object
    return object_ is not None and said.taken([object_]) == ()
