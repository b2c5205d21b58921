"""Finds the phrases of which a sentence has all words, whatever their order, by the rarest word of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from msgspec import Struct

from kbtool.prose.words.phrase_index import Forms
from kbtool.prose.words.trigger import Slot, Trigger

Entry = tuple[int, Forms]
"""The number of a trigger, and its words but for the rarest one."""


class RarestWords(Struct, frozen=True):
    """By which words triggers are found.

    Attributes:
        by_word: the triggers, by each form of their rarest word.
        wordless: the numbers of those without words.
    """

    by_word: Mapping[str, Sequence[Entry]]
    wordless: Sequence[int]


def rarest_words(triggers: Sequence[Trigger]) -> RarestWords:
    """By which words some triggers are found."""
    words = [
        [forms for part in each.parts if not isinstance(part, Slot) for forms in part]
        for each in triggers
    ]
    numbers: defaultdict[frozenset[str], int] = defaultdict(int)
    for each in words:
        for forms in each:
            numbers[forms] += 1
    counts: defaultdict[str, int] = defaultdict(int)
    for forms, number in numbers.items():
        for form in forms:
            counts[form] += number
    commonness = {forms: sum(counts[form] for form in forms) for forms in numbers}
    by_word: dict[str, list[Entry]] = defaultdict(list)
    wordless: list[int] = []
    for number, each in enumerate(words):
        if not each:
            wordless.append(number)
            continue
        each.sort(key=commonness.__getitem__)
        entry = (number, tuple(each[1:]))
        for form in each[0]:
            by_word[form].append(entry)
    return RarestWords(by_word, wordless)


class ByRarestWord:
    """Triggers, found by the words of a sentence in time that does not grow with their number.

    Args:
        triggers: the triggers; one without words may stand in every sentence.
        words: by which words they are found, if that is known.
    """

    def __init__(self, triggers: Sequence[Trigger], words: RarestWords | None = None) -> None:
        self._triggers = triggers
        self._words = words or rarest_words(triggers)

    def within(self, forms: Set[str]) -> Iterator[Trigger]:
        """The triggers of which a sentence has all words, in their order.

        Args:
            forms: all that its words may be forms of.
        """
        found = set(self._words.wordless)
        for word in forms:
            for number, others in self._words.by_word.get(word, ()):
                for each in others:
                    if each.isdisjoint(forms):
                        break
                else:
                    found.add(number)
        for number in sorted(found):
            yield self._triggers[number]
