"""Sentences that may take back the one before, in words that nobody listed: "So the story goes.", "Doctors disagree.".

What such a sentence says is not known, so what stands before it is neither withdrawn nor restated: it stays open.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set

from kbtool.prose.progress import Part
from kbtool.prose.sentence import Sentence
from kbtool.prose.taking_back import meant_by_that
from kbtool.prose.words.cues import Effect
from kbtool.text.stretch import Stretch
from kbtool.text.structure import Kind
from kbtool.text.tokens import Token

_LONGEST = 12
"""Words of the longest such sentence."""

_SHORTEST = 4
"""Words of the longest one that has no verb and points to nothing: "Pure marketing."."""

_POINTING = frozenset({"this", "that", "such"})
_NONE = frozenset({"none", "neither", "nobody"})
_GOING_ON = frozenset({"VERB", "AUX", "ADP"})
"""What stands behind "this" where it is no part of a name."""
_ASKING = frozenset({"is", "are", "does", "do", "has", "have", "can", "was", "really", "who", "seriously"})  # fmt: skip
_TURNING = frozenset({Effect.NEGATES, Effect.REJECTS, Effect.DOUBTS})
_LINES = frozenset({Kind.LINE, Kind.PARAGRAPH})


def left_open(parts: Sequence[Part], stating: Collection[Stretch]) -> Mapping[Stretch, Stretch]:
    """The sentences that the one behind them may take back, each with that one.

    Args:
        parts: the sentences of a text in their places.
        stating: those that state something.
    """
    found: dict[Stretch, Stretch] = {}
    for at in range(1, len(parts)):
        last, part = parts[at - 1], parts[at]
        sentence = part.sentence
        in_line = last.block == part.block
        if last.sentence.is_heading or sentence.stretch in stating:
            continue
        if not in_line and (sentence.is_heading or part.block.mark.kind not in _LINES):
            continue
        if may_take_back(sentence, in_line=in_line):
            for each in meant_by_that(parts[:at], sentence):
                found.setdefault(each, sentence.stretch)
    return found


def may_take_back(sentence: Sentence, *, in_line: bool) -> bool:
    """Whether a sentence that states nothing may take back what stands before it.

    Args:
        sentence: the sentence.
        in_line: whether it stands in the same line.
    """
    words = [token for token in sentence.tokens if token.is_word]
    if not words or len(words) > _LONGEST:
        return False
    lexicon = sentence.lexicon
    telling = _among(words, lexicon.telling)
    if sentence.is_question:
        return in_line and not sentence.mentions and _asks_back(sentence, words)
    turns = _among(words, (lexicon.unsettling | lexicon.elsewhere) - lexicon.telling) or any(
        each.effect in _TURNING and each.is_cue for each in sentence.contexts
    )
    stands_by_it = any(
        each.effect is Effect.REJECTS and not each.is_cue for each in sentence.contexts
    )
    if stands_by_it or (_among(words, lexicon.agreeing) and not turns):
        return False  # "That is no myth."
    if _points_back(sentence, words):
        return True
    if sentence.mentions:
        return False
    fragment = not sentence.has_verb and len(words) <= _SHORTEST
    return telling or (in_line and fragment)


def _points_back(sentence: Sentence, words: Sequence[Token]) -> bool:
    """Whether "this" stands for what was said, and no "this drug" for something that was named."""
    if words[0].word in _NONE:
        return True
    for at, token in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else None
        if token.word in _POINTING and (at <= 1 or following is None or token.word != "that"):
            if following is None or following.kinds & _GOING_ON or not following.kinds:
                return True
            if _among([following], sentence.lexicon.telling):
                return True
        if token.word == "so" and (following is None or (at == 1 and words[0].word == "or")):
            return True
    return False


def _asks_back(sentence: Sentence, words: Sequence[Token]) -> bool:
    """Whether a question asks no more than whether that is so: "But is it?", "Who says so?"."""
    lexicon = sentence.lexicon
    plain = lexicon.small | lexicon.plain_words | _ASKING | _POINTING | {"so"}
    return any(token.word in _ASKING for token in words[:2]) and all(
        token.word in plain or _among([token], lexicon.telling) for token in words
    )


def _among(words: Sequence[Token], known: Set[str]) -> bool:
    return any(not token.forms.isdisjoint(known) for token in words)
