"""Things of a knowledge base by the names that users give them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Generic, TypeVar

from kbtool.errors import InputError
from kbtool.near import nearest_few

T_co = TypeVar("T_co", covariant=True)

_FEW = 12
"""So many names are listed whole."""


def fold(name: str) -> str:
    """A name without what tells capitals from small letters, and one white space from another."""
    return " ".join(name.casefold().split())


class UnknownNameError(InputError, KeyError):
    """A name that stands for nothing; the help has the nearest names."""

    __str__ = InputError.__str__


class Index(Generic[T_co]):
    """Things in an order, each read when it is asked for: iterable, with a length, and by name.

    Args:
        noun: what they are, for messages: "claim".
        names: for each thing, by its IRI, the names that stand for it: first its own, then what others may share.
        read: reads the thing with an IRI.
    """

    def __init__(
        self, noun: str, names: Mapping[str, Iterable[str]], read: Callable[[str], T_co]
    ) -> None:
        self._noun = noun
        self._called = names
        self._iris = tuple(names)
        self._read = read

    @cached_property
    def _own(self) -> dict[str, str]:
        return {iri: next(iter(some), iri) for iri, some in self._called.items()}

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for iri, some in self._called.items():
            for name in dict.fromkeys((*some, iri)):
                found[name].append(iri)
        return found

    @cached_property
    def _folded(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for iri, some in self._called.items():
            for name in dict.fromkeys(fold(name) for name in (*some, iri)):
                found[name].append(iri)
        return found

    def __len__(self) -> int:
        """How many there are."""
        return len(self._iris)

    def __iter__(self) -> Iterator[T_co]:
        """Each of them."""
        return map(self._read, self._iris)

    def __contains__(self, name: object) -> bool:
        """Whether a name stands for one of them."""
        return name in self._by_name or (isinstance(name, str) and fold(name) in self._folded)

    def __getitem__(self, name: str) -> T_co:
        """The one with a name: an IRI, a CURIE, a local name, or what else they are known by.

        Raises:
            UnknownNameError: there is none.
            TypeError: it is no string.
        """
        if not isinstance(name, str):
            raise TypeError(f"a {self._noun} is named by a string, not by {name!r}")
        iri = self.iri(name)
        if iri is None:
            raise UnknownNameError(f"{name!r} is not a {self._noun}", help=self.help_on(name))
        return self._read(iri)

    def get(self, name: str) -> T_co | None:
        """The one with a name; None, if there is none.

        Raises:
            InputError: it is the name of several, and of none its own.
        """
        iri = self.iri(name)
        return None if iri is None else self._read(iri)

    def iri(self, name: str) -> str | None:
        """The IRI of the one with a name, in its letters or else with capitals as small letters; None, if there is none.

        Raises:
            InputError: it is the name of several, and of none its own.
        """
        found = self._by_name.get(name) or self._folded.get(fold(name), [])
        own = [iri for iri in found if name in (iri, self._own[iri])]
        if len(own or found) > 1:
            raise InputError(
                f"{name!r} may be any of several {self._noun}s",
                help="say which: " + ", ".join(sorted(self._own[iri] for iri in found)),
            )
        return (own or found)[0] if found else None

    @property
    def names(self) -> tuple[str, ...]:
        """The name of each of them."""
        return tuple(self._own.values())

    def near(self, name: str) -> list[str]:
        """Own names of those with a name that is like one that stands for nothing."""
        local = fold(name.rpartition(":")[2])
        like = nearest_few(local, self._folded, 6)
        return list(dict.fromkeys(self._own[iri] for one in like for iri in self._folded[one]))[:3]

    def help_on(self, name: str) -> str | None:
        """What to say of a name that stands for nothing: names that are like it, or all, if they are few."""
        near = self.near(name)
        if near:
            return f"did you mean {', '.join(near)}?"
        return f"there are: {', '.join(sorted(self.names))}" if 0 < len(self) <= _FEW else None

    def __repr__(self) -> str:
        """How many of what."""
        return f"<{len(self)} {self._noun}s>"
