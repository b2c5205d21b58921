"""Words that a reading leaves over and that may turn what a sentence states: ", they lied", "in rats", "nominally".

Where such a word stands, nothing is said of the sentence: what is on file may be the opposite of what it says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from kbtool.prose.candidate import Candidate
from kbtool.prose.circumstances import HEDGED
from kbtool.prose.revoking import revoking_words
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect
from kbtool.text.stretch import Stretch

_BOX = re.compile(r"(?:[-*+•]|\d+[.)])?[ \t]*(?:\[[ \t]*\]|☐|□)[ \t]")
"""A box before a statement that nobody has ticked."""

_TO_COME = frozenset({"would", "could", "might", "should", "will", "shall"})

_IDLE = frozenset({Effect.FOCUSES, Effect.INSISTS, Effect.VOUCHES})
"""The effects of cues that turn nothing."""


def is_unsettled(sentence: Sentence, unread: Collection[Stretch]) -> bool:
    """Whether a word that was not compared is one of denial, falsehood, doubt, age or place, or part of a cue of context; or
    the sentence stands behind an empty box, or with a sign by which nobody can tell whether it is meant.

    Args:
        sentence: the sentence.
        unread: where the words stand that were not compared.
    """
    lexicon, turning = sentence.lexicon, set(_turning(sentence))
    if _BOX.match(sentence.text, sentence.stretch.start):
        return True
    if any(token.word in lexicon.open_signs for token in sentence.tokens):
        return True
    return any(
        token.start in turning
        or not token.forms.isdisjoint(lexicon.unsettling)
        or not token.forms.isdisjoint(lexicon.elsewhere)
        for token in sentence.tokens
        if any(each.start <= token.start < each.end for each in unread)
    )


def may_only_come(sentence: Sentence, read: Collection[Candidate]) -> bool:
    """Whether what the law says is told as what could be, or is to be, so that it is not so now: "would be approved".

    Args:
        sentence: the sentence.
        read: what it states.
    """
    of_law = [each for each in read if each.relation in sentence.lexicon.legal]
    if any(each.certainty == HEDGED for each in of_law):
        return True
    return bool(of_law) and any(
        token.word in _TO_COME and "AUX" in token.kinds for token in sentence.tokens
    )


def _turning(sentence: Sentence) -> Iterator[int]:
    """Where the tokens begin of cues that turn something, and of words that revoke what was said."""
    for each in sentence.contexts:
        if each.effect not in _IDLE and each.stands_among(sentence.contexts):
            yield from (token.start for token in sentence.tokens[each.start : each.end])
    yield from (token.start for token in revoking_words(sentence))
