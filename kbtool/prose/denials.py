"""Words of denial that add nothing to another one: "not a single study", "not a stimulant and not a narcotic"."""

from __future__ import annotations

from collections.abc import Sequence

from kbtool.prose.clauses import has_verb_of_its_own
from kbtool.prose.filled import Filled
from kbtool.prose.mention import Mention
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.context import Context
from kbtool.prose.words.cues import Effect
from kbtool.prose.words.trigger import Slot

_NOT = frozenset({"not", "no"})
_LISTING = frozenset({"and", ",", "or"})
_TRUE = frozenset(
    {"true", "so", "right", "correct", "accurate", "case", "plausible", "conceivable"}
)
_FRAME = 8
"""Tokens behind a denial in which the clause begins that is spoken of."""

_GIVING_REASON = frozenset({"because", "since", "as", "for", "or", "otherwise"})
_MAY_JOIN = frozenset({"as", "for", "or"})
"""Words that lead to a reason where a comma stands before them, and else to what is told apart, or to a list."""

_SUBJECT = 6
"""Tokens in which the verb of a reason follows the word that leads to it."""

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


def is_of_frame(sentence: Sentence, filled: Filled, context: Context) -> bool:
    """Whether a denial is of what is said about a clause, which may be so: "it is no accident that it relieves pain".

    Args:
        sentence: the sentence.
        filled: the trigger of a statement.
        context: the cue.
    """
    tokens, first = sentence.tokens, filled.start
    if context.effect is not Effect.NEGATES or context.start < 2 or context.end - context.start > 1:
        return False
    verb, it = tokens[context.start - 1], tokens[context.start - 2]
    said = [token.word for token in tokens[context.end : min(first, context.end + _FRAME)]]
    if it.word != "it" or "AUX" not in verb.kinds or "that" not in said:
        return False
    begins = said.index("that")
    subjects = filled.slots.get(Slot.SUBJECT, ())
    own = bool(subjects) and all(
        each.from_before is None and each.start > context.end + begins for each in subjects
    )
    return own and "," not in said[:begins] and _TRUE.isdisjoint(said[:begins])


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


def is_of_advice_before(sentence: Sentence, context: Context, places: Sequence[int]) -> bool:
    """Whether a denial stands in the clause before a reason, and what it might deny in that: "never stop, as it can rise".

    Args:
        sentence: the sentence.
        context: the cue.
        places: the numbers of the tokens that make a statement, in order.
    """
    if context.effect is not Effect.NEGATES or not context.is_ahead or not places:
        return False
    return any(
        _gives_reason(sentence, at)
        and all(token.word != "," for token in sentence.tokens[at + 1 : places[-1]])
        for at in range(context.end + 1, places[-1])
    )


def _gives_reason(sentence: Sentence, at: int) -> bool:
    """Whether a word leads to a reason that has a subject and a verb of its own: "because it can", "so that none is"."""
    tokens = sentence.tokens
    word, before = tokens[at].word, tokens[at - 1].word
    behind = at + 1 + (tokens[at + 1].word in ("else", ","))
    if word == "so" and tokens[at + 1].word == "that":
        behind = at + 2
    elif word not in _GIVING_REASON or (word in _MAY_JOIN and before != ","):
        return False
    names = {each.start: each.end for each in sentence.mentions}
    if has_verb_of_its_own(tokens, names, behind):
        return True
    return any(
        "VERB" in tokens[n].kinds and tokens[n].word.endswith("s") and "NOUN" in tokens[n - 1].kinds
        for n in range(behind + 1, min(len(tokens), behind + _SUBJECT))
    )


def is_of_the_lead(sentence: Sentence, filled: Filled, context: Context) -> bool:
    """Whether a denial in the line above a list denies the verb of that line, and no item that is a clause of its own.

    "Reasons not to take it:" says nothing of the reasons; "We do not claim that:" does.

    Args:
        sentence: the sentence.
        filled: the trigger of a statement.
        context: the cue.
    """
    subjects = filled.slots.get(Slot.SUBJECT, ())
    if context.effect is not Effect.NEGATES or filled.start < sentence.own_from:
        return False
    its_own = [each.from_before is None and each.start >= sentence.own_from for each in subjects]
    tokens = sentence.tokens
    first = next(at for at in range(sentence.own_from, len(tokens)) if tokens[at].is_word)
    stands_in = any(sentence.lexicon.pronoun_index.at(tokens, first))
    if not stands_in and not (its_own and all(its_own)):
        return False
    behind = sentence.tokens[context.end : sentence.own_from]
    return any("VERB" in each.kinds for each in behind) and behind[-1].word != "that"
