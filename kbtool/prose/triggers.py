"""Which statements the words of a sentence make: a trigger with what fills its gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kbtool.prose.gaps import Gaps
from kbtool.prose.lexicon import Slot, Trigger
from kbtool.prose.phrases import is_grammatical, is_passive, spans_of
from kbtool.prose.sentence import Mention, Sentence


@dataclass(frozen=True)
class Filled:
    """A trigger that stands in a sentence, and what fills its gaps.

    Attributes:
        trigger: the trigger.
        start: the number of its first word, what fills its gaps left out.
        end: the number behind its last one.
        places: the numbers of its words.
        slots: what fills each gap; several, where the sentence lists them.
        skipped: how much between it and what fills its gaps nothing explains.
    """

    trigger: Trigger
    start: int
    end: int
    places: tuple[int, ...]
    slots: dict[Slot, tuple[Mention, ...]]
    skipped: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether the sentence fills all of its gaps."""
        return len(self.slots) == sum(isinstance(part, Slot) for part in self.trigger.parts)


def filled_triggers(sentence: Sentence) -> list[Filled]:
    """The triggers in a sentence in order, the longest of those on the same words, with what fills their gaps.

    A gap that nothing in the sentence fills is left out: what was said before may fill it.
    """
    found = [
        filled
        for place in range(len(sentence.tokens))
        for trigger in _beginning(sentence, place)
        if (filled := _filled(sentence, trigger, place)) is not None
    ]
    return sorted(_best(found), key=lambda each: (each.start, each.end))


def _beginning(sentence: Sentence, place: int) -> Iterator[Trigger]:
    first: set[int] = set()
    words = sentence.forms
    for trigger in sentence.lexicon.trigger_index.beginning(sentence.tokens[place]):
        if id(trigger) not in first:
            first.add(id(trigger))
            if all(not forms.isdisjoint(words) for group in trigger.groups for forms in group):
                yield trigger


def _filled(sentence: Sentence, trigger: Trigger, place: int) -> Filled | None:
    kinds = sentence.lexicon.kinds[trigger.relation]
    spans = spans_of(sentence, trigger.groups, place)
    if spans is None or _is_turned(sentence, trigger, spans):
        return None
    places = tuple(sorted(each for span in spans for each in span))
    gaps = Gaps(sentence, frozenset(places))
    slots: dict[Slot, tuple[Mention, ...]] = {}
    skipped, at = 0, -1
    for number, part in enumerate(trigger.parts):
        if not isinstance(part, Slot):
            at += 1
            continue
        wanted = kinds.subject if part is Slot.SUBJECT else kinds.object
        behind = spans[at + 1][0] if at + 1 < len(spans) else None
        filling = (
            gaps.right(wanted, spans[at][-1] + 1, behind)
            if at >= 0
            else gaps.left(wanted, spans[0][0])
        )
        if filling.mentions and not (part in trigger.beside and not gaps.is_beside(filling)):
            slots[part] = filling.mentions
            skipped += filling.doubts
        elif part in trigger.beside or (
            number and behind is not None and not _stands_in(sentence, spans[at][-1] + 1, behind)
        ):
            return None
    filled = Filled(trigger, places[0], places[-1] + 1, places, slots, skipped)
    return filled if _says_something(sentence, filled) else None


def _is_turned(sentence: Sentence, trigger: Trigger, spans: Sequence[Sequence[int]]) -> bool:
    """Whether an active trigger's verb stands in the passive: "is treated" of "{subject} treats {object}"."""
    return (
        trigger.parts[0] is Slot.SUBJECT
        and len(spans[0]) == 1
        and len(trigger.parts) == 3
        and is_passive(sentence, spans[0][0])
    )


def _stands_in(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a word between two places stands for something that was named before."""
    index = sentence.lexicon.pronoun_index
    return any(any(index.at(sentence.tokens, at)) for at in range(start, end))


def _says_something(sentence: Sentence, filled: Filled) -> bool:
    """Whether a trigger means what it says: one without words of content only if all stands side by side."""
    if not filled.slots:
        return Slot.OBJECT not in filled.trigger.parts
    if not is_grammatical(sentence.lexicon, filled.trigger):
        return True
    return filled.is_complete and not filled.skipped


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
            and not _embeds(other, each)
        )
        if next(better, None) is None:
            yield each


def _embeds(outer: Filled, inner: Filled) -> bool:
    """Whether a trigger speaks of what another one states: "studies show that {subject} helps {object}"."""
    return (
        outer.trigger.parts[0] is not Slot.SUBJECT
        and inner.trigger.parts[0] is Slot.SUBJECT
        and inner.is_complete
        and Slot.SUBJECT in outer.slots
        and outer.slots[Slot.SUBJECT] == inner.slots.get(Slot.SUBJECT)
        and outer.start < min(each.start for each in inner.slots[Slot.SUBJECT])
        and inner.start >= max(each.end for each in inner.slots[Slot.SUBJECT])
    )


def _rank(filled: Filled) -> tuple[bool, int]:
    return filled.is_complete, filled.trigger.words
