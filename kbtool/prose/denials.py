"""Words of denial that add nothing to another one: "not a single study", "not a stimulant and not a narcotic"."""

from __future__ import annotations

from collections.abc import Sequence

from kbtool.prose.filled import Filled
from kbtool.prose.mention import Mention
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.context import Context
from kbtool.prose.words.cues import Effect

_NOT = frozenset({"not", "no"})
_LISTING = frozenset({"and", ",", "or"})
_DENYING = frozenset({Effect.NEGATES, Effect.DOUBTS})
"""The effects of cues that say no more than the word of denial within them."""


def says_no_more(context: Context, denials: Sequence[Context]) -> bool:
    """Whether a cue denies by a word that is a trigger's own: "not a single" of "not a single study links".

    Args:
        context: the cue.
        denials: the cues that are words of the trigger.
    """
    return context.effect in _DENYING and any(
        context.start <= each.start and each.end <= context.end for each in denials
    )


def goes_on(
    sentence: Sentence, filled: Filled, context: Context, contexts: Sequence[Context]
) -> bool:
    """Whether a denial only goes on with one that reaches as far: "not for gout nor for pain", "is not a and not a".

    Args:
        sentence: the sentence.
        filled: the trigger, which may deny by itself.
        context: the cue.
        contexts: the cues that reach it, this one among them.
    """
    word, before = (sentence.tokens[at].word for at in (context.start, max(0, context.start - 1)))
    if context.effect is not Effect.NEGATES or not (
        word == "nor" or (word in _NOT and before in _LISTING)
    ):
        return False
    earlier = any(each.effect is Effect.NEGATES and each.start < context.start for each in contexts)
    return earlier or (filled.trigger.denies and max(filled.places) < context.start)


def is_of_verb_between(
    sentence: Sentence, filled: Filled, context: Context, object_: Mention
) -> bool:
    """Whether a cue belongs to a verb of its own with the same object: "relieves and does not cause pain".

    Args:
        sentence: the sentence.
        filled: the trigger of a statement.
        context: the cue.
        object_: the object of the statement.
    """
    if context.start <= max(filled.places) or object_.start <= context.end:
        return False
    before, verb = sentence.tokens[context.start - 1], sentence.tokens[context.end]
    own = context.start - 1 in filled.places
    has_verb = context.effect is Effect.CONTRASTS or ("AUX" in before.kinds and not own)
    return has_verb and "VERB" in verb.kinds
