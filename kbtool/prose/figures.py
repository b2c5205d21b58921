"""Which quantities on file the printed figures of a sentence give a value for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.derive.intervals import StatedValue
from kbtool.prose.antecedents import Before
from kbtool.prose.figure_scope import Scope, scope_of
from kbtool.prose.figure_subjects import Named, subjects_of
from kbtool.prose.figure_triggers import FigureTrigger, figure_trigger
from kbtool.prose.figure_window import FigureWindow, windows
from kbtool.prose.sentence import Sentence
from kbtool.prose.unread import unread_of_figure
from kbtool.prose.values import kinds_of, stated_value, value_triples
from kbtool.prose.words.context import Context
from kbtool.prose.words.cues import Effect
from kbtool.prose.words.quantities import FiledQuantity
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term
from kbtool.text.stretch import Stretch

_STILL_GIVEN = frozenset({Effect.SPECULATES, Effect.INSISTS, Effect.VOUCHES, Effect.FOCUSES})
_SURE = 0.95
_WITHIN, _BESIDE = 0.7, 0.87
"""By this much each word that nothing explains, among those of a trigger or beside them, makes it less likely that a figure
is of what is on file."""

_LEAST = 0.3
"""A reading less sure than this is none."""

_LONGEST = 400
"""Tokens of a sentence from which on it is a table or a mistake, and is not read."""


class GivenFigure(Struct, frozen=True):
    """A value that a sentence gives for a quantity on file.

    A figure that is denied, asked for, supposed or said of others gives none.

    Attributes:
        sentence: where the sentence stands in the text.
        words: where the words that give it stand.
        quantity: what it is a value of.
        printed: where the figure stands.
        stated: the value.
        hedged: whether it is given with reservation.
        confidence: how sure it is that the figure is of this quantity, 0 to 1.
        borrowed: the sentences from which a part of it was taken.
        unread: the words of the sentence that this reading does not account for; what they add to it is not known.
    """

    sentence: Stretch
    words: Stretch
    quantity: ox.NamedNode
    printed: Stretch
    stated: StatedValue
    hedged: bool = False
    confidence: float = _SURE
    borrowed: tuple[Stretch, ...] = ()
    unread: tuple[Stretch, ...] = ()


_OF_AGE = frozenset({"aged", "ages", "age"})
_BEFORE_AGE = frozenset(
    {
        "between",
        "from",
        "over",
        "under",
        "above",
        "below",
        "than",
        "older",
        "younger",
        "the",
        "of",
        "(",
    }
)
"""Words that may stand between people and their age: "adults between 18 and 44"."""


def read_figures(sentence: Sentence, before: Before) -> Iterator[GivenFigure]:
    """The values that the figures of a sentence give: each for one quantity, or for those of outcomes that it lists.

    A figure near a name is usually another fact. So it is taken for a value of a quantity only if its unit is one of the
    measure's, a trigger of the measure stands with it, subject and outcome are named, all that limits the quantity is
    named, and nothing else is.

    Args:
        sentence: the sentence.
        before: what was named before it.
    """
    if sentence.is_question or len(sentence.tokens) > _LONGEST:
        return
    for window in windows(sentence):
        if _is_age(window) or _is_some(window):
            continue
        found = list(_readings(window, before))
        best = max(map(_rank, found), default=None)
        foremost = [each for each in found if _rank(each) == best]
        if len({each.but_outcome for each in foremost}) == 1:
            yield from (each.given for each in foremost)


def _is_age(window: FigureWindow) -> bool:
    """Whether a bare number says how old somebody is: "aged 18 to 44", "adults between 18 and 44", "children under 6"."""
    if any(each.unit for each in window.figure.numbers):
        return False
    tokens, at = window.sentence.tokens, window.places.start
    if at and tokens[at - 1].word in _OF_AGE:
        return True
    at = window.core.start
    while at and tokens[at - 1].word in _BEFORE_AGE:
        at -= 1
    people = (each for each in window.sentence.mentions if KB("PersonGroup") in each.kinds)
    return any(each.end == at for each in people)


def _is_some(window: FigureWindow) -> bool:
    """Whether a word such as "few" counts, which is few or many beside what its writer expects: "few adults have it"."""
    return all(each.vague and not each.unit and each.scale == 1 for each in window.figure.numbers)


def value_quads(
    given: GivenFigure, claim: ox.NamedNode, graph: ox.NamedNode | ox.DefaultGraph
) -> Iterator[ox.Quad]:
    """The quads by which a claim gives the value of a quantity.

    Args:
        given: the value.
        claim: the claim.
        graph: the graph that it is written to.
    """
    yield ox.Quad(claim, KB("gives"), given.quantity, graph)
    for triple in value_triples(given.stated, claim):
        yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


class _Reading(Struct, frozen=True):
    given: GivenFigure
    quantity: FiledQuantity
    exact: int
    words: int

    @property
    def but_outcome(self) -> tuple[object, ...]:
        """What it is of, whatever the outcome."""
        of = self.quantity
        return of.subject, of.measure, tuple(of.scope.items())


def _rank(reading: _Reading) -> tuple[float, int, int]:
    return reading.given.confidence, reading.exact, reading.words


def _readings(window: FigureWindow, before: Before) -> Iterator[_Reading]:
    quantities = window.sentence.lexicon.quantities
    kinds = kinds_of(window.figure, quantities.units)
    for subject in subjects_of(window, before):
        found: dict[tuple[Term, Term | None], FigureTrigger | None] = {}
        for quantity in quantities.by_subject.get(subject.node, ()):
            if quantity.measured.kind not in kinds:
                continue
            of = quantity.measure, quantity.outcome
            if of not in found:
                found[of] = figure_trigger(window, subject, quantity)
            trigger = found[of]
            reading = trigger and _reading(window, before, subject, quantity, trigger)
            if reading:
                yield reading


def _reading(
    window: FigureWindow,
    before: Before,
    subject: Named,
    quantity: FiledQuantity,
    trigger: FigureTrigger,
) -> _Reading | None:
    sentence = window.sentence
    units = sentence.lexicon.quantities.units
    stated = stated_value(
        sentence.text, window.place, window.figure, quantity.measured, units, quantity.falls
    )
    if stated is None:
        return None
    scope = scope_of(window, before, subject, quantity, trigger)
    if scope is None:
        return None
    contexts = _contexts(sentence, window, trigger, scope)
    if contexts is None:
        return None
    confidence = _confidence(subject, trigger, scope)
    if confidence < _LEAST:
        return None
    places = [*trigger.places, *window.places]
    given = GivenFigure(
        sentence.stretch,
        sentence.words(min(places), max(places) + 1),
        quantity.node,
        window.place,
        stated,
        any(context.effect is Effect.SPECULATES for context in contexts),
        confidence,
        tuple(dict.fromkeys((*subject.borrowed, *scope.borrowed))),
        unread_of_figure(sentence, scope.explained, contexts),
    )
    return _Reading(given, quantity, scope.exact, len(trigger.words))


def _confidence(subject: Named, trigger: FigureTrigger, scope: Scope) -> float:
    sure = _SURE * subject.sure * trigger.sure * scope.sure
    within, beside = scope.unexplained
    return round(sure * _WITHIN**within * _BESIDE**beside, 2)


def _contexts(
    sentence: Sentence, window: FigureWindow, trigger: FigureTrigger, scope: Scope
) -> Sequence[Context] | None:
    """The cues that reach a figure and its trigger; None, if they leave nothing stated.

    Their own words are none, nor are words by which a limit of the quantity is named, and the "less" of "40% less likely".
    """
    mine = {*trigger.places, *window.places}
    inside = range(min(mine), max(mine) + 1)
    found = [
        each
        for each in sentence.contexts_at(mine, mine)
        if not (each.effect is Effect.LIMITS and (each.start in inside or _names(each, scope)))
        and not (each.effect is Effect.LIMITS and each.start >= window.clause.stop)
    ]
    return found if all(context.effect in _STILL_GIVEN for context in found) else None


def _names(context: Context, scope: Scope) -> bool:
    """Whether a cue is, or stands right before, what limits the quantity: "together with" and a treatment."""
    return not scope.limits.isdisjoint(range(context.start, context.end + 2))
