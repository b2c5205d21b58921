"""Whose words a statement is in: the page's own, those of somebody who speaks for it, of a patient, or of others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import Enum

from kbtool.prose.sentence import Sentence
from kbtool.prose.words.context import Context
from kbtool.prose.words.cues import Effect
from kbtool.text.tokens import Token

_TURNING = frozenset({Effect.NEGATES, Effect.REJECTS})
"""What words beside a quotation do to it so that nobody stands for it: "something that no doctor says"."""

_SCARE = 3
"""A quotation of so many words or fewer is a name for something, and says nothing by itself."""

_SOMEBODY = frozenset({"he", "she", "him", "her", "his"})
_ANY = frozenset({"a", "an", "any", "every", "each", "no", "one", "nobody", "anyone", "somebody"})
_NEAR = 3
"""Tokens behind "a" in which the noun stands that "her" goes back to."""
_PAST = frozenset({"was", "were", "had", "did"})


class Voice(Enum):
    """Whose words they are."""

    PAGE = "the page's"
    PATIENT = "somebody's who tells what they lived through"
    OTHERS = "those of others"
    NAME = "a name that is set in quotation marks"


def voice_at(sentence: Sentence, places: Collection[int], contexts: Sequence[Context]) -> Voice:
    """Whose words a statement is in.

    Args:
        sentence: the sentence.
        places: the numbers of its words.
        contexts: what reaches the statement.
    """
    countered = _countered(sentence)
    effects = {
        context.effect
        for context in contexts
        if not (context.end <= countered <= min(places, default=0))
    }
    quote = _quote_around(sentence, places)
    if quote is None:
        if Effect.REPORTS in effects and not _is_agreed(sentence):
            return Voice.OTHERS
        told = [
            each
            for each in contexts
            if each.effect is Effect.TESTIFIES and not _is_of_anybody(sentence, each)
        ]
        own = any(_may_reach(sentence, each, places) for each in told)
        return Voice.PATIENT if own else Voice.PAGE
    words = [sentence.tokens[at] for at in quote if sentence.tokens[at].is_word]
    if len(words) <= _SCARE and not any("AUX" in token.kinds for token in words):
        return Voice.NAME
    cues = [each for each in sentence.contexts if not _is_of_anybody(sentence, each)]
    speakers = {each.effect for each in cues if each.start not in quote}
    if Effect.VOUCHES in speakers and _TURNING.isdisjoint(speakers):
        return Voice.PAGE
    inside = {each.effect for each in cues if each.start in quote}
    if Effect.TESTIFIES in speakers | inside:
        return Voice.PATIENT
    return Voice.OTHERS


def _countered(sentence: Sentence) -> int:
    """Behind which token ends an opening against what others say: "Contrary to what you hear, "; 0, if there is none."""
    words = [token.word for token in sentence.tokens]
    first = sentence.own_from
    if words[first : first + 3] != ["contrary", "to", "what"]:
        return 0
    return words.index(",", first) if "," in words[first:] else 0


def _may_reach(sentence: Sentence, cue: Context, places: Collection[int]) -> bool:
    """Whether what people tell may be a statement: not one before their clause, "..., with some reporting ..."."""
    last = max(places)
    return cue.start < last or sentence.shares_clause(last, cue.start)


def _is_of_anybody(sentence: Sentence, cue: Context) -> bool:
    """Whether people are nobody in particular, of whom nothing is told: "a mother's age", "puts a child off his food"."""
    tokens, first = sentence.tokens, sentence.own_from
    if any(_is_past(tokens, at) for at in range(first, len(tokens))):
        return False
    if cue.end - cue.start > 1:
        return [token.word for token in tokens[cue.end : cue.end + 1]] == ["'s"]
    return tokens[cue.start].word in _SOMEBODY and any(
        tokens[at].word in _ANY
        and any("NOUN" in each.kinds for each in tokens[at : at + 1 + _NEAR])
        for at in range(first, cue.start)
    )


def _is_past(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word tells what was, as far as its form shows, and is no participle behind "is" or "be"."""
    token = tokens[at]
    if token.word in _PAST:
        return True
    if "VERB" not in token.kinds or "AUX" in token.kinds or token.kinds & {"NOUN", "ADP"}:
        return False
    bare = len(token.forms) < 2 or token.word.endswith(("s", "ing"))
    before = at - 1
    while (
        before >= 0 and tokens[before].kinds & {"ADV", "PART"} and "AUX" not in tokens[before].kinds
    ):
        before -= 1
    return not bare and not (before >= 0 and "AUX" in tokens[before].kinds)


def _is_agreed(sentence: Sentence) -> bool:
    """Whether the page says that those are right whose words it gives: "as critics rightly say"."""
    contexts = sentence.contexts
    return any(
        each.effect is Effect.VOUCHES
        and each.stands_among(contexts)  # not: "the label says the opposite"
        for each in contexts
    )


def _quote_around(sentence: Sentence, places: Collection[int]) -> range | None:
    """The quotation that has all of some words; an end that is not in the sentence is that of the sentence."""
    for quote in sentence.quotations:
        if all(place in quote for place in places):
            return quote
    return None
