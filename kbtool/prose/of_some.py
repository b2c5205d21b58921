"""Denials of less than all: "does not sedate every patient", "is not only for children", "is not a proven treatment"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from kbtool.prose.sentence import Sentence

_ALL = frozenset({"all", "every", "each", "everyone", "everybody", "everything"})
_NO_ALL = frozenset({"at", "for", "after"})
"""Words before "all" that make it another one: "at all", "for all that"."""

_TIMES = [[each] for each in ("day", "night", "morning", "evening", "week", "month", "hour")]
"""Words with which "every" is of a schedule: "need not be taken every day"."""

_ONLY = frozenset({"only", "just", "merely", "simply", "solely", "exclusively"})
_ENDS = frozenset(",;:.!?—–()") | {"but", "because", "since", "and", "so", "while"}
_ARTICLES = frozenset({"a", "an", "the"})
_BEHIND = 4
"""Tokens behind a statement in which "all patients" may stand."""


def denies_of_some(sentence: Sentence, places: Sequence[int]) -> bool:
    """Whether what a statement denies is that it is so of all, that it is all, or that it is so in some way.

    Args:
        sentence: the sentence.
        places: the numbers of the words of the statement.
    """
    words = [token.word for token in sentence.tokens]
    last = max(places)
    nots = [at for at in range(sentence.own_from, last + 1) if words[at] == "not"]
    return any(
        _is_of_all(words, at, places) or words[at + 1 : at + 2] in [[only] for only in _ONLY]
        for at in nots
    ) or _ranks(sentence, places)


def _is_of_all(words: Sequence[str], start: int, places: Sequence[int]) -> bool:
    """Whether the clause goes on with "all" behind a "not"."""
    behind = list(takewhile(lambda at: words[at] not in _ENDS, range(start + 1, len(words))))
    last = max(places)
    if not behind or behind[-1] < last:
        return False
    return any(
        words[at] in _ALL
        and words[at - 1] not in _NO_ALL
        and words[at + 1 : at + 2] not in _TIMES
        and at not in places
        for at in behind
        if at <= last + _BEHIND
    )


def _ranks(sentence: Sentence, places: Sequence[int]) -> bool:
    """Whether a word that nothing explains stands between "a" and a noun of the statement, and is what is denied."""
    own, tokens = set(places), sentence.tokens
    ranking = sentence.lexicon.ranking_adjectives
    return any(
        tokens[at].word in _ARTICLES
        and any(
            not tokens[n].forms.isdisjoint(ranking)
            for n in takewhile(lambda n: n not in own, range(at + 1, max(places)))
        )
        for at in range(min(places), max(places))
    )
