"""Sentences that say of the one before, or of a quotation, no more than that it is wrong: "That is a myth."."""

from __future__ import annotations

from collections.abc import Sequence, Set

from kbtool.prose.answers import says_no
from kbtool.prose.candidate import Candidate, NotCounted
from kbtool.prose.not_taken import Unread
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect
from kbtool.text.stretch import Stretch
from kbtool.text.structure import Block

_LONGEST = 10
"""Tokens of the longest such sentence: "Nothing could be further from it."."""


def takes_back(sentence: Sentence, last: Sentence, *, states: bool) -> bool:
    """Whether a sentence takes the one before it back; not so "It does not." behind a myth, which agrees with it.

    Args:
        sentence: the sentence.
        last: the one before.
        states: whether the sentence states something itself.
    """
    if states or sentence.is_question or sentence.mentions or len(sentence.tokens) > _LONGEST:
        return False
    if _rejects(sentence):
        return True
    is_myth = _rejects(last) or (last.told is not None and last.told.is_true is False)
    return says_no(sentence) and not is_myth


def _rejects(sentence: Sentence) -> bool:
    """Whether something is said to be wrong; "no myth" says the opposite, and "not true of others" speaks of these."""
    return any(
        each.effect is Effect.REJECTS
        and each.stands_among(sentence.contexts)
        and (each.end >= len(sentence.tokens) or sentence.tokens[each.end].word != "of")
        for each in sentence.contexts
    )


def meant_by_that(read: Sequence[tuple[Stretch, Block]]) -> Set[Stretch]:
    """The sentences that "that" means: the last one, or all of a quotation that ends with it.

    Args:
        read: the sentences that have been read, with their lines.
    """
    last, block = read[-1]
    found = {last}
    if block.mark.quoted:
        for stretch, line in reversed(read):
            if not line.mark.quoted:
                break
            found.add(stretch)
    return found


def taken_back(each: Candidate | NotCounted, sentences: Set[Stretch]) -> Candidate | NotCounted:
    """What is left of what was read, if it is of one of some sentences that are taken back."""
    if isinstance(each, NotCounted) or each.sentence not in sentences:
        return each
    return NotCounted(each.sentence, each.words, Unread.TAKEN_BACK)
