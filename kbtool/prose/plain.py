"""A sentence in plain order: what stands between subject and verb left out, clefts put straight, each clause by itself.

A trigger knows the order of its words, and people say "it is X that helps", "what X does is help", "X, which helps, ...".
A plain clause is a sentence of words of the one that it was made of, with their places, and at most a verb of its own.
None is made that would lose a cue that governs it: a condition, a denial, an attribution, or a limit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from kbtool.prose.asides import before_main, insertions, inverted, openings, relatives
from kbtool.prose.clefts import among, before_list, cleft, is_what, none_of_these, what
from kbtool.prose.contrasts import denied_beside
from kbtool.prose.sentence import Sentence
from kbtool.prose.word_order import Order, Words
from kbtool.prose.words.cues import Effect

_ADDING = frozenset({"because", "since", "as", "for", "so"})
_IDLE = frozenset({Effect.FOCUSES, Effect.INSISTS, Effect.VOUCHES})
"""What a clause may lose of what governs it."""

_LONGEST = 90
"""Tokens of the longest sentence that is taken apart."""

_SUBJECT = 6
"""Tokens in which a clause names what it is said of."""


def plain_sentences(sentence: Sentence) -> list[Sentence]:
    """The clauses of a sentence in plain order, those that are no more than the sentence itself left out.

    Args:
        sentence: the sentence.
    """
    if sentence.is_question or sentence.leads or sentence.is_heading or not sentence.mentions:
        return []
    if len(sentence.tokens) > _LONGEST:
        return []
    words = Words(sentence)
    found = dict.fromkeys(each for each in _orders(words) if each != tuple(range(words.end)))
    return [
        replace(sentence, plain=tuple(words.token(at) for at in order))
        for order in found
        if _may_stand(words, order)
    ]


def puts_condition(sentence: Sentence) -> bool:
    """Whether a condition of the sentence has no "if", so that plain order alone tells what it leads to.

    Args:
        sentence: the sentence.
    """
    words = Words(sentence)
    return inverted(words, range(words.end)) is not None


def _orders(of: Words) -> Iterator[Order]:
    """The orders; of what stands between commas, dashes or brackets, the sentence without it, and it by itself."""
    everything = list(range(of.end))
    out = insertions(of)
    if (found := inverted(of, everything)) is not None:
        yield found
    if of.sentence.is_inverted:
        return
    short = [at for at in everything if not any(at in each for each in out)]
    yield tuple(short)
    for base in (everything, short) if out else (everything,):
        for turned in (cleft, what, is_what, among, before_list, none_of_these, before_main):
            found = turned(of, base)
            if found:
                yield found
        yield from openings(of, base)
        yield from denied_beside(of, base)
        yield from _clauses(of, base)
    yield from relatives(of)


def _may_stand(of: Words, order: Order) -> bool:
    """Whether an order has all cues that reach its words, and names something."""
    kept = {at for at in order if isinstance(at, int)}
    if not any(kept.issuperset(range(each.start, each.end)) for each in of.sentence.names):
        return False
    idle = _IDLE
    if any(not isinstance(at, int) and at.word == "if" for at in order):
        idle = idle | {
            Effect.SUPPOSES,
            Effect.LIMITS,
        }  # "if you have" says what "should you have" does
    if any(not isinstance(at, int) and at.word == "not" for at in order):
        idle = idle | {Effect.NEGATES, Effect.CONTRASTS}  # as "rather than" does
    return not any(
        not kept.issuperset(range(each.start, each.end))
        and each.effect not in idle
        and each.reaches(kept)
        for each in of.sentence.contexts
        if each.is_cue
    )


def _clauses(of: Words, places: Sequence[int]) -> Iterator[Order]:
    """Each clause with a subject of its own that it names."""
    starts = {at for at in of.sentence.clauses if at in places}
    starts |= {
        at
        for at in places[1:-2]
        if of.words[at] in _ADDING and of.words[at - 1] in ",–—" and _begins(of, at + 1)
    }
    if not starts:
        return
    bounds = [places[0] - 1, *sorted(starts), places[-1] + 1]
    for first, last in pairwise(bounds):
        clause = [at for at in places if first < at < last]
        while clause and not of.sentence.tokens[clause[-1]].is_word:
            clause.pop()
        if len(clause) > 2 and _begins(of, clause[0]):
            yield tuple(clause)


def _begins(of: Words, at: int) -> bool:
    """Whether a clause that names its subject first begins at a token."""
    behind = next((n for n in range(at + 1, min(of.end, at + _SUBJECT)) if of.is_verb(n)), None)
    return behind is not None and any(of.is_named(n) for n in range(at, behind))
