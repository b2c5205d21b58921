"""What a sentence speaks of where it does not say so: "it", "this treatment", an item of a list below its heading.

Rather nothing than a guess: what two things may be meant by is neither.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from msgspec import Struct

from kbtool.prose.filled import Filled
from kbtool.prose.likened import related_to
from kbtool.prose.mention import Mention
from kbtool.prose.noun_phrases import is_compared_with, is_turned_from
from kbtool.prose.own_subjects import (
    breaks_off,
    goes_on,
    has_no_subject,
    has_unknown_subject,
    has_verb_of_command,
    is_attribute,
    named_as,
    named_before_colon,
    named_behind_opening,
    other_than_set_aside,
    set_aside,
)
from kbtool.prose.sentence import Sentence
from kbtool.prose.stand_ins import (
    PLURAL,
    PREPOSITIONS,
    SEVERAL,
    TWO,
    StandIn,
    announces,
    is_another_noun_before,
    nearest_stand_in,
    stand_ins,
)
from kbtool.prose.words.trigger import Slot
from kbtool.rdf.terms import Term
from kbtool.text.stretch import Stretch

FROM_BEFORE = 0.85
FROM_HEADING = 0.75
DOUBTFUL = 0.6
"""By this much it is less likely that something is meant that was named further away, or behind another noun."""

NOT_SPOKEN_OF = 0.8
"""By this much it is less likely that the one thing is meant that the sentence before names, but does not speak of."""


class Named(Struct, frozen=True):
    """A concept that was named before a sentence.

    Attributes:
        mention: where it was named.
        sentence: the sentence.
        is_subject: whether that sentence speaks of it, and does not only name it.
        is_near: whether that sentence is the one right before.
        is_plural: whether it was named in the plural, so that "it" does not stand for it.
        is_in_plural: whether it was, or is a part of what was: "X tablets"; "they" may stand for that.
        is_listed: whether it was named beside something unknown, so that "they" stands for more than is known.
    """

    mention: Mention
    sentence: Stretch
    is_subject: bool = True
    is_near: bool = True
    is_plural: bool = False
    is_in_plural: bool = False
    is_listed: bool = False


class Before(Struct, frozen=True):
    """What was named before a sentence, that a word in it may stand for, or that it may leave out.

    Attributes:
        subjects: the concepts that the sentences before name, the nearest first.
        heading: those that the headings above name, the nearest first.
        page: gives the one treatment and the one condition that the text names most often by far.
        is_elsewhere: whether the sentences before have turned to something unknown, which "it" may stand for.
    """

    subjects: tuple[Named, ...] = ()
    heading: tuple[Named, ...] = ()
    page: Callable[[], tuple[Named, ...]] = tuple
    is_elsewhere: bool = False


class Meant(NamedTuple):
    """What a statement is about, and how sure that is, 0 to 1."""

    subjects: tuple[Mention, ...]
    sure: float


_NOTHING = Meant((), 0)


def subjects_of(sentence: Sentence, filled: Filled, before: Before, last: Meant) -> Meant:
    """What a trigger is said of: named with it, by the clause before, or before the sentence.

    Args:
        sentence: the sentence.
        filled: the trigger, with what fills its gaps.
        before: what was named before the sentence.
        last: what the statement before in the sentence is about.
    """
    if announces(sentence, filled):
        return _NOTHING
    kinds = sentence.lexicon.kinds_of(filled.trigger).subject
    found = filled.slots.get(Slot.SUBJECT, ())
    items = [each for each in found if is_attribute(sentence, filled, each)]
    own = tuple(each for each in found if each not in items and not set_aside(sentence, each))
    own = named_as(sentence, filled, own, kinds) or own or related_to(sentence, filled, kinds)
    behind = [m for m in own if m.start >= filled.end and not is_compared_with(sentence, m)]
    if any(breaks_off(sentence, each.end) for each in behind):
        return _NOTHING  # "Approved for gout, it is not" is read in plain order
    fits = last.subjects and all(each.fits(kinds) for each in last.subjects)
    if fits and goes_on(sentence, filled):
        return last
    if own and filled.trigger.fronted is Slot.SUBJECT:
        return Meant(own, 1.0)
    if Slot.SUBJECT not in filled.trigger.parts:
        return _beside(sentence, filled, kinds, before)
    apart = () if own else named_behind_opening(sentence, filled, kinds)
    apart = apart or (() if own else named_before_colon(sentence, filled, kinds))
    if apart:
        return Meant(apart, 1.0)
    stand_in = nearest_stand_in(sentence, filled, own)
    if stand_in is not None:
        return _antecedent(sentence, stand_in, kinds, own, before, filled.places)
    if own:
        return Meant(own, 1.0)
    other = () if items else other_than_set_aside(sentence, filled, kinds)
    if other:
        return Meant(other, 1.0)
    if fits and not has_unknown_subject(sentence, filled):
        return last
    if has_no_subject(sentence, filled):
        headed = [each for each in before.heading if _may_be(each, kinds)]
        above = _only_one(headed, FROM_HEADING, range(filled.start, filled.start))
        return above if above.subjects else _left_out(sentence, filled, kinds, before)
    return _NOTHING


def _left_out(sentence: Sentence, filled: Filled, kinds: frozenset[Term], before: Before) -> Meant:
    """What a sentence without a subject goes on to speak of: "Not addictive."; nothing, if it tells somebody what to do."""
    first = next(t for t in sentence.tokens[sentence.own_from :] if t.is_word)
    if has_verb_of_command(first) or not before.subjects:
        return _NOTHING
    near = [each for each in before.subjects if each.is_near and each.is_subject]
    left_out = range(filled.start, filled.start)
    return _agreed([each for each in near if _may_be(each, kinds)], False, FROM_HEADING, left_out)


def objects_of(
    sentence: Sentence, filled: Filled, before: Before, meant: Meant
) -> tuple[Mention, ...]:
    """What the word behind a trigger stands for that has no other object: "it" of "relieves it"; nothing, if that is open.

    Args:
        sentence: the sentence.
        filled: the trigger, with what fills its gaps.
        before: what was named before the sentence.
        meant: what the statement is about.
    """
    if filled.trigger.parts[-1] is not Slot.OBJECT or filled.end >= len(sentence.tokens):
        return ()
    wanted = sentence.lexicon.kinds_of(filled.trigger).object
    found = list(sentence.lexicon.pronoun_index.at(sentence.tokens, filled.end))
    kinds = frozenset[Term]().union(*(each for _, _, each in found))
    subjects = {each.node for each in meant.subjects}

    def fits(mention: Mention) -> bool:
        own = mention.kinds and mention.fits(wanted) and not mention.kinds.isdisjoint(kinds)
        return bool(own) and mention.node not in subjects

    here = [each for each in sentence.mentions if each.end <= filled.start and fits(each)]
    if here:
        return _agreed([Named(each, sentence.stretch) for each in here], False, 1).subjects
    near = [each for each in before.subjects if each.is_near and fits(each.mention)]
    places = range(filled.end, max((end for end, _, _ in found), default=filled.end))
    return _agreed(near, False, 1, places).subjects


def _beside(sentence: Sentence, filled: Filled, kinds: frozenset[Term], before: Before) -> Meant:
    """What a phrase without a gap for it is about: the one thing named that may be, or what "it" stands for."""
    others = [each for slot in filled.slots.values() for each in slot]
    named = [
        each
        for each in sentence.mentions
        if each.kinds and each.fits(kinds) and each not in others and not set_aside(sentence, each)
    ]
    if named:
        return _agreed([Named(each, sentence.stretch) for each in named], False, 0.9)
    places = [at for at in range(len(sentence.tokens)) if at not in filled.places]
    found = stand_ins(sentence, places)
    return _antecedent(sentence, found[0], kinds, (), before, filled.places) if found else _NOTHING


def _antecedent(
    sentence: Sentence,
    stand_in: StandIn,
    kinds: frozenset[Term],
    own: tuple[Mention, ...],
    before: Before,
    places: Collection[int],
) -> Meant:
    is_plural = sentence.tokens[stand_in.start].word in PLURAL

    def fits(mention: Mention) -> bool:
        return mention.fits(kinds) and not mention.kinds.isdisjoint(stand_in.kinds)

    def may_be(named: Named) -> bool:
        agrees = not (stand_in.is_singular and named.is_plural)
        return agrees and _may_be(named, kinds) and fits(named.mention)

    here = [
        each
        for each in (own or spoken_of_before(sentence, stand_in.start))
        if each.kinds and fits(each)
    ]
    if here:
        return _agreed([Named(each, sentence.stretch) for each in here], is_plural, 0.95)
    sure = FROM_BEFORE * (
        DOUBTFUL if is_another_noun_before(sentence, stand_in.start, places) else 1
    )
    near = [each for each in before.subjects if each.is_near and may_be(each)]
    spoken_of = [each for each in near if each.is_subject]
    above = [each for each in before.heading if may_be(each)]
    if spoken_of or near:
        headed = {each.mention.node for each in near} <= {each.mention.node for each in above}
        sure *= 1 if spoken_of or headed else NOT_SPOKEN_OF
        word = sentence.tokens[stand_in.start].word
        if word in SEVERAL and not _are_all(spoken_of or near, word):
            return _NOTHING
        return _agreed(spoken_of or near, is_plural, sure, stand_in.places)
    if above and not any(map(may_be, before.subjects)):
        return _only_one(above, FROM_HEADING, stand_in.places)
    further = [each for each in before.subjects if may_be(each)]
    if sentence.tokens[stand_in.start].word in TWO or any(each.is_listed for each in further):
        further = []
    found = _only_one(further, sure * DOUBTFUL, stand_in.places)
    if not found.subjects and not near:
        inside = [
            m
            for m in sentence.mentions
            if m.end <= stand_in.start and m.kinds and fits(m)
            if not set_aside(sentence, m) and not is_turned_from(sentence, m)
        ]
        return _agreed([Named(m, sentence.stretch) for m in inside], is_plural, 0.9)
    topics = {each.mention.node for each in above}
    agree = len(topics) == 1 and topics == {each.node for each in found.subjects}
    if agree:
        return found._replace(sure=sure * NOT_SPOKEN_OF)
    return found if near else _of_the_page(sentence, stand_in, found, before, may_be) or found


def _of_the_page(
    sentence: Sentence,
    stand_in: StandIn,
    found: Meant,
    before: Before,
    may_be: Callable[[Named], bool],
) -> Meant | None:
    """What "the drug" stands for in a text about one treatment, wherever that was named; None, if that is open.

    A word that says of no kind what it stands for, as "it" does, may stand for what nobody knows that was named since.
    """
    page = [each for each in before.page() if may_be(each)]
    nodes = {each.mention.node for each in page}
    others = {each.node for each in found.subjects} - nodes
    bare = stand_in.end - stand_in.start == 1
    headed = any(may_be(each) for each in before.heading)
    if not page or others or headed or (bare and before.is_elsewhere):
        return None
    return _agreed(page, False, FROM_BEFORE * NOT_SPOKEN_OF, stand_in.places)


def _are_all(found: Sequence[Named], word: str) -> bool:
    """Whether "they" can be some concepts, and none else: several, or, but for "both", one that was named in the plural."""
    if any(each.is_listed for each in found):
        return False
    several = len({each.mention.node for each in found}) > 1
    return several or (word not in TWO and any(each.is_in_plural for each in found))


def _may_be(named: Named, kinds: frozenset[Term]) -> bool:
    return bool(named.mention.kinds) and named.mention.fits(kinds)


def spoken_of_before(sentence: Sentence, at: int) -> list[Mention]:
    """What a sentence itself names before a word that stands for something, behind no preposition.

    Args:
        sentence: the sentence.
        at: the token where the word stands.
    """
    return [
        each
        for each in sentence.mentions
        if each.end <= at
        and not set_aside(sentence, each)
        and (each.start == 0 or sentence.tokens[each.start - 1].word not in PREPOSITIONS)
    ]


def _agreed(
    found: Sequence[Named], is_plural: bool, sure: float, places: range | None = None
) -> Meant:
    """What is meant, if that is one thing, or several that "they" stands for.

    Args:
        found: what may be.
        is_plural: whether it may be several.
        sure: how sure that is.
        places: the tokens that stand for it, if another sentence names it.
    """
    names = {(each.sentence, each.mention.start) for each in found}
    nodes = {each.mention.node for each in found}
    if len(nodes) > 1 and len(names) > 1 and not is_plural:
        return _NOTHING
    if is_plural and len(nodes) > 2:
        return _NOTHING
    seen: dict[object, Mention] = {}
    for each in found:
        mention = each.mention if places is None else each.mention.named_in(each.sentence, places)
        seen.setdefault(mention.node, mention)
    return Meant(tuple(seen.values()), sure)


def _only_one(found: Sequence[Named], sure: float, places: range) -> Meant:
    """What the nearest line names, if that is one thing."""
    nearest = [each for each in found if each.sentence == found[0].sentence]
    return _agreed(nearest, False, sure, places)
