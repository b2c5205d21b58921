"""The sentences of a draft read one after another, each with what those before it have named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kbtool.prose.answers import answers, lists_myths, may_be_answered, told_by_cell
from kbtool.prose.antecedents import Before, Named
from kbtool.prose.circumstances import Unread
from kbtool.prose.figures import GivenFigure, read_figures
from kbtool.prose.lexicon import Effect, Lexicon
from kbtool.prose.lines import is_heading, is_item, is_row, is_signed, line_around
from kbtool.prose.notes import with_notes
from kbtool.prose.sentence import Mention, Sentence, Told
from kbtool.prose.speakers import with_speakers
from kbtool.prose.statements import Candidate, NotCounted, read_statements
from kbtool.prose.tables import Row, read_row, row_at, told_by_value
from kbtool.text.sentences import sentences
from kbtool.text.stretch import Stretch

_KEPT = 6
"""So many concepts of the sentences before may be meant by "it"."""

_TAKES_BACK = 10
"""Tokens of the longest sentence that does nothing but take the one before it back: "Nothing could be further from it."."""


@dataclass(frozen=True)
class Part:
    """A sentence of a draft in its place.

    Attributes:
        sentence: the sentence.
        before: what was named before it.
    """

    sentence: Sentence
    before: Before


@dataclass(frozen=True)
class Reading:
    """What the sentences of a draft state.

    Attributes:
        sentences: where its sentences stand.
        candidates: what they state, in order.
        figures: the values that they give for quantities on file.
        not_counted: what was considered and is not taken for stated.
        parts: its sentences in their places.
    """

    sentences: tuple[Stretch, ...]
    candidates: tuple[Candidate, ...]
    figures: tuple[GivenFigure, ...]
    not_counted: tuple[NotCounted, ...]
    parts: tuple[Part, ...]


def read_draft(text: str, lexicon: Lexicon) -> Reading:
    """Read a draft.

    Args:
        text: the draft.
        lexicon: the words of the knowledge base.
    """
    stretches = sentences(text)
    progress = _Progress()
    found: list[Candidate | NotCounted] = []
    figures: list[GivenFigure] = []
    parts: list[Part] = []
    for stretch in stretches:
        sentence = Sentence(text, stretch, lexicon, is_heading=is_heading(text, stretch))
        sentence = replace(sentence, told=_told(sentence, progress))
        mine = _read(sentence, progress)
        if not _states(mine) and parts and (answered := _answered(parts[-1], sentence)):
            found = [each for each in found if each.sentence != progress.last] + answered
        elif _takes_back(sentence, mine):
            found = [_taken_back(each, progress.last) for each in found]
            figures = [each for each in figures if each.sentence != progress.last]
        found += mine
        parts.append(Part(sentence, progress.before))
        if sentence.told is None or sentence.told.is_true:
            figures += read_figures(sentence, progress.before)
        progress = _after(progress, sentence, mine)
    pairs = [(part.sentence, part.before) for part in parts]
    found, figures = with_notes(pairs, found, figures)
    found = with_speakers([part.sentence for part in parts], found)
    return Reading(
        tuple(stretches),
        tuple(each for each in found if isinstance(each, Candidate)),
        tuple(figures),
        tuple(each for each in found if isinstance(each, NotCounted)),
        tuple(parts),
    )


@dataclass(frozen=True)
class _Progress:
    """What has been read so far.

    Attributes:
        before: what was named.
        lead: the line above the list that is being read, if it is one.
        signed: whether the items of that list have a sign before them, so that a line without one ends it.
        last: the sentence before.
        myths: the heading of myths above.
        headed: whether the myths below it are headings themselves.
        table: the first row of the table that is being read.
    """

    before: Before = field(default_factory=Before)
    lead: Stretch | None = None
    last: Stretch | None = None
    myths: Stretch | None = None
    headed: bool = False
    table: Row | None = None
    signed: bool = False


def _read(sentence: Sentence, progress: _Progress) -> list[Candidate | NotCounted]:
    """What a sentence states; of a row of a table, what its cells state with their heads, too."""
    row = row_at(sentence.text, sentence.stretch.start)
    if row is None:
        return _read_line(sentence, progress)
    return read_row(sentence, row, progress.table, progress.before)


def _read_line(sentence: Sentence, progress: _Progress) -> list[Candidate | NotCounted]:
    """What a sentence states; of an item of a list, what it states as the end of the line above, or else by itself."""
    alone = list(read_statements(sentence, progress.before))
    if progress.lead is None or not _goes_on(progress, sentence):
        return alone
    whole = replace(sentence, lead=progress.lead, is_heading=False)
    joined = list(read_statements(whole, progress.before))
    told = any(isinstance(each, Candidate) or each.why is not Unread.INCOMPLETE for each in joined)
    return joined if told else alone


def _goes_on(progress: _Progress, sentence: Sentence) -> bool:
    """Whether a line is an item of the list that is being read."""
    return is_item(sentence) and (is_signed(sentence) or not progress.signed)


def _states(mine: Sequence[Candidate | NotCounted]) -> bool:
    return any(isinstance(each, Candidate) for each in mine)


def _told(sentence: Sentence, progress: _Progress) -> Told | None:
    """What the cells beside a sentence, or the heading above it, say of it."""
    if is_row(sentence):
        return told_by_cell(sentence) or _told_by_head(sentence, progress.table)
    if (value := told_by_value(sentence)) is not None:
        return value
    if progress.myths is None or sentence.is_question:
        return None
    before, behind = line_around(sentence.text, sentence.stretch)
    listed = is_signed(sentence)
    first = not before.strip(" \t>-*+\u2022\u2013.)0123456789")
    if progress.headed and not (sentence.is_heading or listed):
        return None
    if first and (listed or not behind.strip()):
        return Told(False, progress.myths)
    return Told(None, progress.myths) if first else None


def _told_by_head(sentence: Sentence, table: Row | None) -> Told | None:
    """What the head of the first column says of what stands below it: below "Myth" it is open what is so."""
    if table is None:
        return None
    head = Sentence(sentence.text, table.cells[0], sentence.lexicon, is_heading=True)
    return Told(None, table.cells[0]) if lists_myths(head) else None


def _answered(asked: Part, sentence: Sentence) -> list[Candidate | NotCounted]:
    """What a question states with the answer to it; nothing, if a sentence is none."""
    says = answers(sentence)
    if says is None or not may_be_answered(asked.sentence):
        return []
    told = Told(says, sentence.stretch, is_answer=True)
    return list(read_statements(replace(asked.sentence, told=told), asked.before))


def _myths(
    progress: _Progress, sentence: Sentence, mine: Sequence[Candidate | NotCounted]
) -> tuple[Stretch | None, bool]:
    """The heading of myths that stands above what follows a sentence, and whether they are headings themselves."""
    rejects = any(each.effect is Effect.REJECTS and each.is_ahead for each in sentence.contexts)
    if rejects and (mine or not sentence.is_heading):
        return None, False  # "Myth: ..." is one by itself
    if not sentence.is_heading or is_row(sentence):
        return progress.myths, progress.headed
    if not mine and lists_myths(sentence):
        return sentence.stretch, False
    return (progress.myths, True) if mine else (None, False)


def _after(
    progress: _Progress, sentence: Sentence, mine: Sequence[Candidate | NotCounted]
) -> _Progress:
    myths, headed = _myths(progress, sentence, mine)
    named = _named_after(progress, sentence, mine)
    table = _table(progress, sentence)
    return replace(named, myths=myths, headed=headed, table=table)


def _table(progress: _Progress, sentence: Sentence) -> Row | None:
    """The first row of the table that goes on behind a sentence: a wider row begins another one."""
    row = row_at(sentence.text, sentence.stretch.start)
    known = progress.table
    if row is None or known is None or len(row.cells) > len(known.cells):
        return row
    return known


def _named_after(
    progress: _Progress, sentence: Sentence, mine: Sequence[Candidate | NotCounted]
) -> _Progress:
    stretch, text = sentence.stretch, sentence.text
    if is_row(sentence):
        return _Progress(progress.before, None, stretch)
    stated = [each for each in mine if isinstance(each, Candidate)]
    about = {each.subject for each in stated}
    named = [
        Named(mention, stretch, is_subject=mention.node in about or _opens(sentence, mention))
        for mention in sentence.mentions
    ]
    denies = sentence.is_heading and not mine and _denies(sentence)
    leads = stretch.of(text).rstrip().endswith(":") or denies
    lead = stretch if leads else progress.lead if _goes_on(progress, sentence) else None
    signed = not leads and lead is not None and is_signed(sentence)
    if sentence.is_heading:
        above = (*named, *progress.before.heading)[:_KEPT] if named else progress.before.heading
        return _Progress(Before((), above), lead, stretch, signed=signed)
    known = {each.mention.node for each in named}
    going_on = [
        replace(each, is_near=True, is_subject=True)
        for each in progress.before.subjects
        if each.mention.node in about - known
    ]
    earlier = [replace(each, is_near=False) for each in progress.before.subjects]
    named.sort(key=lambda each: not each.is_subject)
    subjects = (*named, *going_on, *earlier)[:_KEPT]
    return _Progress(Before(subjects, progress.before.heading), lead, stretch, signed=signed)


def _denies(sentence: Sentence) -> bool:
    """Whether a heading breaks off behind a word of denial: "What it does not do"."""
    last = len([token for token in sentence.tokens if token.is_word])
    return any(
        each.effect is Effect.NEGATES and each.is_cue and last - each.end <= 1
        for each in sentence.contexts
    )


def _opens(sentence: Sentence, mention: Mention) -> bool:
    """Whether a sentence begins with a name, and so speaks of it."""
    before = sentence.tokens[sentence.own_from : mention.start]
    return all(token.word in ("the", "a", "an") or not token.is_word for token in before)


def _takes_back(sentence: Sentence, mine: Sequence[Candidate | NotCounted]) -> bool:
    """Whether a sentence says no more than that the one before it is wrong: "That is a myth."."""
    return (
        not mine
        and not sentence.is_question
        and not sentence.mentions
        and len(sentence.tokens) <= _TAKES_BACK
        and any(context.effect is Effect.REJECTS for context in sentence.contexts)
    )


def _taken_back(each: Candidate | NotCounted, sentence: Stretch | None) -> Candidate | NotCounted:
    if isinstance(each, NotCounted) or each.sentence != sentence:
        return each
    return NotCounted(each.sentence, each.words, Unread.TAKEN_BACK)
