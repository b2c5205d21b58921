"""The values that the figures of a piece give: of quantities on file, or of new ones."""

from __future__ import annotations

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.prose.figures import GivenFigure
from kbtool.prose.proposing.guesses import Guesses
from kbtool.prose.proposing.made import made_quantity
from kbtool.prose.proposing.nearness import Neighbors, nodes_in
from kbtool.prose.proposing.printed_values import PrintedValue
from kbtool.prose.proposing.proposals import SHOWN, Proposal, Skeleton
from kbtool.prose.proposing.said import Said
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import instances, objects, value
from kbtool.text.stretch import Stretch

_BARE = 0.6
"""Of a quantity of which less than this is named, a number without a unit is no value."""

_SOMEWHAT = 0.25
"""Of a quantity of which less than this is named, another one is meant."""


class GivenValues:
    """Finds the quantities of which figures are values.

    Args:
        store: the knowledge base.
        neighbors: finds what is near on file.
        guesses: finds what is new.
    """

    def __init__(self, store: ox.Store, neighbors: Neighbors, guesses: Guesses) -> None:
        self._neighbors, self._guesses = neighbors, guesses
        self._measures = {
            each: value(kind)
            for each in instances(store, KB("Measure"))
            for kind in objects(store, each, KB("unitKind"))
        }

    def given(self, said: Said, value: PrintedValue) -> tuple[Stretch, Skeleton] | None:
        """Where a figure stands, with the claim that it gives a value; None, if nothing says of what.

        Args:
            said: the piece.
            value: the figure.
        """
        read = {
            each.question: each.stated
            for each in said.filed
            if isinstance(each.stated, GivenFigure) and each.stated.printed.meets(value.place)
        }
        near = self._neighbors.nearest(
            said.spoken, kinds=value.values, read=read, sure=read, number=SHOWN + 1
        )
        known = bool(near) and near[0].node in read
        if not known and near and said.taken(nodes_in(near[0].statement)) is None:
            return None
        if not known and (not near or near[0].named < (_BARE if value.bare else _SOMEWHAT)):
            made = None if value.bare else self._new_quantity(said, value)
            if made is not None or value.bare or not near:
                return (value.place, replace(made, near=near[:SHOWN])) if made else None
        best = near[0].node
        given = read.get(best)
        stated = given.stated if given else self._neighbors.value_of(best, value)
        confidence = given.confidence if given else None
        taken = said.taken(nodes_in(near[0].statement)) or ()
        proposal = Proposal(best, value=stated, confidence=confidence, taken=taken)
        tone = said.tone(near[0].statement.relation, near[0].phrase)
        return value.place, Skeleton(said.words, proposal, near[1:], tone, limit=said.limit)

    def _new_quantity(self, said: Said, value: PrintedValue) -> Skeleton | None:
        fitting = {each for each, kind in self._measures.items() if kind in value.values}
        found = self._guesses.quantity(said.spoken, fitting)
        if found is None:
            return None
        subject, measure = found
        taken = said.taken((subject,))
        if taken is None:
            return None
        stated = value.values[self._measures[measure]]
        proposal = Proposal(made=made_quantity(subject, measure), value=stated, taken=taken)
        tone = said.tone(measure)
        return Skeleton(said.words, proposal, (), tone, limit=said.limit)
