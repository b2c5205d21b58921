"""What a page says in the words of somebody who knows, and does not reject: "It is safe," says a psychiatrist."""

from __future__ import annotations

from msgspec.structs import replace

from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect

_SPEAKER = 8
"""Tokens between a verb of saying and who says it: "says Ann Brook, a consultant psychiatrist"."""

_LEAST = 4
"""Tokens of the shortest quotation that says something, and is no name for it."""

_LEAVING_OPEN = frozenset(
    {Effect.REPORTS, Effect.REJECTS, Effect.DOUBTS, Effect.NEGATES, Effect.SUPPOSES}
    | {Effect.CONDITIONS}
)
"""What words beside a quotation do to it so that its speaker's word does not stand for knowledge."""


def is_told_by_who_knows(sentence: Sentence) -> bool:
    """Whether a sentence quotes somebody whose word stands for knowledge, and leaves nothing of it open.

    Args:
        sentence: the sentence.
    """
    tokens, lexicon = sentence.tokens, sentence.lexicon
    quoted = {at for quote in sentence.quotations for at in quote}
    outside = [
        at
        for at in range(sentence.own_from, len(tokens))
        if at not in quoted and tokens[at].is_word
    ]
    if any(
        each.effect in _LEAVING_OPEN and each.start in outside
        for each in sentence.contexts
        if each.is_cue
    ):
        return False
    verb = next((at for at in outside if tokens[at].forms & lexicon.quoting), None)
    noun = next((at for at in outside if tokens[at].forms & lexicon.speakers), None)
    if verb is None or noun is None or abs(verb - noun) > _SPEAKER:
        return False
    if noun > verb:
        return verb - 1 not in outside  # not: "patients tell their doctor"
    return not any(
        "NOUN" in tokens[at].kinds and not tokens[at].kinds & {"ADJ", "ADV", "DET"}
        for at in outside
        if at < noun and tokens[at].word not in lexicon.small
    )


def is_quotation(sentence: Sentence) -> bool:
    """Whether all words of a sentence are quoted.

    Args:
        sentence: the sentence.
    """
    quoted = {at for quote in sentence.quotations for at in quote}
    return bool(quoted) and all(
        at in quoted or not sentence.tokens[at].is_word
        for at in range(sentence.own_from, len(sentence.tokens))
    )


def quoted_alone(sentence: Sentence) -> Sentence | None:
    """What somebody says who knows, without who says it; None, if nobody does, or tells what they lived through.

    Args:
        sentence: the sentence that quotes it.
    """
    if sentence.spoken is None and not is_told_by_who_knows(sentence):
        return None
    words = [sentence.tokens[at] for quote in sentence.quotations for at in quote]
    inside = {at for quote in sentence.quotations for at in quote}
    testifies = any(
        each.effect is Effect.TESTIFIES and each.start in inside for each in sentence.contexts
    )
    if (
        testifies
        or len(words) < _LEAST
        or not any("AUX" in t.kinds or "VERB" in t.kinds for t in words)
    ):
        return None
    return replace(sentence, plain=(*sentence.tokens[: sentence.own_from], *words))
