"""Finds the phrases of which a sentence has all words, whatever their order, by the rarest word of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set

from kbtool.prose.words.phrase_index import Forms
from kbtool.prose.words.trigger import Slot, Trigger


class ByRarestWord:
    """Triggers, found by the words of a sentence in time that does not grow with their number.

    Args:
        triggers: the triggers; one without words may stand in every sentence.
    """

    def __init__(self, triggers: Iterable[Trigger]) -> None:
        self._triggers = list(triggers)
        words = [
            [forms for part in each.parts if not isinstance(part, Slot) for forms in part]
            for each in self._triggers
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
        self._by_word: dict[str, list[tuple[int, Forms]]] = defaultdict(list)
        self._wordless: list[int] = []
        for number, each in enumerate(words):
            if not each:
                self._wordless.append(number)
                continue
            each.sort(key=commonness.__getitem__)
            entry = (number, tuple(each[1:]))
            for form in each[0]:
                self._by_word[form].append(entry)

    def within(self, forms: Set[str]) -> Iterator[Trigger]:
        """The triggers of which a sentence has all words, in their order.

        Args:
            forms: all that its words may be forms of.
        """
        found = set(self._wordless)
        for word in forms:
            for number, others in self._by_word.get(word, ()):
                for each in others:
                    if each.isdisjoint(forms):
                        break
                else:
                    found.add(number)
        for number in sorted(found):
            yield self._triggers[number]
