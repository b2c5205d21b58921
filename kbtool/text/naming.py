"""Whether a text names a thing by one of its names, whatever the ending of its words: "inhibits" fits "inhibitor".

Words are compared by their first letters, so that a name is rather found than missed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)

LETTERS = 4
"""Letters of a word that are compared."""

_WORD = re.compile(r"[^\W_]+")


class Words:
    """Reads the words of texts that name something.

    Args:
        function_words: the words that name nothing: "the", "and".
    """

    def __init__(self, function_words: Collection[str]) -> None:
        self._function_words = frozenset(word.casefold() for word in function_words)

    def of(self, text: str) -> tuple[str, ...]:
        """The beginnings of the words of a text that name something, in order."""
        words = _WORD.findall(text.casefold().replace("’", "'"))
        return tuple(
            word[:LETTERS] for word in words if len(word) > 1 and word not in self._function_words
        )


class Names(Generic[Node]):
    """Things by their names.

    Args:
        names: the names of each thing.
        words: reads them.
    """

    def __init__(self, names: Mapping[Node, Iterable[str]], words: Words) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Node]]] = defaultdict(list)
        for node, each in names.items():
            for name in each:
                if found := words.of(name):
                    self._by_first[found[0]].append((found, node))

    def named_in(self, words: tuple[str, ...]) -> set[Node]:
        """The things of which a whole name stands in some words, in order and side by side."""
        return {
            node
            for place, first in enumerate(words)
            for name, node in self._by_first.get(first, ())
            if words[place : place + len(name)] == name
        }
