"""Which sentences of an article a new text of it adds and removes, whether or not anybody has quoted them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from msgspec import Struct

from kbtool.text.differences import raised
from kbtool.text.searchable import SearchableText
from kbtool.text.sentences import sentences
from kbtool.text.stretch import Stretch
from kbtool.text.typography import level_text

_FEWEST_KEPT = 0.5
_SHORTEST = 0.1

Key = tuple[str, tuple[str, ...]]
"""Words up to typography, and the figures whose value hangs on their form."""


class Sentence(Struct, frozen=True):
    """A sentence, and its 1-based line in the text that has it."""

    line: int
    text: str


class TextChange(Struct, frozen=True):
    """What a new text is to an old one.

    Attributes:
        changed: whether more differs than typography and white space.
        same: whether they are the same, character by character.
        added: the sentences of the new text that the old one does not have, in its order.
        removed: those of the old text that the new one does not have, in its order.
        kept: how many sentences of the old text are left.
        sentences: how many the old text has.
        much_shorter: whether the new text is a tenth of the old one, or less.
    """

    changed: bool
    same: bool
    added: tuple[Sentence, ...]
    removed: tuple[Sentence, ...]
    kept: int
    sentences: int
    much_shorter: bool

    @property
    def little_is_left(self) -> bool:
        """Whether the new text may not be a text of this article at all."""
        return self.much_shorter or self.kept < _FEWEST_KEPT * self.sentences


def text_change(old: SearchableText, new: SearchableText) -> TextChange:
    """The sentences that are in one text only, compared up to typography; one that only moved is in both."""
    whole_old, whole_new = key(old.text), key(new.text)
    mine = [(key(part.of(old.text)), part) for part in parts(old.text)]
    theirs = [(key(part.of(new.text)), part) for part in parts(new.text)]
    changed = whole_old != whole_new
    removed = _only(old, mine, Counter(k for k, _ in theirs)) if changed else ()
    added = _only(new, theirs, Counter(k for k, _ in mine)) if changed else ()
    # Lines may be broken elsewhere: a sentence is left wherever its words are.
    kept = sum(words in whole_new[0] for (words, _), _ in mine)
    return TextChange(
        changed=changed,
        same=old.text == new.text,
        added=added,
        removed=removed,
        kept=kept,
        sentences=len(mine),
        much_shorter=len(whole_new[0]) <= _SHORTEST * len(whole_old[0]),
    )


def key(text: str) -> Key:
    """What two stretches of text have in common that differ in typography and white space only."""
    return level_text(text).strip(), tuple(raised(text))


def parts(text: str) -> list[Stretch]:
    """The sentences of a text, and what stands between them: a line of figures says something as well."""
    found: list[Stretch] = []
    at = 0
    for sentence in (*sentences(text), Stretch(len(text), len(text))):
        for line in text[at : sentence.start].splitlines(keepends=True):
            if any(map(str.isalnum, line)):
                begin = at + len(line) - len(line.lstrip())
                found.append(Stretch(begin, begin + len(line.strip())))
            at += len(line)
        if sentence.end > sentence.start:
            found.append(sentence)
        at = sentence.end
    return found


def around(found: list[Stretch], start: int, end: int) -> Stretch:
    """The sentences that a stretch begins and ends in, as one stretch.

    Args:
        found: the sentences of the text, in order.
        start: 0-based offset of the stretch.
        end: the offset behind it.
    """
    ends = [stop for _, stop in found]
    first = bisect_right(ends, start)
    last = bisect_right(ends, max(start, end - 1))
    begin = found[first].start if first < len(found) else start
    stop = found[last].end if last < len(found) and found[last].start < end else end
    return Stretch(min(begin, start), max(stop, end))


def _only(
    text: SearchableText, mine: list[tuple[Key, Stretch]], others: Counter[Key]
) -> tuple[Sentence, ...]:
    """The sentences that the other text does not have, or not as often."""
    only = []
    for words, part in mine:
        if others[words] > 0:
            others[words] -= 1
        else:
            only.append(Sentence(text.position(part.start)[0], part.of(text.text)))
    return tuple(only)
