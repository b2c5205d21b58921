"""Values as bytes and back: what was packed is what is unpacked, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import NamedTuple

import msgspec
import pytest
from msgspec import Struct

from kbtool.io.packing import Packing


class Colour(Enum):
    """One of two."""

    RED = "red"
    BLUE = "blue"


class Pair(NamedTuple):
    """Two of them."""

    one: Colour
    other: Colour | None


class Kept(Struct, frozen=True):
    """Something of every kind."""

    names: Mapping[str, Sequence[tuple[frozenset[str], ...]]]
    pairs: frozenset[Pair]
    parts: tuple[tuple[frozenset[str], ...] | Colour, ...]
    pattern: re.Pattern[str]
    of_words: Mapping[tuple[frozenset[str], ...], bool]
    within: Kept | None = None
    number: int = 3
    other: complex = 0j


class Late(Struct, frozen=True):
    """Collections whose items are read when they are asked for."""

    numbers: Sequence[complex]
    of_words: Mapping[str, Sequence[frozenset[str]]]


WORDS = (frozenset({"be", "is"}), frozenset({"red"}))
KEPT = Kept(
    {"x": [WORDS, ()], "": []},
    frozenset({Pair(Colour.RED, None), Pair(Colour.RED, Colour.BLUE)}),
    (Colour.BLUE, WORDS),
    re.compile("a|b", re.IGNORECASE),
    {WORDS: True},
    other=2j,
)


def packing() -> Packing[Kept]:
    return Packing(Kept, {complex: (str, complex)})


def test_what_was_packed_is_unpacked() -> None:
    within = Kept({}, frozenset(), (), re.compile(""), {}, KEPT, 7)
    assert packing().unpack(packing().pack(within)) == within


def test_what_is_read_late_is_what_was_packed() -> None:
    read: list[str] = []

    def noted(text: str) -> complex:
        read.append(text)
        return complex(text)

    of_words = Mapping[str, Sequence[frozenset[str]]]
    late: Packing[Late] = Packing(Late, {complex: (str, noted)}, late=(Sequence[complex], of_words))
    packed = late.pack(Late([2j, 3j], {"x": WORDS}))
    first, second = late.unpack(packed), late.unpack(late.pack(Late([5j], {})))
    assert (len(first.numbers), list(first.of_words), read) == (2, ["x"], [])
    assert (first.numbers[-1], first.numbers[1], read) == (3j, 3j, ["3j"])
    assert (first.of_words["x"], first.of_words.get("y")) == (list(WORDS), None)
    assert not first.of_words.keys().isdisjoint({"x"})
    assert (first.numbers, second.numbers, second.of_words) == ([2j, 3j], [5j], {})
    assert (list(first.numbers), first.numbers[:1]) == ([2j, 3j], [2j])
    with pytest.raises(IndexError):
        first.numbers[2]


@pytest.mark.parametrize("tenths", range(10))
def test_a_part_of_it_is_nothing(tenths: int) -> None:
    data = packing().pack(KEPT)
    with pytest.raises(msgspec.DecodeError):
        packing().unpack(data[: len(data) * tenths // 10])


def test_what_has_another_type_is_not_packed() -> None:
    with pytest.raises(TypeError, match="none of"):
        packing().pack(Kept({}, frozenset(), ("red",), re.compile(""), {}))  # type: ignore[arg-type]


def test_a_class_without_declared_fields_is_not_packed() -> None:
    with pytest.raises(TypeError, match="not packed"):
        packing_of_less: Packing[Kept] = Packing(Kept, {})
        packing_of_less.pack(KEPT)
