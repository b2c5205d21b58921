"""Words of which two letters have changed places: used once, where the same word with the two put right is used often.

Only exchanges of neighbours within a word are looked for. A letter left out, put in or replaced is too often another word,
or the same one as it is written on the other side of an ocean.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import pyoxigraph as ox

from kbtool.knowledge.derive.misuse import Kind, Misuse
from kbtool.rdf.namespaces import Names
from kbtool.rdf.terms import Term

_WORD = re.compile(r"[^\W\d_]{6,}")
"""A word of six letters or more: shorter ones are too often two words (form and from, trial and trail)."""
_OFTEN = 3
_SPELLINGS = frozenset({"re", "er"})
"""Endings that are right either way round: litres and liters."""


class Wording(NamedTuple):
    """A text of a file.

    Attributes:
        node: the node that it is stated of.
        property: the property.
        text: the text.
        own: whether it is the knowledge base's own words, not copied from elsewhere.
    """

    node: Term
    property: ox.NamedNode
    text: ox.Literal
    own: bool


def misspelt_words(wordings: Collection[Wording], names: Names) -> Iterator[Misuse]:
    """Words that are probably misspelt.

    Args:
        wordings: the texts of the files; those that are copied only say which words there are.
        names: the namespaces of the knowledge base.
    """
    counts = Counter(chain.from_iterable(_words(wording.text.value) for wording in wordings))
    once = [word for word, count in counts.items() if count == 1]
    meant = {word: found for word in once if (found := _meant(word, counts)) is not None}
    if not meant:
        return
    for wording in wordings:
        for word in _WORD.findall(wording.text.value) if wording.own else ():
            if word.casefold() in meant:
                yield Misuse(
                    wording.node,
                    Kind.MISSPELT,
                    names.curie(wording.property.value),
                    stated=word,
                    value=wording.text,
                    meant=meant[word.casefold()],
                )


@lru_cache(maxsize=16384)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text; those of the vocabulary are looked at once for many small knowledge bases."""
    return tuple(_WORD.findall(text.casefold()))


def _meant(word: str, counts: Counter[str]) -> str | None:
    for at in range(len(word) - 1):
        pair = word[at : at + 2]
        if pair not in _SPELLINGS:
            put_right = word[:at] + pair[::-1] + word[at + 2 :]
            if counts.get(put_right, 0) >= _OFTEN and put_right != word:
                return put_right
    return None
