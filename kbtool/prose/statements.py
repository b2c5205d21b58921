"""What the sentences of a draft state: candidates, each with what speaks for having read it rightly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum

import pyoxigraph as ox

from kbtool.prose.antecedents import Before, Meant, subjects_of
from kbtool.prose.lexicon import Effect, Slot
from kbtool.prose.modality import Modality, modality_at
from kbtool.prose.reach import Context
from kbtool.prose.scope import horizon_of, limits_of, scope_of
from kbtool.prose.sentence import Mention, Sentence
from kbtool.prose.triggers import Filled, filled_triggers
from kbtool.prose.voices import Voice, voice_at
from kbtool.rdf.namespaces import KB
from kbtool.text.stretch import Stretch

CONFIDENT = 0.6
"""From this confidence on what was read is a finding's matter; below, it is a hint."""

_SURE = 0.95
_UNEXPLAINED = 0.6
"""By this much each noun that nothing explains makes it less likely that a trigger and a name belong together."""

_LIMITED = 0.6
"""By this much a limit that nothing models makes it less likely that what is on file is what is stated."""

_FROM_LEAD = 0.9
_LONGEST = 400
"""Tokens of the longest sentence that is read; nobody writes a longer one, and what is said in it has no place."""

CATEGORICAL, HEDGED, ANECDOTAL = KB("Categorical"), KB("Hedged"), KB("Anecdotal")


class Unread(StrEnum):
    """Why what a sentence speaks of is not taken for what it states."""

    QUESTION = "a question"
    REPORTED = "said of others"
    SUPPOSED = "supposed, not stated"
    OPEN = "says that it is not known, or not shown"
    NAMED = "in quotation marks, as a name"
    TAKEN_BACK = "taken back by the next sentence"
    UNSURE = "too unlike what is on file to be sure"
    INCOMPLETE = "does not say of what"
    TOO_LONG = "too long for a sentence"


@dataclass(frozen=True)
class Candidate:
    """A statement that a sentence seems to make.

    Attributes:
        sentence: where the sentence stands in the text.
        words: where the words that make it stand.
        relation: its predicate, or measure.
        subject: what it is about.
        object: the concept that it relates this to; None of a predicate that needs none, and of a measure.
        denies: whether it is denied.
        certainty: how firmly it is worded: one of the model's certainties.
        insists: the words by which it claims more than a fact, such as "proven"; None, if there are none.
        scope: the values of qualifiers that the sentence states.
        modality: of how many, how often, how strictly or in which degree it says so; where the statement is denied, it is
            the statement with these that is: "not all".
        horizon: after which span of time it says so, as xsd:duration; None, if it gives none.
        limits: what it limits itself to that nothing models; such a candidate is a hint.
        confidence: how sure it is that the sentence states this, 0 to 1.
        borrowed: the sentences from which a part of it was taken.
    """

    sentence: Stretch
    words: Stretch
    relation: ox.NamedNode
    subject: ox.NamedNode
    object: ox.NamedNode | None
    denies: bool = False
    certainty: ox.NamedNode = CATEGORICAL
    insists: Stretch | None = None
    scope: Mapping[ox.NamedNode, ox.NamedNode] = field(default_factory=dict)
    modality: Mapping[ox.NamedNode, ox.NamedNode] = field(default_factory=dict)
    horizon: str | None = None
    limits: tuple[Stretch, ...] = ()
    confidence: float = _SURE
    borrowed: tuple[Stretch, ...] = ()

    @property
    def hedged(self) -> bool:
        """Whether it is said with reservation."""
        return self.certainty == HEDGED


@dataclass(frozen=True)
class NotCounted:
    """What was considered of a sentence, and is not taken for what it states."""

    sentence: Stretch
    words: Stretch
    why: Unread


def read_statements(sentence: Sentence, before: Before) -> Iterator[Candidate | NotCounted]:
    """What a sentence states, as far as a lexicon knows its words.

    Args:
        sentence: the sentence.
        before: what was named before it.
    """
    if len(sentence.tokens) > _LONGEST:
        yield NotCounted(sentence.stretch, sentence.stretch, Unread.TOO_LONG)
        return
    told: list[Candidate | NotCounted] = []
    for each in _stated(sentence, before):
        if each not in told:
            told.append(each)
            yield each


def _stated(sentence: Sentence, before: Before) -> Iterator[Candidate | NotCounted]:
    last = Meant((), 1.0)
    triggers = filled_triggers(sentence)
    for filled in triggers:
        others = [each for each in triggers if each is not filled]
        first, end = _span(filled)
        if end <= sentence.own_from:
            continue
        words = sentence.words(first, end)
        meant = subjects_of(sentence, filled, before, last)
        objects = _objects(sentence, filled)
        if not meant.subjects or not objects:
            yield NotCounted(sentence.stretch, words, Unread.INCOMPLETE)
            continue
        last = meant
        for object_ in objects:
            why, reading = _read(sentence, filled, object_, others)
            if why is not None:
                yield NotCounted(sentence.stretch, words, why)
                continue
            for subject in meant.subjects:
                if object_ is None or object_.node != subject.node:
                    yield _candidate(reading, subject, meant)


def _span(filled: Filled) -> tuple[int, int]:
    """The first and the last token of a trigger with what fills its gaps."""
    mentions = [each for slot in filled.slots.values() for each in slot]
    return (
        min([filled.start, *(each.start for each in mentions)]),
        max([filled.end, *(each.end for each in mentions)]),
    )


