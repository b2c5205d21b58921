"""Sentences that say of what stands before them no more than that it is wrong, old or a joke: "That is a myth."."""

from __future__ import annotations

from collections.abc import Sequence, Set

from kbtool.prose.answers import says_no
from kbtool.prose.candidate import Candidate, NotCounted
from kbtool.prose.not_taken import Unread
from kbtool.prose.progress import Part
from kbtool.prose.revoking import LONGEST, points_to_all, revokes
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect
from kbtool.text.stretch import Stretch

_LONGEST = 10
"""Tokens of the longest such sentence: "Nothing could be further from it."."""


def takes_back(sentence: Sentence, last: Sentence, *, states: bool) -> bool:
    """Whether a sentence takes the one before it back; not so "It does not." behind a myth, which agrees with it.

    Args:
        sentence: the sentence.
        last: the one before.
        states: whether the sentence states something itself.
    """
    if states or sentence.mentions or _is_conditional(sentence):
        return False
    is_myth = _rejects(last) or (last.told is not None and last.told.is_true is False)
    if len(sentence.tokens) <= LONGEST and not is_myth and revokes(sentence):
        return True
    if sentence.is_question or len(sentence.tokens) > _LONGEST:
        return False
    return _rejects(sentence) or (says_no(sentence) and not is_myth)


def _is_conditional(sentence: Sentence) -> bool:
    """Whether a sentence has a condition for something: "If you think so, call us."; "If you believe it." has none."""
    is_whole = any(token.word == "," for token in sentence.tokens)
    return any(
        each.effect in (Effect.CONDITIONS, Effect.SUPPOSES)
        and each.stands_among(sentence.contexts)
        and (is_whole or each.start > 0)
        for each in sentence.contexts
    )


def _rejects(sentence: Sentence) -> bool:
    """Whether something is said to be wrong; "no myth" says the opposite, and "not true of others" speaks of these."""
    return any(
        each.effect is Effect.REJECTS
        and each.stands_among(sentence.contexts)
        and (each.end >= len(sentence.tokens) or sentence.tokens[each.end].word != "of")
        for each in sentence.contexts
    )


def meant_by_that(parts: Sequence[Part], sentence: Sentence) -> Set[Stretch]:
    """What "that" means: the last sentence that states something, all of a quotation, or all of a paragraph or list.

    Args:
        parts: the sentences that have been read.
        sentence: the sentence that takes them back.
    """
    at = len(parts) - 1
    while at and not parts[at].sentence.mentions and parts[at - 1].block == parts[-1].block:
        at -= 1  # "Or is it? It is not."
    last = parts[at]
    found = {each.sentence.stretch for each in parts[at:]}
    if last.block.mark.quoted:
        alike = [each.block.mark.quoted for each in parts[:at]]
    elif points_to_all(sentence):
        alike = [each.block == last.block or (last.is_item and each.is_item) for each in parts[:at]]
    else:
        return found
    for each, is_alike in zip(reversed(parts[:at]), reversed(alike), strict=True):
        if not is_alike:
            break
        found.add(each.sentence.stretch)
    return found


def taken_back(each: Candidate | NotCounted, sentences: Set[Stretch]) -> Candidate | NotCounted:
    """What is left of what was read, if it is of one of some sentences that are taken back."""
    if isinstance(each, NotCounted) or each.sentence not in sentences:
        return each
    return NotCounted(each.sentence, each.words, Unread.TAKEN_BACK)
