"""Finds the phrases of which a sentence has all words, whatever their order, by the rarest word of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set

from kbtool.prose.words.phrase_index import Forms
from kbtool.prose.words.trigger import Trigger


class ByRarestWord:
    """Triggers, found by the words of a sentence in time that does not grow with their number.

    Args:
        triggers: the triggers; one without words may stand in every sentence.
    """

    def __init__(self, triggers: Iterable[Trigger]) -> None:
        self._triggers = list(triggers)
        words = [[forms for group in each.groups for forms in group] for each in self._triggers]
        counts: Counter[str] = Counter()
        for forms, number in Counter(forms for each in words for forms in each).items():
            for form in forms:
                counts[form] += number
        commonness = {
            forms: sum(counts[form] for form in forms) for each in words for forms in each
        }
        self._by_word: dict[str, list[tuple[int, Forms]]] = defaultdict(list)
        self._wordless: list[int] = []
        for number, each in enumerate(words):
            rarest_first = tuple(sorted(each, key=commonness.__getitem__))
            if not rarest_first:
                self._wordless.append(number)
            for form in rarest_first[0] if rarest_first else ():
                self._by_word[form].append((number, rarest_first[1:]))

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
