"""Words that say of what stands before them, or behind, that it is wrong, old or a joke; which these are is data.

Those that revoke ("a mistake") do so where "this" or "they" stands before them, those that withdraw ("have dropped") where
"this" stands behind them, those that disown ("just kidding") by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect, Reach, Withdrawal
from kbtool.text.tokens import Token, tokens_of

LONGEST = 16
"""Tokens of the longest sentence that points back, or ahead: "We wrote that last year, and it was a mistake."."""

_COMPLETES = frozenset({"to", "that", "if", "when"})
"""Words behind "it is wrong" for which alone "it" stands."""

_ENDING = (Reach.APART, Reach.AT_END)
_TURNING = (Effect.REJECTS, Effect.NEGATES, Effect.REPORTS, Effect.DOUBTS)
_NAMING = frozenset({"it", "they", "these", "those", "both"})
_POINTING = (Withdrawal.POINTS_BACK, Withdrawal.POINTS_TO_ALL)


def revokes(sentence: Sentence) -> bool:
    """Whether a sentence disowns what was said, or says of "this" or "they" what revokes it and does not deny that.

    Args:
        sentence: the sentence.
    """
    tokens = _tokens(sentence)
    found = list(_withdrawals(sentence, tokens))
    if any(each is Withdrawal.DISOWNS for _, _, each in found) or _is_afterthought(sentence):
        return True
    return not sentence.is_question and (
        _says_it_of_this(sentence, tokens, found) or _does_it_to_this(sentence, tokens, found)
    )


def _says_it_of_this(
    sentence: Sentence, tokens: Sequence[Token], found: Sequence[tuple[int, int, Withdrawal]]
) -> bool:
    """Whether what revokes is said of what was said: "this is a mistake"."""
    return any(
        what is Withdrawal.REVOKES
        and pointing in _POINTING
        and behind <= start
        and not is_denied(sentence, tokens[behind:start])
        and not (tokens[at].word == "it" and end < len(tokens) and tokens[end].word in _COMPLETES)
        for start, end, what in found
        for at, behind, pointing in found
    )


def _does_it_to_this(
    sentence: Sentence, tokens: Sequence[Token], found: Sequence[tuple[int, int, Withdrawal]]
) -> bool:
    """Whether it is done to what was said: "experts have dropped this idea"; "it" may be the thing that was spoken of."""
    return any(
        what is Withdrawal.REVOKES_BEHIND
        and pointing in _POINTING
        and end <= at
        and tokens[at].word not in _NAMING
        and not is_denied(sentence, tokens[:start])
        for start, end, what in found
        for at, _, pointing in found
    )


def announces(sentence: Sentence) -> bool:
    """Whether a sentence says of what follows that it is not so: "What follows is untrue.", "Which of these is wrong?".

    Args:
        sentence: the sentence.
    """
    tokens = _tokens(sentence)
    if len(tokens) > LONGEST:
        return False
    found = list(_withdrawals(sentence, tokens))
    kinds = {what for _, _, what in found}
    if Withdrawal.PRETENDS in kinds:
        return True
    return Withdrawal.POINTS_AHEAD in kinds and any(
        what is Withdrawal.REVOKES and not is_denied(sentence, tokens[:start])
        for start, _, what in found
    )


def _is_afterthought(sentence: Sentence) -> bool:
    """Whether all words of a sentence are such as end another one, and turn it: "Or so we thought.", "As if!"."""
    words = [token for token in sentence.tokens if token.is_word]
    return bool(words) and any(
        end == len(words) and cue.reach in _ENDING and cue.effect in _TURNING
        for end, _, cue in sentence.lexicon.cue_index.at(words, 0)
    )


def is_denied(sentence: Sentence, before: Sequence[Token]) -> bool:
    """Whether words before one that revokes deny that it does: "that is no mistake".

    Args:
        sentence: the sentence.
        before: the tokens.
    """
    starts = {token.start for token in before}
    return any(
        each.effect is Effect.NEGATES and sentence.tokens[each.end - 1].start in starts
        for each in sentence.contexts
    )


def revoking_words(sentence: Sentence) -> Iterator[Token]:
    """The words of a sentence that revoke or disown, whatever they are said of.

    Args:
        sentence: the sentence.
    """
    tokens = _tokens(sentence)
    for start, end, what in _withdrawals(sentence, tokens):
        if what in (Withdrawal.REVOKES, Withdrawal.DISOWNS):
            yield from tokens[start:end]


def _tokens(sentence: Sentence) -> list[Token]:
    """The words of a sentence as they are written, "untrue" in one."""
    return list(tokens_of(sentence.text, sentence.stretch))


def _withdrawals(
    sentence: Sentence, tokens: Sequence[Token]
) -> Iterator[tuple[int, int, Withdrawal]]:
    index = sentence.lexicon.withdrawal_index
    for at in range(len(tokens)):
        for end, _, what in index.at(tokens, at):
            yield at, end, what


def points_to_all(sentence: Sentence) -> bool:
    """Whether a sentence speaks of several that stand before it, or of all that was said: "None of it is true."."""
    return any(
        what in (Withdrawal.POINTS_TO_ALL, Withdrawal.DISOWNS)
        for _, _, what in _withdrawals(sentence, _tokens(sentence))
    )
