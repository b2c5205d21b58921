"""What a trigger and a gist of one sentence have in common, and what a trigger without an object leaves to be understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.prose.filled import Filled
from kbtool.prose.lists import CONJUNCTIONS
from kbtool.prose.mention import Mention
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect
from kbtool.prose.words.trigger import Slot, Trigger

_TURNING = frozenset({Effect.NEGATES, Effect.CONTRASTS, Effect.REJECTS})


def with_understood(sentence: Sentence, filled: Filled, subject: Mention) -> Filled | None:
    """A trigger that names no object, with the only one on file, or the condition that is spoken of: "is not approved".

    None, if another may be meant.

    Args:
        sentence: the sentence.
        filled: the trigger.
        subject: what it is said of.
    """
    lexicon, trigger = sentence.lexicon, filled.trigger
    on_file = lexicon.understood.get((subject.node, trigger.relation), frozenset())
    if not on_file or Slot.OBJECT in trigger.parts or trigger.fronted is not None:
        return None
    topic = sentence.topic
    if topic is not None and topic.node not in on_file:
        return None
    if len(on_file) > 1 and (topic is None or topic.is_page):
        return None
    node = topic.node if topic is not None else next(iter(on_file))
    wanted = lexicon.kinds_of(trigger).object
    here = [m for m in sentence.mentions if sentence.shares_clause(filled.start, m.start)]
    others = [each for each in here if each.node not in (node, subject.node)]
    if any(each.kinds and each.fits(wanted) for each in others):
        return None
    own = topic is not None and topic.sentence == sentence.stretch
    if own and all(each.node != node for each in here) and not _names(sentence, subject, node):
        return None
    if any(_is_turned(sentence, filled, each) for each in here if each.node == node):
        return None
    behind = max(filled.end, subject.end if subject.from_before is None else 0)
    if behind < len(sentence.tokens) and _goes_on(sentence, behind):
        return None
    last = filled.places[-1]
    where = topic.sentence if topic is not None else None
    meant = Mention(node, lexicon.kind_of.get(node, frozenset()), last, last + 1, understood=where)
    slots = {**filled.slots, Slot.OBJECT: (meant,)}
    return replace(filled, trigger=replace(trigger, is_gist=True), slots=slots)


def _names(sentence: Sentence, subject: Mention, node: ox.NamedNode) -> bool:
    """Whether a name has that of a condition in it: "gout pills"."""
    return any(
        each.node == node and subject.start <= each.start and each.end <= subject.end
        for each in sentence.names
    )


def _is_turned(sentence: Sentence, filled: Filled, mention: Mention) -> bool:
    """Whether a denial reaches a name, and not the trigger: "is approved, but not for gout"."""
    return any(
        each.effect in _TURNING
        and each.reaches([mention.start])
        and not each.reaches(filled.places)
        for each in sentence.contexts
    )


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether a word may limit what stands before it: "is not effective alone", "for her", "at once"."""
    token = sentence.tokens[at]
    return token.is_word and token.word not in CONJUNCTIONS | {"but", "yet"}


def says_as_much(
    filled: Filled,
    trigger: Trigger,
    slots: Mapping[Slot, tuple[Mention, ...]],
    places: Sequence[int],
) -> bool:
    """Whether a trigger has the same words, or joins the same names."""
    if not filled.is_complete:
        return False
    if not set(places).isdisjoint(filled.places):
        return True
    if not slots.get(Slot.OBJECT) or trigger.implied:
        return filled.trigger.relation == trigger.relation
    if trigger.groups and filled.trigger.relation != trigger.relation:
        return False
    mine = {each.node for some in slots.values() for each in some}
    its = {each.node for some in filled.slots.values() for each in some}
    return (
        all(not its.isdisjoint(each.node for each in some) for some in slots.values())
        and its <= mine
    )


def may_say_as_much(filled: Filled, places: Sequence[int]) -> bool:
    """Whether a trigger that wants no more than what it is said of has some of the same words."""
    wants = set(filled.trigger.parts) & {Slot.SUBJECT, Slot.OBJECT} - set(filled.slots)
    return wants <= {Slot.SUBJECT} and not set(places).isdisjoint(filled.places)
