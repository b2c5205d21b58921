"""Dataclasses whose methods are made late are those of the standard library in all else."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import field, fields, replace
from functools import cached_property
from typing import Any

import pytest

from kbtool import late


def _declared(dataclass: Callable[..., Any]) -> tuple[Any, Any, Any]:
    """Three classes: one that is frozen, one that inherits from it, one that can be changed."""

    @dataclass(frozen=True, order=True)
    class Span:
        """A stretch of text."""

        start: int
        end: int = 5
        marks: tuple[str, ...] = field(default=(), compare=False)

        def __post_init__(self) -> None:
            if self.end < self.start:
                raise ValueError("ends before it starts")

        @cached_property
        def length(self) -> int:
            return self.end - self.start

    @dataclass(frozen=True, kw_only=True)
    class Named(Span):
        """A stretch that has a name."""

        name: str
        notes: list[str] = field(default_factory=list, repr=False, compare=False)

        def __repr__(self) -> str:
            return f"<{self.name}>"

    @dataclass
    class Count:
        """A number that grows."""

        number: int = 0

    return Span, Named, Count


BOTH = [pytest.param(each.dataclass, id=each.__name__) for each in (dataclasses, late)]


@pytest.mark.parametrize("dataclass", BOTH)
def test_it_is_made_compared_ordered_and_shown(dataclass: Callable[..., Any]) -> None:
    span, named, _ = _declared(dataclass)
    assert span(1, marks=("a",)) == span(1, 5)
    assert span(1) < span(2)
    assert sorted([span(2), span(1)])[0].length == 4
    assert hash(span(1)) == hash((1, 5))
    assert repr(span(1)).endswith("Span(start=1, end=5, marks=())")
    assert repr(named(1, name="lede")) == "<lede>"
    assert named(1, name="lede") != span(1)
    assert [each.name for each in fields(named)] == ["start", "end", "marks", "name", "notes"]
    assert named(1, name="a").notes is not named(1, name="a").notes
    assert replace(span(1), end=9) == span(1, 9)
    with pytest.raises(ValueError, match="ends before"):
        span(6)
    with pytest.raises(TypeError, match=r"positional argument"):
        named(1, 2, (), "lede")


@pytest.mark.parametrize("dataclass", BOTH)
def test_what_is_frozen_stays_as_it_is(dataclass: Callable[..., Any]) -> None:
    span, named, count = _declared(dataclass)
    for one in (span(1), named(1, name="lede")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            one.start = 2
        with pytest.raises(dataclasses.FrozenInstanceError):
            one.other = 2
        with pytest.raises(dataclasses.FrozenInstanceError):
            del one.start
    grown = count()
    grown.number += 1
    assert grown == count(1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(grown)


@pytest.mark.parametrize("dataclass", BOTH)
def test_its_signature_is_told_before_it_is_used(dataclass: Callable[..., Any]) -> None:
    for each in _declared(dataclass):
        assert list(inspect.signature(each).parameters) == [one.name for one in fields(each)]


def test_a_class_of_the_standard_library_may_inherit_from_one() -> None:
    span, _, count = _declared(late.dataclass)

    @dataclasses.dataclass(frozen=True)
    class Longer(span):  # type: ignore[misc, valid-type]
        """A stretch with a note."""

        note: str = ""

    assert Longer(1, note="a") == Longer(1, 5, (), "a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        Longer(1).start = 2
    with pytest.raises(TypeError, match="frozen"):
        late.dataclass(type("Changed", (span,), {"__annotations__": {"more": int}}))
    with pytest.raises(TypeError, match="frozen"):
        dataclasses.dataclass(frozen=True)(type("Kept", (count,), {"__annotations__": {}}))


@late.dataclass(frozen=True)
class Kept:
    """Comes back from a file before one is made."""

    word: str


def test_one_that_was_read_back_has_the_methods_of_those_that_are_made() -> None:
    first, second = (object.__new__(Kept) for _ in range(2))
    for one in (first, second):
        one.__dict__["word"] = "same"
    assert first == second
    assert hash(first) == hash(second)
    assert pickle.loads(pickle.dumps(first)) == Kept("same")
