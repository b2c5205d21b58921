"""Whether the phrase of a measure stands with a figure: "{figure} of people respond to {subject}"."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from kbtool.prose.figure_subjects import Named
from kbtool.prose.figure_window import FigureWindow
from kbtool.prose.words.phrase_index import Forms
from kbtool.prose.words.quantities import FiledQuantity
from kbtool.prose.words.trigger import Slot, Trigger
from kbtool.rdf.namespaces import KB
from kbtool.text.boundaries import stands_in
from kbtool.text.tokens import same

_GAP = 14
"""Tokens that may stand between two parts of a trigger."""

_SKIPPED = 12
"""Tokens in which the next word of a part has to follow."""

_BETWEEN = frozenset({"a", "an", "the", "of", "on", "in", "with", "from", "for", "against"})
_JOINING = frozenset({"and", "or", "so", "which", "who", "because", "as", "if", "when"})
_NAMED_BETWEEN = frozenset(map(KB, ("Treatment", "Disorder", "MannerOfTreatment")))
"""Kinds of concept whose names may stand there, too."""

_LIGHT = frozenset({"ADJ", "ADV", "AUX", "PART"})


class FigureTrigger(Struct, frozen=True):
    """A phrase of a measure that stands with a figure.

    Attributes:
        places: the numbers of its tokens, and of those that fill its gaps.
        words: those of its own words.
        sure: how sure it is that they belong together, 0 to 1.
        outcome: where the outcome is named; None, if the quantity has none.
        skipped: the tokens between its words that are none of them, and its words that say more than the measure.
    """

    places: tuple[int, ...]
    words: tuple[int, ...]
    sure: float = 1.0
    outcome: range | None = None
    skipped: frozenset[int] = frozenset()


def figure_trigger(
    window: FigureWindow, subject: Named, quantity: FiledQuantity
) -> FigureTrigger | None:
    """The best phrase of a quantity's measure that stands with a figure; None, if none does.

    Args:
        window: the figure in its clause.
        subject: what the figure may be of.
        quantity: a quantity of that.
    """
    if _is_excluded(window, quantity):
        return None
    outcomes = _outcomes(window, quantity)
    if quantity.outcome is not None and not outcomes:
        return None
    found = [
        _as_found(window, parts, placed, outcomes)
        for parts in window.sentence.lexicon.figure_triggers.get(quantity.measure, ())
        for placed in _matches(window, parts, subject, outcomes)
    ]
    return max(
        found, key=lambda each: (len(each.words), each.places[0] - each.places[-1]), default=None
    )


def _is_excluded(window: FigureWindow, quantity: FiledQuantity) -> bool:
    """Whether a word stands in the clause that does not go with a measure: "odds ratio" with a relative risk."""
    sentence = window.sentence
    spoiling = sentence.lexicon.quantities.spoiling.get(quantity.measure, frozenset())
    subjects = (each for each in window.mentions if KB("HealthOutcome") not in each.kinds)
    named = {at for each in subjects for at in range(each.start, each.end)}
    for at in window.clause:
        if at in named or at in sentence.filled:
            continue
        if not sentence.tokens[at].forms.isdisjoint(spoiling):
            return True
    clause = sentence.words(window.clause.start, window.clause.stop).of(sentence.text).casefold()
    return any(stands_in(clause, word) for word in quantity.measured.excluded)


def _outcomes(window: FigureWindow, quantity: FiledQuantity) -> tuple[range, ...]:
    if quantity.outcome is None:
        return ()
    return tuple(
        range(each.start, each.end) for each in window.mentions if each.node == quantity.outcome
    )


def _as_found(
    window: FigureWindow, trigger: Trigger, placed: tuple[range, ...], outcomes: tuple[range, ...]
) -> FigureTrigger:
    words = [
        at
        for part, where in zip(trigger.parts, placed, strict=True)
        if not isinstance(part, Slot)
        for at in where
    ]
    pinned = [
        where
        for part, where in zip(trigger.parts, placed, strict=True)
        if part is Slot.OUTCOME and where
    ]
    outcome = pinned[0] if pinned else (outcomes[0] if outcomes else None)
    places = sorted({at for where in placed for at in where} | set(outcome or ()))
    tokens = window.sentence.tokens
    own = [forms for part in trigger.parts if not isinstance(part, Slot) for forms in part]
    stronger = window.sentence.lexicon.quantities.stronger.get(trigger.relation, frozenset())
    skipped = (
        at
        for at in words
        if not tokens[at].forms.isdisjoint(stronger)
        or not any(same(tokens[at], forms) for forms in own)
    )
    return FigureTrigger(tuple(places), tuple(words), 1.0, outcome, frozenset(skipped))


def _matches(
    window: FigureWindow, trigger: Trigger, subject: Named, outcomes: tuple[range, ...]
) -> Iterator[tuple[range, ...]]:
    """The ways in which the parts of a trigger stand in a clause, in order; each as the tokens of each part."""
    if (Slot.OUTCOME in trigger.parts and not outcomes) or not _may_match(window, trigger):
        return
    for start in window.clause:
        placed = _placed(window, trigger, 0, start, start + 1, subject, outcomes)
        if placed is None or _has_part_of_name(window, trigger, placed):
            continue
        if Slot.FIGURE in trigger.parts or _is_near(window, placed):
            yield placed


def _may_match(window: FigureWindow, trigger: Trigger) -> bool:
    """Whether the clause has all words of a trigger, in whichever order."""
    return all(
        not window.forms.isdisjoint(forms)
        for part in trigger.parts
        if not isinstance(part, Slot)
        for forms in part
    )


def _has_part_of_name(window: FigureWindow, trigger: Trigger, placed: tuple[range, ...]) -> bool:
    """Whether a word of a trigger is only a part of a name: "treatment" of "treatment-resistant depression"."""
    words = {
        at
        for part, where in zip(trigger.parts, placed, strict=True)
        if not isinstance(part, Slot)
        for at in where
    }
    mine = words | {at for where in placed for at in where}
    names = (range(each.start, each.end) for each in window.mentions)
    return any(not words.isdisjoint(name) and not mine.issuperset(name) for name in names)


def _placed(
    window: FigureWindow,
    trigger: Trigger,
    number: int,
    first: int,
    last: int,
    subject: Named,
    outcomes: tuple[range, ...],
) -> tuple[range, ...] | None:
    """The tokens of each part from one on, the first beginning between two tokens; None, if they do not stand there."""
    if number == len(trigger.parts):
        return ()
    part = trigger.parts[number]
    if part is Slot.SUBJECT and not subject.mentions:
        rest = _placed(window, trigger, number + 1, first, last, subject, outcomes)
        return None if rest is None else (range(0), *rest)
    for at in range(first, min(last, window.clause.stop)):
        if number and _is_new(window, at):
            return None
        where = _part_at(window, part, at, subject, outcomes)
        if where is None:
            continue
        rest = _placed(
            window, trigger, number + 1, where.stop, where.stop + _GAP, subject, outcomes
        )
        if rest is not None:
            return (where, *rest)
    return None


def _is_new(window: FigureWindow, at: int) -> bool:
    """Whether another statement begins behind a comma: ", and ...", ", so ..."."""
    tokens = window.sentence.tokens
    return at > 0 and tokens[at - 1].word == "," and tokens[at].word in _JOINING


def _part_at(
    window: FigureWindow, part: Forms | Slot, at: int, subject: Named, outcomes: tuple[range, ...]
) -> range | None:
    if part is Slot.FIGURE:
        begins = at in (window.places.start, window.core.start)
        return range(at, window.places.stop) if begins else None
    if isinstance(part, Slot):
        places = outcomes if part is Slot.OUTCOME else subject.mentions
        return next((where for where in places if where.start == at), None)
    tokens = window.sentence.tokens
    if at in window.core or not same(tokens[at], part[0]):
        return None
    end = at + 1
    for forms in part[1:]:
        for here in range(end, min(end + _SKIPPED, window.clause.stop)):
            if same(tokens[here], forms):
                end = here + 1
                break
            if here in window.core or not _may_part(window, here):
                return None
        else:
            return None
    return range(at, end)


def _may_part(window: FigureWindow, at: int) -> bool:
    """Whether a token may stand between two words of one part: light words and names, "the effect of it lasts"."""
    token = window.sentence.tokens[at]
    if token.kinds & _LIGHT or token.word in _BETWEEN:
        return True
    names = (each for each in window.mentions if not _NAMED_BETWEEN.isdisjoint(each.kinds))
    return any(each.start <= at < each.end for each in names)


def _is_near(window: FigureWindow, placed: tuple[range, ...]) -> bool:
    """Whether a trigger without a gap for the figure stands next to it, no other figure between them."""
    first = min(where.start for where in placed if where)
    last = max(where.stop for where in placed if where)
    between = (
        range(last, window.places.start)
        if last <= window.places.start
        else range(window.places.stop, first)
    )
    if len(between) > _GAP:
        return False
    return not any(where.start in between for _, where in window.others)
