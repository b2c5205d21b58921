"""What the sentences of a draft state: candidates, each with what speaks for having read it rightly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.prose.antecedents import FROM_BEFORE, Before, Meant, objects_of, subjects_of
from kbtool.prose.candidate import SURE, Candidate, NotCounted
from kbtool.prose.circumstances import TURNING, Circumstances, circumstances_of
from kbtool.prose.doubts import is_of_some, is_on, may_be_meant
from kbtool.prose.filled import Filled
from kbtool.prose.gist_words import with_understood
from kbtool.prose.horizons import horizon_of
from kbtool.prose.insisting import insisting_words
from kbtool.prose.likened import likened
from kbtool.prose.limits import all_limits
from kbtool.prose.mention import Mention
from kbtool.prose.not_taken import Unread
from kbtool.prose.opposed import is_opposed
from kbtool.prose.own_subjects import is_object_of_another, is_of_those_without
from kbtool.prose.part_denied import why_beside
from kbtool.prose.scope import HAVING, is_denied_apart, scope_of
from kbtool.prose.sentence import Sentence
from kbtool.prose.triggers import filled_triggers
from kbtool.prose.unread import unread_of_statement
from kbtool.prose.words.trigger import Slot, Trigger
from kbtool.rdf.namespaces import KB

_UNEXPLAINED = 0.6
"""By this much what makes something else of a name makes it less likely that a trigger and it belong together."""

_PASSED = 0.65
"""By this much each word that was passed over does, or a preposition: of 70 statements with one, one was another."""

_SPANS = frozenset({"for", "in", "over", "up"})
"""Words before a time that may be how long something takes, or how long it has been so."""

_COUNTED = 3
"""Tokens before a statement in which a share counts those of whom it is said."""

_LIMITED = 0.6
"""By this much a limit that nothing models makes it less likely that what is on file is what is stated."""

_OF_A_KIND = 0.65
"""By this much if it limits only of which kind of a thing it is said: what is refuted of all is so of gummies."""

_GROUP = KB("PersonGroup")
_FROM_LEAD = 0.9
_FROM_GIST = 0.85
_AT_ODDS = 0.5
_LONGEST = 400
"""Tokens of the longest sentence that is read; nobody writes a longer one, and what is said in it has no place."""


def read_statements(sentence: Sentence, before: Before) -> Iterator[Candidate | NotCounted]:
    """What a sentence states, as far as a lexicon knows its words.

    Args:
        sentence: the sentence.
        before: what was named before it.
    """
    if len(sentence.tokens) > _LONGEST:
        yield NotCounted(sentence.stretch, sentence.stretch, Unread.TOO_LONG)
        return
    triggers = filled_triggers(sentence)
    told: list[Candidate | NotCounted] = []
    for each in _stated(sentence, before, triggers):
        if each not in told:
            told.append(each)
    for each in told:
        if isinstance(each, Candidate) and any(_says_the_opposite(each, n) for n in told):
            yield replace(each, confidence=min(each.confidence, _AT_ODDS))
        else:
            yield each


def _says_the_opposite(one: Candidate, other: Candidate | NotCounted) -> bool:
    """Whether the same words are read as a statement and as its denial: neither can be relied on.

    What only a part of a longer trigger says takes nothing from what that says.
    """
    return (
        isinstance(other, Candidate)
        and (one.is_second or not other.is_second)
        and (one.relation, one.subject, one.object) == (other.relation, other.subject, other.object)
        and one.denies is not other.denies
        and one.modality == other.modality
        and one.words.start < other.words.end
        and other.words.start < one.words.end
    )


def _stated(
    sentence: Sentence, before: Before, triggers: Sequence[Filled]
) -> Iterator[Candidate | NotCounted]:
    last = Meant((), 1.0)
    for filled in triggers:
        others = [each for each in triggers if each is not filled]
        first, end = filled.span
        if end <= sentence.own_from or _is_part_of_a_name(sentence, filled):
            continue
        words = sentence.words(first, end)
        meant = subjects_of(sentence, filled, before, last)
        objects = _objects(sentence, filled) or objects_of(sentence, filled, before, meant)
        if not objects and len(meant.subjects) == 1:
            whole = with_understood(sentence, filled, meant.subjects[0])
            filled, objects = (whole, whole.slots[Slot.OBJECT]) if whole else (filled, ())
        if not meant.subjects or not objects:
            yield NotCounted(sentence.stretch, words, Unread.INCOMPLETE)
            continue
        if any(is_object_of_another(sentence, filled, each) for each in meant.subjects):
            yield NotCounted(sentence.stretch, words, Unread.INCOMPLETE)
            continue
        last = meant
        kinds = sentence.lexicon.kinds_of(filled.trigger).subject
        alike = tuple(likened(sentence, filled, meant.subjects, kinds))
        for object_ in objects:
            if object_ is not None and is_of_those_without(sentence, filled, object_):
                yield NotCounted(sentence.stretch, words, Unread.SELECTS)
                continue
            if object_ is not None and is_opposed(sentence, filled, object_):
                yield NotCounted(sentence.stretch, words, Unread.UNSURE)
                continue
            reading = circumstances_of(sentence, filled, object_)
            if reading.why_not is not None:
                yield NotCounted(sentence.stretch, words, reading.why_not)
                continue
            if (why := why_beside(reading)) is not None:
                yield NotCounted(sentence.stretch, words, why)
                continue
            if filled.trigger.is_gist and not may_be_meant(reading):
                yield NotCounted(sentence.stretch, words, Unread.UNSURE)
                continue
            for subject in (*meant.subjects, *(() if reading.denies else alike)):
                if object_ is None or object_.node != subject.node:
                    sure = FROM_BEFORE if object_ and object_.from_before else 1
                    yield from _candidates(
                        reading, others, subject, meant._replace(sure=meant.sure * sure)
                    )


def _is_part_of_a_name(sentence: Sentence, filled: Filled) -> bool:
    """Whether the words of a trigger are some of those of a name: "people with a history of addiction".

    Not so where the name is all that it says of its object: "raises blood pressure".
    """
    objects = filled.slots.get(Slot.OBJECT, ())
    return any(
        each.end - each.start > filled.end - filled.start
        and each.start <= filled.start
        and filled.end <= each.end
        and not any(each.start <= one.start and one.end <= each.end for one in objects)
        for each in sentence.mentions
    )


def _span_of(filled: Filled, subject: Mention, object_: Mention | None) -> tuple[int, int]:
    """The first and the last token of a trigger with one of several things that fill a gap."""
    if object_ is None:
        return filled.span
    here = [each for each in (subject, object_) if each.from_before is None]
    return (
        min([filled.start, *(each.start for each in here)]),
        max([filled.end, *(each.end for each in here)]),
    )


def _with_denials(reading: Circumstances, span: tuple[int, int]) -> tuple[int, int]:
    """The words of a statement with those that deny it: without "no", a quote says the opposite of what is told of it."""
    own_from = reading.sentence.own_from
    denying = (each for each in reading.contexts if each.effect in TURNING)
    spans = [span, *((each.start, each.end) for each in denying if each.start >= own_from)]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _objects(sentence: Sentence, filled: Filled) -> tuple[Mention | None, ...]:
    if filled.trigger.relation in sentence.lexicon.yes_no:
        return (None,)
    return filled.slots.get(Slot.OBJECT, ())


def _counts_people(reading: Circumstances) -> bool:
    """Whether a share is said to do it: "20% of patients respond" does not say that patients respond; of all, it does."""
    start, end = reading.filled.span
    sentence, tokens = reading.sentence, reading.sentence.tokens
    return any(
        at not in reading.modality.read
        and (tokens[at].word.endswith("%") or tokens[at].word == "percent")
        and at + 1 < len(tokens)
        and tokens[at + 1].word == "of"
        for at in range(max(sentence.own_from, start - _COUNTED), min(end + _COUNTED, len(tokens)))
    )


def _candidates(
    reading: Circumstances, beside: Sequence[Filled], subject: Mention, meant: Meant
) -> Iterator[Candidate]:
    sentence, filled, object_ = reading.sentence, reading.filled, reading.object
    own = set(filled.places)
    apart = (
        each
        for each in beside
        if each.is_complete and own.isdisjoint(each.places) and not _says_who(sentence, each)
    )
    stated = (filled, *apart)
    taken = [each for trigger in stated for slot in trigger.slots.values() for each in slot]
    others = [subject.node, *([object_.node] if object_ is not None else [])]
    scope = {
        name: kept
        for name, values in scope_of(sentence, taken, others, filled.places).items()
        if (
            kept := [
                each
                for each in values
                if each.start not in reading.widened
                and not is_on(each, (subject, object_))
                and not _is_beside(sentence, filled, name, object_)
            ]
        )
    }
    horizon, when = horizon_of(sentence, {*filled.places, *reading.widened})
    relation, lexicon = filled.trigger.relation, sentence.lexicon
    of_time = relation in lexicon.of_time
    if of_time or relation in lexicon.legal:
        horizon = None
    spoken = when if horizon or of_time else range(0)
    limits, details = all_limits(
        reading,
        subject,
        beside,
        [*taken, *(each for named in scope.values() for each in named)],
        spoken,
    )
    leads = sentence.leads if _uses_lead(reading, subject) else ()
    told = reading.told.words if reading.told is not None else None
    possible = None if reading.denies else sentence.possible
    parts = [subject] if object_ is None else [subject, object_]
    before = [each.from_before or each.understood for each in parts]
    borrowed = [
        each
        for each in dict.fromkeys((*before, *leads, told, sentence.spoken, possible))
        if each is not None and each != sentence.stretch
    ]
    insisting = insisting_words(reading, subject)
    plain = filled.trigger.when_denied and not reading.modality.flips
    sure = SURE * meant.sure * _PASSED**filled.passed
    sure *= _UNEXPLAINED ** (filled.skipped - filled.passed)
    counted = relation not in lexicon.of_shares and _counts_people(reading)
    counted = counted or is_of_some(sentence, filled)
    if limits or counted or reading.modality.is_open:
        sure *= _LIMITED
    elif details and relation not in lexicon.legal:
        sure *= _OF_A_KIND
    sure *= _FROM_LEAD if leads else 1
    sure *= _FROM_GIST if filled.trigger.is_gist else 1
    whole = Candidate(
        sentence=sentence.stretch,
        words=sentence.words(*_with_denials(reading, _span_of(filled, subject, object_))),
        relation=relation,
        subject=subject.node,
        object=object_.node if object_ is not None else None,
        denies=reading.denies,
        certainty=reading.certainty,
        insists=sentence.words(insisting.start, insisting.stop) if insisting else None,
        modality={} if plain else reading.modality.values,
        horizon=horizon,
        is_span=horizon is not None and sentence.tokens[when.start].word in _SPANS,
        limits=limits,
        confidence=round(sure, 2),
        borrowed=tuple(borrowed),
        is_gist=filled.trigger.is_gist or filled.is_second or _goes_far(filled.trigger),
        is_second=filled.is_second,
        one_of=subject.named_at if len(meant.subjects) > 1 else None,
        named=frozenset(
            each.node
            for each in sentence.mentions
            if each.start >= sentence.own_from
            and not is_denied_apart(sentence, each, filled.places)
        ),
    )
    if filled.attributive:
        scope = {}
    unread = unread_of_statement(reading, subject, scope, spoken, from_lead=bool(leads))
    if filled.trigger.is_gist or _goes_far(filled.trigger):
        unread = (whole.words, *unread)
    whole = replace(whole, unread=tuple(dict.fromkeys([*details, *unread])))
    for values in product(*scope.values()):
        yield replace(whole, scope=dict(zip(scope, (v.node for v in values), strict=True)))


def _goes_far(trigger: Trigger) -> bool:
    """Whether a trigger denies what it does not name, or by saying something else: it counts where that is on file."""
    return trigger.denies and (bool(trigger.implied) or trigger.affirms)


def _is_beside(
    sentence: Sentence, filled: Filled, qualifier: ox.NamedNode, object_: Mention | None
) -> bool:
    """Whether what is named is one more of what is stated, and no scope: "for adults and for children", "shares it with"."""
    if qualifier == KB("coTreatment"):
        return filled.trigger.relation in sentence.lexicon.of_kinds
    return qualifier == KB("population") and object_ is not None and _GROUP in object_.kinds


def _says_who(sentence: Sentence, filled: Filled) -> bool:
    """Whether words only tell of people what they have: "for adults living with gout"."""
    words = [sentence.tokens[at].word for at in filled.places]
    people = [each for each in sentence.mentions if each.end == filled.places[0]]
    return words in HAVING and any(_GROUP in each.kinds for each in people)


def _uses_lead(reading: Circumstances, subject: Mention) -> bool:
    """Whether a part of a statement stands in the line above a list, or a word there turns it."""
    own_from = reading.sentence.own_from
    starts = [reading.filled.start, *(context.start for context in reading.contexts)]
    if subject.from_before is None:
        starts.append(subject.start)
    return any(start < own_from for start in starts)