def _objects(sentence: Sentence, filled: Filled) -> tuple[Mention | None, ...]:
    if filled.trigger.relation in sentence.lexicon.yes_no:
        return (None,)
    return filled.slots.get(Slot.OBJECT, ())


@dataclass(frozen=True)
class _Reading:
    """A trigger with one of its objects, and what the words around them make of it."""

    sentence: Sentence
    filled: Filled
    object: Mention | None
    others: Sequence[Filled]
    contexts: Sequence[Context]
    modality: Modality
    voice: Voice

    @property
    def effects(self) -> Set[Effect]:
        return {context.effect for context in self.contexts}


def _read(
    sentence: Sentence, filled: Filled, object_: Mention | None, others: Sequence[Filled]
) -> tuple[Unread | None, _Reading]:
    """What the words around a trigger make of it, and why it is not stated, if it is not."""
    own = frozenset(filled.places)
    places = sorted(own | ({object_.start} if object_ is not None else set()))
    contexts = sentence.contexts_at(places, own)
    modality = modality_at(sentence, places, contexts)
    contexts = [each for each in contexts if modality.words.isdisjoint(range(each.start, each.end))]
    voice = voice_at(sentence, filled.places, contexts)
    reading = _Reading(sentence, filled, object_, others, contexts, modality, voice)
    return _not_stated(reading), reading


def _not_stated(reading: _Reading) -> Unread | None:
    effects = reading.effects
    if reading.sentence.is_question:
        return Unread.QUESTION
    if Effect.SUPPOSES in effects or reading.sentence.is_inverted:
        return Unread.SUPPOSED
    if Effect.DOUBTS in effects and Effect.REJECTS not in effects:
        return Unread.OPEN
    if reading.voice is Voice.NAME:
        return Unread.NAMED
    if reading.voice is Voice.OTHERS and Effect.REJECTS not in effects:
        return Unread.REPORTED
    return None


def _candidate(reading: _Reading, subject: Mention, meant: Meant) -> Candidate:
    sentence, filled, object_ = reading.sentence, reading.filled, reading.object
    taken = [
        each
        for trigger in (filled, *reading.others)
        for slot in trigger.slots.values()
        for each in slot
    ]
    others = [subject.node, *([object_.node] if object_ is not None else [])]
    scope = scope_of(sentence, taken, others)
    horizon, when = horizon_of(sentence, filled.places)
    limits = _limits(reading, [*taken, *scope.values()], when if horizon else range(0))
    lead = sentence.lead if _uses_lead(reading, subject) else None
    borrowed = [each for each in (subject.from_before, lead) if each is not None]
    insisting = next((each for each in reading.contexts if each.effect is Effect.INSISTS), None)
    sure = _SURE * meant.sure * _UNEXPLAINED**filled.skipped
    sure *= _LIMITED if limits or reading.modality.is_open else 1
    sure *= _FROM_LEAD if lead is not None else 1
    return Candidate(
        sentence=sentence.stretch,
        words=sentence.words(*_span(filled)),
        relation=filled.trigger.relation,
        subject=subject.node,
        object=object_.node if object_ is not None else None,
        denies=_flips(reading) % 2 == 1,
        certainty=_certainty(reading),
        insists=sentence.words(insisting.start, insisting.end) if insisting else None,
        scope={qualifier: mention.node for qualifier, mention in scope.items()},
        modality=reading.modality.values,
        horizon=horizon,
        limits=limits,
        confidence=round(sure, 2),
        borrowed=tuple(borrowed),
    )


def _uses_lead(reading: _Reading, subject: Mention) -> bool:
    """Whether a part of a statement stands in the line above a list, or a word there turns it."""
    own_from = reading.sentence.own_from
    starts = [reading.filled.start, *(context.start for context in reading.contexts)]
    if subject.from_before is None:
        starts.append(subject.start)
    return any(start < own_from for start in starts)


def _flips(reading: _Reading) -> int:
    """How often it is turned round; two cues side by side, "not" and "without", are two."""
    turning = (Effect.NEGATES, Effect.REJECTS)
    cues = sum(context.effect in turning for context in reading.contexts)
    return cues + reading.filled.trigger.denies + reading.modality.flips + _contrasted(reading)


def _contrasted(reading: _Reading) -> bool:
    """Whether the object alone stands behind "rather than": it is denied of it."""
    return reading.object is not None and any(
        context.effect is Effect.CONTRASTS
        and context.reaches([reading.object.start])
        and not context.reaches(reading.filled.places)
        for context in reading.contexts
    )


def _certainty(reading: _Reading) -> ox.NamedNode:
    if reading.voice is Voice.PATIENT:
        return ANECDOTAL
    if Effect.SPECULATES in reading.effects and Effect.REPORTS not in reading.effects:
        return HEDGED
    return CATEGORICAL


def _limits(reading: _Reading, modelled: Sequence[Mention], when: range) -> tuple[Stretch, ...]:
    sentence = reading.sentence
    words = {at for each in modelled for at in range(each.start, each.end)} | set(when)
    words |= {at for said in sentence.modal for at in range(said.start, said.end)}
    words |= {at for other in reading.others for at in range(*_span(other))}
    first, end = _span(reading.filled)
    found = list(limits_of(sentence, range(first, end), words))
    found += [
        range(context.start, context.end)
        for context in reading.contexts
        if context.effect is Effect.LIMITS
        and not words.issuperset(range(context.start, context.end))
    ]
    return tuple(sentence.words(each.start, each.stop) for each in found)
