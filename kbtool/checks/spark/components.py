"""What hangs together, found by joins: the components of a graph that no machine has to hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kbtool.knowledge.slices.grouping import Groups

if TYPE_CHECKING:
    from pyspark import RDD

Link = tuple[int, int]

_ROUNDS = 60
"""More than the square of the logarithm of any number of parts that there will be."""


def links(keyed: RDD[tuple[int, int]], partitions: int) -> RDD[Link]:
    """What joins parts: the first part of each key, with each other one that has it.

    Args:
        keyed: a key, and a part that has it.
        partitions: in how many partitions.
    """
    return keyed.groupByKey(partitions).flatMap(_star).distinct(partitions)


def _star(of: tuple[int, Iterable[int]]) -> Iterator[Link]:
    parts = set(of[1])
    first = min(parts)
    return ((part, first) for part in parts if part != first)


_HERE = 200_000
"""Links that one process joins sooner than Spark begins a round."""


def components(joined: RDD[Link], partitions: int, here: int = _HERE) -> dict[int, int]:
    """The first part of what each part hangs together with, of those that hang together with any other.

    What no process can hold is joined in rounds: stars are drawn to ever lower numbers until nothing moves, large ones and
    small ones by turns, as Kiveris et al. do in "Connected Components in MapReduce and Beyond" (SoCC 2014).

    Args:
        joined: what joins them.
        partitions: in how many partitions.
        here: so many links, drawn together in their partitions, are joined by this process.
    """
    drawn = joined.mapPartitions(_drawn_together).cache()
    if drawn.count() <= here:
        pairs = drawn.collect()
        drawn.unpersist()
        return dict(_drawn_together(pairs))
    found = _by_rounds(drawn, partitions)
    drawn.unpersist()
    return found


def _drawn_together(some: Iterable[Link]) -> Iterator[Link]:
    """Links that join what these join: each part with the first that it hangs together with."""
    found = list(some)
    groups = Groups(dict.fromkeys(part for link in found for part in link))
    for one, other in found:
        groups.join(one, other)
    for first, parts in groups.parts().items():
        yield from ((part, first) for part in parts if part != first)


def _by_rounds(joined: RDD[Link], partitions: int) -> dict[int, int]:
    stars = joined.cache()
    told = _told(stars)
    for _ in range(_ROUNDS):
        both_ways = stars.flatMap(_both)
        large = both_ways.groupByKey(partitions).flatMap(_large).distinct(partitions)
        downwards = large.map(_downwards)
        after = downwards.groupByKey(partitions).flatMap(_small).distinct(partitions).cache()
        now = _told(after)
        stars.unpersist()
        stars = after
        if now == told:
            break
        told = now
    pairs = stars.collect()
    stars.unpersist()
    found = dict(pairs)
    assert len(found) == len(pairs) and found.keys().isdisjoint(found.values())
    return found


def _told(some: RDD[Link]) -> tuple[int, int, int, int]:
    """What tells links from those that a round makes of them."""
    told: tuple[int, int, int, int] = some.map(_counted).fold((0, 0, 0, 0), _sum)
    return told


def _counted(link: Link) -> tuple[int, int, int, int]:
    return 1, link[0], link[1], link[0] * link[1]


def _sum(
    one: tuple[int, int, int, int], other: tuple[int, int, int, int]
) -> tuple[int, int, int, int]:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3]


def _downwards(link: Link) -> Link:
    return max(link), min(link)


def _both(link: Link) -> tuple[Link, Link]:
    return link, (link[1], link[0])


def _large(of: tuple[int, Iterable[int]]) -> Iterator[Link]:
    """A node's larger neighbours, drawn to the least of all."""
    node, others = of[0], list(of[1])
    least = min(node, *others)
    return ((other, least) for other in others if other > node)


def _small(of: tuple[int, Iterable[int]]) -> Iterator[Link]:
    """A node and its smaller neighbours, drawn to the least of all."""
    node, others = of[0], list(of[1])
    least = min(others)
    return ((other, least) for other in {node, *others} if other != least)
