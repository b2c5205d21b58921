"""The sentences of a text, and those of them that no stretch of it covers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from sentencex import get_sentence_boundaries

from kbtool.text.stretch import Stretch

# Latin and titles never end a sentence; a figure follows these; the others may end one, which a word like "The" shows.
_NEVER_LAST = re.compile(r"\b(?:approx|e\.g|i\.e|cf|vs|ca|Dr|Prof|Mr|Mrs|Ms|St)\.\s*$")
_BEFORE_FIGURE = re.compile(r"\b(?:No|Nos|Fig|Figs|Ref|Refs|Vol|vol|pp?)\.\s*$")
_SHORTENED = re.compile(r"(?:\b(?:etc|al|N|J|Engl|Med|Am|Br|Clin|Psychiatry)\.|\b[A-Z]\.)\s*$")
# Words that are shortened ones, too, and what has one letter: a sentence ends behind them where a capital begins the next.
_WHOLE = re.compile(
    r"(?i:(?<![\w.-])(?:no|me|ill|may)\.|\d\s?(?:mins?|secs?|hrs?|mo)\.|…|"
    r"\b(?:vitamins?|hepatitis|types?|plan|group|schedule|class|grade|stage|phase|part|option)\s\w\.)"
    r"[”’\"')\]]*(?=\s+[“‘\"'(\[]?[^\W\d_a-z])"
)
_OPENING = re.compile(
    r"(?:An?|The|This|That|These|Those|It|Its|They|Their|He|His|She|Her|We|Our|You|Your|There|Here|In|On|At|As|For|With|"
    r"By|From|If|When|While|Although|Because|But|And|Or|However|Then|So|Some|Many|Most|No|Not|Other|Others)\b"
)


def sentences(text: str) -> list[Stretch]:
    """The sentences of a text, without the white space around them.

    A line end always ends a sentence; an abbreviation does not. Lines without a letter are none.
    """
    found: list[Stretch] = []
    for match in re.finditer(r"[^\r\n]+", text):
        line: list[Stretch] = []
        for boundary in get_sentence_boundaries("en", match.group()):
            start = match.start() + boundary["start_index"]
            end = match.start() + boundary["end_index"]
            if line and _goes_on(line[-1].of(text), text[start:end]):
                line[-1] = Stretch(line[-1].start, end)
            else:
                line += _parted(text, start, end)
        found += [_stripped(text, start, end) for start, end in line]
    return [s for s in found if any(character.isalpha() for character in s.of(text))]


def uncovered(text: str, covered: Iterable[Stretch]) -> list[Stretch]:
    """The sentences of a text that none of the stretches overlaps."""
    stretches = _merged(covered)
    ends = [end for _, end in stretches]
    found = []
    for sentence in sentences(text):
        at = bisect_right(ends, sentence.start)
        if at == len(stretches) or stretches[at].start >= sentence.end:
            found.append(sentence)
    return found


def _goes_on(before: str, after: str) -> bool:
    """Whether a sentence that was split between these two parts is one."""
    if _NEVER_LAST.search(before):
        return True
    if _BEFORE_FIGURE.search(before):
        return after[:1].isdecimal()
    return _SHORTENED.search(before) is not None and _OPENING.match(after) is None


def _parted(text: str, start: int, end: int) -> list[Stretch]:
    """The sentences of what was taken for one because a word in it may be shortened."""
    ends = [match.end() for match in _WHOLE.finditer(text, start, end)]
    return [Stretch(one, other) for one, other in zip([start, *ends], [*ends, end], strict=True)]


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches in order, those that overlap as one, those without a character left out."""
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if start >= end:
            continue
        if merged and start < merged[-1].end:
            merged[-1] = Stretch(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Stretch(start, end))
    return merged


def _stripped(text: str, start: int, end: int) -> Stretch:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Stretch(start, end)
