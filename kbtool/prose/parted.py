"""Names with another between their words ("a single ketamine infusion"), and names within one of something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from kbtool.prose.words.lexicon import Lexicon
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term
from kbtool.text.tokens import Token

_PARTED = 3
"""Tokens that a name may have before and behind a treatment that parts it."""


def parted_names(
    tokens: Sequence[Token], lexicon: Lexicon, named: Iterable[tuple[frozenset[Term], int, int]]
) -> Iterator[tuple[ox.NamedNode, frozenset[Term], int, int]]:
    """The manners of treatment whose names a treatment parts, each with its kinds and the tokens before the treatment.

    Args:
        tokens: the words of a sentence.
        lexicon: the words that are known.
        named: the concepts that it names: their kinds, their first token, and the one behind them.
    """
    for kinds, start, end in named:
        if KB("Treatment") not in kinds:
            continue
        for place in range(max(0, start - _PARTED), start):
            before = tokens[place:start]
            words = [*before, *tokens[end : end + _PARTED]]
            for last, _, node in lexicon.name_index.at(words, 0):
                own = lexicon.kind_of.get(node, frozenset())
                if last > len(before) and KB("MannerOfTreatment") in own:
                    yield node, own, place, start


def is_of_another(tokens: Sequence[Token], lexicon: Lexicon, start: int, end: int) -> bool:
    """Whether a hyphen makes a name part of one of something else: "ketamine-like", "non-ketamine".

    Args:
        tokens: the words of a sentence.
        lexicon: the words that are known.
        start: the first token of the name.
        end: the one behind it.
    """
    behind = tokens[end] if end < len(tokens) else None
    is_like = behind is not None and behind.joined and behind.word in lexicon.likenesses
    before = tokens[start - 1].word if start else ""
    return is_like or (tokens[start].joined and before in lexicon.othernesses)
