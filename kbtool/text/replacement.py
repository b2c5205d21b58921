"""Which sentences of a new text took the place of which of an old one."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct
from rapidfuzz.fuzz import ratio

from kbtool.text.changes import Key, key, parts
from kbtool.text.stretch import Stretch

_LIKE = 50.0
"""rapidfuzz ratio from which one sentence is another, edited, where several were replaced by several."""

_MOST_PAIRS = 40_000
"""So many pairs of sentences are compared; where more were replaced, nobody can tell which is which."""


class _Block(Struct, frozen=True):
    """Sentences of the old text, from and to an index, and those of the new one that stand in their place."""

    old: range
    new: range
    stayed: bool


class Replacement(Struct, frozen=True, dict=True):
    """Two texts of an article, aligned by the sentences that stayed.

    Attributes:
        old: the old text.
        new: the new one.
    """

    old: str
    new: str

    def places(self, stretch: Stretch) -> list[Stretch]:
        """What stands in the place of a stretch of the old text; neighbouring sentences are one stretch.

        A sentence that the old text has as well, elsewhere, is not among them: it took nobody's place.

        Args:
            stretch: a part of the old text.
        """
        touched = {
            index
            for index, part in enumerate(self._mine)
            if part.start < stretch.end and stretch.start < part.end
        }
        blocks = (block for block in self._blocks if not touched.isdisjoint(block.old))
        return self._joined([index for block in blocks for index in self._took(block, touched)])

    @cached_property
    def inserted(self) -> list[Stretch]:
        """What is new and stands in the place of nothing; neighbouring sentences are one stretch."""
        blocks = (block for block in self._blocks if not block.old)
        return self._joined([index for block in blocks for index in self._took(block, set())])

    @cached_property
    def moved(self) -> list[tuple[Stretch, Stretch]]:
        """What stands elsewhere: its place in the old text, and in the new one; sentences that moved together are one."""
        left: dict[Key, list[int]] = {}
        for block in self._blocks:
            for index in () if block.stayed else block.old:
                left.setdefault(self._old_keys[index], []).append(index)
        came = (index for block in self._blocks if not block.stayed for index in block.new)
        pairs = [
            (waiting.pop(0), index)
            for index in came
            if (waiting := left.get(self._new_keys[index]))
        ]
        found: list[tuple[Stretch, Stretch]] = []
        for at, (before, after) in enumerate(pairs):
            mine, theirs = self._mine[before], self._theirs[after]
            if at and pairs[at - 1] == (before - 1, after - 1):
                first = found.pop()
                mine = Stretch(first[0].start, mine.end)
                theirs = Stretch(first[1].start, theirs.end)
            found.append((mine, theirs))
        return found

    def _took(self, block: _Block, touched: set[int]) -> Iterator[int]:
        if block.stayed:
            yield from (
                block.new[block.old.index(index)] for index in block.old if index in touched
            )
        else:
            known = self._known
            yield from (index for index in block.new if self._new_keys[index] not in known)

    def _joined(self, indexes: Sequence[int]) -> list[Stretch]:
        found: list[Stretch] = []
        last = None
        for index in indexes:
            part = self._theirs[index]
            if last is not None and index == last + 1:
                found[-1] = Stretch(found[-1].start, part.end)
            else:
                found.append(part)
            last = index
        return found

    @cached_property
    def _mine(self) -> list[Stretch]:
        return parts(self.old)

    @cached_property
    def _theirs(self) -> list[Stretch]:
        return parts(self.new)

    @cached_property
    def _old_keys(self) -> list[Key]:
        return [key(part.of(self.old)) for part in self._mine]

    @cached_property
    def _new_keys(self) -> list[Key]:
        return [key(part.of(self.new)) for part in self._theirs]

    @cached_property
    def _known(self) -> frozenset[Key]:
        return frozenset(self._old_keys)

    @cached_property
    def _blocks(self) -> list[_Block]:
        found: list[_Block] = []
        matcher = difflib.SequenceMatcher(a=self._old_keys, b=self._new_keys, autojunk=False)
        for tag, i, j, k, m in matcher.get_opcodes():
            if tag == "equal":
                found.append(_Block(range(i, j), range(k, m), stayed=True))
            else:
                found += self._paired(range(i, j), range(k, m))
        return found

    def _paired(self, old: range, new: range) -> Iterator[_Block]:
        """The blocks of sentences that were replaced: the edited ones in pairs, and what is between these."""
        at, to = old.start, new.start
        for mine, theirs in self._pairs(old, new):
            yield _Block(range(at, mine), range(to, theirs), stayed=False)
            yield _Block(range(mine, mine + 1), range(theirs, theirs + 1), stayed=False)
            at, to = mine + 1, theirs + 1
        yield _Block(range(at, old.stop), range(to, new.stop), stayed=False)

    def _pairs(self, old: range, new: range) -> list[tuple[int, int]]:
        """The pairs of sentences, in the order of both, that are most alike taken together."""
        if not 1 < len(old) * len(new) <= _MOST_PAIRS:
            return []
        like = [
            [ratio(self._old_keys[i][0], self._new_keys[k][0], score_cutoff=_LIKE) for k in new]
            for i in old
        ]
        best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
        for i in reversed(range(len(old))):
            for k in reversed(range(len(new))):
                paired = like[i][k] + best[i + 1][k + 1] if like[i][k] else 0.0
                best[i][k] = max(paired, best[i + 1][k], best[i][k + 1])
        pairs, i, k = [], 0, 0
        while i < len(old) and k < len(new):
            if best[i][k] == best[i + 1][k]:
                i += 1
            elif best[i][k] == best[i][k + 1]:
                k += 1
            else:
                pairs.append((old[i], new[k]))
                i, k = i + 1, k + 1
        return pairs
