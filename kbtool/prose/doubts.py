"""What makes a reading doubtful: a denial of some, a denial beside it that is not its own, another meaning of its words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kbtool.prose.circumstances import TURNING, Circumstances
from kbtool.prose.filled import Filled
from kbtool.prose.mention import Mention
from kbtool.prose.sentence import Sentence

_MERELY = frozenset({"simply", "just", "merely", "automatically", "necessarily", "always"})
"""Words behind "not" that leave open how much is denied."""

_SOME = frozenset({"some", "many", "few", "several", "certain", "most", "other"})
"""Words that say that not all are meant."""


def may_be_meant(reading: Circumstances) -> bool:
    """Whether a gist states what its words seem to: not where a denial stands by it that is not its own."""
    (first, end), own = reading.filled.span, set(reading.filled.places)
    ends = reading.sentence.ends
    before = max((at for at in ends if at < first), default=-1)
    behind = min((at for at in ends if at >= end), default=len(reading.sentence.tokens))
    reaching = [each for each in reading.contexts if each.effect in TURNING]
    denials = (
        each
        for each in reading.sentence.contexts
        if each.is_cue and each.effect in TURNING and before <= each.start < behind
        if not own.issuperset(range(each.start, each.end))
    )
    if not all(any(d.start < r.end and r.start < d.end for r in reaching) for d in denials):
        return False
    return reading.denies or not reading.filled.trigger.when_denied


def is_on(mention: Mention, others: Sequence[Mention | None]) -> bool:
    """Whether a name is another meaning of the words by which a sentence names what it speaks of: "sleep"."""
    return any(
        each is not None
        and each.from_before is None
        and each.start < mention.end
        and mention.start < each.end
        for each in others
    )


def is_of_some(sentence: Sentence, filled: Filled) -> bool:
    """Whether a phrase that denies by itself is said of some, or denied in part: "some outgrow", "do not simply outgrow"."""
    start = max(filled.start, sentence.own_from)
    words = [token.word for token in sentence.tokens[max(0, start - 2) : filled.end]]
    before = sentence.tokens[start - 1].word if start else ""
    partly = any(one == "not" and other in _MERELY for one, other in pairwise(words))
    return filled.trigger.denies and (partly or before in _SOME)
