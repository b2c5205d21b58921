"""A trigger in a sentence, and what fills its gaps."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from kbtool.prose.mention import Mention
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.trigger import Slot, Trigger


class Filled(Struct, frozen=True):
    """A trigger that stands in a sentence, and what fills its gaps.

    Attributes:
        trigger: the trigger.
        start: the number of its first word, what fills its gaps left out.
        end: the number behind its last one.
        places: the numbers of its words.
        slots: what fills each gap; several, where the sentence lists them.
        skipped: how much between it and what fills its gaps nothing explains.
        passed: how much of that is words that were passed over, and makes nothing else of a name.
        is_second: whether a longer trigger says as much of the same names by another predicate, and was found as well.
        attributive: whether it is an adjective before a noun, so that what limits the noun does not limit it.
    """

    trigger: Trigger
    start: int
    end: int
    places: tuple[int, ...]
    slots: dict[Slot, tuple[Mention, ...]]
    skipped: int = 0
    passed: int = 0
    attributive: bool = False
    is_second: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether the sentence fills all of its gaps."""
        return len(self.slots) == self.trigger.gaps

    @property
    def span(self) -> tuple[int, int]:
        """Its first token with what fills its gaps, and the one behind the last."""
        mentions = [each for slot in self.slots.values() for each in slot]
        return (
            min([self.start, *(each.start for each in mentions)]),
            max([self.end, *(each.end for each in mentions)]),
        )


class Filling(Struct, frozen=True):
    """What fills a gap.

    Attributes:
        mentions: the names; several, if a list.
        doubts: how much between the trigger and them nothing explains.
        passed: how much of that is words that were passed over.
    """

    mentions: tuple[Mention, ...] = ()
    doubts: int = 0
    passed: int = 0


def implied_by(trigger: Trigger, sentence: Sentence, at: int) -> Iterator[Mention]:
    """What a trigger names without a name for it, in the place of its last word."""
    for node in trigger.implied:
        kinds = sentence.lexicon.kind_of.get(node, frozenset())
        yield Mention(node, kinds, at, at + 1)
