"""Values of declared types as bytes and back, without code in them: what they hold is read by their type hints alone.

Much of what is kept is the same few sets of words again and again: each is written once. Of long collections the items are
read when they are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Generic, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from kbtool.io.late import LateMapping, LateSequence

T = TypeVar("T")

Convert = Callable[[Any], Any]
_PLAIN = (str, int, bool, float, type(None))
_WORDS = frozenset[str]
_encoded = msgspec.msgpack.encode
_decoded = msgspec.msgpack.decode
_SEQUENCES = (tuple, list, Sequence)
_SETS = (frozenset, set, Set)


class Packing(Generic[T]):
    """Packs values of a type.

    Args:
        type_: the type: a struct, or any of the usual collections of texts, numbers, structs, named tuples, enumerations,
            patterns, and of what ``others`` has.
        others: what makes a text of values of other classes, and values of texts, by class or alias.
        late: types of sequences and mappings in it whose items, or values, are read when they are asked for.
    """

    def __init__(
        self,
        type_: Any,
        others: Mapping[Any, tuple[Convert, Convert]],
        late: Collection[Any] = (),
    ) -> None:
        self._type = type_
        self._others: dict[Any, tuple[Convert, Convert]] = dict(others)
        self._late = late
        self._packs: dict[Any, Convert] = {}
        self._numbers: dict[frozenset[str], int] = {}

    def pack(self, value: T) -> bytes:
        """A value as bytes.

        Raises:
            TypeError: a type in it is none of those that are packed.
        """
        self._numbers = {}
        packed = self._pack(self._type)(value)
        return msgspec.msgpack.encode(([sorted(each) for each in self._numbers], packed))

    def unpack(self, data: bytes) -> T:
        """The value that some bytes are.

        Raises:
            Exception: they are no such value; of whatever class.
        """
        sets, packed = msgspec.msgpack.decode(data)
        unpacking = _Unpacking([frozenset(each) for each in sets], self._others, self._late)
        return cast(T, unpacking.of(self._type)(packed))

    def _pack(self, of: Any) -> Convert:
        if of not in self._packs:
            # A type may hold itself: what is found here is asked for when a value is packed.
            self._packs[of] = lambda value: self._packs[of](value)
            self._packs[of] = self._packer(of)
        return self._packs[of]

    def _packer(self, of: Any) -> Convert:
        if of in self._others:
            pack, _ = self._others[of]
            return pack
        if of in _PLAIN:
            return lambda value: value
        if of == _WORDS:
            return lambda value: self._numbers.setdefault(value, len(self._numbers))
        origin, inner = get_origin(of), get_args(of)
        if origin is re.Pattern:
            return lambda value: (value.pattern, value.flags)
        if origin in (Union, UnionType):
            return self._union_packer(inner)
        if origin is tuple and inner[1:] != (...,):
            parts = [self._pack(each) for each in inner]
            return lambda value: [pack(each) for pack, each in zip(parts, value, strict=True)]
        if origin in _SEQUENCES or origin in _SETS:
            each = self._pack(inner[0])
            if of in self._late:
                return lambda value: [_encoded(each(one)) for one in value]
            return lambda value: [each(one) for one in value]
        if origin is not None and issubclass(origin, Mapping):
            key, item = map(self._pack, inner)
            if of in self._late:
                return lambda value: [(key(k), _encoded(item(v))) for k, v in value.items()]
            return lambda value: [(key(k), item(v)) for k, v in value.items()]
        if issubclass(of, Enum):
            return lambda value: value.value
        hints, defaults = _fields(of)
        packs = [(name, self._pack(hint)) for name, hint in hints.items()]

        def struct(value: Any) -> list[Any]:
            found = []
            for at, (name, pack) in enumerate(packs):
                part = getattr(value, name)
                if name not in defaults or part != defaults[name]:
                    found += [at, pack(part)]
            return found

        return struct

    def _union_packer(self, inner: Sequence[Any]) -> Convert:
        packs = [(get_origin(each) or each, self._pack(each)) for each in inner]

        def union(value: Any) -> tuple[int, Any]:
            for at, (class_, pack) in enumerate(packs):
                if isinstance(value, class_):
                    return at, pack(value)
            raise TypeError(f"{type(value)} is none of {inner}")

        return union


class _Unpacking:
    """Reads what was packed, each collection of it once, and now or later.

    Args:
        sets: the sets of words that stand in it by number.
        others: as of its packing.
        late: as of its packing.
    """

    def __init__(
        self,
        sets: Sequence[frozenset[str]],
        others: Mapping[Any, tuple[Convert, Convert]],
        late: Collection[Any],
    ) -> None:
        self._sets = sets
        self._others = others
        self._late = late
        self._unpacks: dict[Any, Convert] = {}

    def of(self, of: Any) -> Convert:
        """What reads values of a type."""
        if of not in self._unpacks:
            self._unpacks[of] = lambda value: self._unpacks[of](value)
            self._unpacks[of] = self._unpacker(of)
        return self._unpacks[of]

    def _unpacker(self, of: Any) -> Convert:
        if of in self._others:
            return cast(Convert, cache(self._others[of][1]))
        if of in _PLAIN:
            return lambda value: value
        if of == _WORDS:
            return lambda number: self._sets[number]
        origin, inner = get_origin(of), get_args(of)
        if origin is re.Pattern:
            return lambda packed: re.compile(*packed)
        if origin in (Union, UnionType):
            parts = [self.of(each) for each in inner]
            return lambda packed: parts[packed[0]](packed[1])
        if origin is tuple and inner[1:] != (...,):
            parts = [self.of(each) for each in inner]
            return lambda packed: tuple(
                unpack(each) for unpack, each in zip(parts, packed, strict=True)
            )
        if origin in _SEQUENCES or origin in _SETS:
            make = frozenset if origin in _SETS else tuple if origin is tuple else list
            if inner[0] == _WORDS:
                return lambda packed: make(map(self._sets.__getitem__, packed))
            each = self.of(inner[0])
            if of in self._late:
                return lambda packed: LateSequence(packed, lambda one: each(_decoded(one)))
            return lambda packed: make(map(each, packed))
        if origin is not None and issubclass(origin, Mapping):
            key, item = map(self.of, inner)
            if of in self._late:
                return lambda packed: LateMapping(
                    {key(k): v for k, v in packed}, lambda one: item(_decoded(one))
                )
            return lambda packed: {key(k): item(v) for k, v in packed}
        if issubclass(of, Enum):
            return cast(Convert, of)
        hints, _ = _fields(of)
        unpacks = [(name, self.of(hint)) for name, hint in hints.items()]

        def struct(packed: list[Any]) -> Any:
            given = iter(packed)
            values = {}
            for at, part in zip(given, given, strict=True):
                name, unpack = unpacks[at]
                values[name] = unpack(part)
            return of(**values)

        return struct


def _fields(of: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields of a struct or a named tuple with their types, and the defaults of those that have one of their own."""
    hints = get_type_hints(of)
    if issubclass(of, Struct):
        fields = msgspec.structs.fields(of)
        defaults = {
            each.name: each.default for each in fields if each.default is not msgspec.NODEFAULT
        }
        return {each.name: hints[each.name] for each in fields}, defaults
    if issubclass(of, tuple) and hasattr(of, "_fields"):
        return {name: hints[name] for name in of._fields}, {}
    raise TypeError(f"{of} is not packed")
