"""The values that the figures of a piece give: of quantities on file, or of new ones."""

from __future__ import annotations

from collections.abc import Collection

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.prose.figures import GivenFigure
from kbtool.prose.proposing.guesses import Guesses
from kbtool.prose.proposing.made import made_quantity
from kbtool.prose.proposing.measures import measures_said
from kbtool.prose.proposing.nearness import Neighbors, nodes_in
from kbtool.prose.proposing.printed_values import PrintedValue
from kbtool.prose.proposing.proposals import SHOWN, Proposal, Skeleton
from kbtool.prose.proposing.said import Said
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term, instances, objects, value
from kbtool.text.stretch import Stretch

_BARE = 0.6
"""Of a quantity of which less than this is named, a number without a unit is no value."""

_BY_PHRASE = 0.6
"""How sure it is what a figure is of where a phrase says the measure, and of what it is taken from elsewhere."""

_BESIDE = 2
"""Tokens behind the words of a measure in which the name of its outcome begins: "get a headache"."""

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
        told = None if known else _told(said, value, self._fitting(value))
        if told is not None and all(told[1] not in nodes_in(each.statement) for each in near):
            made = self._new_quantity(said, value)
            if made is not None:
                return value.place, replace(made, near=near[:SHOWN])
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
        fitting = self._fitting(value)
        told = _told(said, value, fitting)
        measure, outcome = told or (self._guesses.measure(said.spoken, fitting), None)
        subject = self._guesses.subject(said.spoken, outcome)
        if measure is None or subject is None:
            return None
        taken = said.taken((subject,))
        if taken is None:
            return None
        stated = value.values[self._measures[measure]]
        proposal = Proposal(
            made=made_quantity(subject, measure, outcome),
            value=stated,
            confidence=_BY_PHRASE if told else None,
            taken=taken,
        )
        tone = said.tone(measure)
        return Skeleton(said.words, proposal, (), tone, limit=said.limit)

    def _fitting(self, value: PrintedValue) -> Collection[Term]:
        """The measures of which a figure may be a value."""
        return {each for each, kind in self._measures.items() if kind in value.values}


def _told(
    said: Said, value: PrintedValue, fitting: Collection[Term]
) -> tuple[ox.NamedNode, ox.NamedNode] | None:
    """The measure and the outcome that the words right behind a figure say; None, if they say none."""
    mentions = said.sentence.mentions
    for measure, behind in measures_said(said.sentence, value):
        places = range(behind, behind + _BESIDE)
        named = [each.node for each in mentions if each.start in places]
        if named and measure in fitting:
            return measure, named[0]
    return None
