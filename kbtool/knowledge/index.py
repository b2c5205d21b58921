"""Things of a knowledge base by the names that users give them."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from kbtool.errors import InputError

T = TypeVar("T")


class UnknownNameError(InputError, KeyError):
    """A name that stands for nothing; the help has the nearest names."""

    __str__ = InputError.__str__


class Index(Generic[T]):
    """Things in an order, each read when it is asked for: iterable, with a length, and by name.

    Args:
        noun: what they are, for messages: "claim".
        names: for each thing, by its IRI, the names that stand for it: first its own, then what others may share.
        read: reads the thing with an IRI.
    """

    def __init__(
        self, noun: str, names: Mapping[str, Iterable[str]], read: Callable[[str], T]
    ) -> None:
        self._noun = noun
        self._iris = tuple(names)
        self._read = read
        self._own = {iri: next(iter(some), iri) for iri, some in names.items()}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for iri, some in names.items():
            for name in dict.fromkeys((*some, iri)):
                self._by_name[name].append(iri)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._iris)

    def __iter__(self) -> Iterator[T]:
        """Each of them."""
        return map(self._read, self._iris)

    def __contains__(self, name: object) -> bool:
        """Whether a name stands for one of them."""
        return name in self._by_name

    def __getitem__(self, name: str) -> T:
        """The one with a name: an IRI, a CURIE, a local name, or what else they are known by.

        Raises:
            UnknownNameError: there is none.
            TypeError: it is no string.
        """
        if not isinstance(name, str):
            raise TypeError(f"a {self._noun} is named by a string, not by {name!r}")
        found = self.get(name)
        if found is None:
            near = self.near(name)
            raise UnknownNameError(
                f"{name!r} is not a {self._noun}",
                help=f"did you mean {', '.join(near)}?" if near else None,
            )
        return found

    def get(self, name: str) -> T | None:
        """The one with a name; None, if there is none.

        Raises:
            InputError: it is the name of several, and of none its own.
        """
        found = self._by_name.get(name, [])
        own = [iri for iri in found if name in (iri, self._own[iri])]
        if len(own or found) > 1:
            raise InputError(
                f"{name!r} may be any of several {self._noun}s",
                help="say which: " + ", ".join(sorted(self._own[iri] for iri in found)),
            )
        return self._read((own or found)[0]) if found else None

    @property
    def names(self) -> tuple[str, ...]:
        """The name of each of them."""
        return tuple(self._own.values())

    def near(self, name: str) -> list[str]:
        """Names that are like one that stands for nothing."""
        local = name.rpartition(":")[2]
        return difflib.get_close_matches(local, sorted(self._own.values()), n=3, cutoff=0.5)

    def __repr__(self) -> str:
        """How many of what."""
        return f"<{len(self)} {self._noun}s>"
