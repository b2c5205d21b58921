"""What the sentences of a draft state: candidates, each with what speaks for having read it rightly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import pyoxigraph as ox

from kbtool.prose.lexicon import Effect, Slot
from kbtool.prose.sentence import Context, Mention, Sentence
from kbtool.prose.triggers import Filled, filled_triggers, stands_alone
from kbtool.rdf.terms import Term
from kbtool.text.stretch import Stretch

CONFIDENT = 0.6
"""From this confidence on what was read is a finding's matter; below, it is a hint."""

_SURE = 0.95
_UNEXPLAINED = 0.6
"""By this much each noun that nothing explains makes it less likely that a trigger and a name belong together."""

_FROM_BEFORE = 0.85
_FROM_HEADING = 0.75


class Unread(StrEnum):
    """Why what a sentence speaks of is not taken for what it states."""

    QUESTION = "a question"
    REPORTED = "said of others"
    SUPPOSED = "supposed, not stated"
    UNSURE = "too unlike what is on file to be sure"
    INCOMPLETE = "does not say of what"


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
        hedged: whether it is said with reservation.
        scope: the values of qualifiers that the sentence states.
        confidence: how sure it is that the sentence states this, 0 to 1.
        borrowed: the sentences from which a part of it was taken.
    """

    sentence: Stretch
    words: Stretch
    relation: ox.NamedNode
    subject: ox.NamedNode
    object: ox.NamedNode | None
    denies: bool = False
    hedged: bool = False
    scope: Mapping[ox.NamedNode, ox.NamedNode] = field(default_factory=dict)
    confidence: float = _SURE
    borrowed: tuple[Stretch, ...] = ()


@dataclass(frozen=True)
class NotCounted:
    """What was considered of a sentence, and is not taken for what it states."""

    sentence: Stretch
    words: Stretch
    why: Unread


@dataclass(frozen=True)
class Before:
    """What was named before a sentence, that a word in it may stand for, or that it may leave out.

    Attributes:
        subjects: the concepts that the sentences before speak of, the nearest first, each with its sentence.
        heading: those that the headings above name, the nearest first.
    """

    subjects: tuple[tuple[Mention, Stretch], ...] = ()
    heading: tuple[tuple[Mention, Stretch], ...] = ()


def read_statements(sentence: Sentence, before: Before) -> Iterator[Candidate | NotCounted]:
    """What a sentence states, as far as a lexicon knows its words.

    Args:
        sentence: the sentence.
        before: what was named before it.
    """
    last: tuple[Mention, ...] = ()
    for filled in filled_triggers(sentence):
        words = sentence.words(*_span(filled))
        why = _not_stated(sentence, filled)
        if why is not None:
            yield NotCounted(sentence.stretch, words, why)
            continue
        subjects, borrowed = _subjects(sentence, filled, before, last)
        objects = _objects(sentence, filled)
        if not subjects or not objects:
            yield NotCounted(sentence.stretch, words, Unread.INCOMPLETE)
            continue
        last = subjects
        for subject in subjects:
            for object_ in objects:
                if object_ is not None and object_.node == subject.node:
                    continue
                yield _candidate(sentence, filled, subject, object_, borrowed)


def _span(filled: Filled) -> tuple[int, int]:
    """The first and the last token of a trigger with what fills its gaps."""
    mentions = [each for slot in filled.slots.values() for each in slot]
    return (
        min([filled.start, *(each.start for each in mentions)]),
        max([filled.end, *(each.end for each in mentions)]),
    )


def _not_stated(sentence: Sentence, filled: Filled) -> Unread | None:
    if sentence.is_question:
        return Unread.QUESTION
    effects = {context.cue.effect for context in sentence.effects_at(filled.places)}
    if Effect.SUPPOSES in effects:
        return Unread.SUPPOSED
    return Unread.REPORTED if Effect.REPORTS in effects else None


def _subjects(
    sentence: Sentence, filled: Filled, before: Before, last: tuple[Mention, ...]
) -> tuple[tuple[Mention, ...], float]:
    """What a trigger is said of, and how sure that is: named with it, by the clause before, or before the sentence."""
    kinds = sentence.lexicon.kinds[filled.trigger.relation].subject
    own = filled.slots.get(Slot.SUBJECT, ())
    if last and _goes_on(sentence, filled) and all(each.fits(kinds) for each in last):
        return last, 1.0
    if own and not _pronoun_between(sentence, own, filled):
        return own, 1.0
    if Slot.SUBJECT not in filled.trigger.parts:
        return (), 0
    fitting = [(m, s) for m, s in before.subjects if m.kinds and m.fits(kinds)]
    stand_in = _stand_in(sentence, filled)
    if stand_in is not None:
        fitting = [(m, s) for m, s in fitting if not stand_in or not stand_in.isdisjoint(m.kinds)]
        return tuple(_borrowed(m, s) for m, s in fitting[:1]), _FROM_BEFORE
    if own:
        return own, 1.0
    if last and all(each.fits(kinds) for each in last):
        return last, 1.0
    if _has_no_subject(sentence, filled):
        above = [(m, s) for m, s in before.heading if m.kinds and m.fits(kinds)]
        return tuple(_borrowed(m, s) for m, s in above[:1]), _FROM_HEADING
    return (), 0


def _borrowed(mention: Mention, stretch: Stretch) -> Mention:
    return Mention(mention.node, mention.kinds, mention.start, mention.end, stretch)


def _goes_on(sentence: Sentence, filled: Filled) -> bool:
    """Whether a verb goes on with the subject of the verb before it: "blocks ... and improves"."""
    at = filled.start - 1
    tokens = sentence.tokens
    while (
        at >= 0
        and (tokens[at].kinds & {"ADV", "AUX", "PART"})
        and tokens[at].word not in ("and", "or")
    ):
        at -= 1
    return (
        at >= 0 and tokens[at].word in ("and", "or", "but") and "VERB" in tokens[filled.start].kinds
    )


def _pronoun_between(sentence: Sentence, own: Sequence[Mention], filled: Filled) -> bool:
    """Whether a word that stands for something else is nearer to the verb than what is named: "..., it treats"."""
    return any(
        max(each.end for each in own) <= at < filled.start
        for at in range(filled.start)
        for _ in sentence.lexicon.pronoun_index.at(sentence.tokens, at)
    )


def _stand_in(sentence: Sentence, filled: Filled) -> frozenset[Term] | None:
    """The kinds of concept for which a word before a verb may stand; None, if there is none."""
    found: frozenset[Term] | None = None
    for at in range(filled.start):
        for _, _, kinds in sentence.lexicon.pronoun_index.at(sentence.tokens, at):
            found = kinds
    return found


def _has_no_subject(sentence: Sentence, filled: Filled) -> bool:
    """Whether nothing but light words stands before a trigger: an item of a list, or a heading."""
    light = {"ADJ", "ADV", "PART", "AUX"}
    return all(
        token.word in sentence.lexicon.small
        or not token.is_word
        or bool(token.kinds & light)
        or token.word == "no"
        for token in sentence.tokens[: filled.start]
    )


def _objects(sentence: Sentence, filled: Filled) -> tuple[Mention | None, ...]:
    if filled.trigger.relation in sentence.lexicon.yes_no:
        return (None,)
    return filled.slots.get(Slot.OBJECT, ())


def _candidate(
    sentence: Sentence, filled: Filled, subject: Mention, object_: Mention | None, sure: float
) -> Candidate:
    places = set(filled.places)
    if object_ is not None and object_.start > 0:
        places.add(object_.start)
    contexts = list(sentence.effects_at(places))
    flips = _flips(contexts) + filled.trigger.denies
    hedged = any(context.cue.effect is Effect.SPECULATES for context in contexts)
    return Candidate(
        sentence=sentence.stretch,
        words=sentence.words(*_span(filled)),
        relation=filled.trigger.relation,
        subject=subject.node,
        object=object_.node if object_ is not None else None,
        denies=flips % 2 == 1,
        hedged=hedged,
        scope=_scope(sentence, filled, subject, object_),
        confidence=round(_SURE * sure * _UNEXPLAINED**filled.skipped, 2),
        borrowed=(subject.from_before,) if subject.from_before is not None else (),
    )


def _flips(contexts: Iterable[Context]) -> int:
    """How often it is turned round; two cues side by side, "not" and "without", are two."""
    return sum(context.cue.effect in (Effect.NEGATES, Effect.REJECTS) for context in contexts)


def _scope(
    sentence: Sentence, filled: Filled, subject: Mention, object_: Mention | None
) -> dict[ox.NamedNode, ox.NamedNode]:
    """The qualifiers that the clause states: what is named behind a word that introduces it, and fills no gap."""
    taken = {id(each) for slot in filled.slots.values() for each in slot}
    found: dict[ox.NamedNode, ox.NamedNode] = {}
    for mention in sentence.mentions:
        if id(mention) in taken or mention.node in (subject.node, object_ and object_.node):
            continue
        if not stands_alone(sentence, mention):
            continue
        for qualifier, (kinds, words) in sentence.lexicon.qualifiers.items():
            if kinds.isdisjoint(mention.kinds) or qualifier in found:
                continue
            if any(_introduced(sentence, mention, each) for each in words):
                found[qualifier] = mention.node
                break
    return found


def _introduced(sentence: Sentence, mention: Mention, words: Sequence[frozenset[str]]) -> bool:
    """Whether words stand right before a name, articles left out."""
    at = mention.start - 1
    while (at >= 0 and sentence.tokens[at].kinds & {"ADJ"}) or (
        at >= 0 and sentence.tokens[at].word in ("a", "an", "the")
    ):
        at -= 1
    start = at - len(words) + 1
    return start >= 0 and all(
        not sentence.tokens[start + n].forms.isdisjoint(forms) for n, forms in enumerate(words)
    )
