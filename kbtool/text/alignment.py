"""Sentences of a text found again in what the text was extracted from, by their letters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from kbtool.text.masking import BREAK, MASK, PADDING, Masked
from kbtool.text.sentences import sentences
from kbtool.text.stretch import Stretch

_KEY = 24
"""Letters by which places are looked up before a whole sentence is compared."""
_ROUNDS = 2
"""What is found between two sentences parts what is between it and them."""
_ENDS = frozenset("\n\r\t.!?;:|…。！？؟।" + BREAK)
"""What may stand between two sentences, cells or items."""


class Letters:
    """The letters of a text alone, which no markup, typography or line end changes, with the way back.

    Args:
        text: the text, whatever is not read in it masked.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = [place for place, character in enumerate(text) if character.isalpha()]
        self.solid = "".join(text[place] for place in self.at)
        between = zip([-1, *self.at], [*self.at, len(text)], strict=True)
        self._ends = [not _ENDS.isdisjoint(text[one + 1 : other]) for one, other in between]
        self._ends[0] = self._ends[-1] = True
        self.firsts = [place for place in range(len(self.at)) if self._ends[place]]

    def ends(self, number: int) -> bool:
        """Whether something may end before a letter."""
        return number < len(self._ends) and self._ends[number]

    def of(self, stretch: Stretch) -> tuple[int, int]:
        """Which of the letters stand in a stretch: the number of the first, and the one behind the last."""
        return bisect_left(self.at, stretch.start), bisect_left(self.at, stretch.end)


