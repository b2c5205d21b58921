"""Which statements the words of a sentence make: a trigger with what fills its gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kbtool.prose.lexicon import Forms, Slot, Trigger
from kbtool.prose.sentence import Mention, Sentence
from kbtool.rdf.terms import Term
from kbtool.text.tokens import Token, same

_SKIPPED = 2
"""Words that may stand between those of a trigger: articles, adverbs, adjectives."""

_GAP = 12
"""Tokens in which what fills a gap is looked for."""

_LIGHT = frozenset({"ADJ", "ADV", "AUX", "PART"})
_JOINS = frozenset({"and", "or", "nor", ",", "&"})
_BE = frozenset({"be"})
_PREPOSITIONS = frozenset(
    {"of", "with", "from", "by", "on", "in", "for", "to", "at", "about", "during", "than", "as"}
)
_RELATIVE = frozenset({"which", "that", "who"})


@dataclass(frozen=True)
class Filled:
    """A trigger that stands in a sentence, and what fills its gaps.

    Attributes:
        trigger: the trigger.
        start: the number of its first word, what fills its gaps left out.
        end: the number behind its last one.
        places: the numbers of its words.
        slots: what fills each gap; several, where the sentence lists them.
        skipped: how many nouns between it and what fills its gaps nothing explains.
    """

    trigger: Trigger
    start: int
    end: int
    places: tuple[int, ...]
    slots: dict[Slot, tuple[Mention, ...]]
    skipped: int = 0


def filled_triggers(sentence: Sentence) -> list[Filled]:
    """The triggers in a sentence in order, the longest of those on the same words, with what fills their gaps.

    A gap that nothing in the sentence fills is left out: what was said before may fill it.
    """
    found = [
        filled
        for place in range(len(sentence.tokens))
        for trigger in _beginning(sentence, place)
        for filled in _filled(sentence, trigger, place)
    ]
    return sorted(_best(found), key=lambda each: (each.start, each.end))


def _beginning(sentence: Sentence, place: int) -> Iterator[Trigger]:
    first: set[int] = set()
    for _, _, trigger in sentence.lexicon.trigger_index.at(sentence.tokens, place):
        if id(trigger) not in first:
            first.add(id(trigger))
            yield trigger


def _filled(sentence: Sentence, trigger: Trigger, place: int) -> Iterator[Filled]:
    tokens, kinds = sentence.tokens, sentence.lexicon.kinds[trigger.relation]
    groups = [part for part in trigger.parts if not isinstance(part, Slot)]
    spans = _spans(sentence, groups, place)
    if spans is None or _is_passive(tokens, trigger, spans[0]):
        return
    slots: dict[Slot, tuple[Mention, ...]] = {}
    skipped = 0
    at = -1
    for number, part in enumerate(trigger.parts):
        if not isinstance(part, Slot):
            at += 1
            continue
        wanted = kinds.subject if part is Slot.SUBJECT else kinds.object
        before = spans[at][-1] + 1 if at >= 0 else None
        behind = spans[at + 1][0] if at + 1 < len(spans) else None
        mentions = _in_gap(sentence, wanted, before, behind)
        if mentions:
            slots[part] = mentions
            skipped += _unexplained(sentence, mentions, before, behind)
        elif number and behind is not None:
            return
    places = tuple(sorted(each for span in spans for each in span))
    yield Filled(trigger, places[0], places[-1] + 1, places, slots, skipped)


def _spans(sentence: Sentence, groups: Sequence[Forms], place: int) -> list[list[int]] | None:
    """Where the words of each group stand, the first from a place on; None, if they do not."""
    spans: list[list[int]] = []
    for number, group in enumerate(groups):
        starts = [place] if number == 0 else range(place, min(place + _GAP, len(sentence.tokens)))
        span = next(filter(None, (_words(sentence.tokens, group, start) for start in starts)), None)
        if span is None or (spans and _ended(sentence, spans[-1][-1], span[0])):
            return None
        spans.append(span)
        place = span[-1] + 1
    return spans


def _words(tokens: Sequence[Token], group: Forms, start: int) -> list[int] | None:
    """The numbers of the tokens that are the words of a group; light words may stand between them."""
    if start >= len(tokens) or not same(tokens[start], group[0]):
        return None
    found = [start]
    for forms in group[1:]:
        for at in range(found[-1] + 1, min(found[-1] + 2 + _SKIPPED, len(tokens))):
            if same(tokens[at], forms):
                found.append(at)
                break
            if not _is_light(tokens[at]):
                return None
        else:
            return None
    return found


def _is_light(token: Token) -> bool:
    if not token.is_word:
        return False
    return token.word in ("a", "an", "the", "any", "its", "this", "their", "your") or bool(
        token.kinds & _LIGHT
    )


def _is_passive(tokens: Sequence[Token], trigger: Trigger, span: Sequence[int]) -> bool:
    """Whether an active trigger's verb stands in the passive: "is treated" of "{subject} treats {object}"."""
    verb = tokens[span[0]]
    if trigger.parts[0] is not Slot.SUBJECT or not verb.word.endswith("ed") or len(span) > 1:
        return False
    at = span[0] - 1
    while at >= 0 and _is_light(tokens[at]) and not same(tokens[at], _BE):
        at -= 1
    return at >= 0 and same(tokens[at], _BE)


