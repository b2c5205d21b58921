"""Notes that limit a sentence from elsewhere: "*" behind its words, and "* in adults only" below."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from kbtool.prose.antecedents import Before
from kbtool.prose.candidate import Candidate, NotCounted
from kbtool.prose.figures import GivenFigure
from kbtool.prose.scope import scope_of
from kbtool.prose.sentence import Sentence
from kbtool.prose.statements import read_statements
from kbtool.prose.words.cues import Effect
from kbtool.text.stretch import Stretch

_MARK = (
    r"\*{1,3}|[\u2020\u2021\u00a7\u00b6]{1,2}|[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}|\[\w{1,3}\]"
)
_NOTE = re.compile(rf"^[ \t]*(?P<mark>{_MARK})(?P<space>[ \t]*)(?P<words>\S[^\r\n]*)", re.MULTILINE)
_USED = re.compile(rf"(?<=[\w.,;:!?%)\"'\u2019\u201d])[ \t]?(?P<mark>{_MARK})(?![\w*])")
_CITES = re.compile(r"\b(?:1[89]|20)\d\d\b|\bdoi\b|https?:|\bet al\b", re.IGNORECASE)
"""What tells a reference from a note that says something."""
_LIMITING = frozenset({
    Effect.LIMITS, Effect.NEGATES, Effect.REJECTS, Effect.SUPPOSES, Effect.CONDITIONS, Effect.DOUBTS,
})  # fmt: skip
_LIMITED = 0.6
"""By this much a note that nothing models makes it less likely that what is on file is what is stated."""


def with_notes(
    parts: Iterable[tuple[Sentence, Before]],
    found: Sequence[Candidate | NotCounted],
    figures: Sequence[GivenFigure],
) -> tuple[list[Candidate | NotCounted], list[GivenFigure]]:
    """What the sentences of a draft state and the values that they give, each with the notes that limit it.

    What a note limits in a way that is modelled is read so; else it is not sure enough to count. Either shows the note.

    Args:
        parts: the sentences, each with what was named before it.
        found: what they state by themselves.
        figures: the values that they give by themselves.
    """
    limited = _limited(parts)
    if not limited:
        return list(found), list(figures)
    stated = [
        _limited_by(each, *limited[each.sentence])
        if isinstance(each, Candidate) and each.sentence in limited
        else each
        for each in found
    ]
    given = [
        replace(
            each,
            confidence=round(each.confidence * _LIMITED, 2),
            borrowed=(*each.borrowed, *limited[each.sentence][2]),
        )
        if each.sentence in limited
        else each
        for each in figures
    ]
    return stated, given


def _limited(
    parts: Iterable[tuple[Sentence, Before]],
) -> Mapping[Stretch, tuple[Sentence, Before, tuple[Stretch, ...]]]:
    """The sentences that notes limit, each with these."""
    parts = list(parts)
    if not parts:
        return {}
    text = parts[0][0].text
    notes = _notes(text)
    if not notes:
        return {}
    starts = [sentence.stretch.start for sentence, _ in parts]
    found: dict[Stretch, tuple[Sentence, Before, tuple[Stretch, ...]]] = {}
    for mark in _USED.finditer(text):
        at = bisect_right(starts, mark.start("mark")) - 1
        note = notes.get(mark["mark"])
        if at < 0 or note is None or note.start <= mark.start() < note.end:
            continue
        sentence, before = parts[at]
        if "\n" in text[sentence.stretch.start : mark.start()]:
            continue
        if _limits(replace(sentence, stretch=note, leads=(), told=None)):
            earlier = found.get(sentence.stretch, (sentence, before, ()))[2]
            found[sentence.stretch] = (sentence, before, (*earlier, note))
    return found


def _notes(text: str) -> dict[str, Stretch]:
    """The words of each note, by its mark; of a mark that begins several lines, as that of a list does, none."""
    found: dict[str, list[Stretch]] = {}
    for line in _NOTE.finditer(text):
        if line["mark"] not in line["words"]:
            found.setdefault(line["mark"], []).append(Stretch(*line.span("words")))
    return {mark: some[0] for mark, some in found.items() if len(some) == 1}


def _limits(note: Sentence) -> bool:
    """Whether a note says something that limits what it is a note on, and is no reference."""
    if _CITES.search(note.stretch.of(note.text)):
        return False
    return any(each.effect in _LIMITING for each in note.contexts) or bool(scope_of(note, (), ()))


def _limited_by(
    stated: Candidate, sentence: Sentence, before: Before, notes: tuple[Stretch, ...]
) -> Candidate:
    shown = (*stated.borrowed, *notes)
    if len(notes) == 1:
        for each in _read_together(stated, sentence, before, notes[0]):
            confidence = min(each.confidence, stated.confidence)
            return replace(each, confidence=confidence, words=stated.words, borrowed=shown)
    return replace(
        stated,
        confidence=round(stated.confidence * _LIMITED, 2),
        limits=(*stated.limits, *notes),
        borrowed=shown,
    )


def _read_together(
    stated: Candidate, sentence: Sentence, before: Before, note: Stretch
) -> Iterator[Candidate]:
    """The same statement as read with the note, where all that this adds is of whom, where or how it is said."""
    whole = replace(sentence, leads=(note,), is_heading=False)
    for each in read_statements(whole, before):
        if (
            isinstance(each, Candidate)
            and (each.relation, each.subject, each.object)
            == (stated.relation, stated.subject, stated.object)
            and each.denies is stated.denies
            and each.modality == stated.modality
            and len(each.scope) > len(stated.scope)
            and not each.limits
        ):
            yield each
