"""A knowledge base in groups of parts that nothing joins, packed into batches of a size that a worker has the memory for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field


class Batch(Struct):
    """Parts that are checked together: of each group all, or none.

    Attributes:
        parts: the parts.
        size: the bytes that they take in the index.
        groups: how many groups they are.
    """

    parts: list[int] = field(default_factory=list)
    size: int = 0
    groups: int = 0


class Groups:
    """Parts in groups: what has a key in common is in one.

    Args:
        parts: the parts.
    """

    def __init__(self, parts: Iterable[int]) -> None:
        self._parents = {part: part for part in parts}

    def of(self, part: int) -> int:
        """What tells the group of a part: its first part."""
        parents = self._parents
        while (parent := parents[part]) != part:
            parents[part] = part = parents[parent]
        return part

    def join(self, one: int, other: int) -> None:
        """Make one group of two."""
        a, b = self.of(one), self.of(other)
        if a != b:
            self._parents[max(a, b)] = min(a, b)

    def join_by(self, keyed: Iterable[tuple[object, int]]) -> None:
        """Make one group of the parts that have a key in common.

        Args:
            keyed: a key and a part that has it, the parts of a key one after another.
        """
        last: object = self
        first = 0
        for key, part in keyed:
            if key == last:
                self.join(first, part)
            else:
                last, first = key, part

    def parts(self) -> dict[int, list[int]]:
        """The parts of each group, by what tells it; groups in the order of their first parts."""
        found: dict[int, list[int]] = {}
        for part in self._parents:
            found.setdefault(self.of(part), []).append(part)
        return found


def packed(groups: Iterable[Iterable[int]], sizes: Mapping[int, int], most: int) -> list[Batch]:
    """Groups in batches of at most so many bytes, in their order; one that is larger is a batch of its own."""
    batches = [Batch()]
    for group in groups:
        parts = list(group)
        size = sum(sizes[part] for part in parts)
        if batches[-1].parts and batches[-1].size + size > most:
            batches.append(Batch())
        batches[-1].parts += parts
        batches[-1].size += size
        batches[-1].groups += 1
    return [batch for batch in batches if batch.parts]
