"""Who says what stands in a quotation of its own: the line behind it, such as "— Ann, a patient", names the speaker."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from kbtool.prose.candidate import Candidate, NotCounted
from kbtool.prose.circumstances import ANECDOTAL
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect
from kbtool.text.stretch import Stretch

_SPEAKER = re.compile(r"[ \t>]*[–—―-]{1,2}[ \t]*[A-Z“\"][^\r\n]*[^.!?:;\s][ \t]*")
_WORDS = 12
"""Words of the longest line that names a speaker."""


def with_speakers(
    sentences: Sequence[Sentence], found: Sequence[Candidate | NotCounted]
) -> list[Candidate | NotCounted]:
    """What the sentences of a draft state; what somebody says who tells what they lived through is their story.

    Args:
        sentences: the sentences, in order.
        found: what they state by themselves.
    """
    spoken = _spoken(sentences, found)
    return [
        replace(each, certainty=ANECDOTAL, borrowed=(*each.borrowed, spoken[each.sentence]))
        if isinstance(each, Candidate) and each.sentence in spoken
        else each
        for each in found
    ]


def _spoken(
    sentences: Sequence[Sentence], found: Sequence[Candidate | NotCounted]
) -> Mapping[Stretch, Stretch]:
    """The sentences of quotations whose speaker tells a story, each with the line that names the speaker."""
    states = {each.sentence for each in found if isinstance(each, Candidate)}
    spoken: dict[Stretch, Stretch] = {}
    for number, sentence in enumerate(sentences):
        if sentence.stretch in states or not _names_a_speaker(sentences, number):
            continue
        if all(each.effect is not Effect.TESTIFIES for each in sentence.contexts):
            continue
        line = _line(sentences[number - 1])
        for earlier in reversed(sentences[:number]):
            if _line(earlier) != line:
                break
            spoken[earlier.stretch] = sentence.stretch
    return spoken


def _names_a_speaker(sentences: Sequence[Sentence], number: int) -> bool:
    """Whether a sentence is a line that names the speaker of the line before it, and no item of a list."""
    line = _whole_line(sentences[number])
    if number == 0 or not _SPEAKER.fullmatch(line) or len(line.split()) > _WORDS:
        return False
    before = sentences[number - 1]
    beside = [_whole_line(before)]
    if number + 1 < len(sentences):
        beside.append(_whole_line(sentences[number + 1]))
    return not before.is_heading and not any(_SPEAKER.fullmatch(each) for each in beside)


def _line(sentence: Sentence) -> int:
    """Where the line of a sentence begins."""
    return sentence.text.rfind("\n", 0, sentence.stretch.start) + 1


def _whole_line(sentence: Sentence) -> str:
    start = _line(sentence)
    end = sentence.text.find("\n", sentence.stretch.end)
    return sentence.text[start : end if end >= 0 else len(sentence.text)]