def _in_gap(
    sentence: Sentence, kinds: frozenset[Term], before: int | None, behind: int | None
) -> tuple[Mention, ...]:
    """What fills a gap between two places, or before or behind one."""
    if before is None:
        assert behind is not None
        return _left_of(sentence, kinds, behind)
    found = [
        each
        for each in sentence.mentions
        if each.start >= before
        and each.start - before <= _GAP
        and (behind is None or each.end <= behind)
        and each.fits(kinds)
    ]
    first = found[0] if found else None
    if (
        first is None
        or _ended(sentence, before - 1, first.start)
        or not stands_alone(sentence, first)
    ):
        return ()
    return _listed(sentence, found, first)


def _left_of(sentence: Sentence, kinds: frozenset[Term], behind: int) -> tuple[Mention, ...]:
    found = [
        each
        for each in reversed(sentence.mentions)
        if each.end <= behind
        and each.fits(kinds)
        and stands_alone(sentence, each)
        and not _ended(sentence, each.end - 1, behind)
    ]
    if not found:
        return ()
    chosen = min(found, key=lambda each: (_preposed(sentence, each), -each.end))
    same_place = [each for each in found if (each.start, each.end) == (chosen.start, chosen.end)]
    listed = list(same_place)
    at = chosen.start
    while at > 0 and sentence.tokens[at - 1].word in _JOINS:
        at -= 1
        beside = [each for each in found if each.end == at]
        if not beside:
            continue
        listed += beside
        at = min(each.start for each in beside)
    return tuple(listed)


def _preposed(sentence: Sentence, mention: Mention) -> int:
    """0 of what may be a subject, 1 behind "of", 2 behind another preposition."""
    at = mention.start - 1
    while at >= 0 and _is_light(sentence.tokens[at]):
        at -= 1
    word = sentence.tokens[at].word if at >= 0 else ""
    return 0 if word not in _PREPOSITIONS else 1 if word in ("of", "with") else 2


def _listed(sentence: Sentence, found: Sequence[Mention], first: Mention) -> tuple[Mention, ...]:
    """A mention with those that a list adds to it."""
    listed = [each for each in found if (each.start, each.end) == (first.start, first.end)]
    end = first.end
    for each in found:
        if each.start < end:
            continue
        between = sentence.tokens[end : each.start]
        if not any(token.word in _JOINS for token in between):
            break
        if any(not (token.word in _JOINS or _is_light(token)) for token in between):
            break
        listed.append(each)
        end = each.end
    return tuple(listed)


def stands_alone(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name is no part of a longer noun phrase that speaks of something else: "ketamine clinics"."""
    if mention.end >= len(sentence.tokens):
        return True
    following = sentence.tokens[mention.end]
    if (
        not following.kinds
        or following.kinds - {"NOUN", "PROPN"}
        or following.word in _PREPOSITIONS
    ):
        return True
    if any(each.start == mention.end for each in sentence.mentions):
        return True
    heads = (sentence.lexicon.heads.get(kind, frozenset()) for kind in mention.kinds)
    return any(not following.forms.isdisjoint(words) for words in heads)


def _unexplained(
    sentence: Sentence, mentions: Sequence[Mention], before: int | None, behind: int | None
) -> int:
    """How many nouns between a trigger and what fills its gap belong to nothing that is known."""
    nearest = mentions[0]
    start, end = (
        (before, nearest.start) if before is not None else (nearest.end, behind or nearest.end)
    )
    named = {at for each in sentence.mentions for at in range(each.start, each.end)}
    named |= {at for each in sentence.contexts for at in range(each.start, each.end)}
    light = frozenset[str]().union(*sentence.lexicon.heads.values())
    return sum(
        1
        for at in range(start, end)
        if at not in named
        and sentence.tokens[at].kinds == frozenset({"NOUN"})
        and sentence.tokens[at].word not in sentence.lexicon.small
        and sentence.tokens[at].forms.isdisjoint(light)
    )


def _ended(sentence: Sentence, left: int, right: int) -> bool:
    """Whether a clause ends between two tokens; a relative pronoun right behind a name goes on with it."""
    return any(
        left < at < right and not (sentence.tokens[at].word in _RELATIVE and at - left <= 2)
        for at in sentence.ends
    )


def _best(found: Sequence[Filled]) -> Iterator[Filled]:
    """The triggers without those whose words a longer one has, and of equal ones those with the most gaps filled."""
    for each in found:
        mine = set(each.places)
        better = (
            other
            for other in found
            if other is not each
            and not mine.isdisjoint(other.places)
            and _rank(other) > _rank(each)
        )
        if next(better, None) is None:
            yield each


def _rank(filled: Filled) -> tuple[int, int]:
    return (
        len(filled.slots) == sum(isinstance(p, Slot) for p in filled.trigger.parts),
        filled.trigger.words,
    )
