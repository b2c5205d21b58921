"""What a "yes" or "no" states, by the question right before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kbtool.prose.candidate import CONFIDENT, Candidate
from kbtool.prose.progress import Part
from kbtool.prose.proposing.passages import is_bare_answer
from kbtool.prose.proposing.proposals import Proposal, Skeleton
from kbtool.prose.proposing.tone import Tone
from kbtool.prose.stated import Filed
from kbtool.text.stretch import Stretch


def answered(
    part: Part, asked: Part | None, filed: Mapping[Stretch, Sequence[Filed]]
) -> Iterator[Skeleton]:
    """What a "yes" or "no" states, by what the question right before it was read as, with that answer.

    Args:
        part: the sentence that may be one.
        asked: the sentence before; None, if there is none.
        filed: what the sentences of the text state.
    """
    if asked is None or not asked.sentence.is_question or not is_bare_answer(part.sentence):
        return
    for each in filed.get(asked.sentence.stretch, ()):
        confidence = each.stated.confidence
        if each.on_file and isinstance(each.stated, Candidate) and confidence >= CONFIDENT:
            proposal = Proposal(each.question, confidence=confidence)
            tone = Tone(each.denies, each.certainty)
            yield Skeleton(part.sentence.stretch, proposal, (), tone)
