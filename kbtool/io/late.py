"""Collections whose items are made when they are asked for: of many that are kept, a run needs few."""

from __future__ import annotations

from collections.abc import Callable, Iterator, KeysView, Mapping, Sequence
from typing import Any, TypeVar, overload

T = TypeVar("T")
K = TypeVar("K")


class LateSequence(Sequence[T]):
    """A sequence of what is made of other things.

    Args:
        parts: what the items are made of, in order.
        make: makes an item.
    """

    def __init__(self, parts: Sequence[Any], make: Callable[[Any], T]) -> None:
        self._parts = parts
        self._make = make
        self._made: dict[int, T] = {}

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        at = range(len(self._parts))[at]
        if at not in self._made:
            self._made[at] = self._make(self._parts[at])
        return self._made[at]

    def __len__(self) -> int:
        return len(self._parts)

    def __iter__(self) -> Iterator[T]:
        return (self[at] for at in range(len(self._parts)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)


class LateMapping(Mapping[K, T]):
    """A mapping to what is made of other things.

    Args:
        parts: what the values are made of, by their keys.
        make: makes a value.
    """

    def __init__(self, parts: Mapping[K, Any], make: Callable[[Any], T]) -> None:
        self._parts = parts
        self._make = make
        self._made: dict[K, T] = {}

    def __getitem__(self, key: K) -> T:
        if key not in self._made:
            self._made[key] = self._make(self._parts[key])
        return self._made[key]

    def keys(self) -> KeysView[K]:
        """Its keys."""
        return self._parts.keys()

    def __contains__(self, key: object) -> bool:
        return key in self._parts

    def __len__(self) -> int:
        return len(self._parts)

    def __iter__(self) -> Iterator[K]:
        return iter(self._parts)