class Alignment:
    """Where the sentences of a text stand in its source; nowhere rather than in a wrong place.

    A sentence stands where its letters do, if they do so once in the text and once in the source, or as often in both
    between two sentences that are found. It takes time in proportion to the text and its source.

    Args:
        text: the text.
        source: what it was extracted from, with its markup masked.
    """

    def __init__(self, text: str, source: Masked) -> None:
        self._text, self._source = Letters(text), Letters(source)
        self._units = sentences(text)
        self._starts = [unit.start for unit in self._units]

    def place(self, stretch: Stretch) -> Stretch | None:
        """Where a stretch of one sentence of the text stands in the source, if that is known."""
        number = bisect_right(self._starts, stretch.start) - 1
        if number < 0 or stretch.end > self._units[number].end:
            return None
        known = [at for at in range(stretch.start, stretch.end) if self._text.text[at].isalnum()]
        if not known:
            return None
        first = self._nearest(number, known)
        last = self._nearest(number, known[::-1])
        if first is None or last is None or last[1] < first[1]:
            return None
        return self._widened(
            stretch, Stretch(first[0], last[0] + 1), Stretch(first[1], last[1] + 1)
        )

    def _nearest(self, number: int, known: Sequence[int]) -> tuple[int, int] | None:
        """The first of some places that is known in the source, with its place there."""
        if self._found[number] is None:
            return None
        places = ((at, self._offset(number, at)) for at in known)
        return next(((at, there) for at, there in places if there is not None), None)

    @cached_property
    def _found(self) -> list[int | None]:
        """The number of the letter of the source with which each sentence begins."""
        spans = [self._text.of(unit) for unit in self._units]
        words = [self._text.solid[first:last] for first, last in spans]
        here, there = _places(words, self._text), _places(words, self._source)
        found: list[int | None] = [
            there[each][0] if len(there[each]) == len(here[each]) == 1 else None for each in words
        ]
        for _ in range(_ROUNDS):
            self._find_between(found, words, spans, here, there)
        return found

    def _find_between(
        self,
        found: list[int | None],
        words: Sequence[str],
        spans: Sequence[tuple[int, int]],
        here: Mapping[str, Sequence[int]],
        there: Mapping[str, Sequence[int]],
    ) -> None:
        """Find sentences that stand as often in the text as in the source between those before and behind that are found."""
        before: list[tuple[int, int]] = []
        last = (0, 0)
        for number, at in enumerate(found):
            before.append(last)
            if at is not None:
                last = spans[number][1], at + len(words[number])
        behind = len(self._text.solid), len(self._source.solid)
        for number in reversed(range(len(words))):
            at, each = found[number], words[number]
            if at is not None:
                behind = spans[number][0], at
                continue
            mine = _range(here[each], before[number][0], behind[0] - len(each))
            theirs = _range(there[each], before[number][1], behind[1] - len(each))
            at = bisect_left(here[each], spans[number][0], mine.start, mine.stop)
            if len(mine) == len(theirs) and at in mine and here[each][at] == spans[number][0]:
                found[number] = there[each][theirs[at - mine.start]]

    def _offset(self, number: int, at: int) -> int | None:
        """Where a letter or digit of a sentence stands in the source."""
        begins = self._found[number]
        if begins is None:
            return None
        first, last = self._text.of(self._units[number])
        letter = bisect_left(self._text.at, at)
        there = begins + letter - first
        if letter < last and self._text.at[letter] == at:
            return self._source.at[there]
        return self._digit(Stretch(letter, there), at, letter > first, letter < last)

    def _digit(self, letters: Stretch, at: int, has_before: bool, has_behind: bool) -> int | None:
        """Where a digit between two letters stands: where those before it, or behind it, are the same."""
        mine = _others(self._text, letters.start)
        theirs = _others(self._source, letters.end)
        number = mine.index(at)
        digits = [self._text.text[each] for each in mine]
        given = [self._source.text[each] for each in theirs]
        if has_before and digits[: number + 1] == given[: number + 1]:
            return theirs[number]
        left = len(mine) - number
        if has_behind and left <= len(given) and digits[number:] == given[-left:]:
            return theirs[-left]
        return None

    def _widened(self, wanted: Stretch, known: Stretch, found: Stretch) -> Stretch:
        """A stretch of the source with the marks around it that are wanted and are the same."""
        text, source = self._text.text, self._source.text
        start, end = found
        for at in reversed(range(wanted.start, known.start)):
            reached = start
            while source[reached - 1 : reached] == MASK:
                reached -= 1
            if source[reached - 1 : reached] != text[at]:
                break
            start = reached - 1
        for at in range(known.end, wanted.end):
            reached = end
            while source[reached : reached + 1] in (MASK, PADDING):
                reached += 1
            if source[reached : reached + 1] != text[at]:
                break
            end = reached + 1
        while source[end : end + 1] == PADDING:
            end += 1
        while source[start].isspace() or source[start] == MASK:
            start += 1
        while source[end - 1].isspace() or source[end - 1] == MASK:
            end -= 1
        return Stretch(start, end)


def _others(letters: Letters, behind: int) -> list[int]:
    """The places of the digits between two letters, by the number of the second one."""
    start = letters.at[behind - 1] + 1 if behind else 0
    end = letters.at[behind] if behind < len(letters.at) else len(letters.text)
    return [place for place in range(start, end) if letters.text[place].isalnum()]


def _range(places: Sequence[int], first: int, last: int) -> range:
    """The numbers of the places from one to another."""
    return range(bisect_left(places, first), bisect_right(places, last))


def _places(words: Iterable[str], letters: Letters) -> dict[str, list[int]]:
    """Where each of some words stands by itself in letters, in order."""
    found: dict[str, list[int]] = {each: [] for each in words}
    keys: dict[int, dict[str, dict[int, set[str]]]] = defaultdict(dict)
    for each in found:
        by_length = keys[min(len(each), _KEY)].setdefault(each[:_KEY], defaultdict(set))
        by_length[len(each)].add(each)
    solid = letters.solid
    for size, wanted in keys.items():
        for place in letters.firsts:
            for length, same in wanted.get(solid[place : place + size], {}).items():
                last = place + length
                if letters.ends(last) and (here := solid[place:last]) in same:
                    found[here].append(place)
    return found
